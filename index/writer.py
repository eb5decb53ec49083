"""Articles into an index: one session, that takes effect as a whole or not at all."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files
from whoosh.util import random_name

from index.bulk.vocabulary import Vocabulary
from index.columnar.builder import SegmentBuilder
from index.columnar.codec import ColumnarSegment
from index.columnar.snapshot import EXTENSION, Entry, latest_generation, read_table, table_path, write_table
from index.errors import ArchiveError
from index.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType

    from index.columnar.segment import Segment
    from index.model import Article

INDEX_NAME = "MAIN"

MOST_DELETED = 0.25
"""Share of deleted units at which a segment is rewritten without them."""

MOST_SEGMENTS_OF_A_SIZE = 4
"""How many segments of about one size may stand side by side before they become one."""

CHARACTERS = 8_000_000
"""Characters gathered before a segment is made of them: about 300 MB while it is made."""

PROCESSES = 2
"""Segments made at once, each in a process of its own, while this one reads on."""


class ArchiveWriter:
    """Writes articles to the index in a folder; used as a context manager under the archive's lock.

    Leaving the block without `commit`, by an error too, leaves the index as it was.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)
        self._generation = latest_generation(folder)
        self._entries = read_table(folder, self._generation) if self._generation >= 0 else []
        self._segments = [entry.open(folder) for entry in self._entries]
        self._deleted: list[set[int]] = [set(entry.deleted) for entry in self._entries]
        self._builder = SegmentBuilder()
        self._made: list[Entry] = []
        self._makers: list[multiprocessing.process.BaseProcess] = []
        self._places: dict[str, tuple[int, int]] = {}
        self._taken_back: dict[int, set[int]] = {}
        self._sequence = 1 + max((int(s.sequences.max(initial=0)) for s in self._segments), default=0)
        self._is_committed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for maker in self._makers:
            maker.kill()
            maker.join()
        if not self._is_committed and self._generation >= 0:
            clean(self._folder)

    @property
    def generation(self) -> int:
        """The generation that `commit` makes."""
        return max(self._generation, 0) + 1

    def add(self, article: Article, source: int) -> None:
        """Add an article that came from the file with this key."""
        self._places[article.id] = (len(self._made), len(self._builder))
        self._builder.add(article, source, self._sequence)
        self._sequence += 1
        if self._builder.characters >= CHARACTERS:
            self._make_segment()

    def take_back(self, article_ids: Iterable[str]) -> None:
        """Undo the adding of articles of this session."""
        for article_id in article_ids:
            made, number = self._places.pop(article_id)
            self._taken_back.setdefault(made, set()).add(number)

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

    def commit(self) -> None:
        """Make the session's work the index's next generation."""
        kept = self._merge()
        if len(self._builder):
            self._make_segment(is_last=True)
        self._wait(0)
        made = [
            self._without(entry, entry.open(self._folder), self._taken_back.get(number, set()))
            for number, entry in enumerate(self._made)
        ]
        entries = [entry for entry in [*kept, *made] if len(entry.deleted) < entry.articles]
        write_table(self._folder, self.generation, entries)
        storage = FileStorage(str(self._folder))
        segments = [_whoosh_segment(entry) for entry in entries]
        TOC(schema(), segments, self.generation).write(storage, INDEX_NAME)
        self._is_committed = True
        clean(self._folder)

    def _merge(self) -> list[Entry]:
        """Add the articles of segments that are small or mostly deleted anew; return the others."""
        entries = [
            self._without(entry, segment, deleted)
            for entry, segment, deleted in zip(self._entries, self._segments, self._deleted, strict=True)
        ]
        tiers: dict[int, list[Entry]] = {}
        merged = set()
        for entry in entries:
            if entry.deleted_units >= MOST_DELETED * entry.units:
                merged.add(entry.name)
            else:
                tiers.setdefault((entry.units - entry.deleted_units).bit_length() // 2, []).append(entry)
        for tier in tiers.values():
            if len(tier) >= MOST_SEGMENTS_OF_A_SIZE:
                merged.update(entry.name for entry in tier)
        for entry, segment in zip(entries, self._segments, strict=True):
            if entry.name in merged:
                self._add_again(segment, set(entry.deleted))
        return [entry for entry in entries if entry.name not in merged]

    def _add_again(self, segment: Segment, deleted: set[int]) -> None:
        for number in range(len(segment.dates)):
            if number not in deleted:
                self._builder.add(
                    segment.article(number), segment.source(number), int(segment.sequences[number])
                )
                if self._builder.characters >= CHARACTERS:
                    self._make_segment()

    def _make_segment(self, *, is_last: bool = False) -> None:
        """Make a segment of what was gathered: here, where it is all there is, else beside us."""
        entry = Entry(
            name=f"{INDEX_NAME}_{random_name(16)}",
            articles=len(self._builder),
            units=self._builder.unit_count,
        )
        path = self._folder / (entry.name + EXTENSION)
        if is_last and not self._made:
            self._builder.write(path, Vocabulary())
        else:
            self._wait(PROCESSES - 1)
            maker = multiprocessing.get_context("spawn").Process(target=_write, args=(self._builder, path))
            maker.start()
            self._makers.append(maker)
        self._made.append(entry)
        self._builder = SegmentBuilder()

    def _wait(self, most: int) -> None:
        """Wait until at most so many segments are being made."""
        while len(self._makers) > most:
            maker = self._makers.pop(0)
            maker.join()
            if maker.exitcode:
                raise ArchiveError(
                    f"a segment could not be written (its process ended with {maker.exitcode}); "
                    "the archive is as it was; make room on disk or memory and index again"
                )

    @staticmethod
    def _without(entry: Entry, segment: Segment, deleted: set[int]) -> Entry:
        articles = np.array(sorted(deleted), np.uint32)
        units = len(segment.units_of(articles))
        return replace(entry, deleted=tuple(articles.tolist()), deleted_units=units)


def clean(folder: Path) -> None:
    """Remove from an index's folder what a killed writer left there. Only under the lock."""
    generation = latest_generation(folder)
    segments = [_whoosh_segment(entry) for entry in read_table(folder, generation)]
    clean_files(FileStorage(str(folder)), INDEX_NAME, generation, segments)
    current = table_path(folder, generation)
    for left_over in [*folder.glob("segments-*.json*"), *folder.glob("_MAIN_*.toc.*"), *folder.glob("*.new")]:
        if left_over != current:
            left_over.unlink()


def _write(builder: SegmentBuilder, path: Path) -> None:
    builder.write(path, Vocabulary())


def _whoosh_segment(entry: Entry) -> Any:
    segment = ColumnarSegment(INDEX_NAME)
    segment.segid = entry.name.removeprefix(f"{INDEX_NAME}_")
    segment.units = entry.units
    segment.deleted = list(entry.deleted)
    segment.deleted_units = entry.deleted_units
    return segment
