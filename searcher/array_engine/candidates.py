"""Units of one segment on their way to a score: what terms add to it, by posting lists or by texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import distinct
from searcher import ranking

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from index.columnar.terms import Lists

    Units = NDArray[np.uint32]
    Places = NDArray[np.intp]
    Mask = NDArray[np.bool_]
    Scores = NDArray[np.float64]
    Counts = NDArray[Any]

FEW = 24
"""Texts up to which terms are counted by Python's own strings."""

SCATTERED = 8
"""A list shorter than the candidates by this is scattered on them; one longer by this is searched."""

KEPT = 0.8
"""Share of the candidates above which the others are not worth dropping: all that is known is copied."""

AT_ONCE = 4_096
"""Units whose texts are looked at together: bounds the memory of a query."""


@dataclass(frozen=True, slots=True)
class Factor:
    """What a term counts for in one field that ranks: the most it can add to a score."""

    field: str
    coefficient: float


@dataclass(frozen=True, slots=True)
class Lookup:
    """A term as one segment has it: its list among `lists`, `None` where no unit has it."""

    text: str
    lists: Lists
    number: int | None
    factors: tuple[Factor, ...]
    in_texts: bool
    """Whether it stands in a text wherever its characters do, as pairs and characters do and words do not."""


class _InContext:
    """Units with their headlines, and how long both together are."""

    def __init__(self, segment: Segment, units: Units, mean_lengths: Mapping[str, float]) -> None:
        self.units = units
        self._segment = segment
        self._mean_lengths = mean_lengths
        self._norms: dict[str, Scores] = {}

    @cached_property
    def heads(self) -> Units:
        """The headline's unit of each unit's article."""
        return self._segment.heads_of(self.units)

    @cached_property
    def is_under(self) -> Mask:
        """Whether each unit stands under a headline, and is not one."""
        is_under: Mask = self.heads != self.units
        return is_under

    def norm(self, field: str) -> Scores:
        """Return what BM25 adds to each unit's count in the denominator."""
        if field not in self._norms:
            if field == "headline_bigrams":
                lengths = self._segment.lengths("bigrams")[self.heads].astype(np.float64)
            else:
                own = self._segment.lengths(field)
                lengths = own[self.heads].astype(np.float64)
                lengths *= self.is_under
                lengths += own[self.units]
            self._norms[field] = ranking.norm(lengths, self._mean_lengths[field])
        return self._norms[field]

    def gained(self, lookups: Sequence[Lookup], own: Counts, of_heads: Counts) -> Scores:
        """Return what terms add to each unit's score.

        `own` has a row for each term: how often it stands in each unit's own text; `of_heads` likewise
        how often in the headline of its article.
        """
        gained = np.zeros(len(self.units))
        for field, factors in _by_field(lookups).items():
            # In place: of a common term each of these arrays is half a megabyte.
            gains = _rows(of_heads, factors).astype(np.float64)
            if field != "headline_bigrams":
                gains *= self.is_under
                gains += _rows(own, factors)
            denominators = gains + self.norm(field)
            gains *= np.array(list(factors.values()))[:, np.newaxis]
            gains /= denominators
            gained += gains.sum(axis=0)
        return gained


def _rows(counts: Counts, rows: Collection[int]) -> Counts:
    return counts if len(rows) == len(counts) else counts[list(rows)]


def _by_field(lookups: Sequence[Lookup]) -> dict[str, dict[int, float]]:
    """Return for each field the coefficients of the terms that count there, by their places."""
    by_field: dict[str, dict[int, float]] = {}
    for place, lookup in enumerate(lookups):
        for factor in lookup.factors:
            by_field.setdefault(factor.field, {})[place] = factor.coefficient
    return by_field


