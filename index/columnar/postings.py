"""Posting lists: for every list its units, ascending, and how often the list's term stands in each.

Units are coded as P. Elias (1974) and R. Fano (1971) have it; S. Vigna, "Quasi-succinct indices"
(2013), measures it on posting lists. Of a list of n units below N, the lowest l = max(0, ⌊log2(N/n)⌋)
bits of every unit are packed side by side; the upper parts, which ascend, are one bit vector in which
the i-th unit sets bit (unit >> l) + i. A list takes n·l bits of the one and n + ((N-1) >> l) of the
other: a function of n and N. So no list's place is stored: one row every `BLOCK` lists says where the
block begins, and the sizes of the lists before it in the block say where a list does.

Frequencies are in columns of their own, which `repeats` describes.

Columns:

    universe        u8 [1]            N
    counts          u1 [lists]        n, or 255
    wide_counts     u4                n of the lists that have 255 there
    blocks          u4/i8 [blocks + 1, 4]   postings, upper bits, lower bits, wide counts before the block
    upper           u1                the bit vectors of the upper parts
    lower           u1                the packed lower parts
    repeats.…                         the frequencies
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import offsets, ranges
from index.columnar.bits import Zeros, fields, integer, ones, ones_of_each
from index.columnar.container import stripped
from index.columnar.list_places import ListPlaces, lower_widths, upper_sizes
from index.columnar.repeats import Repeats

if TYPE_CHECKING:
    from index.columnar.arrays import Columns, Numbers, Units

AT_ONCE = 1 << 14
"""Units whose lower parts are decoded at once, so that the temporary arrays stay near the processor."""

FEW = 16
"""Up to so many units are taken from the bits one by one: that costs less than calling numpy."""

SPARSE = 8
"""Of two lists, one so many times as long as the other is searched; else a table of truths is quicker."""

LONG = 8_192
"""Postings up to which a list is decoded rather than looked into."""

PER_UNIT = 96
"""Postings decoded in the time in which one unit is looked up in a list."""

PER_FREQUENCY = 100
"""Postings decoded in the time in which one unit and its frequency are looked up."""


class PostingLists:
    """Reads posting lists from their columns; touches the pages of the list that is asked for."""

    def __init__(self, columns: Columns) -> None:
        self.universe = int(columns["universe"][0])
        """One more than the largest unit there can be."""
        self._places = ListPlaces(columns, self.universe)
        self._upper = columns["upper"]
        self._lower = columns["lower"]
        self._repeats = Repeats(stripped("repeats.", columns))

    def __len__(self) -> int:
        return len(self._places)

    @property
    def postings(self) -> int:
        """Return how many postings all lists have together."""
        return self._places.postings

    def count(self, number: int) -> int:
        """Return how many units the list has; the postings themselves are not touched."""
        count = self._places.count(number)
        if count > self.universe:  # memory is taken for so many
            raise ValueError(f"a list of {count} among {self.universe} units")
        return count

    def counts(self, first: int, last: int) -> Numbers:
        """Return how many units each of the lists `[first, last)` has."""
        if not 0 <= first <= last <= len(self):
            raise IndexError(f"lists [{first}, {last}) of {len(self)}")
        counts = self._places.counts(first, last)
        if int(counts.sum()) > self._upper.nbytes * 8:  # where each has a bit of its own
            raise ValueError("lists have more units than there are bits")
        return counts

    def counts_of(self, numbers: Numbers) -> Numbers:
        """Return how many units each of some lists has, in any order."""
        counts = self._places.counts_of(numbers)
        if int(counts.max(initial=0)) > self.universe:
            raise ValueError(f"a list of more than {self.universe} units")
        return counts

    def units(self, number: int) -> Units:
        """Return the units of one list, ascending."""
        _, upper, lower, _ = self._places.before(number)
        return self._decode(self.count(number), upper, lower)

    def units_and_frequencies(self, number: int) -> tuple[Units, Units]:
        """Return the units of one list, ascending, and the frequency of each."""
        posting, upper, lower, _ = self._places.before(number)
        count = self.count(number)
        return self._decode(count, upper, lower), self._repeats.frequencies(posting, count)

    def counts_of_all(self, number: int) -> Units:
        """Return how often the list's term stands in each unit up to the largest there can be."""
        counts = np.zeros(self.universe, np.uint32)
        units, frequencies = self.units_and_frequencies(number)
        counts[units] = frequencies
        return counts

    def intersect(self, number: int, candidates: Units) -> Units:
        """Return those of the ascending candidates that the list has."""
        if LONG + PER_UNIT * len(candidates) < self.count(number):
            common: Units = candidates[self._ordinals(number, candidates) >= 0]
            return common
        units = self.units(number)
        few, many = (candidates, units) if len(candidates) < len(units) else (units, candidates)
        if len(few) * SPARSE < len(many):
            both: Units = few[many.take(np.searchsorted(many, few), mode="clip") == few]
            return both
        present = np.zeros(self.universe, np.bool_)
        present[units] = True
        return candidates[present[candidates]]

    def frequencies_of(self, number: int, wanted: Units) -> Units:
        """Return how often the list's term stands in each of the wanted units, in any order."""
        count = self.count(number)
        if count <= LONG + PER_FREQUENCY * len(wanted):
            return look_up(*self.units_and_frequencies(number), wanted)
        posting = self._places.before(number)[0]
        frequencies = np.zeros(len(wanted), np.uint32)
        ordinals = self._ordinals(number, wanted)
        found = np.flatnonzero(ordinals >= 0)
        frequencies[found] = self._repeats.frequencies_at(posting, count, ordinals[found])
        return frequencies

    def decode_range(self, first: int, last: int) -> tuple[Numbers, Units, Units]:
        """Return all postings of the lists `[first, last)`: of each its list, its unit, its frequency.

        Meant for merging: take ranges of a bounded number of postings (`arrays.spans` of `counts`).
        """
        counts = self.counts(first, last)
        list_of_each = np.repeat(np.arange(first, last), counts)
        return list_of_each, *self.units_and_frequencies_of_range(first, last)

    def units_and_frequencies_of_range(self, first: int, last: int) -> tuple[Units, Units]:
        """Return the units and frequencies of all postings of the lists `[first, last)`, list after list."""
        counts = self.counts(first, last)
        frequencies = self._repeats.frequencies(self._places.before(first)[0], int(counts.sum()))
        return self._decode_lists(first, counts), frequencies

    def units_of_range(self, first: int, last: int) -> Units:
        """Return the units of all postings of the lists `[first, last)`, one list after the other."""
        return self._decode_lists(first, self.counts(first, last))

    def units_of_each(self, numbers: Numbers) -> tuple[Units, Numbers]:
        """Return the units of some lists, in any order, one list after the other, and how many each has.

        Calling numpy for each of them would take longer than decoding most. Takes memory for all of
        their postings, some 60 bytes each.
        """
        counts, before = self._places.counts_and_before(numbers)
        return self._decode_each(counts, before), counts

    def units_and_frequencies_of_each(self, numbers: Numbers) -> tuple[Units, Units, Numbers]:
        """Return the units and frequencies of some lists, in any order, and how many each has."""
        if len(numbers) == 1:
            units, frequencies = self.units_and_frequencies(int(numbers[0]))
            return units, frequencies, np.array([len(units)])
        counts, before = self._places.counts_and_before(numbers)
        frequencies = self._repeats.frequencies_of_each(before[:, 0], counts)
        return self._decode_each(counts, before), frequencies, counts

    def _decode_each(self, counts: Numbers, before: Numbers) -> Units:
        widths = lower_widths(counts, self.universe)
        bounds = offsets(counts)
        begins, ends = before[:, 1], before[:, 1] + upper_sizes(counts, widths, self.universe)
        ordinals = np.arange(bounds[-1])
        high, stretches = ones_of_each(self._upper, begins, ends)
        high -= ordinals
        high -= np.repeat(stretches - bounds[:-1], counts)
        width_of_each = np.repeat(widths.astype(np.uint32), counts)
        starts = np.repeat(before[:, 2] - bounds[:-1] * widths, counts)
        starts += ordinals * width_of_each
        units = high.astype(np.uint32)
        units <<= width_of_each
        units |= fields(self._lower, starts, width_of_each)
        return units

    def _decode_lists(self, first: int, counts: Numbers) -> Units:
        """Return the units of consecutive lists from `first` on, of which each has so many."""
        _, upper, lower, _ = self._places.before(first)
        widths = lower_widths(counts, self.universe)
        bounds = offsets(counts)
        upper_bounds = offsets(upper_sizes(counts, widths, self.universe))
        lower_bounds = offsets(counts * widths)
        ordinals = np.arange(bounds[-1])
        high = ones(self._upper, upper, upper + int(upper_bounds[-1]))
        high -= ordinals
        high -= np.repeat(upper_bounds[:-1] - bounds[:-1], counts)
        width_of_each = np.repeat(widths.astype(np.uint32), counts)
        starts = np.repeat(lower_bounds[:-1] - bounds[:-1] * widths + lower, counts)
        starts += ordinals * width_of_each
        units = high.astype(np.uint32)
        units <<= width_of_each
        units |= fields(self._lower, starts, width_of_each)
        return units

    def _decode(self, count: int, upper: int, lower: int) -> Units:
        """Return the units of one list from the places of its upper and lower bits."""
        if not count:
            return np.zeros(0, np.uint32)
        width = self._width(count)
        upper_end = upper + count + ((self.universe - 1) >> width)
        if count <= FEW:
            upper_bits = integer(self._upper, upper, upper_end)
            lower_bits = integer(self._lower, lower, lower + count * width)
            return _decode_few(count, width, upper_bits, lower_bits)
        ordinals = np.arange(count)
        high = ones(self._upper, upper, upper_end)
        high -= ordinals
        units = high.astype(np.uint32)
        if width:
            ordinals *= width
            ordinals += lower
            units <<= np.uint32(width)
            for first in range(0, count, AT_ONCE):
                part = slice(first, first + AT_ONCE)
                units[part] |= fields(self._lower, ordinals[part], np.uint32(width))
        return units

    def _ordinals(self, number: int, wanted: Units) -> Numbers:
        """Return where in a list that is not empty the wanted units stand, -1 for those it does not have.

        The units with the upper part h are the ones between the zeros h - 1 and h of the bit vector.
        Zeros are counted a word at a time, so most of the list is never decoded.
        """
        _, upper, lower, _ = self._places.before(number)
        count = self.count(number)
        width = self._width(count)
        zeros = Zeros(self._upper, upper, upper + count + ((self.universe - 1) >> width))
        high = (wanted >> np.uint32(width)).astype(np.int64)
        # The last part has no zero behind it: its units end with the list.
        is_last = high == (self.universe - 1) >> width
        firsts = np.where(high > 0, zeros.places(high - 1) + 1 - high, 0)
        lasts = np.where(is_last, count, zeros.places(high) - high)
        sizes = lasts - firsts
        if int(sizes.max(initial=0)) > 1 << width:
            raise ValueError("a list has more units with one upper part than there can be")
        ordinals = ranges(firsts, sizes)
        units = np.repeat((high << width).astype(np.uint32), sizes)
        if width:
            units |= fields(self._lower, lower + ordinals * width, np.uint32(width))
        asked = np.repeat(np.arange(len(wanted)), sizes)
        is_wanted = units == wanted[asked]
        result = np.full(len(wanted), -1)
        result[asked[is_wanted]] = ordinals[is_wanted]
        return result

    def _width(self, count: int) -> int:
        """Return how many lower bits the units of a list of so many have."""
        return max((self.universe // count).bit_length() - 1, 0)


def look_up(units: Units, frequencies: Units, wanted: Units) -> Units:
    """Return how often a term stands in each of the wanted units, of which these are the postings."""
    looked_up = np.zeros(len(wanted), np.uint32)
    places = units.searchsorted(wanted)
    is_there = units.take(places, mode="clip") == wanted
    looked_up[is_there] = frequencies[places[is_there]]
    return looked_up


def _decode_few(count: int, width: int, upper_bits: int, lower_bits: int) -> Units:
    """Return the units of one list from its upper and lower bits as two integers."""
    mask = (1 << width) - 1
    units = []
    for ordinal in range(count):
        rest = upper_bits & (upper_bits - 1)
        position = (upper_bits ^ rest).bit_length() - 1
        units.append((position - ordinal) << width | lower_bits & mask)
        upper_bits = rest
        lower_bits >>= width
    return np.array(units, np.uint32)
