"""Column widths: how wide the column was that a line was set in, told by its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from index.rebuild.lines import Width

WIDEST = 44
"""In full-width characters. A longer line was never set in a column: the page is not wrapped."""

_NARROWEST = 6
_NEIGHBOURS = 7
_STRETCH = 2
_VOTES_NEEDED = 2.5
_HABIT = 1.0
"""What the widths of all lines together weigh: as much as one neighbour, to settle a tie."""


def column_widths(widths: Sequence[Width]) -> list[tuple[int | None, int | None]]:
    """Return for each line the width of the column of the lines before it, and of those after it.

    Every line votes for the widths it can have had; the width with the most votes among the
    neighbours on one side, less the lines too wide for it, is the column's. `None` where they do not agree. Memory and time are
    proportional to the number of lines.
    """
    import numpy as np

    count = len(widths)
    if count < _VOTES_NEEDED:
        return [(None, None)] * count
    least = np.array([width.least for width in widths])[:, None]
    most = np.array([width.most + (_STRETCH if width.justified else 0) for width in widths])[:, None]
    candidates = np.arange(_NARROWEST, WIDEST + 1)[None, :]
    in_column = most <= WIDEST + _STRETCH
    votes = ((least <= candidates) & (candidates <= most) & in_column).astype(np.float32)
    votes -= (least > candidates + 0.5) & in_column
    # A line that is far too wide for any column speaks against all of them.
    votes -= 1.5 * ~in_column
    sums = np.zeros((count + 1, votes.shape[1]), dtype=np.float32)
    np.cumsum(votes, axis=0, out=sums[1:])
    at = np.arange(count)
    before = sums[at] - sums[np.maximum(at - _NEIGHBOURS, 0)]
    after = sums[np.minimum(at + 1 + _NEIGHBOURS, count)] - sums[at + 1]
    habit = _HABIT * sums[-1] / count
    return list(zip(_winners(before + habit), _winners(after + habit), strict=True))


def _winners(votes: object) -> list[int | None]:
    import numpy as np

    table = np.asarray(votes)[:, ::-1]
    best = table.argmax(axis=1)
    enough = table.max(axis=1) >= _VOTES_NEEDED
    return [WIDEST - int(index) if sure else None for index, sure in zip(best, enough, strict=True)]
