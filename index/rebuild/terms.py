"""What a text is about: its character bigrams, weighed by how rare they are on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatTable = NDArray[np.float64]

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN_RUN = re.compile(r"[A-Za-z0-9]{2,}")
_SHARE = 0.22
"""How likely a paragraph of an article is to hold a given bigram of its headline."""

_HELD_AT_MOST = 0.5
"""Even a long article does not repeat all of a headline written to please."""

_CHARACTER_SHARE = 0.3
_WEAK = 0.35

_CORRELATION = 0.6
"""Neighbouring bigrams come together, so each counts for less than one independent witness."""

_RARE = 0.15
"""A single character is a witness where no larger share of the page's paragraphs holds it."""


def terms_of(text: str) -> frozenset[str]:
    """Return the Han bigrams and the Latin words of a text."""
    terms = set(_LATIN_RUN.findall(text))
    for run in _HAN_RUN.findall(text):
        terms.update(map(str.__add__, run, run[1:]))
    return frozenset(terms)


@dataclass(frozen=True, slots=True)
class PageTerms:
    """The terms and the characters of each paragraph of a page, and how many paragraphs hold each."""

    paragraphs: tuple[frozenset[str], ...]
    characters: tuple[frozenset[str], ...]
    spread: Counter[str]

    @classmethod
    def of(cls, texts: Sequence[str]) -> PageTerms:
        """Count the terms of the page's paragraphs."""
        paragraphs = tuple(terms_of(text) for text in texts)
        characters = tuple(frozenset(text) for text in texts)
        spread: Counter[str] = Counter()
        for terms in paragraphs:
            spread.update(terms)
        for present in characters:
            spread.update(present)
        return cls(paragraphs, characters, spread)

    def rarity(self, term: str) -> float:
        """Return the natural logarithm of how many times rarer a term is than one that is everywhere."""
        return log((len(self.paragraphs) + 1) / (self.spread[term] + 0.5))

    def evidence(self, headline: str, members: Sequence[int]) -> float:
        """Return the log-odds that a headline belongs to the paragraphs `members`."""
        if not members:
            return 0.0
        return float(self.evidence_table(headline, members, by_length=True)[0, len(members)])

    def evidence_table(self, headline: str, members: Sequence[int], *, by_length: bool) -> FloatTable:
        """Return the log-odds that a headline belongs to the paragraphs from row to (before) column.

        `members` are consecutive paragraphs; of the table, (members + 1) square, only cells above
        the diagonal mean something. Every bigram of the headline is a witness: for, where the
        paragraphs hold it though the rest of the page does not; against, where a text of their
        length should hold it and does not. Rare single characters are weaker witnesses. `by_length` takes into account that a long
        text holds more by chance; it must not where texts of different lengths compete.
        """
        rare = _RARE * len(self.paragraphs) + 1
        characters = {c for c in headline if "\u4e00" <= c <= "\u9fff" and self.spread[c] <= rare}
        bigrams = self._table(sorted(terms_of(headline)), self.paragraphs, members, _SHARE, by_length=by_length)
        return _CORRELATION * bigrams + _WEAK * self._table(
            sorted(characters), self.characters, members, _CHARACTER_SHARE, by_length=by_length
        )

    def _table(
        self,
        terms: Sequence[str],
        texts: Sequence[frozenset[str]],
        members: Sequence[int],
        share: float,
        *,
        by_length: bool,
    ) -> FloatTable:
        import numpy as np

        count = len(members)
        if not terms:
            return np.zeros((count + 1, count + 1))
        held = np.array([[term in texts[index] for index in members] for term in terms], dtype=np.int32)
        sums = np.zeros((len(terms), count + 1), dtype=np.int32)
        np.cumsum(held, axis=1, out=sums[:, 1:])
        here = sums[:, None, :] - sums[:, :, None]
        spread = np.array([self.spread[term] for term in terms])
        at = np.arange(count + 1)
        length = np.maximum(1, at[None, :] - at[:, None]) if by_length else np.ones((count + 1, count + 1))
        if_true = np.minimum(_HELD_AT_MOST, 1 - (1 - share) ** length)
        rate = (spread - sums[:, -1] + 0.25) / (max(1, len(texts) - count) + 1)
        by_chance = np.minimum(0.95, 1 - np.exp(-rate[:, None, None] * length))
        present = np.maximum(0.0, np.log(if_true / by_chance))
        # What is missing counts alike in a short text and a long one: most of what a headline repeats
        # is repeated by the first paragraphs.
        absent = np.minimum(0.0, np.log((1 - share) / (1 - by_chance)))
        table: FloatTable = np.where(here > 0, present, absent).sum(axis=0)
        return table

    def cohesion(self, left: Iterable[int], right: Iterable[int]) -> float:
        """Return how much two groups of paragraphs share, 0 to 1: the cosine of their rare terms.

        A paragraph of both groups tells nothing and is left out of the first.
        """
        others = set(right)
        first: set[str] = set()
        second: set[str] = set()
        for index in left:
            if index not in others:
                first |= self.paragraphs[index]
        for index in others:
            second |= self.paragraphs[index]
        norm = self._mass(first) * self._mass(second)
        return sum(self.rarity(term) for term in first & second) / norm**0.5 if norm else 0.0

    def _mass(self, terms: Iterable[str]) -> float:
        return sum(self.rarity(term) for term in terms if self.spread[term] > 1)
