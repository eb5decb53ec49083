"""The segments of one session of writing: batches of articles, and processes that make segments of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whoosh.util import random_name

from index.columnar.batch import Gatherer
from index.columnar.builder import write_segment
from index.columnar.snapshot import EXTENSION, Entry

if TYPE_CHECKING:
    from pathlib import Path

    from index.columnar.batch import Batch
    from index.jobs import Feed, Jobs
    from index.model import Article

INDEX_NAME = "MAIN"

BATCH = 1 << 18
"""Characters of a batch, the articles that are analysed together: its arrays stay near the processor."""

FEW = 1 << 20
"""Characters of a session up to which its one segment is made here: starting processes takes longer."""

CHARACTERS = 1 << 26
"""Characters of a segment. Larger ones would take more memory, smaller ones would have to be merged."""

PROCESSES = 2
"""Segments made at once, each in a process of its own, while this one reads on."""


def new_name() -> str:
    """Return a name for a segment that no other has."""
    return f"{INDEX_NAME}_{random_name(16)}"


@dataclass(slots=True)
class Made:
    """A segment: its size, and by their numbers its batches, with the number of the first article of each."""

    name: str
    first_articles: dict[int, int] = field(default_factory=dict)
    articles: int = 0
    units: int = 0
    characters: int = 0

    def take(self, number: int, batch: Batch) -> None:
        """Count a batch in."""
        self.first_articles[number] = self.articles
        self.articles += len(batch.sizes)
        self.units += len(batch.lengths)
        self.characters += len(batch.text)

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
        self._batches = 0
        self._waiting: list[Batch] = []
        self._made: list[Made] = []
        self._open: dict[int, tuple[Made, Feed]] = {}

    def add(self, article: Article, source: int, sequence: int) -> tuple[int, int]:
        """Add an article of the file with the key `source`; its place in the archive is `sequence`.

        Returns where it is: the number of its batch, and its own in the batch. Raises `ArchiveError` where
        a segment cannot be written.
        """
        self._gatherer.add(article, source, sequence)
        place = self._batches, len(self._gatherer) - 1
        if self._gatherer.characters >= BATCH:
            self._close_batch()
        return place

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
        self._waiting.append(self._gatherer.batch())
        self._batches += 1
        self._gatherer = Gatherer()
        if self._made or sum(len(batch.text) for batch in self._waiting) > FEW:
            for number, batch in enumerate(self._waiting, self._batches - len(self._waiting)):
                self._hand_over(number, batch)
            self._waiting.clear()

    def _hand_over(self, number: int, batch: Batch) -> None:
        """Send a batch to the segment whose turn it is."""
        turn = number % PROCESSES
        if turn not in self._open:
            self._jobs.wait(PROCESSES - 1)
            made = self._new()
            self._open[turn] = made, self._jobs.feed(write_segment, self._path(made))
        made, feed = self._open[turn]
        feed.send(batch)
        made.take(number, batch)
        if made.characters >= CHARACTERS:
            feed.close()
            del self._open[turn]

    def _make_here(self) -> None:
        made = self._new()
        for number, batch in enumerate(self._waiting):
            made.take(number, batch)
        write_segment(self._path(made), self._waiting)

    def _new(self) -> Made:
        self._made.append(Made(new_name()))
        return self._made[-1]

    def _path(self, made: Made) -> Path:
        return self._folder / (made.name + EXTENSION)
