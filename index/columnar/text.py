"""The texts of units, one byte for most characters, any unit without its neighbours.

The alphabet is the text's distinct code points, the most frequent first; a symbol is a place in it. A
plain symbol, below `plain_symbols` of the alphabet's size, is one byte of the main stream. Any other is
an escape there and a byte of the second stream: symbol = plain + (escape - plain)·256 + byte. There are
just as many escapes as the alphabet needs: 19 for the 5,000 characters of a newspaper. Only an alphabet of
more than 65,281 has a single escape, and the symbol itself in four bytes of the second stream.

Block compression is smaller, but a hit costs a block; here it costs its own characters, and a symbol
can be compared with a query's without being turned into text.

Columns:

    alphabet    u4 [symbols]     code points by frequency, the highest first
    main        u1 [characters]
    second      u1/u4 [escapes]  the type tells which of the two forms it has
    blocks      u4/i8 [blocks, 2]     where every `BLOCK`th unit begins in the two streams
    starts      u2/u4 [units + 1, 2]  where each unit begins, from its block's begin on
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import distinct, narrowest, offsets, ranges, spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from index.columnar.arrays import Bytes, Columns, Integers, NewColumns, Numbers

    Symbols = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]

BLOCK = 16
"""Units whose begins are counted from one place: so few that two bytes each mostly suffice."""

CHUNK = 1 << 18
"""Characters encoded at once, so that the temporary arrays stay near the processor."""

GATHERED = 1 << 16
"""Characters gathered at once, for the same reason."""

_LARGEST_ALPHABET = 1 + 255 * 256
_CODE_POINTS = 0x110000


def plain_symbols(alphabet: int) -> int:
    """Return how many symbols are one byte in an alphabet of this size.

    An escape takes the place of one and makes room for 256.
    """
    if alphabet > _LARGEST_ALPHABET:
        return 255
    escapes = -(-max(alphabet - 256, 0) // 255)
    return 256 - escapes


def encode(code_points: Integers, lengths: Integers) -> NewColumns:
    """Return the columns of units that have `lengths[i]` of the code points each, one after the other.

    Raises `ValueError` where the lengths contradict the text or a number is no code point.
    """
    bounds = offsets(lengths)
    if bounds[-1] != len(code_points):
        raise ValueError(f"{len(code_points)} characters for units of {bounds[-1]}")
    encoder = TextEncoder(count_code_points([code_points]))
    for first, last in spans(lengths, CHUNK):
        encoder.append(code_points[bounds[first] : bounds[last]], lengths[first:last])
    return encoder.finish()


def count_code_points(pieces: Iterable[Integers]) -> Numbers:
    """Return how often each code point up to the highest stands in a text given in pieces.

    Raises `ValueError` where a number is no code point.
    """
    frequencies = np.zeros(0, np.int64)
    for piece in pieces:
        highest = int(piece.max(initial=0))
        if highest >= _CODE_POINTS:
            raise ValueError(f"{highest} is no code point")
        if highest >= len(frequencies):
            frequencies = np.append(frequencies, np.zeros(highest + 1 - len(frequencies), np.int64))
        for start in range(0, len(piece), CHUNK):
            frequencies += np.bincount(piece[start : start + CHUNK], minlength=len(frequencies))
    return frequencies


class TextEncoder:
    """Encodes units in their order, some at a time; `frequencies` are those of all code points to come."""

    def __init__(self, frequencies: Numbers) -> None:
        present = np.flatnonzero(frequencies > 0)
        # By frequency, equal ones in the order of code points.
        by_frequency = np.argsort(-frequencies[present], kind="stable")
        self.alphabet = present[by_frequency].astype(np.uint32)
        self._symbol_of = np.zeros(len(frequencies), narrowest(max(len(self.alphabet), 2**8)))
        self._symbol_of[self.alphabet] = np.arange(len(self.alphabet))
        self._plain = plain_symbols(len(self.alphabet))
        self._wide = len(self.alphabet) > _LARGEST_ALPHABET
        self._main = np.empty(int(frequencies.sum()), np.uint8)
        self._second: list[npt.NDArray[Any]] = [np.zeros(0, np.uint32 if self._wide else np.uint8)]
        self._done = np.zeros(2, np.int64)
        self._ends = [self._done[np.newaxis]]

    def append(self, code_points: Integers, lengths: Integers) -> None:
        """Append units of `lengths[i]` of the code points each; a bounded number, for the memory it takes."""
        symbols = self._symbol_of[code_points]
        places = np.flatnonzero(symbols >= self._plain)
        escaped = symbols[places]
        if self._wide:
            symbols[places] = self._plain
        else:
            escaped -= escaped.dtype.type(self._plain)
            symbols[places] = (escaped >> 8) + self._plain
        self._second.append(escaped.astype(self._second[0].dtype))
        start = int(self._done[0])
        self._main[start : start + len(symbols)] = symbols
        ends = np.cumsum(lengths, dtype=np.int64)
        self._ends.append(np.stack([ends, np.searchsorted(places, ends)], axis=1) + self._done)
        self._done = self._done + np.array([len(symbols), len(places)])

    def finish(self) -> NewColumns:
        """Return the columns of everything appended."""
        both = np.concatenate(self._ends)
        blocks = both[::BLOCK]
        starts = both - np.repeat(blocks, BLOCK, axis=0)[: len(both)]
        return {
            "alphabet": self.alphabet,
            "main": self._main,
            "second": np.concatenate(self._second),
            "blocks": blocks.astype(narrowest(max(int(both[-1].max()), 2**16))),
            "starts": starts.astype(narrowest(max(int(starts.max()), 2**8))),
        }


class TextColumn:
    """Reads texts from the columns of `encode`."""

    def __init__(self, columns: Columns) -> None:
        self.alphabet: npt.NDArray[np.uint32] = columns["alphabet"]
        """The code point of every symbol."""
        self.main: Bytes = columns["main"]
        """The main stream."""
        self._second = columns["second"]
        self._blocks = columns["blocks"]
        self._starts = columns["starts"]
        self.plain = plain_symbols(len(self.alphabet))
        """How many symbols are one byte; larger bytes of the main stream are escapes."""
        self._wide = self._second.dtype.itemsize > 1
        self._symbol_type = narrowest(max(len(self.alphabet), 2**8))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def text(self, unit: int) -> str:
        """Return the text of one unit; raises `IndexError` outside `range(len(self))`."""
        if not 0 <= unit < len(self):
            raise IndexError(unit)
        code_points = self.alphabet.take(self._between(unit, unit + 1))
        return code_points.tobytes().decode("utf-32-le", "surrogatepass")

    def texts(self, units: Integers) -> list[str]:
        """Return the texts of some units, in the order asked for."""
        symbols, lengths = self.symbols(units)
        joined = self.alphabet.take(symbols).tobytes().decode("utf-32-le", "surrogatepass")
        ends = np.cumsum(lengths).tolist()
        return [joined[start:stop] for start, stop in pairwise([0, *ends])]

    def symbols(self, units: Integers) -> tuple[Symbols, Numbers]:
        """Return the symbols of many units in the order asked for, and how many each has."""
        starts, stops = self.stretches(units)
        lengths = stops - starts
        bounds = offsets(lengths[:, 0])
        symbols: Symbols = np.empty(bounds[-1], self._symbol_type)
        for first, last in spans(lengths[:, 0], GATHERED):
            main = self.main.take(ranges(starts[first:last, 0], lengths[first:last, 0]))
            second = self._second.take(ranges(starts[first:last, 1], lengths[first:last, 1]))
            symbols[bounds[first] : bounds[last]] = self._joined(main, second)
        return symbols, lengths[:, 0]

    def decode_range(self, first: int, last: int) -> tuple[npt.NDArray[np.uint32], Numbers]:
        """Return the code points of the units `[first, last)`, one after the other, and how many each has.

        Meant for merging: take ranges of a bounded number of characters (`arrays.spans` of `lengths`).
        """
        return self.alphabet.take(self._between(first, last)), self.lengths(first, last)

    def lengths(self, first: int, last: int) -> Numbers:
        """Return how many characters each of the units `[first, last)` has."""
        return np.diff(self.bounds(np.arange(first, last + 1))[:, 0])

    def main_bytes(self, symbols: Integers) -> Bytes:
        """Return the distinct bytes that stand for symbols in the main stream."""
        escapes = self.plain + (np.maximum(symbols, self.plain) - self.plain >> 8) * (not self._wide)
        return distinct(np.where(symbols < self.plain, symbols, escapes)).astype(np.uint8)

    def escapes_before(self, starts: Numbers, places: Numbers) -> Numbers:
        """Return where in the second stream the next escape stands, seen from places in the main stream.

        `starts` are the `bounds` of places at or before those.
        """
        lengths = places - starts[:, 0]
        is_escape = self.main.take(ranges(starts[:, 0], lengths)) >= self.plain
        escapes = offsets(is_escape.view(np.uint8))
        ends = np.cumsum(lengths)
        counted: Numbers = starts[:, 1] + escapes[ends] - escapes[ends - lengths]
        return counted

    def symbols_at(self, places: Numbers, seconds: Numbers) -> Symbols:
        """Return the symbols at places in the main stream; `seconds` are the `escapes_before` them."""
        main = self.main.take(places)
        is_escape = main >= self.plain
        return self._joined(main, self._second.take(seconds[is_escape]))

    def bounds(self, units: Integers) -> Numbers:
        """Return where units begin in the two streams; one more than the last unit is the end of all."""
        return self._blocks.take(units // BLOCK, axis=0).astype(np.int64) + self._starts.take(units, axis=0)

    def stretches(self, units: Integers) -> tuple[Numbers, Numbers]:
        """Return where some units begin and end in the two streams.

        Raises `ValueError` where they lie outside of these, or overlap so much that they would take more
        memory than the file.
        """
        starts, stops = self.bounds(units), self.bounds(units + 1)
        lengths = stops - starts
        sizes = np.array([len(self.main), len(self._second)])
        is_inside = (starts >= 0).all() and (lengths >= 0).all() and (stops <= sizes).all()
        is_overlapping = (lengths.sum(axis=0) > sizes).any() and len(distinct(units)) == len(units)
        if not is_inside or is_overlapping:
            raise ValueError("texts lie outside of what is stored of them")
        return starts, stops

    def _between(self, first: int, last: int) -> Symbols:
        main, second = (self._blocks[first // BLOCK].astype(np.int64) + self._starts[first]).tolist()
        main_end, second_end = (self._blocks[last // BLOCK].astype(np.int64) + self._starts[last]).tolist()
        return self._joined(self.main[main:main_end], self._second[second:second_end])

    def _joined(self, main: Bytes, second: npt.NDArray[Any]) -> Symbols:
        """Return the symbols of the bytes of the main stream and their elements of the second."""
        symbols = main.astype(self._symbol_type)
        if not len(second):
            return symbols
        places = (main >= self.plain).nonzero()[0]
        if self._wide:
            symbols[places] = second
        else:
            escapes = symbols.take(places)
            escapes -= escapes.dtype.type(self.plain)
            escapes <<= escapes.dtype.type(8)
            escapes += escapes.dtype.type(self.plain)
            escapes += second
            symbols[places] = escapes
        return symbols
