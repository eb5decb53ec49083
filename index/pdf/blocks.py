"""Lines to blocks: lines of one size that stand below each other at the usual distance.

A block is what a typesetter sets in one go: the text of a column down to a heading, a picture or
the next article; a headline; a caption. Vertical lines are the same, turned by a quarter.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from index.pdf.glyphs import Box, around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.pdf.lines import PrintedLine

_ALIKE = 1.13
"""Type of one block differs by less; the next size of a type case is larger by a tenth and more."""

_WIDEST_PITCH = 1.95
"""From base line to base line, in em."""

_LOOSER = 1.3
"""A gap so many times the usual pitch is one between blocks."""

_OVERLAP = 0.5
_INDENT = 2.5
"""In em: the first line of a paragraph stands under a last one of two characters all the same."""

_STEP = 0.25
"""Sizes are counted in steps of a quarter of a point."""

_MOST_COMPARED = 60

_LEAST_COLUMN = 3
_CENTRED = 0.5
"""In em: a line so much wider than its column on both sides is centred over it."""

_STICKS_OUT = 1.6
"""In em: more than a mark that hangs in the margin."""

DISPLAY = 1.22
"""So many times the size of the body is the type of headlines."""


@dataclass(slots=True, eq=False)
class Block:
    """Lines that belong together, in reading order."""

    lines: list[PrintedLine]
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        self.box = around(line.box for line in self.lines)

    @property
    def size(self) -> float:
        """The height of a character, in points."""
        return median(line.size for line in self.lines)

    @property
    def is_vertical(self) -> bool:
        """Tell whether it is written downwards."""
        return self.lines[0].is_vertical


def body_size(lines: Sequence[PrintedLine]) -> float:
    """Return the size that most characters have, in points."""
    counts: Counter[int] = Counter()
    for line in lines:
        counts[round(line.size / _STEP)] += line.characters
    step = max(counts, key=lambda step: (counts[step], -step), default=1 / _STEP)
    # Where a page counts in inches, its type is smaller than half a step.
    return step * _STEP or median(line.size for line in lines)


def blocks_of(lines: Sequence[PrintedLine], rules: Sequence[Box]) -> list[Block]:
    """Put lines together to blocks; a rule between two lines keeps them apart."""
    level = [line for line in lines if not line.is_vertical]
    turned = [line for line in lines if line.is_vertical]
    return [*_stacked(level, rules), *_stacked(turned, rules)]


def _placed(line: PrintedLine) -> Box:
    """Return the box of a line in a page turned so that it would be level."""
    if not line.is_vertical:
        return line.box
    return Box(line.box.top, -line.box.right, line.box.bottom, -line.box.left)


def _reaching_left(box: Box, size: float) -> Box:
    return Box(box.left - _INDENT * size, box.top, box.right, box.bottom)


def _stacked(lines: Sequence[PrintedLine], rules: Sequence[Box]) -> list[Block]:
    if not lines:
        return []
    lines = sorted(lines, key=lambda line: (_placed(line).bottom, _placed(line).left))
    placed = [_placed(line) for line in lines]
    boxes = [_reaching_left(box, line.size) for box, line in zip(placed, lines, strict=True)]
    bottoms = [box.bottom for box in boxes]
    below = [_next_below(lines, boxes, bottoms, place) for place in range(len(lines))]
    pitches = _usual_pitches(lines, boxes, below)
    above: dict[int, list[int]] = {}
    for place, following in enumerate(below):
        if (
            len(following) == 1
            and _is_close(lines, boxes, place, following[0], pitches)
            and not _is_over_two(lines, placed, bottoms, place, following[0])
        ):
            above.setdefault(following[0], []).append(place)
    following_of = {
        uppers[0]: lower
        for lower, uppers in above.items()
        if len(uppers) == 1 and not _is_ruled_off(lines[uppers[0]], lines[lower], rules)
    }
    preceded = set(following_of.values())
    blocks: list[Block] = []
    for place in range(len(lines)):
        if place in preceded:
            continue
        chain = [place]
        while chain[-1] in following_of:
            chain.append(following_of[chain[-1]])
        blocks += _within_column([lines[member] for member in chain])
    return blocks


def _within_column(lines: list[PrintedLine]) -> list[Block]:
    """Part lines that stick out of the column of the others: they stand over it, not in it."""
    if len(lines) < _LEAST_COLUMN:
        return [Block(lines)]
    size = median(line.size for line in lines)
    left, right = (_usual([edge(_placed(line)) for line in lines], size / 2) for edge in (_left, _right))
    blocks: list[Block] = []
    before: bool | None = None
    for line in lines:
        box = _placed(line)
        over = (box.right - right) / size if right is not None else 0.0
        before_left = (left - box.left) / size if left is not None else 0.0
        sticks_out = over > _STICKS_OUT or before_left > _INDENT or min(over, before_left) > _CENTRED
        if sticks_out == before:
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block([line]))
        before = sticks_out
    return [Block(block.lines) for block in blocks]


def _left(box: Box) -> float:
    return box.left


def _right(box: Box) -> float:
    return box.right


def _usual(values: Sequence[float], step: float) -> float | None:
    """Return the value that most are near to, `None` where there is none."""
    counts = Counter(round(value / step) for value in values)
    most, count = max(counts.items(), key=lambda item: item[1])
    return most * step if count > 1 else None


def _next_below(
    lines: Sequence[PrintedLine], boxes: Sequence[Box], bottoms: Sequence[float], place: int
) -> list[int]:
    """Return the lines directly below a line, more than one where the line stands over several columns."""
    line, box = lines[place], boxes[place]
    start = bisect_right(bottoms, box.bottom + 0.4 * line.size)
    end = bisect_right(bottoms, box.bottom + _WIDEST_PITCH * line.size * _ALIKE, start)
    found: list[int] = []
    for other in range(start, min(end, start + _MOST_COMPARED)):
        if _overlap(box, boxes[other]) < _OVERLAP:
            continue
        if any(
            _overlap(boxes[nearer], boxes[other]) > 0 and bottoms[nearer] < bottoms[other] - 1
            for nearer in found
        ):
            continue
        found.append(other)
    return found


def _is_over_two(
    lines: Sequence[PrintedLine], boxes: Sequence[Box], bottoms: Sequence[float], upper: int, lower: int
) -> bool:
    """Tell whether beside the line below a line another one stands under it too: it is over two columns."""
    level = 0.4 * lines[lower].size
    start = bisect_left(bottoms, bottoms[lower] - level)
    end = bisect_right(bottoms, bottoms[lower] + level, start)
    reach = 0.5 * lines[upper].size
    return any(
        other not in (upper, lower)
        and min(boxes[upper].right, boxes[other].right) - max(boxes[upper].left, boxes[other].left) > reach
        for other in range(start, min(end, start + _MOST_COMPARED))
    )


def _overlap(one: Box, other: Box) -> float:
    """Return which share of the narrower one stands over or under the other."""
    narrower = min(one.width, other.width)
    common = min(one.right, other.right) - max(one.left, other.left)
    return common / narrower if narrower > 0 else 0.0


def _usual_pitches(
    lines: Sequence[PrintedLine], boxes: Sequence[Box], below: Sequence[Sequence[int]]
) -> dict[int, float]:
    """Return the usual pitch of each size of type."""
    counts: dict[int, Counter[int]] = {}
    for place, following in enumerate(below):
        for other in following:
            if _are_alike(lines[place], lines[other]):
                pitch = boxes[other].bottom - boxes[place].bottom
                counts.setdefault(_step(lines[place]), Counter())[round(pitch / _STEP)] += 1
    return {size: max(found, key=lambda step: (found[step], -step)) * _STEP for size, found in counts.items()}


def _step(line: PrintedLine) -> int:
    return round(line.size / _STEP)


def _are_alike(one: PrintedLine, other: PrintedLine) -> bool:
    larger, smaller = max(one.size, other.size), min(one.size, other.size)
    return larger < _ALIKE * smaller


def _is_close(
    lines: Sequence[PrintedLine], boxes: Sequence[Box], upper: int, lower: int, pitches: dict[int, float]
) -> bool:
    if not _are_alike(lines[upper], lines[lower]):
        return False
    pitch = boxes[lower].bottom - boxes[upper].bottom
    usual = pitches.get(_step(lines[upper]), 0.0)
    return pitch <= min(_WIDEST_PITCH * lines[upper].size, max(_LOOSER * usual, 1.25 * lines[upper].size))


def _is_ruled_off(upper: PrintedLine, lower: PrintedLine, rules: Sequence[Box]) -> bool:
    """Tell whether a rule stands between two lines."""
    if upper.is_vertical:
        return False
    high, low = upper.box.bottom - 0.3 * upper.size, lower.box.top + 0.3 * lower.size
    return any(
        high <= rule.top <= rule.bottom <= low and rule.left < lower.box.right and lower.box.left < rule.right
        for rule in rules
    )
