"""`searcher.ranking` on arrays: the scores of many units at once.

Scoring every match with every term would take a tenth of a second for a question, whose common
words and characters stand in half of all units. So the terms of few units are added up for all
matches first; only those that the others could still lift among the first are scored in full (the
idea of H. Turtle and J. Flood, "Query Evaluation: Strategies and Optimizations", 1995).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import distinct
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

    def first(
        self, segments: Sequence[Segment], found: Sequence[Units], limit: int
    ) -> list[tuple[Units, Scores]]:
        """Return of each segment's found units those that may be among the `limit` best, scored."""
        rare = [term for term in self._terms if not term.is_common]
        if sum(map(len, found)) <= MANY or not rare or len(rare) == len(self._terms):
            return [
                (units, self.scores(segment, units)) for segment, units in zip(segments, found, strict=True)
            ]
        partial = [self._of_all(segment, rare)[units] for segment, units in zip(segments, found, strict=True)]
        scores = np.concatenate(partial)
        best = np.partition(scores, -limit)[-limit] if len(scores) > limit else -np.inf
        least = best - sum(term.most for term in self._terms if term.is_common) - SLACK
        kept = [units[score >= least] for units, score in zip(found, partial, strict=True)]
        return [(units, self.scores(segment, units)) for segment, units in zip(segments, kept, strict=True)]

    def scores(self, segment: Segment, units: Units) -> Scores:
        """Return the score of each of the ascending units of a segment."""
        few = len(units) <= MANY
        scores = self._of_few(segment, units) if few else self._of_all(segment, self._terms)[units]
        return np.round(scores, ranking.DECIMALS)

    def _of_few(self, segment: Segment, units: Units) -> Scores:
        """Add up all terms for some units, by their texts."""
        scores = np.zeros(len(units))
        if not len(units):
            return scores
        few = _Few(segment, units)
        lengths = {field: few.seen(segment.own_lengths(field)[few.wanted], field) for field in FIELDS}
        for term in self._terms:
            counts = few.seen(few.counts(term.term), term.term.field)
            places = np.flatnonzero(counts > 0)
            scores[places] += self._bm25(term, counts[places], lengths[term.term.field][places])
        return scores

    def _of_all(self, segment: Segment, terms: Sequence[_Term]) -> Scores:
        """Add up terms for all units of a segment, by their posting lists."""
        scores = np.zeros(segment.unit_count)
        counts = np.zeros(segment.unit_count, np.int64)
        for term in terms:
            units = _count_in_context(segment, term.term, counts)
            lengths = segment.lengths_in_context(term.term.field)[units]
            scores[units] += self._bm25(term, counts[units], lengths)
            counts[units] = 0
        return scores

    def _bm25(self, term: _Term, counts: NDArray[np.int64], lengths: NDArray[np.integer[Any]]) -> Scores:
        mean_length = self._mean_lengths[term.term.field]
        score = ranking.bm25(term.idf, counts.astype(np.float64), lengths.astype(np.float64), mean_length)
        return term.term.weight * score


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


def _count_in_context(segment: Segment, term: WeightedTerm, counts: NDArray[np.int64]) -> Units:
    """Put into `counts`, all 0, how often a term stands in each unit or its headline; return the units.

    In the headline alone, where the field says so.
    """
    terms, number = _terms_of(segment, term)
    if number is None:
        return np.zeros(0, np.uint32)
    units, frequencies = terms.lists.units_and_frequencies(number)
    if term.field == "headline_bigrams":
        units, frequencies = segment.under_headlines(units, frequencies)
        counts[units] = frequencies
        return units
    counts[units] = frequencies
    below, of_headlines = segment.below_headlines(units, frequencies)
    if not len(below):
        return units
    gained = below[counts[below] == 0]
    counts[below] += of_headlines
    return np.concatenate([units, gained])


class _Few:
    """How often terms stand in some units of a segment, and in the headlines of their articles."""

    def __init__(self, segment: Segment, units: Units) -> None:
        heads = segment.heads_of(units)
        self.wanted = distinct(np.concatenate([units, heads]))
        self._segment = segment
        self._own = self.wanted.searchsorted(units)
        self._heads = self.wanted.searchsorted(heads)
        self._is_under = units != heads
        self._codepoints, lengths = segment.folded_codepoints(self.wanted)
        self._place_of = np.repeat(np.arange(len(self.wanted)), lengths)

    def counts(self, term: WeightedTerm) -> NDArray[np.int64]:
        """Return how often a term stands in each of the wanted units: the given ones and their headlines."""
        return self._of_word(term.text) if term.field == "words" else self._in_texts(term.text)

    def seen(self, of_wanted: NDArray[Any], field: str) -> NDArray[np.int64]:
        """Return what is true of the units in a field, from what is true of the wanted units' own texts."""
        of_heads = of_wanted[self._heads].astype(np.int64)
        if field == "headline_bigrams":
            return of_heads
        of_heads *= self._is_under
        of_heads += of_wanted[self._own]
        return of_heads

    def _of_word(self, word: str) -> NDArray[np.int64]:
        counts = np.zeros(len(self.wanted), np.int64)
        number = self._segment.word(word)
        if number is not None:
            units, frequencies = self._segment.words.lists.units_and_frequencies(number)
            places = units.searchsorted(self.wanted)
            places[places == len(units)] = 0
            is_there = units[places] == self.wanted
            counts[is_there] = frequencies[places[is_there]]
        return counts

    def _in_texts(self, text: str) -> NDArray[np.int64]:
        places = np.flatnonzero(self._codepoints == ord(text[0]))
        if len(text) == 2:
            places = places[places + 1 < len(self._codepoints)]
            places = places[self._codepoints[places + 1] == ord(text[1])]
            places = places[self._place_of[places] == self._place_of[places + 1]]
        return np.bincount(self._place_of[places], minlength=len(self.wanted))
