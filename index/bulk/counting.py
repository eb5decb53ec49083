"""Inversion by sorting: from "this key stands in this unit" to the postings of each key.

A key and a unit are packed into one integer, so that one sort of plain integers brings the postings
of a key together, units ascending, repetitions side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.bulk.layout import bounds_of, units_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PACKED_BITS: Final = 64


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The postings of distinct keys, ascending by key and then by unit.

    `counts` has one entry per key: how many of the postings are its own. `units` and `frequencies`
    have one entry per posting: where the key stands, and how many times.
    """

    keys: NDArray[np.uint64]
    counts: NDArray[np.uint32]
    units: NDArray[np.uint32]
    frequencies: NDArray[np.uint32]


def count_pairs(keys: NDArray[np.uint32] | NDArray[np.uint64], units: NDArray[np.uint32]) -> Postings:
    """Invert occurrences, given in any order: occurrence i is `keys[i]` in `units[i]`.

    Takes at most some 24 bytes per occurrence besides the arguments and the result. Raises
    `ValueError` where the largest key and the largest unit have more than 64 bits together.
    """
    if not keys.size:
        nothing = np.empty(0, np.uint32)
        return Postings(np.empty(0, np.uint64), nothing, nothing, nothing)
    unit_bits = int(units.max()).bit_length()
    if int(keys.max()).bit_length() + unit_bits > _PACKED_BITS:
        raise ValueError(f"key {keys.max()} and unit {units.max()} do not fit into {_PACKED_BITS} bits")
    packed = keys.astype(np.uint64)
    packed <<= np.uint64(unit_bits)
    packed |= units
    packed.sort()

    firsts = _first_of_each(packed)
    frequencies = _run_lengths(firsts, len(packed))
    packed = packed[firsts]
    posting_units = (packed & np.uint64((1 << unit_bits) - 1)).astype(np.uint32)
    packed >>= np.uint64(unit_bits)
    firsts = _first_of_each(packed)
    return Postings(packed[firsts], _run_lengths(firsts, len(packed)), posting_units, frequencies)


def adjacent_pairs(
    symbols: NDArray[np.uint32], lengths: NDArray[np.uint32], alphabet: int
) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """Return a key and a unit for every two symbols that stand side by side in a text.

    `symbols` are those of all texts, one text after the other, each below `alphabet`; `lengths` has
    one entry per text, the unit. The key is `first * alphabet + second`. No pair spans two texts.
    """
    keys = symbols[:-1] * np.uint64(alphabet)
    keys += symbols[1:]
    last_symbols = bounds_of(lengths)[1:][lengths > 0] - 1
    keys = np.delete(keys, last_symbols[:-1])
    return keys, units_of(np.maximum(lengths, 1) - np.uint32(1))


def _first_of_each(ascending: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return where each distinct value first stands."""
    is_first = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=is_first[1:])
    return np.flatnonzero(is_first)


def _run_lengths(firsts: NDArray[np.int64], size: int) -> NDArray[np.uint32]:
    return np.diff(firsts, append=size).astype(np.uint32)
