"""The names of an archive's articles as arrays: counted, dated and set beside each other.

Says what `index.mining.names.add_up` says of the same articles, without going through all for a few names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from index.columnar.arrays import distinct, offsets, ranges, spans
from index.mining.names import Name, Suggestion, Term, abbreviates, may_abbreviate, most_frequent, restored
from searcher.array_engine.frequencies import most_frequent_numbers
from searcher.array_engine.placing import PlaceTable
from searcher.array_engine.tallying import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.columnar.segment import Segment

    Numbers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

PAIRS: Final = 1 << 20
"""Pairs of names of one article that are looked at together."""

_NO_DATE: Final = 0


class NameTable:
    """The names of all articles of some segments; the articles are numbered through."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        """Read the names; deleted articles have none."""
        columns = [segment.values("name") for segment in segments]
        stored = sorted({value for column in columns for value in column.terms})
        place_of = {value: place for place, value in enumerate(stored)}
        keys_and_terms = list(map(restored, stored))
        self.keys = sorted({key for key, _ in keys_and_terms})
        """The distinct names, by number: their order is that of the numbers."""
        number_of = {key: number for number, key in enumerate(self.keys)}
        self._terms = [term for _, term in keys_and_terms]
        self._key_of_term = np.array([number_of[key] for key, _ in keys_and_terms], np.int64)
        # Stored terms are sorted, and begin with their names: those of one name stand together.
        first_terms = np.searchsorted(self._key_of_term, np.arange(len(self.keys) + 1))
        self._first_terms: list[int] = first_terms.tolist()
        articles, terms, before = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
        for segment, column in zip(segments, columns, strict=True):
            values = column.values
            counts = values.counts
            own_articles = np.repeat(np.arange(len(counts)), counts)
            is_deleted = np.zeros(len(counts), np.bool_)
            is_deleted[segment.deleted] = True
            is_kept = ~is_deleted[own_articles]
            places = np.array([place_of[value] for value in column.terms], np.int64)
            articles.append(before + own_articles[is_kept])
            terms.append(places[values.numbers][is_kept])
            before += len(counts)
        self._articles = np.concatenate(articles)
        self._term_of_each = np.concatenate(terms)
        self._dates = np.concatenate([np.zeros(0, np.int64), *(segment.dates for segment in segments)])
        self._places = PlaceTable(segments)

    def among(self, is_asked_for: Mask | None) -> Names:
        """Return the names in some of the articles, in all without a mask."""
        terms, articles = self._term_of_each, self._articles
        if is_asked_for is not None:
            is_kept = is_asked_for[articles]
            terms, articles = terms[is_kept], articles[is_kept]
        # An article has a name once, in however many forms. Articles ascend, and the names of each.
        both = distinct(articles * len(self.keys) + self._key_of_term[terms])
        of_articles, names = np.divmod(both, max(len(self.keys), 1))
        return Names(
            keys=self.keys,
            terms=self._terms,
            first_terms=self._first_terms,
            term_counts=np.bincount(terms, minlength=len(self._terms)),
            articles=of_articles,
            names=names,
            dates=self._dates,
            places=self._places,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The names in some articles: name `names[i]` in article `articles[i]`, by article, then by name.

    `term_counts` says how many of the articles have each printed form; those of name `n` begin at
    `first_terms[n]`. `dates` has the date of every article, `places` what places each names.
    """

    keys: list[str]
    terms: list[Term]
    first_terms: list[int]
    term_counts: Numbers
    articles: Numbers
    names: Numbers
    dates: NDArray[np.unsignedinteger]
    places: PlaceTable
    _texts: dict[int, str] = field(default_factory=dict)

    def counts(self) -> Numbers:
        """Return how many articles have each name."""
        return np.bincount(self.names, minlength=len(self.keys))

    def holding(self, part: str) -> Mask:
        """Say of each name whether it holds a part, which is folded."""
        if not part:
            return np.ones(len(self.keys), np.bool_)
        return np.fromiter((part in key for key in self.keys), np.bool_, len(self.keys))

    def most_frequent(self, is_asked_for: Mask, limit: int) -> Iterator[tuple[int, str]]:
        """Yield the `limit` most frequent of the names asked for, each with its text; equal ones by that."""
        counts = self.counts()
        numbers = np.flatnonzero(is_asked_for & (counts > 0))
        if len(numbers) > limit:
            least = -np.partition(-counts[numbers], limit - 1)[limit - 1] if limit else np.inf
            numbers = numbers[counts[numbers] >= least]
        texts = [(-int(counts[number]), self.text(number), number) for number in numbers.tolist()]
        yield from ((number, text) for _, text, number in sorted(texts)[:limit])

    def text(self, name: int) -> str:
        """Return the commonest printed form of a name."""
        if name not in self._texts:
            forms: Counter[str] = Counter()
            for term, count in self._forms(name):
                forms[term.text] += count
            self._texts[name] = most_frequent(forms)[0]
        return self._texts[name]

    def described(self, numbers_and_texts: Iterable[tuple[int, str]], beside: int) -> Iterator[Name]:
        """Yield what is said of names, with the `beside` most frequent places, and names beside them."""
        first_rows = offsets(np.bincount(self.articles, minlength=len(self.dates)))
        for name, text in numbers_and_texts:
            # To go through all for each of a screenful takes less time than to sort them once.
            articles = self.articles[self.names == name]
            rows = ranges(first_rows[articles], first_rows[articles + 1] - first_rows[articles])
            first, last = _first_and_last(self.dates[articles])
            yield Name(
                text=text,
                kinds=self._kinds(name),
                articles=len(articles),
                first=first,
                last=last,
                places=self.places.most_frequent(articles, beside),
                beside=tuple(
                    (self.text(other), count)
                    for other, count in most_frequent_numbers(self.names[rows], beside + 1)
                    if other != name
                )[:beside],
            )

    def suggestions(self, is_asked_for: Mask) -> list[Suggestion]:
        """Propose abbreviations as `index.mining.names.suggest_synonyms` does, of which one is asked for."""
        counts = self.counts()
        is_possible = np.fromiter(map(may_abbreviate, self.keys), np.bool_, len(self.keys))
        found = [
            (-both, self.text(short), self.text(long))
            for short, long, both in self._pairs(is_possible)
            if (is_asked_for[short] or is_asked_for[long])
            and 2 * both >= min(counts[short], counts[long])
            and abbreviates(self.keys[short], self.keys[long])
        ]
        return [Suggestion(short, long, -both) for both, short, long in sorted(found)]

    def _pairs(self, is_possible: Mask) -> Iterator[tuple[int, int, int]]:
        """Yield the names that begin alike, the shorter first, and how many articles have both."""
        is_kept = is_possible[self.names]
        names, articles = self.names[is_kept], self.articles[is_kept]
        lengths = np.fromiter(map(len, self.keys), np.int64, len(self.keys))
        firsts = np.fromiter((ord(key[:1] or "\0") for key in self.keys), np.int64, len(self.keys))
        sizes = np.bincount(articles, minlength=len(self.dates))
        begins = offsets(sizes)
        together = [np.zeros(0, np.int64)]
        partners = sizes[articles]
        for first, last in spans(partners, PAIRS):
            short = np.repeat(names[first:last], partners[first:last])
            long = names[ranges(begins[articles[first:last]], partners[first:last])]
            is_pair = (firsts[short] == firsts[long]) & (lengths[short] < lengths[long])
            together.append(short[is_pair] * len(self.keys) + long[is_pair])
        both = np.sort(np.concatenate(together))
        pairs = distinct(both)
        counts = np.diff(np.searchsorted(both, pairs, side="left"), append=len(both))
        for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
            yield *divmod(pair, len(self.keys)), count

    def _kinds(self, name: int) -> tuple[str, ...]:
        kinds: Counter[str] = Counter()
        for term, count in self._forms(name):
            if term.kind:
                kinds[term.kind] += count
        return tuple(most_frequent(kinds))

    def _forms(self, name: int) -> Iterator[tuple[Term, int]]:
        """Yield the printed forms of a name that occur, and in how many articles."""
        for place in range(self.first_terms[name], self.first_terms[name + 1]):
            if count := int(self.term_counts[place]):
                yield self.terms[place], count


def _first_and_last(dates: NDArray[np.unsignedinteger]) -> tuple[str | None, str | None]:
    dated = dates[dates != _NO_DATE]
    if not len(dated):
        return None, None
    return written(int(dated.min())), written(int(dated.max()))
