"""What articles have in fields of few words: papers, pages, sections, kinds, files, authors, names, places.

Every distinct value is stored once, and of each article the numbers of those it has: none, one or, of
authors, names and places, several. So a condition is put to each value, not to each article, and values are
counted by counting numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from index.columnar import dictionary
from index.columnar.arrays import narrowest, offsets, ranges
from index.columnar.container import prefixed
from index.columnar.dictionary import StringDictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.columnar.arrays import Columns, NewColumns, Numbers
    from index.model import Article

GivenField = Literal["byline", "file", "kind", "page", "paper", "section"]
"""What is said of an article."""

Field = GivenField | Literal["name", "place"]
"""And what is mined from its text (`index.mining`): terms as they are stored, and places."""

GIVEN_FIELDS: Final[tuple[GivenField, ...]] = ("byline", "file", "kind", "page", "paper", "section")

FIELDS: Final[tuple[Field, ...]] = (*GIVEN_FIELDS, "name", "place")


def values_of(article: Article, field: GivenField) -> tuple[str, ...]:
    """Return the distinct values of an article in a field; of a byline, the names in it."""
    if field == "byline":
        return tuple(dict.fromkeys(credit.name for credit in article.byline))
    value = {
        "file": article.file,
        "kind": article.kind,
        "page": article.page,
        "paper": article.paper,
        "section": article.section,
    }[field]
    return () if value is None else (value,)


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """The values of consecutive articles in one field.

    `counts` has one entry per article: how many values it has; `numbers` has the places of these in
    `terms`, article after article.
    """

    terms: Sequence[str]
    counts: Numbers
    numbers: Numbers

    @classmethod
    def of(cls, values: Sequence[Sequence[str]]) -> Values:
        """Return values as they are given article by article."""
        places: dict[str, int] = {}
        numbers = [places.setdefault(value, len(places)) for of_article in values for value in of_article]
        counts = np.fromiter(map(len, values), np.int64, len(values))
        return cls(tuple(places), counts, np.array(numbers, np.int64))

    @classmethod
    def united(cls, parts: Iterable[Values]) -> Values:
        """Return the values of the articles of all parts; every term has a place only where it is used."""
        parts = list(parts)
        terms = sorted({term for part in parts for term in part.used_terms()})
        place_of = {term: place for place, term in enumerate(terms)}
        numbers = [np.zeros(0, np.int64)]
        for part in parts:
            places = np.array([place_of.get(term, 0) for term in part.terms], np.int64)
            numbers.append(places[part.numbers])
        counts = np.concatenate([np.zeros(0, np.int64), *(part.counts for part in parts)])
        return cls(terms, counts, np.concatenate(numbers))

    def used_terms(self) -> Iterator[str]:
        """Return the terms that an article has."""
        is_used = np.bincount(self.numbers, minlength=len(self.terms)) > 0
        return compress(self.terms, is_used.tolist())

    def of_articles(self, articles: Numbers) -> Values:
        """Return those of some of the articles, ascending."""
        begins = offsets(self.counts)[articles]
        counts = self.counts[articles]
        return Values(self.terms, counts, self.numbers[ranges(begins, counts)])


def value_columns(field: Field, values: Values) -> NewColumns:
    """Return the columns of a field's values."""
    return {
        **prefixed(f"{field}.term.", dictionary.build_strings(values.terms)),
        f"{field}.counts": values.counts.astype(narrowest(int(values.counts.max(initial=0)))),
        f"{field}.numbers": values.numbers.astype(narrowest(int(values.numbers.max(initial=0)))),
    }


class ValueColumn:
    """Reads the values of a segment's articles in one field."""

    def __init__(self, columns: Columns) -> None:
        """Read the columns of `value_columns`, under the ends of their names."""
        self.terms = list(
            StringDictionary({name.removeprefix("term."): columns[name] for name in columns if "." in name})
        )
        """The distinct values."""
        self._counts = columns["counts"]
        self._numbers = columns["numbers"]
        if int(self._counts.sum(dtype=np.int64)) != len(self._numbers):
            raise ValueError("articles have not as many values as are stored")

    @property
    def values(self) -> Values:
        """The values of all articles."""
        return Values(self.terms, self._counts.astype(np.int64), self._numbers.astype(np.int64))

    def articles_with(self, is_asked_for: Sequence[bool]) -> NDArray[np.bool_]:
        """Say of each article whether it has a value, of which each is asked for or is not."""
        is_found = np.zeros(len(self._counts), np.bool_)
        asked = np.array(is_asked_for, np.bool_)
        articles = np.repeat(np.arange(len(self._counts)), self._counts)
        is_found[articles[asked[self._numbers]]] = True
        return is_found
