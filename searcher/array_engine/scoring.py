"""`searcher.ranking` on arrays: the best of many units, without scoring all of them.

A common name stands in a hundred thousand paragraphs, and a question shares a word with most of an
archive. So terms are added up one after the other, those of few units first, and whenever what is
left to add has become little, units are dropped that it could not lift among the best any more (the
idea of H. Turtle and J. Flood, "Query Evaluation: Strategies and Optimizations", 1995). What the best
are at least worth is known early, because some promising units are scored in full by their texts.
The terms with the longest lists, common characters above all, are counted in the texts of the units
that are left.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import distinct
from searcher import ranking
from searcher.array_engine.candidates import Candidates, Factor, Lookup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from index.columnar.terms import Terms
    from searcher.ranking import WeightedTerm

    Units = NDArray[np.uint32]
    Scores = NDArray[np.float64]

FIELDS = {"words": 1, "characters": 2, "bigrams": 3, "headline_bigrams": 4}
"""The fields that rank, and where a segment's statistics have the sum of their lengths."""

FEW = 200
"""Units that are scored by their texts at once, rather than term by term."""

CHARACTER = 3
"""Postings of pairs read for one of a character, sorting them included."""

CHEAP = 8
"""Postings a candidate, up to which a term's list is read rather than texts: it may drop most of them."""

CANDIDATE = 2
"""Postings read in the time in which a term's worth is added to one candidate's score."""

TEXT = 200
"""Postings read in the time in which one candidate's text is read."""

TEXT_TERM = 25
"""Postings read in the time in which one term is counted in it."""

MANY = 2_000
"""Candidates up to which what the best of other segments are worth is good enough to drop most of them."""

SAMPLE = 32
"""Promising units scored in full to learn what the best are worth; at least twice as many as are wanted."""

EVERY = 16
"""One of so many scores tells which ones are large."""

MARGIN = 8
"""Of these few so many more are asked for than would be right on average."""

TOGETHER = 8_192
"""Postings of short lists that are read and added to the scores together."""

LEARN = 0.5
"""Share of what was left to add, from which on it is asked again what the best are worth."""

DROP = 0.8
"""Share of what was left to add, from which on units are dropped again."""

SLACK = 1e-6
"""What rounding may have taken from a score, so that nothing is left out by it."""


@dataclass(frozen=True, slots=True)
class _Term:
    """Whatever a text adds to a score: as a word, as a character or as a pair, there also in the headline."""

    kind: str
    text: str
    factors: tuple[Factor, ...]
    numbers: tuple[int | None, ...]
    """Its number in each segment."""
    units: int
    """In how many units it stands, or in whose headlines."""

    @property
    def cost(self) -> int:
        """How many postings are read for it, about: a character's are those of all pairs with it."""
        return self.units * (CHARACTER if self.kind == "characters" else 1)

    @property
    def most(self) -> float:
        """The most that it can add to a score."""
        return sum(factor.coefficient for factor in self.factors)


