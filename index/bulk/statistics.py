"""How long each of many folded texts is: the lengths that BM25 compares with their mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.bulk.classes import BETWEEN, HAN_SIGN, kinds_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.bulk.folding import FoldedTexts
    from index.bulk.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class TextLengths:
    """What `index.analysis` finds in each text, counted with repetitions; one entry per text."""

    words: NDArray[np.uint32]
    characters: NDArray[np.uint32]
    bigrams: NDArray[np.uint32]


def measure(folded: FoldedTexts, words: Words) -> TextLengths:
    """Count the words, characters and bigrams of each text; `words` are those of `folded`."""
    bounds = folded.bounds
    kinds = kinds_of(folded.codepoints)
    counts = (kinds != BETWEEN) & (kinds != HAN_SIGN)
    # A pair is counted where it begins; none begins with the last character of a text.
    begins_pair = np.zeros_like(counts)
    np.logical_and(counts[:-1], counts[1:], out=begins_pair[:-1])
    begins_pair[bounds[1:][folded.lengths > 0] - 1] = False
    return TextLengths(
        words=np.bincount(words.units, minlength=len(folded.lengths)).astype(np.uint32),
        characters=_sum_per_text(counts, bounds),
        bigrams=_sum_per_text(begins_pair, bounds),
    )


def _sum_per_text(is_counted: NDArray[np.bool_], bounds: NDArray[np.int64]) -> NDArray[np.uint32]:
    before = np.zeros(len(is_counted) + 1, np.uint32)
    np.cumsum(is_counted, out=before[1:])
    return np.diff(before[bounds])
