"""Articles into an index: one session, that takes effect as a whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from index import lexicon, manifest
from index.columnar.codec import ColumnarSegment
from index.columnar.merge import Part, merge_segments
from index.columnar.snapshot import (
    EXTENSION,
    Entry,
    contents_path,
    latest_generation,
    read_table,
    table_path,
    write_table,
)
from index.files import make_folder, replace_file, sync_folder
from index.jobs import Jobs
from index.merge_policy import LARGEST, Size, groups_to_compact, groups_to_merge
from index.schema import schema
from index.segment_making import INDEX_NAME, PROCESSES, SegmentMaker, new_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path
    from types import TracebackType

    from index.columnar.segment import Segment
    from index.model import Article

    Policy = Callable[[Sequence[Size]], list[list[int]]]

MOST_ON_DISK = 2.5
"""How many times the size of what it holds an archive may have for merging what one session made. It may
have three times that in all, and many small segments take more than the large one they become."""

LARGE = 8 << 20
"""Bytes from which segments are merged in a process of its own, for its memory; starting one takes longer
than merging less."""


class ArchiveWriter:
    """Writes articles to the index in a folder; used as a context manager under the archive's lock.

    Leaving the block without `commit`, by an error too, leaves the index as it was.
    """

    def __init__(self, folder: Path, without: Collection[str] = ()) -> None:
        """Begin a session; segments of the names `without` are not to be part of the index any more."""
        self._folder = folder
        make_folder(folder)
        self._generation = latest_generation(folder)
        entries = read_table(folder, self._generation) if self._generation >= 0 else []
        self._entries = [entry for entry in entries if entry.name not in without]
        self._segments = [entry.open(folder) for entry in self._entries]
        self._deleted: list[set[int]] = [set(entry.deleted) for entry in self._entries]
        self._jobs = Jobs()
        self._maker = SegmentMaker(folder, self._jobs)
        self._taken_back: list[int] = []
        self._sequence = 1 + max((int(s.sequences.max(initial=0)) for s in self._segments), default=0)
        self._is_committed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._jobs.kill()
        if not self._is_committed and self._generation >= 0:
            clean_if_possible(self._folder)

    @property
    def generation(self) -> int:
        """The generation that `commit` makes."""
        return max(self._generation, 0) + 1

    @property
    def is_compact(self) -> bool:
        """Say whether compacting would change nothing of what is committed."""
        return not groups_to_compact([self._size(entry) for entry in self._entries])

    @property
    def added(self) -> int:
        """How many articles were added."""
        return self._maker.added

    def add(self, article: Article, source: int) -> int:
        """Add an article that came from the file with this key; return its number in this session."""
        self._sequence += 1
        return self._maker.add(article, source, self._sequence - 1)

    def take_back(self, numbers: Iterable[int]) -> None:
        """Undo the adding of articles of this session."""
        self._taken_back += numbers

    def owner(self, article_id: str) -> int | None:
        """Return the key of the file whose committed article has this id, `None` if there is none."""
        for segment in self._segments:
            number = segment.article_number(article_id)
            if number is not None:
                return segment.source(number)
        return None

    def remove(self, source: int) -> None:
        """Remove every committed article of the file with this key."""
        for segment, deleted in zip(self._segments, self._deleted, strict=True):
            deleted.update(segment.articles_from(source).tolist())

    def remove_articles(self, article_ids: Iterable[str]) -> None:
        """Remove single committed articles."""
        for article_id in article_ids:
            for segment, deleted in zip(self._segments, self._deleted, strict=True):
                number = segment.article_number(article_id)
                if number is not None:
                    deleted.add(number)

    def commit(self, policy: Policy = groups_to_merge) -> None:
        """Make the session's work the index's next generation; `policy` says which segments become one."""
        self._taken_back.sort()
        made = [(each.entry, each.numbers(self._taken_back)) for each in self._maker.finish()]
        kept = [
            self._without(entry, segment, deleted)
            for entry, segment, deleted in zip(self._entries, self._segments, self._deleted, strict=True)
        ]
        new = [self._without(entry, entry.open(self._folder), deleted) for entry, deleted in made]
        entries = self._merge([*kept, *new], policy)
        contents = _contents(entries, self.generation)
        write_table(self._folder, self.generation, entries, contents)
        path = contents_path(self._folder, self.generation)
        try:
            replace_file(path, contents)
        finally:
            # Also where the disk does not confirm it: then neither generation may be removed.
            self._is_committed = path.exists()
        clean_if_possible(self._folder)

    def _merge(self, entries: list[Entry], policy: Policy) -> list[Entry]:
        """Merge segments until the policy is content; return those that are the index then."""
        committed = {entry.name for entry in self._entries}
        while True:
            entries = [entry for entry in entries if len(entry.deleted) < entry.articles]
            groups = self._that_fit(entries, policy(list(map(self._size, entries))), committed)
            if not groups:
                return entries
            replaced = {group[0].name: self._start_merging(group) for group in groups}
            self._jobs.wait()
            merged = {entry.name for group in groups for entry in group}
            for name in merged - committed:  # the others are still being searched
                self._path(name).unlink()
            # What is merged takes the place of its first part, so that the order stays about the archive's.
            entries = [
                replaced.get(entry.name, entry)
                for entry in entries
                if entry.name in replaced or entry.name not in merged
            ]

    def _that_fit(
        self, entries: list[Entry], groups: list[list[int]], committed: set[str]
    ) -> list[list[Entry]]:
        """Return the groups that may be merged now, so that the disk does not fill up with copies.

        What was only made in this session can be merged by the next one, when what it replaces is gone.
        """
        on_disk = sum(path.stat().st_size for path in self._folder.glob(f"*{EXTENSION}"))
        room = MOST_ON_DISK * sum(self._size(entry).living for entry in entries) - on_disk
        fitting = []
        for group in ([entries[place] for place in places] for places in groups):
            needed = sum(self._size(entry).living for entry in group)
            if needed <= room or any(entry.name in committed for entry in group):
                fitting.append(group)
                room -= needed
        return fitting

    def _start_merging(self, group: list[Entry]) -> Entry:
        """Merge segments, here where they are small, else beside us; return what they become."""
        merged = Entry(
            new_name(),
            articles=sum(entry.articles - len(entry.deleted) for entry in group),
            units=sum(entry.units - entry.deleted_units for entry in group),
        )
        parts = [Part(self._path(entry.name), entry.deleted) for entry in group]
        size = sum(part.path.stat().st_size for part in parts)
        if size < LARGE:
            merge_segments(self._path(merged.name), parts)
        else:
            # Merging takes twice the size in memory: of the largest, one at a time.
            self._jobs.wait(PROCESSES - 1 if size < LARGEST // 2 else 0)
            self._jobs.start(merge_segments, self._path(merged.name), parts)
        return merged

    def _size(self, entry: Entry) -> Size:
        return Size(self._path(entry.name).stat().st_size, entry.deleted_units / entry.units)

    def _path(self, name: str) -> Path:
        return self._folder / (name + EXTENSION)

    @staticmethod
    def _without(entry: Entry, segment: Segment, deleted: set[int]) -> Entry:
        articles = np.array(sorted(deleted), np.uint32)
        units = len(segment.units_of(articles))
        return replace(entry, deleted=tuple(articles.tolist()), deleted_units=units)


def clean(folder: Path) -> None:
    """Remove from an index's folder what a killed writer left there. Only under the lock.

    The list of files is `manifest.clean`'s. Whoosh's own `clean_files` passes over what it cannot remove.
    """
    generation = latest_generation(folder)
    entries = read_table(folder, generation)
    own = {contents_path(folder, generation), table_path(folder, generation), folder / lexicon.FILE}
    own |= {folder / (entry.name + EXTENSION) for entry in entries}
    left_over = [path for path in folder.iterdir() if path not in own and not manifest.is_list(path)]
    if left_over:
        # The renaming that made the generation the latest must last before the one before it goes.
        sync_folder(folder)
    for path in left_over:
        path.unlink()


def clean_if_possible(folder: Path) -> None:
    """Remove the same at the end of a session, whose work is done or has failed for a reason of its own.

    What cannot be removed now, the next session removes before anything else, or says why it cannot.
    """
    with suppress(OSError):
        clean(folder)


def _contents(entries: Iterable[Entry], generation: int) -> bytes:
    """Return Whoosh's table of contents. Whoosh itself would write it without waiting for the disk."""
    storage = RamStorage()
    TOC(schema(), list(map(_whoosh_segment, entries)), generation).write(storage, INDEX_NAME)
    (name,) = storage.list()
    with storage.open_file(name) as file:
        contents: bytes = file.read()
    return contents


def _whoosh_segment(entry: Entry) -> Any:
    segment = ColumnarSegment(INDEX_NAME)
    segment.segid = entry.name.removeprefix(f"{INDEX_NAME}_")
    segment.units = entry.units
    segment.deleted = list(entry.deleted)
    segment.deleted_units = entry.deleted_units
    return segment
