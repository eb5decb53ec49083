"""Where each posting list stands in the columns of `postings`, and how many units it has.

A list takes a number of bits that its length and the universe decide. One row every `BLOCK` lists says where
the block begins, and what the lists before one in its block take is added up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import first_of_each

if TYPE_CHECKING:
    import numpy.typing as npt

    from index.columnar.arrays import Columns, Integers, Numbers

BLOCK = 64
"""Lists between two places stored: 16 bytes for 64 lists, and at most 63 sizes to add up."""

WIDE = 255
"""In the column of counts: the count is in the column of wide counts."""

LISTS_AT_ONCE = 1_024
"""Lists located at once: for each of them the sizes of a whole block are looked at, 2 KB."""

_MAXIMUM_WIDTH = 31


def lower_widths(counts: Integers, universe: int) -> Numbers:
    """Return l = max(0, ⌊log2(universe / count)⌋) for every count; 0 for an empty list.

    It is the number of l from 1 on for which count <= universe / 2**l.
    """
    largest_counts = universe >> np.arange(_MAXIMUM_WIDTH, 0, -1)
    return (_MAXIMUM_WIDTH - np.searchsorted(largest_counts, counts)) * (counts > 0)


def upper_sizes(counts: Integers, widths: Integers, universe: int) -> Numbers:
    """Return how many bits the upper parts of lists take; the lower parts take counts · widths."""
    return (counts + (max(universe - 1, 0) >> widths)) * (counts > 0)


def sizes(counts: Integers, wide: npt.NDArray[np.bool_], universe: int) -> Numbers:
    """Return what each list adds to a row of `blocks`: postings, upper bits, lower bits, wide counts."""
    widths = lower_widths(counts, universe)
    return np.stack([counts, upper_sizes(counts, widths, universe), counts * widths, wide], axis=1)


def block_rows(counts: Integers, universe: int) -> Numbers:
    """Return the rows of `blocks`: what the lists before every `BLOCK`th take, and what all take."""
    bounds = np.zeros((len(counts) + 1, 4), np.int64)
    np.cumsum(sizes(counts.astype(np.int64), counts >= WIDE, universe), axis=0, out=bounds[1:])
    return np.append(bounds[:-1:BLOCK], bounds[-1:], axis=0)


class ListPlaces:
    """Tells the places and lengths of lists; the postings themselves are not touched."""

    def __init__(self, columns: Columns, universe: int) -> None:
        self._universe = universe
        self._counts = columns["counts"]
        self._wide_counts = columns["wide_counts"]
        self._blocks = columns["blocks"]
        # What a list takes by its count in one byte: postings, upper bits, lower bits, wide counts.
        wide = np.arange(WIDE + 1) == WIDE
        self._sizes = sizes(np.where(wide, 0, np.arange(WIDE + 1)), wide, universe)

    def __len__(self) -> int:
        return len(self._counts)

    @property
    def postings(self) -> int:
        """Return how many postings all lists have together."""
        return int(self._blocks[-1, 0])

    def count(self, number: int) -> int:
        """Return how many units a list has."""
        count = int(self._counts[number])
        if count < WIDE:
            return count
        block = number // BLOCK
        before = self._counts[block * BLOCK : number].tobytes().count(WIDE)
        return int(self._wide_counts[int(self._blocks[block, 3]) + before])

    def counts(self, first: int, last: int) -> Numbers:
        """Return how many units each of the lists `[first, last)` has."""
        counts = self._counts[first:last].astype(np.int64)
        wide = np.flatnonzero(counts == WIDE)
        if len(wide):
            before = self.before(first)[3]
            counts[wide] = self._wide_counts[before : before + len(wide)]
        return counts

    def before(self, number: int) -> tuple[int, int, int, int]:
        """Return postings, upper bits, lower bits and wide counts before a list."""
        block = number // BLOCK
        counts = self._counts[block * BLOCK : number]
        sizes = self._blocks[block] + self._sizes[counts].sum(axis=0)
        posting, upper, lower, wide = map(int, sizes)
        wide_before = int(self._blocks[block, 3])
        if wide > wide_before:
            counts = self._wide_counts[wide_before:wide].astype(np.int64)
            widths = lower_widths(counts, self._universe)
            posting += int(counts.sum())
            upper += int(upper_sizes(counts, widths, self._universe).sum())
            lower += int(counts @ widths)
        return posting, upper, lower, wide

    def counts_of(self, numbers: Numbers) -> Numbers:
        """Return how many units each of some lists has, in any order."""
        counts = self._counts.take(numbers).astype(np.int64)
        wide = np.flatnonzero(counts == WIDE)
        return self._with_wide(counts, wide, self.before_each(numbers[wide])[:, 3])

    def counts_and_before(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Return how many units each of some lists has, and what stands before it: `before`, a row each."""
        before = self.before_each(numbers)
        counts = self._counts.take(numbers).astype(np.int64)
        wide = np.flatnonzero(counts == WIDE)
        return self._with_wide(counts, wide, before[wide, 3]), before

    def _with_wide(self, counts: Numbers, wide: Numbers, places: Numbers) -> Numbers:
        """Put the wide counts at some places where they belong.

        Raises `ValueError` for a list longer than one can be: memory is taken for so many units.
        """
        counts[wide] = self._wide_counts[places]
        if int(counts.max(initial=0)) > self._universe:
            raise ValueError(f"a list of {int(counts.max())} among {self._universe} units")
        return counts

    def before_each(self, numbers: Numbers) -> Numbers:
        """Return what `before` does for some lists, in any order: a row each."""
        parts = range(0, len(numbers), LISTS_AT_ONCE)
        rows = [self._rows_before(numbers[start : start + LISTS_AT_ONCE]) for start in parts]
        return np.concatenate([np.zeros((0, 4), np.int64), *rows])

    def _rows_before(self, numbers: Numbers) -> Numbers:
        blocks, places = np.divmod(numbers, BLOCK)
        in_block = np.arange(BLOCK)
        counts = self._counts.take((blocks * BLOCK)[:, np.newaxis] + in_block, mode="clip")
        # What does not stand before the list in its block is taken for empty.
        counts[in_block >= places[:, np.newaxis]] = 0
        before: Numbers = self._blocks[blocks].astype(np.int64)
        rows = np.flatnonzero(counts == WIDE) // BLOCK
        if len(rows):
            starts = np.flatnonzero(first_of_each(rows))
            ordinals = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
            wide = self._wide_counts[before[rows, 3] + ordinals].astype(np.int64)
            widths = lower_widths(wide, self._universe)
            of_wide = np.stack([wide, upper_sizes(wide, widths, self._universe), wide * widths], axis=1)
            before[rows[starts], :3] += np.add.reduceat(of_wide, starts)
        before += self._sizes[counts].sum(axis=1)
        return before
