"""The units of the few characters that stand in very many: one bit a unit.

All other characters need no lists: their units are those of the pairs that begin with them. But 的 begins
three thousand pairs, and reading them all takes a hundred times as long as reading half a bit a posting.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.columnar.arrays import Columns, Integers, NewColumns, Units

COMMON = 4
"""A character is masked that stands in one unit of so many: then a bit a unit is no more than a list is."""


def is_common(counts: Integers, universe: int) -> NDArray[np.bool_]:
    """Say of characters, by how many of the units of a segment they stand in, whether they are masked."""
    is_masked: NDArray[np.bool_] = counts.astype(np.int64) * COMMON >= max(universe, 1)
    return is_masked


class MaskEncoder:
    """Encodes masks of characters that come in the order of their numbers."""

    def __init__(self, universe: int) -> None:
        self._universe = universe
        self._numbers: list[int] = []
        self._rows: list[NDArray[np.uint8]] = []

    def append(self, number: int, units: Units) -> None:
        """Append a character by its units."""
        mask = np.zeros(self._universe, np.bool_)
        mask[units] = True
        self._numbers.append(number)
        self._rows.append(np.packbits(mask, bitorder="little"))

    def finish(self) -> NewColumns:
        """Return the columns of everything appended.

        masked     u4                       the numbers of the characters, ascending
        masks      u1 [characters, bytes]   a bit a unit, the lowest of each byte first
        """
        rows = np.zeros((0, -(-self._universe // 8)), np.uint8)
        return {
            "masked": np.array(self._numbers, np.uint32),
            "masks": np.concatenate([rows, *(row[np.newaxis] for row in self._rows)]),
        }


class CharacterMasks:
    """Reads the masks of a segment's characters."""

    def __init__(self, columns: Columns, universe: int) -> None:
        self._numbers = columns["masked"].data
        self._masks = columns["masks"]
        self._universe = universe

    def get(self, number: int) -> NDArray[np.bool_] | None:
        """Return for every unit whether it has a character, by its number; `None` where it is not masked."""
        place = bisect_left(self._numbers, number)
        if place == len(self._numbers) or self._numbers[place] != number:
            return None
        bits = np.unpackbits(self._masks[place], count=self._universe, bitorder="little")
        return bits.view(np.bool_)
