"""Units of one segment on their way to a score: what terms add to it, by posting lists or by texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import distinct
from index.columnar.layout import BLANK
from index.columnar.segment import HEADLINE_KIND
from searcher import ranking
from searcher.array_engine.counting import count_in_few, count_in_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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

    @property
    def count(self) -> int:
        """In how many units it stands."""
        return 0 if self.number is None else self.lists.count(self.number)


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
            is_of_headline = field == "headline_bigrams"
            name = "bigrams" if is_of_headline else field
            lengths = self._segment.context_lengths(name, is_of_headline=is_of_headline)[self.units]
            self._norms[field] = ranking.norm(lengths.astype(np.float64), self._mean_lengths[field])
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

    def gained_each(self, lookups: Sequence[Lookup], terms: Places, own: Counts, of_heads: Counts) -> Scores:
        """Return what one term adds to each unit's score: of `terms`, their places among the lookups.

        `own` and `of_heads` say it of each unit's term.
        """
        gained = np.zeros(len(self.units))
        for field, factors in _by_field(lookups).items():
            coefficients = np.zeros(len(lookups))
            coefficients[list(factors)] = list(factors.values())
            gains = of_heads.astype(np.float64)
            if field != "headline_bigrams":
                gains *= self.is_under
                gains += own
            gains *= coefficients[terms] / (gains + self.norm(field))
            gained += gains
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

    def add(self, lookups: Sequence[Lookup]) -> None:
        """Add what terms are worth to all scores, by their posting lists: of the short ones together."""
        scattered = []
        for lookup in lookups:
            if lookup.number is None:
                continue
            if lookup.count * SCATTERED < len(self.units):
                scattered.append(lookup)
            else:
                self._add_one(lookup, lookup.number)
        if scattered:
            self._scatter(sorted(scattered, key=lambda lookup: id(lookup.lists)))

    def _add_one(self, lookup: Lookup, number: int) -> None:
        context, lists = self._in_context, lookup.lists
        if len(self.units) * SCATTERED < lookup.count:
            both = lists.frequencies_of(number, np.concatenate([context.units, context.heads]))
            own, of_heads = np.split(both, 2)
        else:
            of_all = lists.counts_of_all(number)
            own, of_heads = of_all[context.units], of_all[context.heads]
        self.scores += context.gained([lookup], own[np.newaxis], of_heads[np.newaxis])

    def _scatter(self, lookups: Sequence[Lookup]) -> None:
        """Add terms to those candidates that have one of them, or whose headline has."""
        segment, size = self._segment, self._segment.unit_count
        term_of, units, own = _posted(lookups)
        # What headlines have, all units of their articles have too.
        heads = np.flatnonzero(segment.kinds[units] == HEADLINE_KIND)
        articles = segment.articles_of(units[heads])
        under = segment.units_of(articles)
        of_each = np.repeat(heads, segment.first_units[articles + 1] - segment.first_units[articles])
        is_filled = segment.kinds[under] < BLANK
        under, of_each = under[is_filled], of_each[is_filled]
        keys, keys_under = term_of * size + units, term_of[of_each] * size + under
        both, both_under = _common(keys, keys_under)
        of_heads = np.zeros(len(keys), np.uint32)
        of_heads[both] = own[of_each[both_under]]
        is_left = np.ones(len(under), np.bool_)
        is_left[both_under] = False
        left = of_each[is_left]
        units = np.concatenate([units, under[is_left]])
        places = self._places_of(units)
        # By number: choosing by truth values takes several times as long where some of all are chosen.
        asked = np.flatnonzero(places >= 0)
        gained = _InContext(segment, units.take(asked), self._mean_lengths).gained_each(
            lookups,
            np.concatenate([term_of, term_of[left]]).take(asked),
            np.concatenate([own, np.zeros(len(left), np.uint32)]).take(asked),
            np.concatenate([of_heads, own[left]]).take(asked),
        )
        self.scores += np.bincount(places.take(asked), gained, len(self.units))

    def _places_of(self, units: Units) -> NDArray[np.int32]:
        """Return where each unit stands among the candidates, -1 for one that is none."""
        if self._places is None:
            self._places = np.full(self._segment.unit_count, -1, np.int32)
            self._places[self.units] = np.arange(len(self.units), dtype=np.int32)
        return self._places[units]

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


def _common(keys: Places, others: Places) -> tuple[Places, Places]:
    """Return where among two ascending arrays of distinct keys those stand that both have."""
    if len(others) < len(keys):
        of_others, of_keys = _common(others, keys)
        return of_keys, of_others
    if not len(keys):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    places = others.searchsorted(keys)
    common = np.flatnonzero(others.take(places, mode="clip") == keys)
    return common, places[common]


def _posted(lookups: Sequence[Lookup]) -> tuple[Places, Units, Units]:
    """Return all postings of some terms: of each the term's place, the unit, and how often it stands there.

    They ascend by term, then by unit; terms of the same lists are side by side.
    """
    read = []
    for _, same in groupby(lookups, key=lambda lookup: id(lookup.lists)):
        of_lists = list(same)
        numbers = np.array([lookup.number for lookup in of_lists], np.int64)
        read.append(of_lists[0].lists.units_and_frequencies_of_each(numbers))
    units, frequencies, counts = (np.concatenate([each[part] for each in read]) for part in range(3))
    return np.repeat(np.arange(len(lookups)), counts), units, frequencies


def _count(segment: Segment, units: Units, lookups: Sequence[Lookup]) -> Counts:
    """Return for each term, in a row, how often it stands in each of some ascending units' own texts."""
    in_texts = list(dict.fromkeys(lookup.text for lookup in lookups if lookup.in_texts))
    if len(units) <= FEW:
        counted = count_in_few(list(map(segment.folded, units.tolist())), in_texts)
    else:
        counted = count_in_texts(*segment.folded_codepoints(units), in_texts)
    rows = dict(zip(in_texts, counted, strict=True))
    return np.array(
        [
            rows[lookup.text] if lookup.in_texts else lookup.lists.frequencies_of(lookup.number, units)
            for lookup in lookups
            if lookup.number is not None
        ]
    )
