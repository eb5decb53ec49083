"""`searcher.ranking` on arrays: the scores of many units at once."""

from __future__ import annotations

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

MANY = 20_000
"""Units above which posting lists are read instead of the units' texts."""


class Scoring:
    """Scores units of any segment of an archive against the terms of one query."""

    def __init__(self, segments: Sequence[Segment], terms: Sequence[WeightedTerm]) -> None:
        totals = sum((segment.statistics.astype(np.int64) for segment in segments), np.zeros(5, np.int64))
        units = max(int(totals[0]), 1)
        self._mean_lengths = {field: totals[place] / units for field, place in FIELDS.items()}
        counts = [sum(_document_frequency(segment, term) for segment in segments) for term in terms]
        self._weighted = [
            (term, ranking.inverse_document_frequency(units, count))
            for term, count in zip(terms, counts, strict=True)
            if count
        ]

    def scores(self, segment: Segment, units: Units) -> Scores:
        """Return the score of each of the ascending units of a segment."""
        scores = np.zeros(len(units))
        if not len(units):
            return scores
        frequencies = _Frequencies(segment, units)
        lengths = {field: frequencies.lengths(field) for field in FIELDS}
        for term, idf in self._weighted:
            found = frequencies.of(term)
            places = np.flatnonzero(found)
            scores[places] += term.weight * ranking.bm25(
                idf, found[places], lengths[term.field][places], self._mean_lengths[term.field]
            )
        return np.round(scores, ranking.DECIMALS)


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
        heads = segment.first_units[segment.articles_of(units)]
        self._all = np.union1d(units, heads)
        self._own = np.searchsorted(self._all, units)
        self._heads = np.searchsorted(self._all, heads)
        self._is_under = units != heads
        self._is_few = len(self._all) <= MANY
        if self._is_few:
            self._codepoints, lengths = segment.folded_codepoints(self._all)
            self._text_of = np.repeat(np.arange(len(self._all), dtype=np.uint32), lengths)

    def lengths(self, field: str) -> NDArray[np.int64]:
        """Return the length of each unit in a field, its headline included."""
        if field == "headline_bigrams":
            of_all = self._segment.lengths("bigrams")[self._all].astype(np.int64)
            return of_all[self._heads]
        of_all = self._segment.lengths(field)[self._all].astype(np.int64)
        return self._in_context(of_all)

    def of(self, term: WeightedTerm) -> NDArray[np.int64]:
        """Return how often a term stands in each unit or its headline (in the headline alone, by field)."""
        of_all = self._of_all(term)
        return of_all[self._heads] if term.field == "headline_bigrams" else self._in_context(of_all)

    def _in_context(self, of_all: NDArray[np.int64]) -> NDArray[np.int64]:
        in_context = of_all[self._own]
        in_context[self._is_under] += of_all[self._heads[self._is_under]]
        return in_context

    def _of_all(self, term: WeightedTerm) -> NDArray[np.int64]:
        if self._is_few and term.field != "words":
            return self._counted_in_texts(term.text)
        terms, number = _terms_of(self._segment, term)
        if number is None:
            return np.zeros(len(self._all), np.int64)
        units, counts = terms.lists.units_and_frequencies(number)
        return _looked_up(self._all, units, counts)

    def _counted_in_texts(self, text: str) -> NDArray[np.int64]:
        places = np.flatnonzero(self._codepoints == ord(text[0]))
        if len(text) == 2:
            places = places[places + 1 < len(self._codepoints)]
            places = places[self._codepoints[places + 1] == ord(text[1])]
            places = places[self._text_of[places] == self._text_of[places + 1]]
        return np.bincount(self._text_of[places], minlength=len(self._all))


def _looked_up(wanted: Units, units: Units, counts: Units) -> NDArray[np.int64]:
    """Return the counts of the wanted units, 0 where they are not among `units`; both ascending."""
    result = np.zeros(len(wanted), np.int64)
    if len(units) and len(wanted):
        places = units.searchsorted(wanted)
        places[places == len(units)] = 0
        is_there = units[places] == wanted
        result[is_there] = counts[places[is_there]]
    return result