class Candidates:
    """Ascending units of a segment, with what is added up of their scores."""

    def __init__(self, segment: Segment, units: Units, mean_lengths: Mapping[str, float]) -> None:
        self.scores = np.zeros(len(units))
        self._segment = segment
        self._mean_lengths = mean_lengths
        self._in_context = _InContext(segment, units, mean_lengths)
        self._places: NDArray[np.int32] | None = None

    @property
    def units(self) -> Units:
        """The units, ascending."""
        return self._in_context.units

    def some(self, places: Places) -> Candidates:
        """Return the candidates at ascending places, with a copy of their scores."""
        some = Candidates(self._segment, self.units[places], self._mean_lengths)
        some.scores = self.scores[places]
        return some

    def drop_below(self, score: float) -> None:
        """Drop the candidates of less than a score, where they are enough to pay for it."""
        is_kept = self.scores >= score
        if np.count_nonzero(is_kept) < KEPT * len(is_kept):
            self.scores = self.scores[is_kept]
            self._in_context = _InContext(self._segment, self.units[is_kept], self._mean_lengths)
            self._places = None

    def add(self, lookup: Lookup) -> None:
        """Add what a term is worth to all scores, by its posting list."""
        if lookup.number is None:
            return
        context = self._in_context
        count = lookup.lists.count(lookup.number)
        if count * SCATTERED < len(self.units):
            self._add_scattered(lookup, *lookup.lists.units_and_frequencies(lookup.number))
        elif len(self.units) * SCATTERED < count:
            both = lookup.lists.frequencies_of(lookup.number, np.concatenate([context.units, context.heads]))
            own, of_heads = np.split(both, 2)
            self.scores += context.gained([lookup], own[np.newaxis], of_heads[np.newaxis])
        else:
            of_all = lookup.lists.counts_of_all(lookup.number)
            own, of_heads = of_all[context.units], of_all[context.heads]
            self.scores += context.gained([lookup], own[np.newaxis], of_heads[np.newaxis])

    def _add_scattered(self, lookup: Lookup, units: Units, frequencies: Units) -> None:
        """Add a term to those candidates that have it, or whose headline has."""
        counts = self._counts(units, frequencies)
        under, _ = self._segment.under_headlines(units, frequencies)
        places = self._places_of(np.concatenate([units, under[counts[under] == 0]]))
        some = _InContext(self._segment, self.units[places], self._mean_lengths)
        own, of_heads = counts[some.units], counts[some.heads]
        self.scores[places] += some.gained([lookup], own[np.newaxis], of_heads[np.newaxis])

    def _counts(self, units: Units, frequencies: Units) -> Units:
        """Return for all units of the segment how often they have a term."""
        counts = np.zeros(self._segment.unit_count, np.uint32)
        counts[units] = frequencies
        return counts

    def _places_of(self, units: Units) -> Places:
        """Return where those units stand that are candidates."""
        if self._places is None:
            self._places = np.full(self._segment.unit_count, -1, np.int32)
            self._places[self.units] = np.arange(len(self.units), dtype=np.int32)
        places = self._places[units]
        return places[places >= 0].astype(np.intp)

    def add_all(self, lookups: Sequence[Lookup]) -> None:
        """Add what several terms are worth to all scores: counted in the texts, but for words."""
        lookups = [lookup for lookup in lookups if lookup.number is not None]
        if not lookups:
            return
        for start in range(0, len(self.units), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            context = _InContext(self._segment, self.units[part], self._mean_lengths)
            wanted = distinct(np.concatenate([context.units, context.heads]))
            counts = _count(self._segment, wanted, lookups)
            own = counts[:, wanted.searchsorted(context.units)]
            of_heads = counts[:, wanted.searchsorted(context.heads)]
            self.scores[part] += context.gained(lookups, own, of_heads)


def _count(segment: Segment, units: Units, lookups: Sequence[Lookup]) -> Counts:
    """Return for each term, in a row, how often it stands in each of some ascending units' own texts."""
    if len(units) <= FEW:
        count = _counter_of_few(list(map(segment.folded, units.tolist())))
    else:
        count = _counter(*segment.folded_codepoints(units))
    return np.array(
        [
            count(lookup.text) if lookup.in_texts else lookup.lists.frequencies_of(lookup.number, units)
            for lookup in lookups
            if lookup.number is not None
        ]
    )


def _counter(
    codepoints: NDArray[np.uint32], lengths: NDArray[np.int64]
) -> Callable[[str], Sequence[int] | Counts]:
    """Return what counts a character or a pair in each of many texts, one after the other."""
    text_of = np.repeat(np.arange(len(lengths)), lengths)

    def count(text: str) -> Counts:
        places = np.flatnonzero(codepoints == ord(text[0]))
        if len(text) == 2:
            places = places[places + 1 < len(codepoints)]
            places = places[codepoints[places + 1] == ord(text[1])]
            places = places[text_of[places] == text_of[places + 1]]
        return np.bincount(text_of[places], minlength=len(lengths))

    return count


def _counter_of_few(texts: Sequence[str]) -> Callable[[str], Sequence[int] | Counts]:
    """Return the same for few texts, where calling numpy for each term would take longer."""

    def count(text: str) -> Sequence[int]:
        if len(text) == 2 and text[0] == text[1]:  # may overlap itself, which `str.count` leaves out
            return [sum(map(text.__eq__, map("".join, pairwise(each)))) for each in texts]
        return [each.count(text) for each in texts]

    return count
