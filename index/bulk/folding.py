"""Variant folding of many texts at once: for each of them what `index.folding.fold` gives.

Nearly every character of a newspaper folds to one character whatever stands beside it: one look-up
in a table. White space goes or stays by its neighbours. A text that holds anything else goes through
`fold` itself and takes its place among the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from index.bulk.classes import UTF_32, matching
from index.bulk.layout import bounds_of
from index.characters import ENDS_CJK, PLAIN, STARTS_CJK
from index.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Korean syllables and private use fold to themselves, but are half as many again as all others, and
# filling the table is what the first call waits for.
_IN_TABLE: Final = f"(?![\uac00-\ud7a3\ue000-\uf8ff])[{PLAIN}]"

# Beyond the Basic Multilingual Plane no character is common enough for a table four times as large
# and as long to fill. Larger code points share the last entry, U+FFFF, which is no character.
_TABLE_SIZE: Final = 0x10000

_SPACE: Final = np.uint32(1 << 31)
"""Marks white space in the table; the other bits are what it folds to."""

_NOT_PLAIN: Final = np.uint32(0xFFFFFFFF)
"""Stands in the table for all that only `fold` can fold."""


@dataclass(frozen=True, slots=True, eq=False)
class FoldedTexts:
    """Folded texts and the printed ones they come from, as code points one text after the other.

    `lengths` has one entry per text, the code points it has in `codepoints`; likewise
    `printed_lengths` and `printed`. `dropped` are the places in `printed` of the white space that was
    dropped between CJK characters, ascending, but for texts that only `fold` can fold: `singly` has the
    numbers of these, ascending.
    """

    codepoints: NDArray[np.uint32]
    lengths: NDArray[np.uint32]
    printed: NDArray[np.uint32]
    printed_lengths: NDArray[np.uint32]
    dropped: NDArray[np.int64]
    singly: NDArray[np.int64]

    @property
    def bounds(self) -> NDArray[np.int64]:
        """Where each text begins in `codepoints`, and where the last one ends."""
        return bounds_of(self.lengths)


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    """What to do with a code point: all have one entry per code point of the plane."""

    folded: NDArray[np.uint32]
    starts_cjk: NDArray[np.bool_]
    ends_cjk: NDArray[np.bool_]


def fold_all(texts: Sequence[str]) -> FoldedTexts:
    """Fold each text as `fold` does. Linear in the length of the texts."""
    return fold_joined("".join(texts), np.fromiter(map(len, texts), np.uint32, len(texts)))


def fold_joined(text: str, printed_lengths: NDArray[np.uint32]) -> FoldedTexts:
    """Fold texts that are given one after the other, with their lengths, each as `fold` does."""
    printed_bounds = bounds_of(printed_lengths)
    printed = _encode(text)
    codepoints = _tables().folded.take(printed, mode="clip")

    special = np.flatnonzero(codepoints >= _SPACE)
    is_space = codepoints[special] != _NOT_PLAIN
    spaces = special[is_space]
    codepoints[spaces] ^= _SPACE
    dropped = _spaces_in_cjk(printed, spaces, printed_bounds)
    lengths = printed_lengths
    if dropped.size:
        codepoints = np.delete(codepoints, dropped)
        lengths = lengths - _count_per_text(dropped, printed_bounds)
    singly = np.unique(_texts_of(special[~is_space], printed_bounds))
    if singly.size:
        starts, ends = printed_bounds[singly].tolist(), printed_bounds[singly + 1].tolist()
        folded = [_encode(fold(text[start:end])) for start, end in zip(starts, ends, strict=True)]
        codepoints, lengths = _put_in(folded, singly, codepoints, lengths)
    return FoldedTexts(codepoints, lengths, printed, printed_lengths, dropped, singly)


@cache
def _tables() -> _Tables:
    """Let `fold` fill the table, in two calls: white space apart, so that no neighbour drops it."""
    plain, space = matching(_IN_TABLE, _TABLE_SIZE), matching(r"\s", _TABLE_SIZE)
    folded = np.full(_TABLE_SIZE, _NOT_PLAIN, np.uint32)
    solid, spaces = np.flatnonzero(plain & ~space), np.flatnonzero(plain & space)
    folded[solid] = _encode(fold("".join(map(chr, solid))))
    folded[spaces] = _encode(fold("".join(map(chr, spaces)))) | _SPACE
    return _Tables(folded, matching(f"[{STARTS_CJK}]", _TABLE_SIZE), matching(f"[{ENDS_CJK}]", _TABLE_SIZE))


def _encode(text: str) -> NDArray[np.uint32]:
    # A lone surrogate, which only a Python caller can pass, is a code point like any other.
    return np.frombuffer(text.encode(UTF_32, "surrogatepass"), np.uint32)


def _spaces_in_cjk(
    printed: NDArray[np.uint32], spaces: NDArray[np.int64], bounds: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the `spaces` that are dropped: the runs that stand between two CJK characters of a text."""
    if not spaces.size:
        return spaces
    is_first = np.ones(len(spaces), np.bool_)
    is_first[1:] = np.diff(spaces) != 1
    firsts = np.flatnonzero(is_first)
    run_lengths = np.diff(firsts, append=len(spaces))
    run_texts = _texts_of(spaces[firsts], bounds)
    before, after = spaces[firsts] - 1, spaces[firsts] + run_lengths
    # A run at the edge of its text, or over it, has no neighbour there, whatever the array has.
    has_both = (before >= bounds[run_texts]) & (after < bounds[run_texts + 1])
    tables = _tables()
    closed = has_both & tables.ends_cjk.take(printed[before], mode="clip")
    closed &= tables.starts_cjk.take(printed.take(after, mode="clip"), mode="clip")
    return spaces[np.repeat(closed, run_lengths)]


def _texts_of(positions: NDArray[np.int64], bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of the text that each position lies in; empty texts hold none."""
    return np.searchsorted(bounds, positions, side="right") - 1


def _count_per_text(positions: NDArray[np.int64], bounds: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return how many of the ascending positions lie in each text."""
    return np.diff(np.searchsorted(positions, bounds)).astype(np.uint32)


def _put_in(
    folded: Sequence[NDArray[np.uint32]],
    numbers: NDArray[np.int64],
    codepoints: NDArray[np.uint32],
    lengths: NDArray[np.uint32],
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Put what `fold` made of the numbered texts in the place of what the table made of them."""
    bounds = bounds_of(lengths).tolist()
    lengths = lengths.copy()
    pieces: list[NDArray[np.uint32]] = []
    done = 0
    for number, new in zip(numbers.tolist(), folded, strict=True):
        pieces += (codepoints[done : bounds[number]], new)
        lengths[number] = len(new)
        done = bounds[number + 1]
    return np.concatenate([*pieces, codepoints[done:]]), lengths
