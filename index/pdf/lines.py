"""Characters to printed lines: by base line and distance, along the order of painting first.

What is painted one after the other on one base line belongs together, as does what stands side by
side on one without a gutter between. Characters that go downwards instead are a line of vertical
writing. Distances are in em, the height of a character.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from index.pdf.glyphs import Box
from index.pdf.gutters import Gap, rows_of_gap
from index.pdf.pieces import LEVEL, SPREAD_MOST, WIDER, Piece, are_level, pieces_of, stacks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.pdf.glyphs import Glyph

_ASCENT, _DESCENT = 0.88, 0.12
"""Where an em stands on its base line, in the fonts of Chinese type."""

_FAR = 4.0
"""The widest gap inside a line, between two things painted one after the other."""

_SAME_LINE = 1.08
"""What stands so far apart in two sizes is not one line."""

_GUTTER = 0.8
_EDGE = 0.2
_LARGE = 1.3
_EDGE_LINES = 3
"""A piece behind so wide a gap begins another line where more than so many others begin too."""

_GUTTER_ROWS = 3
"""So many rows with a gap at the same place make a gutter."""

_NARROW_GUTTER, _NARROW_ROWS = 0.45, 6

_WORD_GAP = 0.18
_EXTRA_GAP = 0.4
_REACH_BANDS = 24


@dataclass(slots=True, eq=False)
class PrintedLine:
    """A line of type: its text, its box, the height of its characters, and when it was painted.

    `is_vertical` lines are written downwards; their `size` is that of a character too.
    """

    text: str
    box: Box
    size: float
    first: int
    last: int
    characters: int
    is_vertical: bool = False

    @property
    def base(self) -> float:
        """The height of the base line."""
        return self.box.bottom - _DESCENT * self.size


def printed_lines(glyphs: Sequence[Glyph], rules: Sequence[Box] = ()) -> list[PrintedLine]:
    """Return the lines of upright characters, those of vertical writing included, in no order.

    A rule between two pieces of a line parts them.
    """
    stacks, pieces = stacks_of(pieces_of(glyphs))
    lines = [_vertical_line(stack) for stack in stacks]
    lines += [_line(piece) for piece in _joined(pieces, rules)]
    return [line for line in lines if line.text]


def _vertical_line(stack: Sequence[Piece]) -> PrintedLine:
    size = median(piece.size for piece in stack)
    glyphs = [glyph for piece in stack for glyph in piece.glyphs]
    box = Box(
        min(piece.left for piece in stack),
        min(piece.base - _ASCENT * piece.size for piece in stack),
        max(piece.right for piece in stack),
        max(piece.base + _DESCENT * piece.size for piece in stack),
    )
    text = "".join(glyph.text for glyph in glyphs)
    return PrintedLine(text, box, size, glyphs[0].number, glyphs[-1].number, len(glyphs), is_vertical=True)


def _joined(pieces: Sequence[Piece], rules: Sequence[Box]) -> list[Piece]:
    """Put pieces together that stand side by side on one base line, with no gutter between."""
    neighbours = _neighbours(pieces)
    pairs = [(left, right) for left, right in enumerate(neighbours) if right is not None]
    gaps = [
        Gap(
            pieces[left].right,
            pieces[right].left,
            pieces[right].base,
            max(pieces[left].size, pieces[right].size),
        )
        for left, right in pairs
    ]
    rows = rows_of_gap(gaps)
    edges = _Edges(pieces)
    upright = [rule for rule in rules if rule.height > rule.width]
    following: dict[int, int] = {}
    for (left, right), gap, count in zip(pairs, gaps, rows, strict=True):
        if (
            _go_together(pieces[left], pieces[right], gap, count)
            and not any(gap.is_crossed_by(rule) for rule in upright)
            and not edges.are_of_columns(pieces[left], pieces[right])
        ):
            following[left] = right
    preceded = set(following.values())
    joined: list[Piece] = []
    for number, piece in enumerate(pieces):
        if number in preceded:
            continue
        glyphs = list(piece.glyphs)
        at = number
        while at in following:
            at = following[at]
            glyphs += pieces[at].glyphs
        joined.append(Piece(glyphs) if len(glyphs) > len(piece.glyphs) else piece)
    return joined


class _Edges:
    """The edges of all pieces of a page: where many are, columns begin or end."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._lefts = sorted(piece.left for piece in pieces)
        self._rights = sorted(piece.right for piece in pieces)
        self._size = median(piece.size for piece in pieces) if pieces else 1.0

    def are_of_columns(self, left: Piece, right: Piece) -> bool:
        """Tell whether the gap between two pieces is that of columns: many begin after it.

        What is larger than most is parted only where as many end before it too.
        """
        if right.left - left.right <= _GUTTER * self._size or not self._is_edge(self._lefts, right.left):
            return False
        is_large = max(left.size, right.size) > _LARGE * self._size
        return not is_large or self._is_edge(self._rights, left.right)

    def _is_edge(self, edges: Sequence[float], place: float) -> bool:
        slack = _EDGE * self._size
        return bisect_right(edges, place + slack) - bisect_left(edges, place - slack) > _EDGE_LINES


