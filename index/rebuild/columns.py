"""Column widths: how wide the column was that a line was set in, told by its neighbours."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.rebuild.lines import Width

    Votes = NDArray[np.float64]

Columns = tuple[float | None, float | None]
"""The width of the column of the lines before a line, and of those after it; `None`: they do not agree."""

WIDEST = 44
"""In full-width characters. A longer line was never set in a column: the page is not wrapped."""

_NARROWEST = 6
_NEIGHBOURS = 7
_STRETCH = 2
_VOTES_NEEDED = 2.5
_HABITUAL = 6
"""Fewer lines make no habit: a page of one line tells nothing of columns."""
_BATCH = 2000
"""Lines whose votes are counted at once: enough for any page, little memory for anything longer."""

_HABIT = 0.5
"""What the habit of the whole page weighs in place of each neighbour that is missing."""


def width_habit(widths: Sequence[Width]) -> Votes:
    """Return how the lines of a whole page vote for each width, as shares of the lines."""
    import numpy as np

    habit: Votes = np.zeros(WIDEST + 1 - _NARROWEST)
    for start in range(0, len(widths), _BATCH):
        habit += _votes(widths[start : start + _BATCH]).sum(axis=0)
    return habit / max(_HABITUAL, len(widths))


def column_widths(widths: Sequence[Width], habit: Votes, starts: Sequence[int] = (0,)) -> list[Columns]:
    """Return for each line the width of the column of the lines before it, and of those after it.

    Every line votes for the widths it can have had; the width with the most votes among the
    neighbours on one side, less the lines too wide for it, is the column's. `habit` is how the page
    votes: it settles ties, and decides where there are few neighbours. `None` where they do not
    agree. `starts` are the lines where a run of neighbours begins; lines of two runs are none.
    Time is proportional to the number of lines, memory for the votes to the longest run.
    """
    columns: list[Columns] = []
    batch: list[int] = []
    for start, end in pairwise([*starts, len(widths)]):
        batch.append(start)
        if end == len(widths) or end - batch[0] >= _BATCH:
            columns += _batch_widths(widths[batch[0] : end], habit, [first - batch[0] for first in batch])
            batch.clear()
    return columns


def _batch_widths(widths: Sequence[Width], habit: Votes, starts: Sequence[int]) -> list[Columns]:
    import numpy as np

    count = len(widths)
    votes = _votes(widths)
    sums = np.zeros((count + 1, votes.shape[1]))
    np.cumsum(votes, axis=0, out=sums[1:])
    at = np.arange(count)
    bounds = np.array([*starts, count])
    sizes = bounds[1:] - bounds[:-1]
    start, end = np.repeat(bounds[:-1], sizes), np.repeat(bounds[1:], sizes)
    before = sums[at] - sums[np.maximum(at - _NEIGHBOURS, start)]
    after = sums[np.minimum(at + 1 + _NEIGHBOURS, end)] - sums[at + 1]
    missing_before = np.maximum(0, _NEIGHBOURS - (at - start))[:, None]
    missing_after = np.maximum(0, _NEIGHBOURS + 1 - (end - at))[:, None]
    before += (1 + _HABIT * missing_before) * habit
    after += (1 + _HABIT * missing_after) * habit
    return list(zip(_winners(before), _winners(after), strict=True))


def _votes(widths: Sequence[Width]) -> Votes:
    """Return one row of votes a line: for the widths it can have had, most for the usual one."""
    import numpy as np

    table = np.array([(width.least, width.usual, width.most, _STRETCH * width.justified) for width in widths])
    least, usual, most, stretch = (table.reshape(-1, 4)[:, column, None] for column in range(4))
    candidates = np.arange(_NARROWEST, WIDEST + 1)[None, :]
    in_column = most <= WIDEST + _STRETCH
    fits = (least <= candidates) & (candidates <= most + stretch) & in_column
    votes: Votes = np.where(np.abs(candidates - usual) < 0.75, 1.0, 0.5) * fits
    votes -= (least > candidates + 0.5) & in_column
    # A line that is far too wide for any column speaks against all of them.
    votes -= 1.5 * ~in_column
    return votes


def _winners(votes: Votes) -> list[int | None]:
    table = votes[:, ::-1]
    best = table.argmax(axis=1)
    enough = table.max(axis=1) >= _VOTES_NEEDED
    return [WIDEST - int(index) if sure else None for index, sure in zip(best, enough, strict=True)]
