"""Characters to pieces of lines: what is painted one after the other, side by side or downwards."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.pdf.glyphs import Glyph

LEVEL = 0.3
"""In em: base lines so near are one."""

ALIKE = 1.7
"""Characters on one line are at most so many times larger than each other."""

WIDER = 0.35
"""In em: by so much more than the other gaps of a line is one that parts two lines, or two phrases."""

SPREAD_MOST = 0.6
"""In em: characters are not spread farther to fill their line."""

_INDEX, _INDEX_LEVEL = 1.25, 0.5
"""An index is smaller by so much, and stands so many em higher or lower."""

_TOGETHER = 0.75
"""The widest gap of characters spread to fill their line, where they are painted in one go."""

_DOWN = (0.7, 1.9)
"""How far below each other the characters of a vertical line stand."""

_SINGLE_ALIKE = 1.3
"""Characters of a vertical line are at most so many times larger than each other."""

_MOST_BANDS, _MOST_BELOW = 24, 60
"""How far to either side, and how many characters below, the next one is looked for."""

_UPRIGHT_DIGITS = 4


class Piece:
    """Characters on one base line, painted one after the other."""

    __slots__ = ("base", "glyphs", "left", "right", "size", "spread")

    def __init__(self, glyphs: list[Glyph]) -> None:
        self.glyphs = glyphs
        self.left = min(glyph.left for glyph in glyphs)
        self.right = max(glyph.right for glyph in glyphs)
        largest = max(glyph.size for glyph in glyphs)
        # An index above the line has neither the line's size nor its base.
        self.base = median(glyph.base for glyph in glyphs if glyph.size > largest / 1.3)
        self.size = median(glyph.size for glyph in glyphs if glyph.size > largest / 1.3)
        gaps = [after.left - before.right for before, after in pairwise(glyphs)]
        self.spread = min(SPREAD_MOST, max(0.0, median(gaps) / self.size)) if gaps else 0.0

    @property
    def middle(self) -> float:
        """Where its middle is, from the left."""
        return (self.left + self.right) / 2

    @property
    def first(self) -> int:
        """When its first character was painted."""
        return self.glyphs[0].number

    @property
    def last(self) -> int:
        """When its last character was painted."""
        return self.glyphs[-1].number


def pieces_of(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Cut the order of painting wherever a character does not stand next to the one before."""
    pieces: list[Piece] = []
    current: list[Glyph] = []
    spread = 0.0
    for glyph in glyphs:
        if current and not _follows(current[-1], glyph, spread):
            _close(current, pieces)
            current = []
        spread = max(0.0, glyph.left - current[-1].right) if current else 0.0
        current.append(glyph)
    _close(current, pieces)
    return pieces


def _close(glyphs: list[Glyph], pieces: list[Piece]) -> None:
    """Make a piece of some characters, without the spaces around them."""
    start, end = 0, len(glyphs)
    while start < end and glyphs[start].text == " ":
        start += 1
    while start < end and glyphs[end - 1].text == " ":
        end -= 1
    if start < end:
        pieces.append(Piece(glyphs[start:end]))


def are_level(one: Glyph | Piece, other: Glyph | Piece) -> bool:
    """Tell whether two stand on one base line, or one is an index above or below the other's."""
    larger, smaller = max(one.size, other.size), min(one.size, other.size)
    reach = _INDEX_LEVEL if larger > _INDEX * smaller else LEVEL
    return larger <= ALIKE * smaller and abs(one.base - other.base) <= reach * larger


def _follows(before: Glyph, glyph: Glyph, spread: float) -> bool:
    size = max(before.size, glyph.size)
    if not are_level(before, glyph):
        return False
    most = _TOGETHER * size
    if before.run != glyph.run and " " not in (before.text, glyph.text):
        most = min(most, spread + WIDER * size)
    return -0.6 * size <= glyph.left - before.right <= most


def stacks_of(pieces: Sequence[Piece]) -> tuple[list[list[Piece]], list[Piece]]:
    """Take out the runs of pieces that stand below each other, each about as wide as it is high."""
    singles = sorted((piece for piece in pieces if _is_single(piece)), key=lambda piece: piece.base)
    cell = max(1e-3, median(piece.size for piece in singles)) if singles else 1.0
    bands: dict[int, list[tuple[float, int]]] = {}
    for place, piece in enumerate(singles):
        bands.setdefault(int(piece.middle // cell), []).append((piece.base, place))
    below: dict[int, int] = {}
    taken: set[int] = set()
    for place, piece in enumerate(singles):
        found = _next_below(piece, place, singles, bands, cell, taken)
        if found is not None:
            below[place] = found
            taken.add(found)
    stacks: list[list[Piece]] = []
    for place in range(len(singles)):
        if place in below and place not in taken:
            chain = [place]
            while chain[-1] in below:
                chain.append(below[chain[-1]])
            stacks += _evenly_spaced([singles[member] for member in chain])
    stacked = {id(piece) for stack in stacks for piece in stack}
    return stacks, [piece for piece in pieces if id(piece) not in stacked]


def _next_below(
    piece: Piece,
    place: int,
    singles: Sequence[Piece],
    bands: dict[int, list[tuple[float, int]]],
    cell: float,
    taken: set[int],
) -> int | None:
    """Return which single piece stands next below one, among those in the same upright band of the page."""
    found: list[int] = []
    reach = LEVEL * piece.size * _SINGLE_ALIKE
    low = int((piece.middle - reach) // cell)
    for band in range(low, min(low + _MOST_BANDS, int((piece.middle + reach) // cell)) + 1):
        column = bands.get(band, [])
        start = bisect_right(column, (piece.base, place))
        for base, other in column[start : start + _MOST_BELOW]:
            if base > piece.base + _DOWN[1] * piece.size * _SINGLE_ALIKE:
                break
            if other not in taken and _stands_below(piece, singles[other]):
                found.append(other)
                break
    return min(found, default=None)


def _evenly_spaced(stack: list[Piece]) -> list[list[Piece]]:
    """Part a stack where the next character is farther below than they usually are: two lines, end to end."""
    usual = median(lower.base - upper.base for upper, lower in pairwise(stack))
    parts = [[stack[0]]]
    for upper, lower in pairwise(stack):
        if lower.base - upper.base > usual + WIDER * upper.size:
            parts.append([])
        parts[-1].append(lower)
    return [part for part in parts if len(part) > 1]


def _is_single(piece: Piece) -> bool:
    if len(piece.glyphs) == 1:
        return True
    # Figures stand upright and side by side in vertical writing.
    is_short = len(piece.glyphs) <= _UPRIGHT_DIGITS and piece.right - piece.left < 1.3 * piece.size
    return is_short and all(glyph.text.isascii() for glyph in piece.glyphs)


def _stands_below(upper: Piece, lower: Piece) -> bool:
    size = max(upper.size, lower.size)
    if size > _SINGLE_ALIKE * min(upper.size, lower.size):
        return False
    return (
        abs(upper.middle - lower.middle) < LEVEL * size
        and _DOWN[0] * size < lower.base - upper.base < _DOWN[1] * size
    )
