"""Dictionaries: from a term, or a pair of characters, to the number of its posting list.

Terms are sorted and a list's number is its term's rank, so a dictionary stores no numbers, and the terms
between two terms are the lists between two numbers. Both dictionaries are searched where they lie on the
map: a lookup touches as many pages as binary search has steps, and opening touches none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import narrowest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from index.columnar.arrays import Columns, Integers, NewColumns, Numbers

CODE_BITS = 21
"""Of a character's code: every code point fits, and a pair is one 64-bit key."""

_LARGEST_SHIFT = 35
"""Bits of a number at most."""

TERMS_TOGETHER = 8
"""Terms of which only the first is stored whole: read one after the other in 4 µs."""


def build_strings(terms: Sequence[str]) -> NewColumns:
    """Return the columns of a dictionary of ascending, distinct terms.

        blob       u1                   the terms, front coded
        blocks     u1/u2/u4/i8 [blocks + 1]   where every `TERMS_TOGETHER`th term begins, and the end

    A term is the number of bytes it has in common with the beginning of the term before, left out for the
    first of a block; the number of its other bytes; and these, in UTF-8. A number is seven bits a byte, the
    lowest first, with 128 added to every byte but its last (LEB128).

    A lone surrogate, which JSON can bring in, is kept as UTF-8 would write it. The order is that of code
    points, for `str` as for the bytes. Raises `ValueError` where the terms do not ascend.
    """
    encoded = list(map(_encode, terms))
    if not all(map(bytes.__lt__, encoded, encoded[1:])):
        raise ValueError("the terms of a dictionary do not ascend")
    return string_columns(encoded)


def string_columns(encoded: Sequence[bytes]) -> NewColumns:
    """Return the columns of a dictionary of terms in UTF-8 that are known to ascend."""
    blob = bytearray()
    blocks = []
    before = b""
    for number, term in enumerate(encoded):
        shared = 0
        if number % TERMS_TOGETHER:
            shared = _common_bytes(before, term)
            blob += _encode_number(shared)
        else:
            blocks.append(len(blob))
        blob += _encode_number(len(term) - shared)
        blob += term[shared:]
        before = term
    blocks.append(len(blob))
    return {
        "blob": np.frombuffer(bytes(blob), np.uint8),
        "blocks": np.array(blocks).astype(narrowest(len(blob))),
    }


def _common_bytes(before: bytes, term: bytes) -> int:
    """Return how many bytes a term has in common with the beginning of the smaller one before it."""
    for place, (first, second) in enumerate(zip(before, term, strict=False)):
        if first != second:
            return place
    return len(before)


def _encode_number(number: int) -> bytes:
    encoded = bytearray()
    while number > 127:
        encoded.append(number & 127 | 128)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def _decode_number(blob: bytes | memoryview, place: int) -> tuple[int, int]:
    """Return the number that stands at a place, and the place after it."""
    number = shift = 0
    while (byte := blob[place]) > 127:
        number |= (byte & 127) << shift
        shift += 7
        place += 1
        if shift > _LARGEST_SHIFT:  # whatever follows: it is no length, and a long one would take ages
            raise ValueError("a number of a dictionary has no end")
    return number | byte << shift, place + 1


def unite_strings(dictionaries: Sequence[StringDictionary]) -> tuple[list[bytes], list[Numbers]]:
    """Return the terms of all dictionaries, ascending, and for each dictionary the place of its terms there.

    All terms are in memory meanwhile, some 150 bytes each.
    """
    sources = [list(dictionary.encoded()) for dictionary in dictionaries]
    # Sorting ascending runs one after the other only merges them, so this is linear in the number of terms.
    union = sorted(dict.fromkeys(chain.from_iterable(sources)))
    places = dict(zip(union, range(len(union)), strict=True))
    return union, [np.fromiter(map(places.__getitem__, source), np.int64, len(source)) for source in sources]


