"""Facts: the figures that stand near a query's words, the nearest first."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from index.folding import fold
from searcher.facts.figures import find_figures
from searcher.highlight import find_spans
from searcher.query.traversal import texts
from searcher.query.tree import And
from searcher.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from searcher.facts.figure import Figure, Kind, Span
    from searcher.query.tree import Node

Term = frozenset[str]
"""A word that a fact must be about, folded, with all that counts as the same word."""

IN_UNIT: Final = 60
"""How far away a word counts that stands in the unit, but in another sentence."""

IN_HEADLINE: Final = 120
"""How far away a word counts that stands in the headline alone."""

# In 服务站点5个、“红蜂驿站”40余个 the mark keeps 5个 from the name: it counts for several characters.
_MARKS: Final = dict.fromkeys(",，、;；:：", 6) | dict.fromkeys("\"'“”‘’「」『』《》()（） ", 0)


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit in which facts are looked for, with what says where it stands."""

    article: str
    unit: int
    text: str
    headline: str = ""
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with the words it stands near.

    All spans are in code points of the passage's text. `terms` are the words of the query in the
    sentence, in order; `distance` is that of the nearest of them, in characters, marks counting for more;
    `cost` is what facts are ordered by, over all words of the query.
    """

    passage: Passage
    figure: Figure
    sentence: Span
    terms: tuple[Span, ...]
    distance: int
    cost: float


def terms_of(query: Node) -> tuple[Term, ...]:
    """Return what a query asks facts about: each part that must be true, with its alternatives."""
    parts = query.children if isinstance(query, And) else (query,)
    terms = (frozenset(map(fold, texts(part))) for part in parts)
    return tuple(term for term in terms if term)


def find_facts(
    terms: Sequence[Term], passages: Iterable[Passage], kinds: Collection[Kind] | None = None
) -> list[Fact]:
    """Return the figures in the sentences that hold one of the terms, the nearest first.

    Every term must stand in the sentence, in its unit or in the headline, as for the search; else there
    is no fact. The cost of a figure is the sum, over the terms, of the logarithm of one more than their
    distance: to stand beside one of the words is worth more than to be somewhat nearer to each. Equal
    costs keep the order of the passages. `kinds` restricts the answer to some kinds of figures.
    """
    located = ((passage, _locate(terms, passage)) for passage in passages)
    found = [fact for passage, spans in located if spans for fact in _facts_of(passage, spans)]
    if kinds is not None:
        found = [fact for fact in found if fact.figure.kind in kinds]
    return sorted(found, key=lambda fact: fact.cost)


def _locate(terms: Sequence[Term], passage: Passage) -> list[list[list[int]]] | None:
    """Return where each term stands in a passage, `None` where one is not even in its headline."""
    spans = [find_spans(passage.text, term) for term in terms]
    for term, found in zip(terms, spans, strict=True):
        if not found and not find_spans(passage.headline, term):
            return None
    return spans


def _facts_of(passage: Passage, spans: Sequence[list[list[int]]]) -> Iterator[Fact]:
    starts = [[start for start, _ in found] for found in spans]
    elsewhere = [IN_UNIT if found else IN_HEADLINE for found in spans]
    for first, last in sentences(passage.text):
        # A literal may go on in the next sentence; it is here where it begins here.
        inside = [
            [(start, min(end, last)) for start, end in found[bisect_left(at, first) : bisect_left(at, last)]]
            for found, at in zip(spans, starts, strict=True)
        ]
        if any(inside):
            yield from _facts_in(passage, (first, last), inside, elsewhere)


def _facts_in(
    passage: Passage, sentence: Span, spans: Sequence[list[Span]], elsewhere: Sequence[int]
) -> Iterator[Fact]:
    """Yield the figures of one sentence, each with its distances from the terms that stand in it."""
    first, last = sentence
    figures = find_figures(passage.text[first:last])
    if not figures:
        return
    marked = tuple(sorted({span for found in spans for span in found}))
    places = _places(passage.text[first:last])
    for printed in figures:
        figure = printed.moved(first)
        distances = [
            min(
                (_distance(places, first, figure.span, span) for span in _beside(found, figure.span)),
                default=far,
            )
            for found, far in zip(spans, elsewhere, strict=True)
        ]
        nearest = min(distance for distance, found in zip(distances, spans, strict=True) if found)
        yield Fact(passage, figure, sentence, marked, nearest, sum(math.log2(1 + each) for each in distances))


def _beside(spans: Sequence[Span], figure: Span) -> Sequence[Span]:
    """Return the spans between which a figure stands: none of the others is nearer."""
    position = bisect_left(spans, figure)
    return spans[max(position - 1, 0) : position + 1]


def _places(sentence: str) -> list[int]:
    """Return the distance from the beginning of the sentence to each of its characters and its end."""
    return list(accumulate((_MARKS.get(character, 1) for character in sentence), initial=0))


def _distance(places: Sequence[int], origin: int, figure: Span, term: Span) -> int:
    """Return how far two spans are from each other, 0 where they touch or overlap."""
    left, right = sorted([figure, term])
    return max(0, places[right[0] - origin] - places[left[1] - origin])
