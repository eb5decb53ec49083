"""Gutters: gaps that go on through several rows, as those between the columns of a page do."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.pdf.glyphs import Box

_PITCH = 2.5
"""In em: rows of one column are no farther from each other."""

_WHITE = 0.4
"""In em: so wide a strip two gaps must have in common."""

_ALIKE = 1.3
_MOST_COMPARED = 80


@dataclass(frozen=True, slots=True)
class Gap:
    """White space between two pieces of a row: from `left` to `right`, beside characters of `size`."""

    left: float
    right: float
    base: float
    size: float

    def is_crossed_by(self, rule: Box) -> bool:
        """Tell whether an upright rule stands in the gap, as high as the characters beside it."""
        middle = self.base - self.size / 3
        return (
            self.left - 0.2 * self.size <= rule.left
            and rule.right <= self.right + 0.2 * self.size
            and rule.top <= middle <= rule.bottom
        )


def rows_of_gap(gaps: Sequence[Gap]) -> list[int]:
    """Return for each gap through how many rows the white goes on, above and below, its own included."""
    order = sorted(range(len(gaps)), key=lambda number: gaps[number].base)
    bases = [gaps[number].base for number in order]
    above = [1] * len(gaps)
    below = [1] * len(gaps)
    linked = [_rows_below(gaps, order, bases, place) for place in range(len(order))]
    for place, others in enumerate(linked):
        for other in others:
            above[other] = max(above[other], above[order[place]] + 1)
    for place in reversed(range(len(order))):
        number = order[place]
        for other in linked[place]:
            below[number] = max(below[number], below[other] + 1)
    return [up + down - 1 for up, down in zip(above, below, strict=True)]


def _rows_below(gaps: Sequence[Gap], order: Sequence[int], bases: Sequence[float], place: int) -> list[int]:
    """Return the gaps in the next rows that go on with the white of a gap."""
    gap = gaps[order[place]]
    if gap.right - gap.left < _WHITE * gap.size:
        return []
    start = bisect_right(bases, gap.base + 0.5 * gap.size)
    end = bisect_right(bases, gap.base + _PITCH * gap.size, start)
    found: list[int] = []
    for other in order[start : min(end, start + _MOST_COMPARED)]:
        candidate = gaps[other]
        white = min(gap.right, candidate.right) - max(gap.left, candidate.left)
        # The gutter below two headlines parts these too; what is larger below tells nothing of what is above.
        if white >= _WHITE * candidate.size and candidate.size <= _ALIKE * gap.size:
            found.append(other)
    return found
