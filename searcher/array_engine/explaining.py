"""The score of one unit, term by term: `searcher.ranking`, computed slowly and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import distinct
from searcher import ranking
from searcher.array_engine.scoring import document_frequency, kind_of, number_of, statistics, terms_of
from searcher.engine import Contribution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.columnar.segment import Segment
    from searcher.ranking import WeightedTerm


def explain(
    segments: Sequence[Segment], terms: Sequence[WeightedTerm], segment: Segment, unit: int
) -> tuple[Contribution, ...]:
    """Return what each term adds to the score of a unit of a segment; see `searcher.engine.Explaining`."""
    found = sorted(_contributions(segments, terms, segment, unit), key=lambda each: -each.score)
    return tuple(found)


def _contributions(
    segments: Sequence[Segment], terms: Sequence[WeightedTerm], segment: Segment, unit: int
) -> Iterator[Contribution]:
    units, mean_lengths = statistics(segments)
    head = int(segment.heads_of(np.array([unit], np.uint32))[0])
    for term in terms:
        with_term = sum(_units_with(each, term) for each in segments)
        if not with_term:
            continue
        idf = ranking.inverse_document_frequency(units, with_term)
        frequency, length = _frequency(segment, term, unit, head), _length(segment, term.field, unit, head)
        mean_length = mean_lengths[term.field]
        score = term.weight * ranking.bm25(idf, float(frequency), float(length), mean_length)
        yield Contribution(
            term.field, term.text, term.weight, with_term, idf, frequency, length, mean_length, score
        )


def _units_with(segment: Segment, term: WeightedTerm) -> int:
    kind = kind_of(term.field)
    number = number_of(segment, kind, term.text)
    return 0 if number is None else document_frequency(segment, kind, number, term.field)


def _frequency(segment: Segment, term: WeightedTerm, unit: int, head: int) -> int:
    """Return how often a term stands in the headline, and beside that field in the unit too."""
    kind = kind_of(term.field)
    number = number_of(segment, kind, term.text)
    if number is None:
        return 0
    counted = distinct(_counted(term.field, unit, head))
    return int(terms_of(segment, kind).lists.frequencies_of(number, counted).sum())


def _length(segment: Segment, field: str, unit: int, head: int) -> int:
    lengths = segment.lengths("bigrams" if field == "headline_bigrams" else field)
    return int(lengths[distinct(_counted(field, unit, head))].sum(dtype=np.int64))


def _counted(field: str, unit: int, head: int) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.array([head] if field == "headline_bigrams" else [head, unit], np.uint32)
