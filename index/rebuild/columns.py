"""Column widths: how wide the column was that a line was set in, told by its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.rebuild.lines import Width

    Votes = NDArray[np.float64]

WIDEST = 44
"""In full-width characters. A longer line was never set in a column: the page is not wrapped."""

_NARROWEST = 6
_NEIGHBOURS = 7
_STRETCH = 2
_VOTES_NEEDED = 2.5
_HABITUAL = 6
"""Fewer lines make no habit: a page of one line tells nothing of columns."""

_HABIT = 0.5
"""What the habit of the whole page weighs in place of each neighbour that is missing."""


def width_habit(widths: Sequence[Width]) -> Votes:
    """Return how the lines of a whole page vote for each width, as shares of the lines."""
    habit: Votes = _votes(widths).sum(axis=0) / max(_HABITUAL, len(widths))
    return habit


def column_widths(widths: Sequence[Width], habit: Votes) -> list[tuple[int | None, int | None]]:
    """Return for each line the width of the column of the lines before it, and of those after it.

    Every line votes for the widths it can have had; the width with the most votes among the
    neighbours on one side, less the lines too wide for it, is the column's. `habit` is how the page
    votes: it settles ties, and decides where there are few neighbours. `None` where they do not
    agree. Memory and time are proportional to the number of lines.
    """
    import numpy as np

    count = len(widths)
    votes = _votes(widths)
    sums = np.zeros((count + 1, votes.shape[1]))
    np.cumsum(votes, axis=0, out=sums[1:])
    at = np.arange(count)
    before = sums[at] - sums[np.maximum(at - _NEIGHBOURS, 0)]
    after = sums[np.minimum(at + 1 + _NEIGHBOURS, count)] - sums[at + 1]
    missing_before = np.maximum(0, _NEIGHBOURS - at)[:, None]
    missing_after = np.maximum(0, _NEIGHBOURS + 1 - (count - at))[:, None]
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
