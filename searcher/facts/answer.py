"""What `searcher facts` answers: the figures near a query's words, each with where it was printed."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from index.errors import QueryError
from index.language import gettext as _
from searcher.facts.comparison import disagreements
from searcher.facts.figure import decimal
from searcher.facts.nearness import Fact, Passage, find_facts, terms_of
from searcher.query.tree import Relaxed

if TYPE_CHECKING:
    from collections.abc import Collection

    from searcher.engine import Engine, Match
    from searcher.facts.figure import Exactness, Kind
    from searcher.query.asking import Asked

MOST_PASSAGES: Final = 400
"""Passages that are read for figures, the most relevant ones: as many as a fifth of a second allows."""


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A figure and where it was printed. Its attributes are the keys of the JSON fact, of the same types.

    `figure` is as printed, `normal` the same however it was printed. `low` to `high` is its value in
    digits, `None` for dates, times and persons; `exactness` and `counted` (the unit of measure, "" where
    there is none) go with it. `figure_span` and `spans`, those of the query's words, are `[start, end)`
    in code points of `sentence`. `distance` counts the characters between the figure and the nearest word.
    """

    rank: int
    figure: str
    figure_kind: Kind
    normal: str
    low: str | None
    high: str | None
    exactness: Exactness | None
    counted: str | None
    distance: int
    sentence: str
    figure_span: list[int]
    spans: list[list[int]]
    article: str
    unit: int
    headline: str
    paper: str | None
    date: str | None
    page: str | None
    section: str | None
    file: str
    lines: list[list[int]]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON fact."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Facts, by their ranks, whose figures in one unit of measure cannot all be true of one thing."""

    counted: str
    ranks: list[int]


@dataclass(frozen=True, slots=True)
class Facts:
    """The first facts about a query, nearest first, and what was read for them.

    `passages` match the query, `read` of them were read for figures, the most relevant; they hold `total`
    facts. `disagreements` are those among the facts given.
    """

    query: str
    total: int
    passages: int
    read: int
    took_ms: float
    facts: tuple[FoundFact, ...]
    disagreements: tuple[Disagreement, ...]
    synonyms: tuple[tuple[str, tuple[str, ...]], ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object of the whole answer."""
        answer = asdict(self)
        answer["synonyms"] = [{"word": word, "synonyms": list(others)} for word, others in self.synonyms]
        return answer


def answer_facts(
    engine: Engine, query: str, asked: Asked, *, limit: int, kinds: Collection[Kind] | None = None
) -> Facts:
    """Find the figures that stand near the words of a query, in the passages that match it.

    Raises `QueryError` for a query that looks for no word: fields and dates stand beside no figure.
    """
    began = time.perf_counter()
    terms = () if isinstance(asked.tree, Relaxed) else terms_of(asked.tree)
    if not terms:
        raise QueryError(_("no word that a figure could stand near; add one"), 1, query)
    found = engine.search(asked.tree, limit=MOST_PASSAGES, sort="relevance")
    matches = {(each.citation.id, each.unit.number): each for each in found.matches}
    facts = find_facts(terms, map(_passage, found.matches), kinds)
    shown = facts[:limit]
    rows = [
        _row(rank, fact, matches[fact.passage.article, fact.passage.unit])
        for rank, fact in enumerate(shown, start=1)
    ]
    took_ms = round((time.perf_counter() - began) * 1000, 3)
    return Facts(
        query=query,
        total=len(facts),
        passages=found.total,
        read=len(matches),
        took_ms=took_ms,
        facts=tuple(rows),
        disagreements=_disagreements(shown),
        synonyms=tuple((each.literal, each.synonyms) for each in asked.synonyms),
    )


def _passage(match: Match) -> Passage:
    citation = match.citation
    return Passage(citation.id, match.unit.number, match.unit.text, citation.headline, citation.date)


def _disagreements(shown: list[Fact]) -> tuple[Disagreement, ...]:
    rank_of = {id(fact): rank for rank, fact in enumerate(shown, start=1)}
    return tuple(
        Disagreement(each.unit, [rank_of[id(fact)] for fact in each.facts]) for each in disagreements(shown)
    )


def _row(rank: int, fact: Fact, match: Match) -> FoundFact:
    figure, citation, unit = fact.figure, match.citation, match.unit
    first, last = fact.sentence
    text = unit.text[first:last].rstrip()
    value = figure.value
    return FoundFact(
        rank=rank,
        figure=figure.text,
        figure_kind=figure.kind,
        normal=figure.normal,
        low=decimal(value.low) if value else None,
        high=decimal(value.high) if value else None,
        exactness=value.exactness if value else None,
        counted=value.unit if value else None,
        distance=fact.distance,
        sentence=text,
        figure_span=[figure.span[0] - first, figure.span[1] - first],
        spans=[[start - first, end - first] for start, end in fact.terms],
        article=citation.id,
        unit=unit.number,
        headline=citation.headline,
        paper=citation.paper,
        date=citation.date,
        page=citation.page,
        section=citation.section,
        file=citation.file,
        lines=[list(lines) for lines in unit.lines],
    )
