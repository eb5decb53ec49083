"""Characters as they are painted on a page, and the page turned so that most of them stand upright."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import cos, degrees, radians, sin
from statistics import median_low
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SECTOR = 30.0
"""Degrees: text turned by less than half of it is upright on a page that was scanned askew."""

_SAME_PLACE = 0.25
"""In em: the same character so near was painted twice, to look bold or by mistake."""

INVISIBLE_MODE = 3
"""How text is painted that lies under the picture of a scanned page, for being found."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `top` is less than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    def holds(self, other: Box, slack: float = 0.0) -> bool:
        """Tell whether another box lies inside, or sticks out by no more than `slack`."""
        return (
            self.left - slack <= other.left
            and other.right <= self.right + slack
            and self.top - slack <= other.top
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: Box) -> bool:
        """Tell whether the two have an area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds some others, at least one."""
    lefts, tops, rights, bottoms = zip(
        *((box.left, box.top, box.right, box.bottom) for box in boxes), strict=True
    )
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(slots=True)
class Glyph:
    """One painted character: from `left` to `right` on a base line, in points, y growing downwards.

    `size` is the height of an em, `number` its place in the order of painting, `run` what it was
    painted in one go with; `angle` is by how many degrees it is turned anticlockwise.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    number: int
    run: int
    angle: float = 0.0
    is_visible: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is painted on one page: characters, places of pictures, and the boxes of what is drawn.

    `unmapped` counts the characters of which the file does not say what they are.
    """

    box: Box
    glyphs: Sequence[Glyph]
    pictures: Sequence[Box] = ()
    drawings: Sequence[Box] = ()
    unmapped: int = 0


def upright(sheet: Sheet) -> list[Sheet]:
    """Return a sheet for each direction of writing, turned so that its text stands upright.

    The first one has the most characters, and with them the pictures and drawings of the page.
    """
    sectors: dict[int, list[Glyph]] = {}
    for glyph in sheet.glyphs:
        sectors.setdefault(round(glyph.angle / _SECTOR) % 12, []).append(glyph)
    counted = sorted(sectors.values(), key=len, reverse=True)
    turned = [_turned(sheet, glyphs) for glyphs in counted]
    return turned[:1] + [replace(other, pictures=(), drawings=()) for other in turned[1:]]


def _turned(sheet: Sheet, glyphs: list[Glyph]) -> Sheet:
    angle = median_low([glyph.angle for glyph in glyphs])
    if angle == 0:
        return replace(sheet, glyphs=glyphs)
    # y grows downwards, so a text that is turned anticlockwise goes up.
    a, b = cos(radians(angle)), sin(radians(angle))

    def along(x: float, y: float) -> float:
        return x * a - y * b

    def across(x: float, y: float) -> float:
        return x * b + y * a

    def box(old: Box) -> Box:
        corners = [(x, y) for x in (old.left, old.right) for y in (old.top, old.bottom)]
        return around(
            Box(along(*corner), across(*corner), along(*corner), across(*corner)) for corner in corners
        )

    turned = [
        replace(
            glyph,
            left=along(glyph.left, glyph.base),
            right=along(glyph.left, glyph.base) + glyph.right - glyph.left,
            base=across(glyph.left, glyph.base),
        )
        for glyph in glyphs
    ]
    return replace(
        sheet,
        box=box(sheet.box),
        glyphs=turned,
        pictures=[box(old) for old in sheet.pictures],
        drawings=[box(old) for old in sheet.drawings],
    )


def angle_of(a: float, b: float) -> float:
    """Return by how many degrees the base line of a text matrix is turned anticlockwise, 0 to 360."""
    from math import atan2

    return round(degrees(atan2(b, a)), 1) % 360


def painted_once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Leave out what was painted over itself, and text that is invisible where other text is seen."""
    kept: list[Glyph] = []
    places: dict[tuple[str, float, float], list[Glyph]] = {}
    for glyph in glyphs:
        cell = max(glyph.size, 0.1)
        reach = _SAME_PLACE * cell
        columns = {(glyph.left - reach) // cell, (glyph.left + reach) // cell}
        rows = {(glyph.base - reach) // cell, (glyph.base + reach) // cell}
        twins = [
            twin for column in columns for row in rows for twin in places.get((glyph.text, column, row), ())
        ]
        if twins and any(_is_repeated(twin, glyph) for twin in twins):
            continue
        places.setdefault((glyph.text, glyph.left // cell, glyph.base // cell), []).append(glyph)
        kept.append(glyph)
    return _seen(kept)


def _is_repeated(twin: Glyph, glyph: Glyph) -> bool:
    reach = _SAME_PLACE * glyph.size
    return (
        twin.run != glyph.run
        and abs(twin.left - glyph.left) < reach
        and abs(twin.base - glyph.base) < reach
        and abs(twin.size - glyph.size) < reach
    )


def _seen(glyphs: list[Glyph]) -> list[Glyph]:
    """Leave out invisible characters over visible ones: a page read by machine though it had text."""
    counts = Counter(glyph.is_visible for glyph in glyphs)
    if not counts[True] or not counts[False]:
        return glyphs
    cell = median_low([glyph.size for glyph in glyphs]) or 1.0
    taken = {
        (x, int((glyph.base - glyph.size / 3) // cell))
        for glyph in glyphs
        if glyph.is_visible
        for x in range(int(glyph.left // cell), int(glyph.right // cell) + 1)
    }
    return [
        glyph
        for glyph in glyphs
        if glyph.is_visible
        or (int((glyph.left + glyph.right) / 2 // cell), int((glyph.base - glyph.size / 3) // cell))
        not in taken
    ]
