"""The places that an archive's articles name, as arrays: counted for the articles of a name."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from index.columnar.arrays import offsets, ranges
from index.columnar.values import Values
from searcher.array_engine.frequencies import most_frequent_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.columnar.arrays import Numbers
    from index.columnar.segment import Segment


class PlaceTable:
    """The places of all articles of some segments; the articles are numbered through."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """Take the segments; they are read when a place is first asked for."""
        self._segments = segments

    @cached_property
    def _values(self) -> Values:
        # United they are numbered in order: of equally frequent ones the first is the lowest number.
        return Values.united(segment.values("place").values for segment in self._segments)

    @cached_property
    def _begins(self) -> Numbers:
        return offsets(self._values.counts)

    def most_frequent(self, articles: Numbers, most: int) -> tuple[tuple[str, int], ...]:
        """Return the `most` places that most of some articles name, and how many do; equal ones in order."""
        rows = ranges(self._begins[articles], self._values.counts[articles])
        counted = most_frequent_numbers(self._values.numbers[rows], most)
        return tuple((self._values.terms[number], count) for number, count in counted)
