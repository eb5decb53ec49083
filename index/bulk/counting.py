"""Inversion by sorting: from "this key stands in this unit" to the postings of each key.

A key and a unit are packed into one integer, so that one sort of plain integers brings the postings
of a key together, units ascending, repetitions side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from typing import Any, Self

    from numpy.typing import NDArray

    Keys = NDArray[np.unsignedinteger[Any]]

_PACKED_BITS: Final = 64
_NARROW_BITS: Final = 32


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The postings of distinct keys, ascending by key and then by unit.

    `counts` has one entry per key: how many of the postings are its own. `units` and `frequencies`
    have one entry per posting: where the key stands, and how many times.
    """

    keys: Keys
    counts: NDArray[np.uint32]
    units: NDArray[np.uint32]
    frequencies: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Packing:
    """How a key and a unit are one integer: the key above the lowest `unit_bits`."""

    unit_bits: int
    type: type[np.uint32 | np.uint64]

    @classmethod
    def of(cls, largest_key: int, largest_unit: int) -> Self:
        """Return the narrowest packing: integers half as wide are sorted in half the time.

        Raises `ValueError` where the two have more than 64 bits together.
        """
        unit_bits = largest_unit.bit_length()
        bits = largest_key.bit_length() + unit_bits
        if bits > _PACKED_BITS:
            raise ValueError(f"key {largest_key} and unit {largest_unit} do not fit into {_PACKED_BITS} bits")
        return cls(unit_bits, np.uint32 if bits <= _NARROW_BITS else np.uint64)

    def pack(self, keys: Keys, units: NDArray[np.uint32]) -> Keys:
        """Return occurrences as integers; the arguments stay as they are."""
        packed: Keys = keys.astype(self.type)
        packed <<= self.type(self.unit_bits)
        packed |= units
        return packed

    def count(self, packed: Keys) -> Postings:
        """Invert packed occurrences, given in any order; sorts them where they are."""
        packed.sort()
        firsts = _first_of_each(packed)
        frequencies = _run_lengths(firsts, len(packed))
        packed = packed[firsts]
        units = (packed & self.type((1 << self.unit_bits) - 1)).astype(np.uint32)
        packed >>= self.type(self.unit_bits)
        firsts = _first_of_each(packed)
        return Postings(packed[firsts], _run_lengths(firsts, len(packed)), units, frequencies)


def count_pairs(keys: Keys, units: NDArray[np.uint32]) -> Postings:
    """Invert occurrences, given in any order: occurrence i is `keys[i]` in `units[i]`.

    Takes at most some 24 bytes per occurrence besides the arguments and the result. Raises
    `ValueError` where the largest key and the largest unit have more than 64 bits together.
    """
    packing = Packing.of(int(keys.max(initial=0)), int(units.max(initial=0)))
    return packing.count(packing.pack(keys, units))


def _first_of_each(ascending: Keys) -> NDArray[np.int64]:
    """Return where each distinct value first stands."""
    is_first = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=is_first[1:])
    return np.flatnonzero(is_first)


def _run_lengths(firsts: NDArray[np.int64], size: int) -> NDArray[np.uint32]:
    return np.diff(firsts, append=size).astype(np.uint32)
