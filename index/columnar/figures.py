"""What the ranking needs of units and terms besides the postings, for `builder` and for `merge`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.bulk.layout import units_of
from index.columnar.container import prefixed, stripped
from index.columnar.layout import BLANK
from index.columnar.small_numbers import SmallNumbers, small_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.bulk.statistics import TextLengths
    from index.columnar.arrays import Columns, NewColumns


@dataclass(frozen=True, slots=True)
class Context:
    """What is true of a unit through its article's headline."""

    first_units: NDArray[np.uint32]
    is_head: NDArray[np.bool_]
    article_of: NDArray[np.uint32]
    filled: NDArray[np.int64]
    """Units with text, per article."""


def context_of(first_units: NDArray[np.uint32], kinds: NDArray[np.uint8]) -> Context:
    """Return what units have through their headlines, by where articles begin and the units' kinds."""
    is_head = np.zeros(len(kinds), np.bool_)
    is_head[first_units[:-1]] = True
    filled = np.add.reduceat(kinds < BLANK, first_units[:-1]).astype(np.int64)
    return Context(first_units, is_head, units_of(np.diff(first_units).astype(np.uint32)), filled)


def unit_columns(kinds: NDArray[np.uint8], lengths: TextLengths, context: Context) -> dict[str, Any]:
    """Return the columns of the units, and the sums over all that the ranking needs of them.

    `statistics` are the units with text, then their words, characters and bigrams, each with
    those of the headline where the unit is another, and the bigrams of their headlines.
    """
    is_filled = kinds < BLANK
    columns: dict[str, Any] = {"unit.kind": kinds}
    statistics = [int(is_filled.sum())]
    heads = np.flatnonzero(context.is_head)
    for name in ("words", "characters", "bigrams"):
        own = getattr(lengths, name)
        columns |= prefixed(f"unit.{name}.", small_numbers(own))
        of_headlines = own[heads].astype(np.int64)
        others = context.filled - is_filled[heads]
        statistics.append(int(own.sum(dtype=np.int64) + (of_headlines * others).sum()))
    statistics.append(int((lengths.bigrams[heads].astype(np.int64) * context.filled).sum()))
    columns["statistics"] = np.array(statistics, np.uint64)
    return columns


@dataclass(frozen=True, slots=True, eq=False)
class Headed:
    """The terms that some headline has, ascending, and what headlines add to each.

    `gained` are the units that only a headline brings a term, `under` all units with text under such
    headlines, these included.
    """

    terms: NDArray[np.uint32]
    gained: NDArray[np.integer[Any]]
    under: NDArray[np.integer[Any]]

    @classmethod
    def of_all(cls, gained: NDArray[np.int64], under: NDArray[np.int64]) -> Headed:
        """Return those of all terms under whose headlines there are units."""
        terms = np.flatnonzero(under)
        return cls(terms.astype(np.uint32), gained[terms], under[terms])

    @classmethod
    def joined(cls, pieces: Sequence[Headed]) -> Headed:
        """Return the terms of several, one after the other; of one at least."""
        return cls(
            np.concatenate([piece.terms for piece in pieces]),
            np.concatenate([piece.gained for piece in pieces]),
            np.concatenate([piece.under for piece in pieces]),
        )

    @classmethod
    def read(cls, columns: Columns) -> Headed:
        """Return what the columns of `columns` hold."""
        gained = SmallNumbers(stripped("context.gained.", columns))
        under = SmallNumbers(stripped("context.under.", columns))
        return cls(columns["context.terms"], gained.all(), under.all())

    def columns(self) -> NewColumns:
        """Return the columns."""
        return {
            "context.terms": self.terms,
            **prefixed("context.gained.", small_numbers(self.gained)),
            **prefixed("context.under.", small_numbers(self.under)),
        }

    def numbered_from(self, first: int) -> Headed:
        """Return the same with the terms numbered from `first` instead of 0 on."""
        return Headed(self.terms + np.uint32(first), self.gained, self.under)


def headed_terms(
    counts: NDArray[np.uint32] | NDArray[np.int64], units: NDArray[np.uint32], context: Context
) -> Headed:
    """Return what headlines add to terms, of which the lists have `counts[i]` of the units each.

    The postings of a list are sorted, an article's headline is its first unit: so where a headline has
    the term, its posting is the first of those of its article.
    """
    firsts = np.flatnonzero(context.is_head[units])
    lists = units_of(counts)
    of_headline = lists[firsts]
    articles = context.article_of[units[firsts]]
    under_headlines = context.filled[articles]
    # Lists and units as one ascending number each: where the postings of the articles end in them.
    places = lists.astype(np.uint64)
    places <<= np.uint64(32)
    places |= units
    ends = (of_headline.astype(np.uint64) << np.uint64(32)) + context.first_units[articles + np.uint32(1)]
    gained = under_headlines - (np.searchsorted(places, ends) - firsts)
    size = len(counts)
    gained = np.bincount(of_headline, gained, size).astype(np.int64)
    under = np.bincount(of_headline, under_headlines, size).astype(np.int64)
    return Headed.of_all(gained, under)
