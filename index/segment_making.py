"""The segments of one session of writing: batches of articles, and processes that make segments of them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whoosh.util import random_name

from index.columnar.batch import Gatherer
from index.columnar.builder import write_segment
from index.columnar.snapshot import EXTENSION, Entry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.columnar.batch import Batch
    from index.jobs import Feed, Jobs
    from index.model import Article

INDEX_NAME = "MAIN"

BATCH = 1 << 18
"""Characters of a batch, the articles that are analysed together: its arrays stay near the processor."""

FEW = 1 << 20
"""Characters of a session up to which its one segment is made here: starting processes takes longer."""

CHARACTERS = 1 << 25
"""Characters of a segment. Larger ones would take more memory, smaller ones would have to be merged."""

PROCESSES = 2
"""Segments made at once, each in a process of its own, while this one reads on."""


def new_name() -> str:
    """Return a name for a segment that no other has."""
    return f"{INDEX_NAME}_{random_name(16)}"


@dataclass(slots=True)
class Made:
    """A segment, and which articles of the session it has: `(first, last)` of each batch, in order."""

    name: str
    batches: list[tuple[int, int]] = field(default_factory=list)
    articles: int = 0
    units: int = 0
    characters: int = 0

    def take(self, first: int, batch: Batch) -> None:
        """Count a batch in that begins with this article of the session."""
        self.batches.append((first, first + len(batch.sizes)))
        self.articles += len(batch.sizes)
        self.units += len(batch.lengths)
        self.characters += len(batch.text)

    def numbers(self, added: Sequence[int]) -> set[int]:
        """Return the numbers in the segment of those of the session's articles that it has.

        `added` are their numbers in the order in which they were added, ascending.
        """
        found: set[int] = set()
        before = 0
        for first, last in self.batches:
            inside = added[bisect_left(added, first) : bisect_left(added, last)]
            found.update(before + number - first for number in inside)
            before += last - first
        return found

    @property
    def entry(self) -> Entry:
        """The segment in a table of segments."""
        return Entry(self.name, self.articles, self.units)


class SegmentMaker:
    """Makes segments in a folder of the articles that are added.

    Batches go to the processes in turn, so that all are done at about the same time, and a session of any
    usual size ends in as many segments as there are processes: none has to be merged.
    """

    def __init__(self, folder: Path, jobs: Jobs) -> None:
        self._folder = folder
        self._jobs = jobs
        self._gatherer = Gatherer()
        self.added = 0
        """How many articles were added."""
        self._batches = 0
        self._waiting: list[tuple[int, Batch]] = []
        self._made: list[Made] = []
        self._open: dict[int, tuple[Made, Feed]] = {}

    def add(self, article: Article, source: int, sequence: int) -> int:
        """Add an article of the file with the key `source`; its place in the archive is `sequence`.

        Returns how many were added before it. Raises `ArchiveError` where a segment cannot be written.
        """
        self._gatherer.add(article, source, sequence)
        self.added += 1
        if self._gatherer.characters >= BATCH:
            self._close_batch()
        return self.added - 1

    def finish(self) -> list[Made]:
        """Return the segments once all are written. Raises `ArchiveError` where one cannot be."""
        if len(self._gatherer):
            self._close_batch()
        for _, feed in self._open.values():
            feed.close()
        if self._waiting:
            self._make_here()
        self._jobs.wait()
        return self._made

    def _close_batch(self) -> None:
        self._waiting.append((self.added - len(self._gatherer), self._gatherer.batch()))
        self._gatherer = Gatherer()
        if self._made or sum(len(batch.text) for _, batch in self._waiting) > FEW:
            for first, batch in self._waiting:
                self._hand_over(first, batch)
            self._waiting.clear()

    def _hand_over(self, first: int, batch: Batch) -> None:
        """Send a batch to the segment whose turn it is."""
        turn = self._batches % PROCESSES
        self._batches += 1
        if turn not in self._open:
            self._jobs.wait(PROCESSES - 1)
            made = self._new()
            self._open[turn] = made, self._jobs.feed(write_segment, self._path(made))
        made, feed = self._open[turn]
        feed.send(batch)
        made.take(first, batch)
        if made.characters >= CHARACTERS:
            feed.close()
            del self._open[turn]

    def _make_here(self) -> None:
        made = self._new()
        for first, batch in self._waiting:
            made.take(first, batch)
        write_segment(self._path(made), [batch for _, batch in self._waiting])

    def _new(self) -> Made:
        self._made.append(Made(new_name()))
        return self._made[-1]

    def _path(self, made: Made) -> Path:
        return self._folder / (made.name + EXTENSION)
