"""Numbers that nearly all fit one byte: lengths of texts, counts of units.

Columns:

    bytes     u1         every number, or 255 for one of 255 and more
    places    u4         where these stand, ascending
    wide      u1/u2/u4   these
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import narrowest

if TYPE_CHECKING:
    from index.columnar.arrays import Columns, Integers, NewColumns, Units

WIDE = 255
"""In the column of bytes: the number is in the column of wide ones."""


def small_numbers(numbers: Integers) -> NewColumns:
    """Return the columns of numbers from 0 to 2**32 - 1."""
    places = np.flatnonzero(numbers >= WIDE)
    wide = numbers[places]
    return {
        "bytes": np.minimum(numbers, WIDE).astype(np.uint8),
        "places": places.astype(np.uint32),
        "wide": wide.astype(narrowest(int(wide.max(initial=0)))),
    }


class SmallNumbers:
    """Reads the columns of `small_numbers`."""

    def __init__(self, columns: Columns) -> None:
        self._bytes = columns["bytes"]
        self._places = columns["places"]
        self._wide = columns["wide"]

    def __len__(self) -> int:
        return len(self._bytes)

    def __getitem__(self, places: Integers) -> Units:
        """Return the numbers at some places, in any order; raises `IndexError` where there is none."""
        numbers = self._bytes.take(places).astype(np.uint32)
        wide = np.flatnonzero(numbers == WIDE)
        if len(wide):
            numbers[wide] = self._wide.take(self._places.searchsorted(places[wide]))
        return numbers

    def at(self, place: int) -> int:
        """Return one number; raises `IndexError` where there is none."""
        number = int(self._bytes[place])
        return number if number < WIDE else int(self._wide[bisect_left(self._places.data, place)])

    def all(self) -> Units:
        """Return all numbers."""
        numbers = self._bytes.astype(np.uint32)
        numbers[self._places] = self._wide
        return numbers
