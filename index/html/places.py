"""Pieces of text and the lines of the source that they stand on."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.model import Lines as Ranges
    from index.model import UnitKind

Place = tuple[int, int]
"""Where something stands in the source: `[start, end)` in characters."""


@dataclass(slots=True)
class Piece:
    """A unit in the making, and where its parts stand."""

    kind: UnitKind
    text: str = ""
    places: list[Place] = field(default_factory=list)


class Lines:
    """Says on which lines of a source places are."""

    def __init__(self, source: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", source)]

    def of(self, places: Iterable[Place]) -> Ranges:
        """Return the 1-based lines that places cover, those that follow each other as one range."""
        ranges: list[tuple[int, int]] = []
        for start, end in sorted(places):
            first, last = self._line(start), self._line(max(start, end - 1))
            if ranges and first <= ranges[-1][1] + 1:
                ranges[-1] = (ranges[-1][0], max(ranges[-1][1], last))
            else:
                ranges.append((first, last))
        return tuple(ranges)

    def _line(self, place: int) -> int:
        return bisect_left(self._ends, place) + 1
