"""Texts laid end to end: where each begins, and whose each place is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def bounds_of(lengths: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return where each of some texts laid end to end begins, and where the last one ends."""
    bounds = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=bounds[1:])
    return bounds


def units_of(lengths: NDArray[np.uint32] | NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return for each place in texts laid end to end the number of its text, counted from 0."""
    return np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
