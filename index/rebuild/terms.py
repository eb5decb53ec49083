"""What a text is about: its character bigrams, weighed by how rare they are on the page."""

from __future__ import annotations

import re
from collections import Counter
from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    FloatTable = NDArray[np.float64]

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN_RUN = re.compile(r"[A-Za-z0-9]{2,}")
_Witnesses = tuple[list[str], list[frozenset[str]], float, float]
"""Terms, the paragraphs that may hold them, how likely a true one holds one, and a term's weight."""

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


class PageTerms:
    """The terms and the characters of each paragraph of a page, and how many paragraphs hold each."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Count the terms of the page's paragraphs."""
        self._terms = [terms_of(text) for text in texts]
        self._characters = [frozenset(text) for text in texts]
        self._spread: Counter[str] = Counter()
        for held in (*self._terms, *self._characters):
            self._spread.update(held)
        # The weight of a term is the logarithm of how rare it is; a term that stands in one
        # paragraph only cannot connect it with another.
        count = len(texts) + 1
        self._weight = {
            term: log(count / (spread + 0.5)) for term, spread in self._spread.items() if spread > 1
        }
        self._shared = [held & self._weight.keys() for held in self._terms]
        self._witnesses: dict[str, tuple[list[str], list[str]]] = {}

    def evidence(self, headline: str, members: Sequence[int], *, by_length: bool = True) -> float:
        """Return the log-odds that a headline belongs to the paragraphs `members`.

        Every bigram of the headline is a witness: for, where the paragraphs hold it though the rest
        of the page does not; against, where they should hold it and do not. Rare single characters
        are weaker witnesses. `by_length` takes into account that a long text holds more by chance;
        it must not where texts of different lengths compete for one stretch.
        """
        if not members:
            return 0.0
        bigrams, characters = self._witnesses_of(headline)
        total = 0.0
        for terms, texts, share, weight in self._kinds(bigrams, characters):
            length = len(members) if by_length else 1
            if_true = min(_HELD_AT_MOST, 1 - (1 - share) ** length)
            others = max(1, len(texts) - len(members)) + 1
            for term in terms:
                here = sum(term in texts[index] for index in members)
                rate = (self._spread[term] - here + 0.25) / others
                by_chance = min(0.95, 1 - exp(-rate * length))
                if here:
                    total += weight * max(0.0, log(if_true / by_chance))
                else:
                    total += weight * min(0.0, log((1 - share) / (1 - by_chance)))
        return total

    def evidence_table(self, headline: str, members: Sequence[int]) -> FloatTable:
        """Return the evidence for the stretch of `members` from row up to, not including, column.

        The table is (members + 1) square; only cells above its diagonal mean something.
        """
        import numpy as np

        count = len(members)
        table: FloatTable = np.zeros((count + 1, count + 1))
        bigrams, characters = self._witnesses_of(headline)
        for terms, texts, share, weight in self._kinds(bigrams, characters):
            if not terms:
                continue
            held = np.array([[term in texts[index] for index in members] for term in terms], dtype=np.int32)
            sums = np.zeros((len(terms), count + 1), dtype=np.int32)
            np.cumsum(held, axis=1, out=sums[:, 1:])
            spread = np.array([self._spread[term] for term in terms])
            rate = (spread - sums[:, -1] + 0.25) / (max(1, len(texts) - count) + 1)
            by_chance = np.minimum(0.95, 1 - np.exp(-rate))
            present = np.maximum(0.0, np.log(share / by_chance))
            absent = np.minimum(0.0, np.log((1 - share) / (1 - by_chance)))
            here = (sums[:, None, :] - sums[:, :, None]) > 0
            table += weight * (np.tensordot(present - absent, here, axes=1) + absent.sum())
        return table

    def cohesion(self, left: Iterable[int], right: Iterable[int]) -> float:
        """Return how much two groups of paragraphs share, 0 to 1: the cosine of their rare terms.

        A paragraph of both groups tells nothing and is left out of the first.
        """
        others = set(right)
        first = frozenset[str]().union(*(self._shared[index] for index in left if index not in others))
        second = frozenset[str]().union(*(self._shared[index] for index in others))
        norm = self._mass(first) * self._mass(second)
        return float(self._mass(first & second) / norm**0.5) if norm else 0.0

    def _mass(self, terms: Iterable[str]) -> float:
        return sum(map(self._weight.__getitem__, terms))

    def _witnesses_of(self, headline: str) -> tuple[list[str], list[str]]:
        if headline not in self._witnesses:
            rare = _RARE * len(self._terms) + 1
            characters = {c for c in headline if "\u4e00" <= c <= "\u9fff" and self._spread[c] <= rare}
            self._witnesses[headline] = sorted(terms_of(headline)), sorted(characters)
        return self._witnesses[headline]

    def _kinds(self, bigrams: list[str], characters: list[str]) -> tuple[_Witnesses, _Witnesses]:
        return (
            (bigrams, self._terms, _SHARE, _CORRELATION),
            (characters, self._characters, _CHARACTER_SHARE, _WEAK),
        )
