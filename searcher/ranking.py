"""How results are ordered: BM25 over words, bigrams and characters, headlines in context.

Every unit is scored together with its headline, and the headline's bigrams count a second time.
The weights are those of docs/design.md, found on six retrieval sets; tests/evaluate.py measures
them.

BM25 as in Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond"
(2009), with the inverse document frequency that is never negative: ln(1 + (N - n + 0.5) /
(n + 0.5)).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from index import analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

TextKind = Literal["question", "passage", "words"]
"""What units are scored against: a question or a query; a passage that stands nearly so in one of them, which
single characters tell nothing of; or words that were chosen, each for itself."""

WEIGHTS: Final[Mapping[TextKind, Mapping[str, float]]] = {
    "question": {"words": 1.0, "bigrams": 0.6, "characters": 0.5, "headline_bigrams": 0.3},
    "passage": {"words": 1.0, "bigrams": 0.6},
    "words": {"words": 1.0},
}
"""The weights of the fields that count."""

_CUTTERS: Final[Mapping[str, Callable[[str], Iterable[str]]]] = {
    "bigrams": analysis.bigrams,
    "characters": analysis.characters,
    "headline_bigrams": analysis.bigrams,
}

Number = TypeVar("Number", float, "NDArray[np.float64]")

K1 = 0.9
"""How soon repeating a term stops to pay."""

B = 0.4
"""How much a long unit is held against its matches."""

DECIMALS = 6
"""Scores are compared and shown so exactly; beyond it the order of additions decides."""


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A term to score with: the field it is looked up in, and what its BM25 is multiplied by."""

    field: str
    text: str
    weight: float


def terms(folded: str, words: Iterable[str], of: TextKind = "question") -> list[WeightedTerm]:
    """Return the terms that score units against a folded text.

    `words` are those of the text, as the archive's segmenter cuts them.
    """
    return [
        WeightedTerm(field, text, weight * count)
        for field, weight in WEIGHTS[of].items()
        for text, count in Counter(words if field == "words" else _CUTTERS[field](folded)).items()
    ]


def inverse_document_frequency(units: int, with_term: int) -> float:
    """Return how much a term tells, from the number of units and of those that hold it."""
    return math.log(1 + (units - with_term + 0.5) / (with_term + 0.5))


def bm25(idf: float, frequency: Number, length: Number, mean_length: float) -> Number:
    """Return the score of one term in one unit, or in many: `frequency` and `length` may be arrays.

    Lengths are in terms of the field.
    """
    return idf * (K1 + 1) * frequency / (frequency + norm(length, mean_length))


def norm(length: Number, mean_length: float) -> Number:
    """Return what stands beside the frequency in the denominator of BM25; never 0."""
    return K1 * (1 - B + B * length / mean_length)
