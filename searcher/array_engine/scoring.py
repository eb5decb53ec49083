"""`searcher.ranking` on arrays: the scores of many units at once.

Scoring every match with every term would take a tenth of a second for a question, whose common
words and characters stand in half of all units. So the terms of few units are added up for all
matches first; only those that the others could still lift among the first are scored in full (the
idea of H. Turtle and J. Flood, "Query Evaluation: Strategies and Optimizations", 1995).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from searcher import ranking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.columnar.segment import Segment, Terms
    from searcher.ranking import WeightedTerm

    Units = NDArray[np.uint32]
    Scores = NDArray[np.float64]

FIELDS = {"words": 1, "characters": 2, "bigrams": 3, "headline_bigrams": 4}
"""The fields that rank, and where a segment's statistics have the sum of their lengths."""

MANY = 4_000
"""Units of a segment above which posting lists are read instead of the units' texts."""

COMMON = 0.01
"""Share of all units from which on a term is common: scored only where it can matter."""

SLACK = 1e-6
"""What rounding may have taken from a score, so that nothing is left out by it."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A term with what it tells, and the most it can add to a score."""

    term: WeightedTerm
    idf: float
    most: float
    is_common: bool


class Scoring:
    """Scores units of any segment of an archive against the terms of one query."""

    def __init__(self, segments: Sequence[Segment], terms: Sequence[WeightedTerm]) -> None:
        totals = sum((segment.statistics.astype(np.int64) for segment in segments), np.zeros(5, np.int64))
        units = max(int(totals[0]), 1)
        self._mean_lengths = {field: totals[place] / units for field, place in FIELDS.items()}
        self._terms = []
        for term in terms:
            count = sum(_document_frequency(segment, term) for segment in segments)
            if count:
                idf = ranking.inverse_document_frequency(units, count)
                most = term.weight * idf * (ranking.K1 + 1)
                self._terms.append(_Term(term, idf, most, count > COMMON * units))

    def first(self, segments: Sequence[Segment], found: Sequence[Units], limit: int) -> list[tuple[Units, Scores]]:
        """Return of each segment's found units those that may be among the `limit` best, with their scores."""
        rare = [term for term in self._terms if not term.is_common]
        if sum(map(len, found)) <= MANY or not rare or len(rare) == len(self._terms):
            return [(units, self.scores(segment, units)) for segment, units in zip(segments, found, strict=True)]
        partial = [
            self._added_up(segment, units, rare) for segment, units in zip(segments, found, strict=True)
        ]
        scores = np.concatenate(partial)
        best = np.partition(scores, -limit)[-limit] if len(scores) > limit else -np.inf
        least = best - sum(term.most for term in self._terms if term.is_common) - SLACK
        kept = [units[score >= least] for units, score in zip(found, partial, strict=True)]
        return [(units, self.scores(segment, units)) for segment, units in zip(segments, kept, strict=True)]

    def scores(self, segment: Segment, units: Units) -> Scores:
        """Return the score of each of the ascending units of a segment."""
        return np.round(self._added_up(segment, units, self._terms), ranking.DECIMALS)

    def _added_up(self, segment: Segment, units: Units, terms: Sequence[_Term]) -> Scores:
        scores = np.zeros(len(units))
        if not len(units):
            return scores
        frequencies = _Frequencies(segment, units)
        lengths = {field: frequencies.lengths(field) for field in {term.term.field for term in terms}}
        for term in terms:
            field = term.term.field
            found = frequencies.of(term.term)
            places = np.flatnonzero(found)
            scores[places] += term.term.weight * ranking.bm25(
                term.idf, found[places], lengths[field][places], self._mean_lengths[field]
            )
        return scores


def _terms_of(segment: Segment, term: WeightedTerm) -> tuple[Terms, int | None]:
    """Return the field that holds a term in a segment, and the term's number there."""
    if term.field == "words":
        return segment.words, segment.word(term.text)
    if term.field == "characters":
        return segment.characters, segment.character(term.text)
    return segment.pairs, segment.pair(term.text)


def _document_frequency(segment: Segment, term: WeightedTerm) -> int:
    terms, number = _terms_of(segment, term)
    if number is None:
        return 0
    if term.field == "headline_bigrams":
        return terms.units_under_headlines(number)
    return terms.units_in_context(number)


class _Frequencies:
    """How often terms stand in some units of a segment, and in the headlines of their articles."""

    def __init__(self, segment: Segment, units: Units) -> None:
        self._segment = segment
        self._units = units
        self._heads = segment.heads[units]
        self._is_under = units != self._heads
        is_wanted = np.zeros(segment.unit_count, np.bool_)
        is_wanted[units] = True
        is_wanted[self._heads] = True
        wanted = np.flatnonzero(is_wanted).astype(np.uint32)
        self._texts = _Texts(segment, wanted) if len(wanted) <= MANY else None

    def lengths(self, field: str) -> NDArray[np.int64]:
        """Return the length of each unit in a field, its headline included."""
        column = self._segment.lengths("bigrams" if field == "headline_bigrams" else field)
        return self._seen(column.astype(np.int64), field)

    def of(self, term: WeightedTerm) -> NDArray[np.int64]:
        """Return how often a term stands in each unit or its headline (in the headline alone, by field)."""
        counts = np.zeros(self._segment.unit_count, np.int64)
        if self._texts is not None and term.field != "words":
            self._texts.count(term.text, counts)
        else:
            terms, number = _terms_of(self._segment, term)
            if number is not None:
                units, frequencies = terms.lists.units_and_frequencies(number)
                counts[units] = frequencies
        return self._seen(counts, term.field)

    def _seen(self, of_all: NDArray[np.int64], field: str) -> NDArray[np.int64]:
        """Return what is true of the units in a field, from what is true of every unit's own text."""
        of_heads = of_all[self._heads]
        if field == "headline_bigrams":
            return of_heads
        of_heads *= self._is_under
        of_heads += of_all[self._units]
        return of_heads


class _Texts:
    """The folded texts of some units, to count in."""

    def __init__(self, segment: Segment, units: Units) -> None:
        self._codepoints, lengths = segment.folded_codepoints(units)
        self._unit_of = np.repeat(units, lengths)

    def count(self, text: str, counts: NDArray[np.int64]) -> None:
        """Add to the count of each unit how often one or two characters stand in it."""
        places = np.flatnonzero(self._codepoints == ord(text[0]))
        if len(text) == 2:
            places = places[places + 1 < len(self._codepoints)]
            places = places[self._codepoints[places + 1] == ord(text[1])]
            places = places[self._unit_of[places] == self._unit_of[places + 1]]
        np.add.at(counts, self._unit_of[places], 1)
