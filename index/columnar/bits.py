"""Streams of bits, least significant bit of each byte first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import offsets, ranges

if TYPE_CHECKING:
    from index.columnar.arrays import Bytes, Integers, Numbers, Units

PADDING = 8
"""Zero bytes after a stream, at least: what is loaded in words may be loaded to the end of its last word."""


class BitStream:
    """Bits appended chunk by chunk; a chunk need not end on a byte."""

    def __init__(self) -> None:
        self.length = 0
        self._chunks: list[Bytes] = []
        self._last = 0

    def append_ones(self, positions: Integers, length: int) -> None:
        """Append `length` bits, of which those at `positions` (from 0) are one."""
        shift = self.length & 7
        bits = np.zeros(shift + length, np.uint8)
        bits[shift:][positions] = 1
        self._append(np.packbits(bits, bitorder="little"), length)

    def append_fields(self, values: Units, widths: Units) -> None:
        """Append every value in as many bits as its width says: at most 32, and 0 for none.

        The values share 64-bit words: each is added to the word it begins in and, where it crosses into
        the next, its upper bits to that. Bits of different values never meet, so adding is combining;
        as widths are below 64, there is no word between the first and the last that none begins in.
        """
        shift = self.length & 7
        starts = widths.astype(np.uint64)
        np.cumsum(starts, out=starts)
        length = int(starts[-1]) if len(starts) else 0
        if not length:
            return
        starts -= widths
        starts += np.uint64(shift)
        word_of_each = starts >> np.uint64(6)
        starts &= np.uint64(63)
        begins = np.append(0, np.flatnonzero(word_of_each[1:] != word_of_each[:-1]) + 1)
        words = np.zeros(int(word_of_each[-1]) + 2, np.uint64)
        words[:-1] = np.add.reduceat(values << starts, begins)
        # Only the last value that begins in a word can cross; shifting twice keeps a shift by 64 defined.
        last = np.append(begins[1:], len(values)) - 1
        words[1:] += (values[last] >> np.uint64(1)) >> (np.uint64(63) - starts[last])
        self._append(words.astype("<u8", copy=False).view(np.uint8)[: (shift + length + 7) >> 3], length)

    def _append(self, packed: Bytes, length: int) -> None:
        """Take bytes whose first bits belong to the stream's last byte, and keep their last byte open."""
        if not length:
            return
        packed[0] |= self._last
        self.length += length
        if self.length & 7:
            self._last = int(packed[-1])
            packed = packed[:-1]
        else:
            self._last = 0
        self._chunks.append(packed)

    def finish(self) -> Bytes:
        """Return the whole stream in whole words of 4 bytes, the last two of them zero."""
        used = (self.length + 7) >> 3
        end = np.zeros((self.length & 7 > 0) + -used % 4 + PADDING, np.uint8)
        end[0] = self._last
        return np.concatenate([*self._chunks, end])


class Zeros:
    """The zeros of a stretch of bits, found by their number."""

    def __init__(self, packed: Bytes, start: int, stop: int) -> None:
        """Count the zeros among the bits `[start, stop)`, 64 at a time."""
        first = start & ~7
        words = np.zeros(((stop + 7 - first) >> 6) + 1, np.uint64)
        used = packed[first >> 3 : (stop + 7) >> 3]
        words.view(np.uint8)[: len(used)] = used
        # What stands before the stretch in its first byte is no zero of it.
        self._skipped = start - first
        words[0] |= np.uint64((1 << self._skipped) - 1)
        self._words = words
        self._before = np.cumsum(64 - np.bitwise_count(words).astype(np.int64))

    def places(self, numbers: Numbers) -> Numbers:
        """Return where the zeros of these numbers, from 0 on, stand, from the start of the stretch."""
        words = np.searchsorted(self._before, numbers, side="right")
        words = np.minimum(words, len(self._words) - 1)
        bits = np.unpackbits(self._words[words].view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
        zeros = np.cumsum(bits == 0, axis=1)
        before = np.where(words > 0, self._before[words - 1], 0)
        places: Numbers = (zeros <= (numbers - before)[:, np.newaxis]).sum(axis=1)
        return words * 64 + places - self._skipped


def ones(packed: Bytes, start: int, stop: int) -> Numbers:
    """Return the positions, from `start` on, of the ones among the bits `[start, stop)`."""
    first = start & ~7
    bits = np.unpackbits(packed[first >> 3 : (stop + 7) >> 3], bitorder="little")
    # As truth values: numpy finds those several times as fast as numbers that are not zero.
    return bits[start - first : stop - first].view(np.bool_).nonzero()[0]


def ones_of_each(packed: Bytes, starts: Numbers, stops: Numbers) -> tuple[Numbers, Numbers]:
    """Return the places of the ones in several stretches of bits, and where each stretch begins.

    As if the stretches stood one after the other: each in whole bytes, those it has in its first and last
    byte beside its own bits zero. An empty stretch has no ones, nor has what lies behind the last byte.
    """
    firsts = starts >> 3
    stops = np.minimum(stops, 8 * len(packed))
    lengths = np.where(stops > starts, ((stops + 7) >> 3) - firsts, 0)
    bounds = offsets(lengths)
    taken = packed.take(ranges(firsts, lengths))
    filled = np.flatnonzero(lengths)
    taken[bounds[filled]] &= (0xFF << (starts[filled] & 7)).astype(np.uint8)
    taken[bounds[filled + 1] - 1] &= (0xFF >> (-stops[filled] & 7)).astype(np.uint8)
    bits = np.unpackbits(taken, bitorder="little")
    return bits.view(np.bool_).nonzero()[0], bounds[:-1] * 8 + (starts & 7)


def integer(packed: Bytes, start: int, stop: int) -> int:
    """Return the bits `[start, stop)` and whatever follows them in the last byte, as one number."""
    return int.from_bytes(packed[start >> 3 : (stop + 7) >> 3].tobytes(), "little") >> (start & 7)


def fields(packed: Bytes, starts: Numbers, widths: Units | np.uint32) -> Units:
    """Return the values of at most 31 bits that begin at the bits `starts` of a finished stream.

    Two aligned loads a value: numpy gathers from unaligned addresses ten times as slowly.
    """
    words = packed.view("<u4")
    places = starts >> 5
    shifts = starts.astype(np.uint32)
    shifts &= np.uint32(31)
    values = words.take(places)
    values >>= shifts
    places += 1
    following = words.take(places)
    following <<= np.uint32(1)
    following <<= np.uint32(31) - shifts
    values |= following
    values &= (np.uint32(1) << widths) - np.uint32(1)
    return values
