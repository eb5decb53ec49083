"""Which of some numbers are the most frequent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import distinct

if TYPE_CHECKING:
    from index.columnar.arrays import Numbers


def most_frequent_numbers(numbers: Numbers, most: int) -> list[tuple[int, int]]:
    """Return the `most` most frequent of some numbers and how often each occurs; equal ones ascending."""
    ascending = np.sort(numbers)
    different = distinct(ascending)
    counts = np.diff(np.searchsorted(ascending, different), append=len(ascending))
    if len(different) > most:
        is_frequent = counts >= -np.partition(-counts, most - 1)[most - 1]
        different, counts = different[is_frequent], counts[is_frequent]
    order = np.lexsort((different, -counts))[:most]
    return list(zip(different[order].tolist(), counts[order].tolist(), strict=True))
