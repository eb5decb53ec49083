"""Pieces of text and the lines of the source that they stand on."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.rebuild.spacing import close_up, close_up_heading

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


def closed_up(piece: Piece) -> Piece:
    """Return a piece without the typesetter's spaces; until then those of a byline were needed."""
    close = close_up_heading if piece.kind == "subhead" else close_up
    return Piece(piece.kind, close(piece.text), piece.places)


def cut(text: str, visible: int) -> tuple[str, str]:
    """Return what comes before and after so many visible characters of a text, both stripped."""
    place = 0
    while visible > 0 and place < len(text):
        visible -= not text[place].isspace()
        place += 1
    return text[:place].strip(), text[place:].strip()


class Lines:
    """Says on which lines of a source places are."""

    def __init__(self, source: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", source)]

    def of(self, places: Iterable[Place]) -> Ranges:
        """Return the 1-based lines that places cover, those that follow each other as one range."""
        return joined((self._line(start), self._line(max(start, end - 1))) for start, end in places)

    def _line(self, place: int) -> int:
        return bisect_left(self._ends, place) + 1


def joined(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return ranges of lines in their order, those that follow each other as one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)
