"""The smallest engine: a list of articles, gone through from end to end for every query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import analysis
from index.folding import fold
from searcher.engine import Found, Match, Sort
from searcher.query.tree import And, Literal, Node, Not, Or, Query, Relaxed, literals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model import Article, Unit


@dataclass(frozen=True, slots=True)
class ListEngine:
    """Finds by Python's `in`. It ranks nothing: all scores are 0."""

    articles: Sequence[Article]

    def search(self, query: Query, *, limit: int, sort: Sort) -> Found:
        found = [(unit, each) for each in self.articles for unit in each.units if finds(query, unit, each)]
        is_last_first = sort != "oldest"
        undated = "" if is_last_first else "no date"
        is_last_first = sort != "oldest"
        undated = "" if is_last_first else "no date"
        found.sort(key=lambda pair: pair[1].date or undated, reverse=is_last_first)
        matches = (Match(0.0, unit, each.citation) for unit, each in found[:limit])
        return Found(len(found), len({each.id for _, each in found}), tuple(matches))

    def article(self, article_id: str) -> Article | None:
        return next((each for each in self.articles if each.id == article_id), None)

    def words(self, folded: str) -> list[str]:
        return analysis.words(folded)

    def close(self) -> None:
        """Hold nothing that would have to be let go."""


def finds(query: Query, unit: Unit, article: Article) -> bool:
    own, headline = fold(unit.text), fold(article.headline)
    if isinstance(query, Relaxed):
        return any(word in own for word in analysis.words(fold(query.text)))
    return is_true(query, own, headline) and any(fold(literal.text) in own for literal in literals(query))


def is_true(node: Node, own: str, headline: str) -> bool:
    match node:
        case Literal(text):
            return fold(text) in own or fold(text) in headline
        case And(children):
            return all(is_true(child, own, headline) for child in children)
        case Or(children):
            return any(is_true(child, own, headline) for child in children)
        case Not(child):
            return not is_true(child, own, headline="")