def _go_together(left: Piece, right: Piece, gap: Gap, rows: int) -> bool:
    width = (gap.right - gap.left) / gap.size
    if left.glyphs[-1].run == right.glyphs[0].run and width <= _FAR and rows < _NARROW_ROWS:
        return True
    if width > _NARROW_GUTTER and rows >= _NARROW_ROWS:
        return False
    if width <= max(left.spread, right.spread) + WIDER:
        return True
    if rows >= _GUTTER_ROWS or max(left.size, right.size) > _SAME_LINE * min(left.size, right.size):
        return False
    return right.first - left.last in (1, 2) and width <= _FAR


def _neighbours(pieces: Sequence[Piece]) -> list[int | None]:
    """Return for each piece the next one to its right on the same base line, `None` where there is none."""
    cell = max(1e-3, median([piece.size for piece in pieces]) / 2) if pieces else 1.0
    bands: dict[int, list[tuple[float, int]]] = {}
    for number, piece in enumerate(pieces):
        bands.setdefault(int(piece.base // cell), []).append((piece.left, number))
    for band in bands.values():
        band.sort()
    nearest: list[int | None] = []
    taken: dict[int, tuple[float, int]] = {}
    for number, piece in enumerate(pieces):
        best: tuple[float, int] | None = None
        reach = LEVEL * piece.size
        low = int((piece.base - reach) // cell)
        for row in range(low, min(low + _REACH_BANDS, int((piece.base + reach) // cell)) + 1):
            found = _first_right(bands.get(row, []), piece, pieces, number)
            if found is not None and (best is None or found < best):
                best = found
        nearest.append(best[1] if best else None)
        if best:
            other = taken.get(best[1])
            if other is None or piece.right > other[0]:
                taken[best[1]] = (piece.right, number)
    # Each piece has one neighbour on either side: the nearer one.
    return [
        right if right is not None and taken[right][1] == number else None
        for number, right in enumerate(nearest)
    ]


def _first_right(
    band: Sequence[tuple[float, int]], piece: Piece, pieces: Sequence[Piece], number: int
) -> tuple[float, int] | None:
    start = bisect_left(band, (piece.right - 0.5 * piece.size, -1))
    for left, other in band[start : start + 8]:
        beside = pieces[other]
        if other == number or left <= piece.left:
            continue
        if are_level(piece, beside):
            return left, other
    return None


def _line(piece: Piece) -> PrintedLine:
    glyphs = sorted(piece.glyphs, key=lambda glyph: (glyph.left, glyph.number))
    box = Box(piece.left, piece.base - _ASCENT * piece.size, piece.right, piece.base + _DESCENT * piece.size)
    numbers = [glyph.number for glyph in glyphs]
    text = spaced(glyphs, piece.size)
    return PrintedLine(text, box, piece.size, min(numbers), max(numbers), len(glyphs))


def spaced(glyphs: Sequence[Glyph], size: float) -> str:
    """Return the text of a line: a space where one is painted, and where a gap is wider than the others.

    The gaps of characters that were spread to fill the line are all alike, and no spaces.
    """
    gaps = [
        (after.left - before.right) / size
        for before, after in pairwise(glyphs)
        if before.text != " " and after.text != " "
    ]
    usual = min(SPREAD_MOST, max(0.0, median(gaps))) if gaps else 0.0
    parts: list[str] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None and glyph.text != " " and before.text != " ":
            is_latin = before.text.isascii() and glyph.text.isascii()
            gap = (glyph.left - before.right) / size
            if gap > usual + (_WORD_GAP if is_latin else _EXTRA_GAP):
                parts.append(" ")
        if glyph.text != " " or parts[-1:] != [" "]:
            parts.append(glyph.text)
        before = glyph
    return "".join(parts).strip()


def total_characters(lines: Iterable[PrintedLine]) -> int:
    """Return how many characters some lines have together."""
    return sum(line.characters for line in lines)
