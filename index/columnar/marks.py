"""White space that folding drops, marked in the stored text; and symbols expanded to what they fold to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPACES = np.frombuffer(
    (
        "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
        "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
    ).encode("utf-32-le"),
    "<u4",
)
"""All white space, ascending: 29 characters."""

FIRST_MARK = 0xFDD0
"""The first of 32 code points that are no characters and never will be: one for each white space."""

LONGEST_FOLDING = 64
"""Code points to which one character can fold at most; NFKC makes 18 of one (the Unicode Standard, 3.9)."""

_SEVERAL = 0xFFFFFFFF
"""Stands for what a symbol folds to where that is not one code point."""

_MARKS = FIRST_MARK + np.arange(len(SPACES), dtype=np.uint32)


def is_marked_space(codepoints: NDArray[np.unsignedinteger[Any]]) -> NDArray[np.bool_]:
    """Say of each code point whether it is a mark."""
    is_mark: NDArray[np.bool_] = (codepoints >= _MARKS[0]) & (codepoints <= _MARKS[-1])
    return is_mark


def mark_spaces(printed: NDArray[np.uint32], dropped: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return the printed code points with marks at the `dropped` places.

    A text may hold a mark of its own, though no text should: then nothing is marked.
    """
    if not len(dropped) or is_marked_space(printed).any():
        return printed
    marked = printed.copy()
    marked[dropped] = _MARKS[np.searchsorted(SPACES, printed[dropped])]
    return marked


def unmark_spaces(
    alphabet: NDArray[np.uint32], sizes: NDArray[np.unsignedinteger[Any]]
) -> NDArray[np.uint32]:
    """Return an alphabet as printed: a mark is one that folds to nothing; another's text has it as such."""
    printed = alphabet.copy()
    marks = np.flatnonzero(is_marked_space(alphabet) & (sizes == 0))
    printed[marks] = SPACES[alphabet[marks] - FIRST_MARK]
    return printed


def printed_spaces(marked: NDArray[np.unsignedinteger[Any]]) -> NDArray[np.uint32]:
    """Return texts that `mark_spaces` has marked as they were printed."""
    printed = marked.astype(np.uint32)
    marks = np.flatnonzero(is_marked_space(printed))
    printed[marks] = SPACES[printed[marks] - FIRST_MARK]
    return printed


class SymbolFolding:
    """What each symbol of a text column folds to: none, one or several code points of a pool."""

    def __init__(self, sizes: NDArray[np.unsignedinteger[Any]], pool: NDArray[np.uint32]) -> None:
        self._sizes = sizes.astype(np.int64)
        if int(self._sizes.sum()) != len(pool) or int(self._sizes.max(initial=0)) > LONGEST_FOLDING:
            raise ValueError("symbols do not fold to what is stored")
        is_single = self._sizes == 1
        self._begins = np.cumsum(self._sizes) - self._sizes
        self._pool = pool
        self._first = np.full(len(sizes), _SEVERAL, np.uint32)
        self._first[is_single] = pool[self._begins[is_single]]

    def symbols_of(self, codepoint: int) -> NDArray[np.intp]:
        """Return the symbols that fold to one code point and nothing else."""
        return np.flatnonzero(self._first == codepoint)

    def fold(
        self, symbols: NDArray[np.unsignedinteger[Any]], lengths: NDArray[np.int64]
    ) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return what symbols of consecutive texts fold to, and how long each text is then."""
        codepoints = self._first.take(symbols)
        others = np.flatnonzero(codepoints == _SEVERAL)
        if not len(others):
            return codepoints, lengths
        sizes = self._sizes.take(symbols[others])
        texts = np.searchsorted(np.cumsum(lengths), others, side="right")
        gained = np.bincount(texts, sizes - 1, len(lengths)).astype(np.int64)
        folded = np.delete(codepoints, others)
        if sizes.any():
            pieces = self._pool[ranges(self._begins[symbols[others]], sizes)]
            folded = np.insert(folded, np.repeat(others - np.arange(len(others)), sizes), pieces)
        return folded, lengths + gained
