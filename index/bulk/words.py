"""The words of many folded texts at once: for each of them what `index.analysis.words` gives.

All runs of Han characters go to the segmenter together, with a line break before each, which it
never cuts a word across; all runs of letters and of digits are split off in one call. Words become
numbers, so that all that follows is arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from index import segmenter
from index.bulk.classes import BETWEEN, HAN, HAN_SIGN, UTF_32, kinds_of
from index.bulk.layout import bounds_of, units_of
from index.bulk.vocabulary import NO_WORD
from index.characters import RUN_BREAK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from index.bulk.folding import FoldedTexts
    from index.bulk.vocabulary import Vocabulary

_PIECE: Final = 10_000
"""Characters that are cut in one call: their words as strings fit a processor's cache."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of some texts in reading order.

    `ids` are numbers of a vocabulary, `units` the number of the text each word stands in, ascending, and
    `starts` where in the code points of all texts it begins.
    """

    ids: NDArray[np.uint32]
    units: NDArray[np.uint32]
    starts: NDArray[np.int64]


def cut_all(folded: FoldedTexts, vocabulary: Vocabulary) -> Words:
    """Cut each text into its words and number them; new words are added to the vocabulary."""
    codepoints, bounds = folded.codepoints, folded.bounds
    kinds = kinds_of(codepoints)
    is_run_start = _run_starts(kinds, bounds)
    is_han = kinds >= HAN
    is_other = (kinds != BETWEEN) & ~is_han

    han = codepoints[is_han]
    han_ids = _number_runs(han, np.flatnonzero(is_run_start[is_han]), segmenter.cut, vocabulary)
    # Counted in Han characters alone, as are all places below.
    starts = bounds_of(vocabulary.lengths()[han_ids])[:-1]
    if np.any(kinds == HAN_SIGN):
        is_word = kinds_of(han[starts]) == HAN
        han_ids, starts = han_ids[is_word], starts[is_word]
    # Breaks are the only white space among letters and digits.
    other_starts = np.flatnonzero(is_run_start[is_other])
    other_ids = _number_runs(codepoints[is_other], other_starts, str.split, vocabulary)

    han_before = np.zeros(len(codepoints) + 1, np.int64)
    np.cumsum(is_han, out=han_before[1:])
    other_positions = np.flatnonzero(is_run_start & is_other)
    counts = np.diff(np.searchsorted(starts, han_before[bounds]))
    counts += np.diff(np.searchsorted(other_positions, bounds))
    places = np.searchsorted(starts, han_before[other_positions]) + np.arange(len(other_positions))
    is_han_word = np.ones(len(han_ids) + len(other_ids), np.bool_)
    is_han_word[places] = False
    ids, word_starts = np.empty(len(is_han_word), np.uint32), np.empty(len(is_han_word), np.int64)
    ids[is_han_word], ids[places] = han_ids, other_ids
    word_starts[is_han_word], word_starts[places] = np.flatnonzero(is_han)[starts], other_positions
    return Words(ids, units_of(counts), word_starts)


def _run_starts(kinds: NDArray[np.uint8], bounds: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say of each character whether a run of one kind begins with it; no run goes on in the next text."""
    kinds = np.minimum(kinds, HAN)
    starts = np.ones(len(kinds), np.bool_)
    starts[1:] = kinds[1:] != kinds[:-1]
    starts[bounds[:-1][np.diff(bounds) > 0]] = True
    return starts


def _number_runs(
    characters: NDArray[np.uint32],
    run_starts: NDArray[np.int64],
    cut: Callable[[str], list[str]],
    vocabulary: Vocabulary,
) -> NDArray[np.uint32]:
    """Cut runs laid end to end and number the pieces."""
    pieces = [vocabulary.numbers_of(cut(text)) for text in _joined(characters, run_starts)]
    numbers = np.concatenate([np.empty(0, np.uint32), *pieces])
    words: NDArray[np.uint32] = numbers[numbers != NO_WORD]
    return words


def _joined(characters: NDArray[np.uint32], run_starts: NDArray[np.int64]) -> Iterator[str]:
    """Yield runs laid end to end as texts of about `_PIECE` characters, a break before each run."""
    with_breaks = np.insert(characters, run_starts, ord(RUN_BREAK))
    breaks = run_starts + np.arange(len(run_starts))
    nearest = np.searchsorted(breaks, np.arange(0, len(with_breaks), _PIECE))
    edges = [*np.unique(breaks.take(nearest, mode="clip")).tolist(), len(with_breaks)]
    for start, end in pairwise(edges):
        yield with_breaks[start:end].tobytes().decode(UTF_32)
