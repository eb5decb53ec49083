"""Dictionaries: from a term, or a pair of characters, to the number of its posting list.

Terms are sorted and a list's number is its term's rank, so a dictionary stores no numbers, and the terms
between two terms are the lists between two numbers. Both dictionaries are searched where they lie on the
map: a lookup touches as many pages as binary search has steps, and opening touches none.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import narrowest, offsets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from index.columnar.arrays import Columns, Integers, NewColumns, Numbers

CODE_BITS = 21
"""Of a character's code: every code point fits, and a pair is one 64-bit key."""

TERMS_AT_ONCE = 1 << 14


def build_strings(terms: Sequence[str]) -> NewColumns:
    """Return the columns of a dictionary of ascending, distinct terms.

        blob       u1             the terms in UTF-8, one after the other
        offsets    u2/u4/i8 [terms + 1]   where each begins

    A lone surrogate, which JSON can bring in, is kept as UTF-8 would write it. The order is that of code
    points, for `str` as for the bytes. Raises `ValueError` where the terms do not ascend.
    """
    encoded = list(map(_encode, terms))
    if not all(map(bytes.__lt__, encoded, encoded[1:])):
        raise ValueError("the terms of a dictionary do not ascend")
    return string_columns(encoded)


def string_columns(encoded: Sequence[bytes]) -> NewColumns:
    """Return the columns of a dictionary of terms in UTF-8 that are known to ascend."""
    bounds = offsets(np.fromiter(map(len, encoded), np.int64, len(encoded)))
    blob = np.frombuffer(b"".join(encoded), np.uint8)
    return {"blob": blob, "offsets": bounds.astype(narrowest(len(blob)))}


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
        self._offsets = columns["offsets"].data

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> str:
        """Return the term of a number; raises `IndexError` outside `range(len(self))`."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        return _decode(self._encoded(number))

    def __iter__(self) -> Iterator[str]:
        """Return all terms in order."""
        return map(_decode, self.encoded())

    def encoded(self) -> Iterator[bytes]:
        """Yield all terms in order, in UTF-8."""
        for first in range(0, len(self), TERMS_AT_ONCE):
            bounds = self._offsets[first : first + TERMS_AT_ONCE + 1].tolist()
            base = bounds[0]
            blob = bytes(self._blob[base : bounds[-1]])
            for start, stop in pairwise(bounds):
                yield blob[start - base : stop - base]

    def find(self, term: str) -> int | None:
        """Return the number of a term, or `None`."""
        encoded = _encode(term)
        number = self._rank(encoded)
        return number if number < len(self) and self._encoded(number) == encoded else None

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """Return the numbers `[first, last)` of the terms that begin with the prefix."""
        encoded = _encode(prefix)
        if not encoded:
            return 0, len(self)
        # No byte of UTF-8 is 255, so the last one plus 1 is a byte again.
        successor = encoded[:-1] + bytes([encoded[-1] + 1])
        return self._rank(encoded), self._rank(successor)

    def _encoded(self, number: int) -> bytes:
        return bytes(self._blob[self._offsets[number] : self._offsets[number + 1]])

    def _rank(self, encoded: bytes) -> int:
        """Return how many terms are smaller."""
        return bisect_left(range(len(self)), encoded, key=self._encoded)


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
        """Return the numbers of many pairs, -1 for those that are not there; reads the whole dictionary."""
        keys = pair_keys(self.firsts(), self.seconds())
        wanted = pair_keys(firsts, seconds)
        if not len(keys):
            return np.full(len(wanted), -1)
        numbers = np.searchsorted(keys, wanted)
        return np.where(keys.take(numbers, mode="clip") == wanted, numbers, -1)

    def firsts(self) -> npt.NDArray[Any]:
        """Return the first code of every pair, in the order of numbers."""
        return np.repeat(self._columns["firsts"], np.diff(self._columns["starts"]))

    def seconds(self) -> npt.NDArray[Any]:
        """Return the second code of every pair, in the order of numbers."""
        return self._columns["seconds"]
