"""How often a term stands in the units of its posting lists: where more than once, and how many times more.

Nine postings in ten have the frequency 1, so only repeats are stored: the ordinal of a posting, among those
of all lists, once for every occurrence of the term in its unit beyond the first. These ordinals ascend, and
are coded as P. Elias (1974) and R. Fano (1971) have it: the lowest `WIDTH` bits of each side by side; of the
rest one bit vector, in which the i-th repeat sets bit (ordinal >> WIDTH) + i. That takes WIDTH + 1 bits a
repeat and 1/2**WIDTH of a bit a posting, half of what every frequency in unary takes; and as a repeat is
an occurrence, it can never take more than the text. The frequencies of a range of postings are ones, to
which the repeats in the range are added.

Columns:

    upper      u1       the bit vector of the upper parts
    lower      u1       the packed lower parts
    samples    u4/i8    the repeats before the posting 0, SAMPLE, 2·SAMPLE, …, and all of them
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import narrowest, offsets, ranges
from index.columnar.bits import BitStream, Zeros, fields, ones, ones_of_each

if TYPE_CHECKING:
    from index.columnar.arrays import Bytes, Columns, Integers, NewColumns, Numbers, Units

WIDTH = 2
"""Lower bits of an ordinal. With one repeat to six or ten postings, 2 and 3 take the least memory, and of 2
whole bytes are decoded."""

GROUP = 1 << WIDTH
"""Postings whose ordinals have the same upper part."""

SAMPLE = 512
"""Postings between two places stored: 1/16 bit a posting, and 250 bits or so to read for one frequency."""

AT_ONCE = 1 << 14
"""Postings decoded at once, so that the temporary arrays stay near the processor."""

FEW = 8
"""Up to so many frequencies are decoded one by one."""

_IN_BYTE = 8 // WIDTH
_SHIFTS = WIDTH * np.arange(_IN_BYTE, dtype=np.uint8)
_LOWER_PARTS = (np.arange(256, dtype=np.uint8)[:, np.newaxis] >> _SHIFTS) % np.uint8(GROUP)
"""The lower parts in every byte."""


class Repeats:
    """Reads frequencies; touches the pages of the postings that are asked for."""

    def __init__(self, columns: Columns) -> None:
        self._upper = columns["upper"]
        self._lower = columns["lower"]
        self._samples = columns["samples"]

    def frequencies(self, first: int, count: int) -> Units:
        """Return the frequencies of `count` consecutive postings."""
        if count <= AT_ONCE:
            return self._decode(first, count)
        starts = range(0, count, AT_ONCE)
        return np.concatenate([self._decode(first + start, min(AT_ONCE, count - start)) for start in starts])

    def _decode(self, first: int, count: int) -> Units:
        before, start, stop = self._stretch(first, first + count)
        groups = ones(self._upper, start, stop)
        groups -= np.arange(len(groups))
        first_group, skipped = divmod(first % SAMPLE, GROUP)
        begin = int(groups.searchsorted(first_group))
        end = int(groups.searchsorted(first_group - (-(skipped + count) // GROUP)))
        if begin == end:
            return np.ones(count, np.uint32)
        ordinals = groups[begin:end]
        ordinals -= first_group
        ordinals <<= WIDTH
        ordinals |= self._lower_parts(before + begin, before + end)
        frequencies = np.bincount(ordinals, minlength=skipped + count)
        frequencies += 1
        return frequencies[skipped : skipped + count].astype(np.uint32)

    def frequencies_of_each(self, firsts: Numbers, counts: Numbers) -> Units:
        """Return the frequencies of several stretches of postings, one stretch after the other.

        Of each stretch its first posting and how many it has. Read are the samples that they lie in.
        """
        samples, last_samples = firsts // SAMPLE, -(-(firsts + counts) // SAMPLE)
        before = self._samples[samples].astype(np.int64)
        numbers = self._samples[last_samples].astype(np.int64) - before
        groups_before = samples * SAMPLE // GROUP
        starts = before + groups_before
        stops = before + numbers + last_samples * SAMPLE // GROUP
        groups, begins = ones_of_each(self._upper, starts, stops)
        stretch = np.repeat(np.arange(len(firsts)), numbers)
        ordinals = np.arange(len(groups)) - np.repeat(offsets(numbers)[:-1], numbers)
        groups -= ordinals + (begins - groups_before)[stretch]
        lower = fields(self._lower, (before[stretch] + ordinals) * WIDTH, np.uint32(WIDTH))
        places = groups * GROUP + lower - firsts[stretch]
        is_inside = (places >= 0) & (places < counts[stretch])
        bounds = offsets(counts)
        repeats = np.bincount((places + bounds[stretch])[is_inside], minlength=int(bounds[-1]))
        return (repeats + 1).astype(np.uint32)

    def frequencies_at(self, first: int, count: int, places: Numbers) -> Units:
        """Return those at some places, in any order, among the frequencies of `count` consecutive postings.

        The repeats of a group are the ones between two zeros of the bit vector, of which most are never
        decoded, as zeros are counted a word at a time.
        """
        if len(places) <= FEW:
            return np.array([self._decode(first + place, 1)[0] for place in places.tolist()], np.uint32)
        before, start, stop = self._stretch(first, first + count)
        zeros = Zeros(self._upper, start, stop)
        groups, wanted = np.divmod(places + first % SAMPLE, GROUP)
        begins = np.where(groups > 0, zeros.places(groups - 1) + 1 - groups, 0)
        sizes = zeros.places(groups) - groups - begins
        asked = np.repeat(np.arange(len(places)), sizes)
        lower = fields(self._lower, (ranges(begins, sizes) + before) * WIDTH, np.uint32(WIDTH))
        repeats = np.bincount(asked[lower == wanted[asked]], minlength=len(places))
        return (repeats + 1).astype(np.uint32)

    def _stretch(self, first: int, last: int) -> tuple[int, int, int]:
        """Return a stretch `[start, stop)` of upper bits in which the postings `[first, last)` have theirs.

        Before these numbers: how many repeats there are before the stretch. It begins with a sample's group.
        """
        sample, last_sample = first // SAMPLE, -(-last // SAMPLE)
        before, after = int(self._samples[sample]), int(self._samples[last_sample])
        # Before the postings of a sample stand a one for every repeat and a zero for every group.
        return before, before + sample * SAMPLE // GROUP, after + last_sample * SAMPLE // GROUP

    def _lower_parts(self, begin: int, end: int) -> Bytes:
        """Return the lower parts of the repeats `[begin, end)`."""
        skipped = begin % _IN_BYTE
        packed = self._lower[begin // _IN_BYTE : -(-end // _IN_BYTE)]
        parts: Bytes = _LOWER_PARTS.take(packed, axis=0).reshape(-1)[skipped : skipped + end - begin]
        return parts


class RepeatEncoder:
    """Encodes frequencies in the order of postings, some at a time: what is appended is kept coded only."""

    def __init__(self) -> None:
        self._upper = BitStream()
        self._lower = BitStream()
        self._samples: list[Numbers] = []
        self._postings = 0
        self._repeats = 0

    def append(self, frequencies: Integers) -> None:
        """Append the frequencies of postings; raises `ValueError` where one is below 1."""
        if not len(frequencies):
            return
        repeats = frequencies.astype(np.int64) - 1
        if int(repeats.min()) < 0:
            raise ValueError("a frequency is below 1")
        bounds = offsets(repeats)
        self._samples.append(bounds[-self._postings % SAMPLE : -1 : SAMPLE] + self._repeats)
        ordinals = np.repeat(np.arange(self._postings, self._postings + len(repeats)), repeats)
        zeros_before = self._postings >> WIDTH
        self._postings += len(repeats)
        self._repeats += len(ordinals)
        positions = ordinals >> WIDTH
        positions += np.arange(-zeros_before, len(ordinals) - zeros_before)
        self._upper.append_ones(positions, len(ordinals) + (self._postings >> WIDTH) - zeros_before)
        lower = (ordinals % GROUP).astype(np.uint32)
        self._lower.append_fields(lower, np.full(len(lower), WIDTH, np.uint32))

    def finish(self) -> NewColumns:
        """Return the columns of everything appended."""
        samples = np.concatenate([*self._samples, [self._repeats]])
        return {
            "upper": self._upper.finish(),
            "lower": self._lower.finish(),
            "samples": samples.astype(narrowest(max(self._repeats, 2**16))),
        }
