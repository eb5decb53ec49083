"""Writes posting lists; their form and columns are described where they are read, in `postings`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import narrowest, offsets, spans
from index.columnar.bits import BitStream
from index.columnar.container import prefixed
from index.columnar.list_places import WIDE, block_rows, lower_widths, upper_sizes
from index.columnar.repeats import RepeatEncoder

if TYPE_CHECKING:
    import numpy.typing as npt

    from index.columnar.arrays import Integers, NewColumns, Numbers, Units

CHUNK = 1 << 16
"""Postings encoded at once, so that the temporary arrays take some 5 MB and stay near the processor."""


class PostingEncoder:
    """Encodes lists in their order, some at a time: what is appended is kept coded only.

    `universe` is one more than the largest unit there can be, below 2**32.
    """

    def __init__(self, universe: int) -> None:
        if not 0 <= universe < 2**32:
            raise ValueError(f"the universe is {universe}, not below 2**32")
        self._universe = universe
        self._counts: list[Units] = []
        self._upper = BitStream()
        self._lower = BitStream()
        self._repeats = RepeatEncoder()

    def append(self, counts: Integers, units: Integers, frequencies: Integers) -> None:
        """Append lists: `counts[i]` units each, ascending, and their frequencies, one list after the other.

        Raises `ValueError` where the lengths contradict each other, a list does not ascend, a unit
        lies outside the universe or a frequency is below 1.
        """
        bounds = offsets(counts)
        if not bounds[-1] == len(units) == len(frequencies):
            raise ValueError(
                f"{len(units)} units and {len(frequencies)} frequencies for {bounds[-1]} postings"
            )
        for first, last in spans(counts, CHUNK):
            start, stop = bounds[first], bounds[last]
            self._append_units(counts[first:last].astype(np.int64), units[start:stop].astype(np.uint32))
            self._repeats.append(frequencies[start:stop])
        self._counts.append(counts.astype(np.uint32))

    def _append_units(self, counts: Numbers, units: Units) -> None:
        if not len(units):
            return
        bounds = offsets(counts)
        ascends = units[1:] > units[:-1]
        begins = bounds[1:-1]
        ascends[begins[(begins > 0) & (begins < len(units))] - 1] = True
        if not ascends.all() or int(units.max()) >= self._universe:
            raise ValueError(f"the units of a list do not ascend, or reach the universe of {self._universe}")
        widths = lower_widths(counts, self._universe)
        upper_bounds = offsets(upper_sizes(counts, widths, self._universe))
        width_of_each = np.repeat(widths.astype(np.uint32), counts)
        positions = np.repeat(upper_bounds[:-1] - bounds[:-1], counts)
        positions += np.arange(len(units))
        positions += units >> width_of_each
        self._upper.append_ones(positions, int(upper_bounds[-1]))
        self._lower.append_fields(units & ((np.uint32(1) << width_of_each) - np.uint32(1)), width_of_each)

    def finish(self) -> NewColumns:
        """Return the columns of everything appended."""
        counts = np.concatenate([np.zeros(0, np.uint32), *self._counts])
        return {
            "universe": np.array([self._universe], np.uint64),
            "counts": np.minimum(counts, WIDE).astype(np.uint8),
            "wide_counts": counts[counts >= WIDE],
            "blocks": _blocks(counts, self._universe),
            "upper": self._upper.finish(),
            "lower": self._lower.finish(),
            **prefixed("repeats.", self._repeats.finish()),
        }


def _blocks(counts: Units, universe: int) -> npt.NDArray[Any]:
    rows = block_rows(counts, universe)
    return rows.astype(narrowest(max(int(rows.max()), 2**16)))


def encode(counts: Integers, units: Integers, frequencies: Integers, universe: int) -> NewColumns:
    """Return the columns of posting lists that are all at hand; raises as `PostingEncoder.append` does."""
    encoder = PostingEncoder(universe)
    encoder.append(counts, units, frequencies)
    return encoder.finish()