class StringDictionary:
    """Terms by number and numbers by term, on the columns of `build_strings`."""

    def __init__(self, columns: Columns) -> None:
        self._blob = columns["blob"].data
        self._blocks = columns["blocks"].data

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _length(self) -> int:
        last = len(self._blocks) - 2
        return last * TERMS_TOGETHER + len(self._block(last)) if last >= 0 else 0

    def __getitem__(self, number: int) -> str:
        """Return the term of a number; raises `IndexError` outside `range(len(self))`."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        block, place = divmod(number, TERMS_TOGETHER)
        return _decode(self._block(block)[place])

    def __iter__(self) -> Iterator[str]:
        """Return all terms in order."""
        return map(_decode, self.encoded())

    def encoded(self) -> Iterator[bytes]:
        """Yield all terms in order, in UTF-8."""
        self._check_blocks()
        for block in range(len(self._blocks) - 1):
            yield from self._block(block)

    def _check_blocks(self) -> None:
        """Raise `ValueError` where blocks overlap: together they would take more memory than the file."""
        blocks = np.asarray(self._blocks).astype(np.int64)
        if len(blocks) and (blocks[0] < 0 or blocks[-1] > len(self._blob) or (np.diff(blocks) < 0).any()):
            raise ValueError("the blocks of a dictionary overlap")

    def find(self, term: str) -> int | None:
        """Return the number of a term, or `None`."""
        encoded = _encode(term)
        number, found = self._rank(encoded)
        return number if found == encoded else None

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """Return the numbers `[first, last)` of the terms that begin with the prefix."""
        encoded = _encode(prefix)
        if not encoded:
            return 0, len(self)
        # No byte of UTF-8 is 255, so the last one plus 1 is a byte again.
        successor = encoded[:-1] + bytes([encoded[-1] + 1])
        return self._rank(encoded)[0], self._rank(successor)[0]

    def _rank(self, encoded: bytes) -> tuple[int, bytes | None]:
        """Return how many terms are smaller, and the one after them if it stands in the same block."""
        block = bisect_right(range(len(self._blocks) - 1), encoded, key=self._first) - 1
        if block < 0:
            return 0, None
        terms = self._block(block)
        place = bisect_left(terms, encoded)
        return block * TERMS_TOGETHER + place, terms[place] if place < len(terms) else None

    def _first(self, block: int) -> bytes:
        """Return the first term of a block."""
        size, start = _decode_number(self._blob, self._blocks[block])
        return bytes(self._blob[start : start + size])

    def _block(self, block: int) -> list[bytes]:
        """Return the terms of a block."""
        blob = bytes(self._blob[self._blocks[block] : self._blocks[block + 1]])
        size, place = _decode_number(blob, 0)
        term = blob[place : place + size]
        terms = [term]
        place += size
        while place < len(blob) and len(terms) <= TERMS_TOGETHER:
            shared, place = _decode_number(blob, place)
            size, place = _decode_number(blob, place)
            term = term[:shared] + blob[place : place + size]
            terms.append(term)
            place += size
        if len(terms) > TERMS_TOGETHER:
            raise ValueError("a block of a dictionary has too many terms")
        return terms


def _encode(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")


def _decode(encoded: bytes) -> str:
    return encoded.decode("utf-8", "surrogatepass")


def build_pairs(firsts: Integers, seconds: Integers) -> NewColumns:
    """Return the columns of a dictionary of ascending, distinct pairs of codes below 2**21.

        firsts     u2/u4          the distinct first codes, ascending
        starts     u4             the number of the first pair of each, and of all pairs
        seconds    u2/u4 [pairs]  the second codes

    A caller with an alphabet passes its codes: then a pair takes two bytes. Raises `ValueError` where the
    pairs do not ascend or a code is too large.
    """
    keys = pair_keys(firsts, seconds)
    if (keys[1:] <= keys[:-1]).any():
        raise ValueError("the pairs of a dictionary do not ascend")
    begins = np.flatnonzero(np.append(True, firsts[1:] != firsts[:-1])[: len(firsts)])
    distinct = firsts[begins]
    return {
        "firsts": distinct.astype(_code_type(distinct)),
        "starts": np.append(begins, len(firsts)).astype(np.uint32),
        "seconds": seconds.astype(_code_type(seconds)),
    }


def _code_type(codes: Integers) -> np.dtype[Any]:
    return narrowest(max(int(codes.max(initial=0)), 2**8))


def pair_keys(firsts: Integers, seconds: Integers) -> npt.NDArray[np.uint64]:
    """Return every pair as one number, in the order of pairs; raises `ValueError` for a code too large."""
    if int(max(firsts.max(initial=0), seconds.max(initial=0))) >> CODE_BITS:
        raise ValueError(f"a character's code is not below 2**{CODE_BITS}")
    return firsts.astype(np.uint64) << np.uint64(CODE_BITS) | seconds.astype(np.uint64)


def split_keys(keys: npt.NDArray[np.uint64]) -> tuple[Numbers, Numbers]:
    """Return the first and the second code of the pairs that `pair_keys` made numbers of."""
    firsts = keys >> np.uint64(CODE_BITS)
    seconds = keys & np.uint64((1 << CODE_BITS) - 1)
    return firsts.astype(np.int64), seconds.astype(np.int64)


def unite_pairs(
    dictionaries: Sequence[PairDictionary], codes: Sequence[Integers]
) -> tuple[npt.NDArray[np.uint64], list[Numbers]]:
    """Return the keys of all pairs, ascending, and for each dictionary the place of its pairs there.

    `codes[i]` gives for every code of dictionary `i` its code in the union. Where the codes ascend (an
    alphabet in the order of code points), so do the places, and lists can be merged in one pass.
    """
    renamed = [
        pair_keys(renaming[dictionary.firsts()], renaming[dictionary.seconds()])
        for dictionary, renaming in zip(dictionaries, codes, strict=True)
    ]
    union = np.sort(np.concatenate([np.zeros(0, np.uint64), *renamed]))
    union = union[np.append(True, union[1:] != union[:-1])[: len(union)]]
    return union, [np.searchsorted(union, keys) for keys in renamed]


class PairDictionary:
    """Numbers by pair and pairs by number, on the columns of `build_pairs`."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._firsts = columns["firsts"].data
        self._starts = columns["starts"].data
        self._seconds = columns["seconds"].data

    def __len__(self) -> int:
        return len(self._seconds)

    def range_of_first(self, first: int) -> tuple[int, int]:
        """Return the numbers `[start, stop)` of the pairs that begin with a code; empty where none does."""
        place = bisect_left(self._firsts, first)
        if place == len(self._firsts) or self._firsts[place] != first:
            return 0, 0
        return self._starts[place], self._starts[place + 1]

    def find(self, first: int, second: int) -> int | None:
        """Return the number of a pair, or `None`."""
        start, stop = self.range_of_first(first)
        number = bisect_left(self._seconds, second, start, stop)
        return number if number < stop and self._seconds[number] == second else None

    def find_many(self, firsts: Integers, seconds: Integers) -> Numbers:
        """Return the numbers of many pairs, -1 for those that are not there: all binary searches at once."""
        known, starts, own_seconds = (self._columns[name] for name in ("firsts", "starts", "seconds"))
        if not len(own_seconds):
            return np.full(len(firsts), -1)
        places = known.searchsorted(firsts.astype(known.dtype))
        is_known = known.take(places, mode="clip") == firsts
        places = np.where(is_known, places, 0)
        low, stop = starts[places].astype(np.int64), starts[places + 1].astype(np.int64)
        high = stop.copy()
        for _ in range(int((stop - low).max(initial=0)).bit_length()):
            middle = (low + high) >> 1
            # Where the search has ended, the middle stands at its end: nothing moves any more.
            is_below = own_seconds.take(middle, mode="clip") < seconds
            is_below &= low < high
            low = np.where(is_below, middle + 1, low)
            high = np.where(is_below, high, middle)
        is_there = is_known & (low < stop) & (own_seconds.take(low, mode="clip") == seconds)
        return np.where(is_there, low, -1)

    def firsts(self) -> npt.NDArray[Any]:
        """Return the first code of every pair, in the order of numbers."""
        return np.repeat(self._columns["firsts"], np.diff(self._columns["starts"]))

    def seconds(self) -> npt.NDArray[Any]:
        """Return the second code of every pair, in the order of numbers."""
        return self._columns["seconds"]