class _Rest:
    """The terms that are still to be added to the scores of a segment's candidates, the cheapest first."""

    def __init__(self, terms: Sequence[_Term], segments: int) -> None:
        self._terms = terms
        self._done = 0
        # What it takes to read the lists of a term and of all after it; and what all of them can add.
        self._costs = [*accumulate((term.cost // segments for term in reversed(terms)), initial=0)][::-1]
        self._most = [*accumulate((term.most for term in reversed(terms)), initial=0.0)][::-1]

    @property
    def terms(self) -> Sequence[_Term]:
        """What is left."""
        return self._terms[self._done :]

    @property
    def most(self) -> float:
        """The most that it can add to a score."""
        return self._most[self._done]

    def is_for_texts(self, candidates: Candidates, limit: int) -> bool:
        """Say whether the candidates are so few that their texts are looked at for the rest of the terms."""
        number, left = len(candidates.units), len(self._terms) - self._done
        if number <= max(FEW, 4 * limit) or not left:
            return True
        by_texts = number * (TEXT + left * TEXT_TERM)
        by_lists = self._costs[self._done] + CANDIDATE * number * left
        is_dear = self._cost(self._done) > CHEAP * number
        return is_dear and by_lists > by_texts

    def take(self, candidates: Candidates, limit: int, least: float) -> Sequence[_Term]:
        """Take the next term, and with it those of short lists until `least` is left to add."""
        first = self._done
        self._done += 1
        while (
            self._costs[first] - self._costs[self._done] < TOGETHER
            and self.most > least
            and not self.is_for_texts(candidates, limit)
        ):
            self._done += 1
        return self._terms[first : self._done]

    def _cost(self, place: int) -> int:
        return self._costs[place] - self._costs[place + 1]


class Scoring:
    """Scores units of any segment of an archive against the terms of one query."""

    def __init__(self, segments: Sequence[Segment], terms: Sequence[WeightedTerm]) -> None:
        self._segments = segments
        units, self._mean_lengths = statistics(segments)
        self._terms = _group(segments, terms, units)

    def best(self, found: Sequence[Units], limit: int) -> list[tuple[Units, Scores]]:
        """Return of each segment's found units those that may be among the `limit` best, scored."""
        limit = min(limit, sum(map(len, found)))
        if not limit:
            return [(units[:0], np.zeros(0)) for units in found]
        best: Scores = np.full(limit, -np.inf)
        scored = []
        for place, units in enumerate(found):
            kept, scores = self._best_of(place, units, limit, float(best.min()))
            scored.append((kept, scores))
            best = _largest(np.concatenate([best, scores]), limit)
        return scored

    def scores(self, place: int, units: Units) -> Scores:
        """Return the score of each of the ascending units of a segment."""
        candidates = self._candidates(place, units)
        candidates.add_all([self._lookup(term, place) for term in self._terms])
        return np.round(candidates.scores, ranking.DECIMALS)

    def _best_of(self, place: int, units: Units, limit: int, least: float) -> tuple[Units, Scores]:
        """Return the units that may be among the best, none of those surely worth less than `least`."""
        if not len(units):
            return units, np.zeros(0)
        candidates = self._candidates(place, units)
        rest = _Rest(sorted(self._terms, key=lambda term: term.cost), len(self._segments))
        # Learning what the best are worth, and dropping units, takes a pass over all of them: it is
        # worth while whenever much less is left to add than at the time before.
        learned = dropped = rest.most
        while not rest.is_for_texts(candidates, limit):
            terms = rest.take(candidates, limit, learned * LEARN)
            candidates.add([self._lookup(term, place) for term in terms])
            left = rest.most
            is_last = rest.is_for_texts(candidates, limit)
            is_unsure = least == -np.inf or len(candidates.units) > MANY
            if is_unsure and (left <= learned * LEARN or is_last):
                least = max(least, self._worth(candidates, place, rest.terms, limit))
                learned = left
            if left < least and (left <= dropped * DROP or is_last):
                candidates.drop_below(least - left - SLACK)
                dropped = left
        candidates.add_all([self._lookup(term, place) for term in rest.terms])
        return candidates.units, np.round(candidates.scores, ranking.DECIMALS)

    def _worth(self, candidates: Candidates, place: int, rest: Sequence[_Term], limit: int) -> float:
        """Return what the `limit` best of some candidates are at least worth: those that promise most."""
        size = max(SAMPLE, 2 * limit)
        if len(candidates.units) <= size:
            return -np.inf
        sample = candidates.some(_promising(candidates.scores, size))
        # Words are not looked up for so few: what they add is missed, and the worth is more than we say.
        sample.add_all([self._lookup(term, place) for term in rest if term.kind != "words"])
        return float(_largest(sample.scores, limit).min())

    def _candidates(self, place: int, units: Units) -> Candidates:
        return Candidates(self._segments[place], units, self._mean_lengths)

    def _lookup(self, term: _Term, place: int) -> Lookup:
        lists = terms_of(self._segments[place], term.kind).lists
        return Lookup(term.text, lists, term.numbers[place], term.factors, in_texts=term.kind != "words")


def statistics(segments: Sequence[Segment]) -> tuple[int, dict[str, float]]:
    """Return how many units with text there are, at least 1, and the mean length of each field that ranks."""
    summed = sum((segment.living_statistics for segment in segments), np.zeros(5, np.int64))
    units = max(int(summed[0]), 1)
    # A field of nothing has no terms to be scored; a length of 0 would be divided by all the same.
    return units, {field: max(float(summed[place]), 1.0) / units for field, place in FIELDS.items()}


def kind_of(field: str) -> str:
    """Return of which kind the terms of a field are."""
    return "pairs" if field.endswith("bigrams") else field


def _group(segments: Sequence[Segment], terms: Sequence[WeightedTerm], units: int) -> list[_Term]:
    """Return the terms that any unit has, a pair's with that of the same pair in headlines."""
    numbers: dict[tuple[str, str], tuple[int | None, ...]] = {}
    factors: dict[tuple[str, str], list[Factor]] = {}
    most_units: dict[tuple[str, str], int] = {}
    for term in terms:
        kind = kind_of(term.field)
        key = kind, term.text
        if key not in numbers:
            numbers[key] = tuple(number_of(segment, kind, term.text) for segment in segments)
        count = sum(
            document_frequency(segment, kind, number, term.field)
            for segment, number in zip(segments, numbers[key], strict=True)
            if number is not None
        )
        if count:
            idf = ranking.inverse_document_frequency(units, count)
            coefficient = term.weight * idf * (ranking.K1 + 1)
            factors.setdefault(key, []).append(Factor(term.field, coefficient))
            most_units[key] = max(most_units.get(key, 0), count)
    return [
        _Term(kind, text, tuple(of_term), numbers[kind, text], most_units[kind, text])
        for (kind, text), of_term in factors.items()
    ]


def terms_of(segment: Segment, kind: str) -> Terms:
    """Return the terms of a kind: "words", "characters" or "pairs"."""
    terms: Terms = getattr(segment, kind)
    return terms


def number_of(segment: Segment, kind: str, text: str) -> int | None:
    """Return the number of a term of a kind, `None` where no unit of the segment has it."""
    if kind == "words":
        return segment.word(text)
    return segment.character(text) if kind == "characters" else segment.pair(text)


def document_frequency(segment: Segment, kind: str, number: int, field: str) -> int:
    """Return in how many units of a segment a term of a kind counts in a field.

    Deleted ones are taken off, which a segment counts until it is merged: scores are those of an archive
    that never had them.
    """
    terms = terms_of(segment, kind)
    is_of_headlines = field == "headline_bigrams"
    stored = terms.units_under_headlines(number) if is_of_headlines else terms.units_in_context(number)
    if not stored or not len(segment.deleted):
        return stored
    deleted = terms.lists.intersect(number, segment.deleted_units)
    under, _ = segment.under_headlines(deleted, deleted)
    return stored - len(under if is_of_headlines else distinct(np.concatenate([deleted, under])))


def _promising(scores: Scores, size: int) -> NDArray[np.intp]:
    """Return the places of `size` of the largest of more numbers than that, ascending.

    Looked for among those that are above what a few of all numbers say that the largest are above.
    """
    few = scores[::EVERY]
    rank = 2 * size // EVERY + MARGIN
    if len(few) > rank:
        likely = np.flatnonzero(scores > np.partition(few, -rank)[-rank])
        if len(likely) >= size:
            return np.sort(likely[np.argpartition(scores[likely], -size)[-size:]])
    return np.sort(np.argpartition(scores, -size)[-size:])


def _largest(numbers: Scores, size: int) -> Scores:
    """Return the `size` largest of at least so many numbers, in any order."""
    return np.partition(numbers, -size)[-size:]
