"""Units of one segment on their way to a score: what terms add to it, by posting lists or by texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import distinct
from searcher import ranking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from index.columnar.terms import Lists

    Units = NDArray[np.uint32]
    Places = NDArray[np.intp]
    Mask = NDArray[np.bool_]
    Scores = NDArray[np.float64]

SCATTERED = 8
"""A list shorter than the candidates by this is scattered on them; one longer by this is searched."""

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
                lengths = own[self.heads] * self.is_under.astype(np.float64)
                lengths += own[self.units]
            self._norms[field] = ranking.norm(lengths, self._mean_lengths[field])
        return self._norms[field]

    def gained(self, factors: Sequence[Factor], own: Units, of_heads: Units) -> Scores:
        """Return what a term adds to each unit's score.

        `own` is how often it stands in each unit's own text, `of_heads` in the headline of its article.
        """
        gained = np.zeros(len(self.units))
        for factor in factors:
            counts = of_heads.astype(np.float64)
            if factor.field != "headline_bigrams":
                counts *= self.is_under
                counts += own
            norm = self.norm(factor.field)
            gained += factor.coefficient * counts / (counts + norm)
        return gained


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

    def keep(self, is_kept: Mask) -> None:
        """Drop all others."""
        self.scores = self.scores[is_kept]
        self._in_context = _InContext(self._segment, self.units[is_kept], self._mean_lengths)
        self._places = None

    def add(self, lookup: Lookup) -> None:
        """Add what a term is worth to all scores, by its posting list."""
        if lookup.number is None or not len(self.units):
            return
        units, frequencies = lookup.lists.units_and_frequencies(lookup.number)
        if len(units) * SCATTERED < len(self.units):
            self._add_scattered(lookup, units, frequencies)
            return
        context = self._in_context
        if len(self.units) * SCATTERED < len(units):
            own = _look_up(units, frequencies, context.units)
            of_heads = _look_up(units, frequencies, context.heads)
        else:
            counts = self._counts(units, frequencies)
            own, of_heads = counts[context.units], counts[context.heads]
        self.scores += context.gained(lookup.factors, own, of_heads)

    def _add_scattered(self, lookup: Lookup, units: Units, frequencies: Units) -> None:
        """Add a term to those candidates that have it, or whose headline has."""
        counts = self._counts(units, frequencies)
        under, _ = self._segment.under_headlines(units, frequencies)
        places = self._places_of(np.concatenate([units, under[counts[under] == 0]]))
        some = _InContext(self._segment, self.units[places], self._mean_lengths)
        self.scores[places] += some.gained(lookup.factors, counts[some.units], counts[some.heads])

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

    def add_by_texts(self, lookups: Sequence[Lookup]) -> None:
        """Add what characters and pairs are worth to all scores, counted in the texts."""
        lookups = [lookup for lookup in lookups if lookup.number is not None]
        if not lookups:
            return
        for start in range(0, len(self.units), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            context = _InContext(self._segment, self.units[part], self._mean_lengths)
            for lookup, (own, of_heads) in zip(lookups, _count(self._segment, context, lookups), strict=True):
                self.scores[part] += context.gained(lookup.factors, own, of_heads)


def _look_up(units: Units, frequencies: Units, wanted: Units) -> Units:
    """Return how often the wanted units have a term, of which these are the postings."""
    places = units.searchsorted(wanted)
    is_there = units.take(places, mode="clip") == wanted
    looked_up: Units = frequencies.take(places, mode="clip") * is_there
    return looked_up


def _count(
    segment: Segment, context: _InContext, lookups: Sequence[Lookup]
) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """Yield for each term how often it stands in each unit's own text, and in its headline."""
    wanted = distinct(np.concatenate([context.units, context.heads]))
    own, heads = wanted.searchsorted(context.units), wanted.searchsorted(context.heads)
    codepoints, lengths = segment.folded_codepoints(wanted)
    text_of = np.repeat(np.arange(len(wanted)), lengths)
    for lookup in lookups:
        places = np.flatnonzero(codepoints == ord(lookup.text[0]))
        if len(lookup.text) == 2:
            places = places[places + 1 < len(codepoints)]
            places = places[codepoints[places + 1] == ord(lookup.text[1])]
            places = places[text_of[places] == text_of[places + 1]]
        counts = np.bincount(text_of[places], minlength=len(wanted))
        yield counts[own], counts[heads]
