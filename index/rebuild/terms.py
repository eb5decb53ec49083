"""What a text is about: its character bigrams, weighed by how rare they are on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN_RUN = re.compile(r"[A-Za-z0-9]{2,}")
_SHARE = 0.22
"""How likely a paragraph of an article is to hold a given bigram of its headline."""

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

    def evidence(self, headline: str, members: Iterable[int]) -> float:
        """Return the log-odds that a headline belongs to the paragraphs `members`.

        Every bigram of the headline is a witness: for, where the paragraphs hold it though the
        rest of the page does not; against, where a text of their length should hold it and does
        not. Rare single characters are weaker witnesses.
        """
        chosen = list(members)
        return _CORRELATION * self._evidence(
            terms_of(headline), [self.paragraphs[index] for index in chosen], _SHARE
        ) + 0.35 * self._evidence(
            {
                c
                for c in headline
                if "\u4e00" <= c <= "\u9fff" and self.spread[c] <= _RARE * len(self.paragraphs) + 1
            },
            [self.characters[index] for index in chosen],
            1.4 * _SHARE,
        )

    def _evidence(self, terms: Iterable[str], texts: Sequence[frozenset[str]], share: float) -> float:
        count = len(texts)
        others = max(1, len(self.paragraphs) - count)
        held_if_true = min(0.5, 1 - (1 - share) ** count)
        total = 0.0
        for term in terms:
            here = sum(term in text for text in texts)
            rate = (self.spread[term] - here + 0.25) / (others + 1)
            held_by_chance = min(0.95, 1 - exp(-rate * count))
            if here:
                total += max(0.0, log(held_if_true / held_by_chance))
            else:
                total += min(0.0, log((1 - held_if_true) / (1 - held_by_chance)))
        return total

    def cohesion(self, left: Iterable[int], right: Iterable[int]) -> float:
        """Return how much two groups of paragraphs share, 0 to 1: the cosine of their rare terms."""
        first: set[str] = set()
        second: set[str] = set()
        for index in left:
            first |= self.paragraphs[index]
        for index in right:
            second |= self.paragraphs[index]
        norm = self._mass(first) * self._mass(second)
        return sum(self.rarity(term) for term in first & second) / norm**0.5 if norm else 0.0

    def _mass(self, terms: Iterable[str]) -> float:
        return sum(self.rarity(term) for term in terms if self.spread[term] > 1)
