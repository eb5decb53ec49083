"""The smallest engine: a list of articles, gone through from end to end for every query.

It is what other engines are held against, and as plain as can be: Python's `in`, regular
expressions tried on every piece of a text, every pair of places.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index import analysis
from index.columnar import values as article_values
from index.folding import fold
from index.mining.names import Name, Suggestion, add_up, key_of, mine, suggest_synonyms
from searcher.engine import Found, Holders, Match, Sort, ask_one_by_one
from searcher.facets import Count, Facet, Tally, in_order
from searcher.found_names import FoundNames
from searcher.query.traversal import atoms
from searcher.query.tree import (
    And,
    Dates,
    Field,
    Literal,
    Near,
    Node,
    Not,
    Operand,
    Or,
    Query,
    Relaxed,
    Same,
    Then,
    Wildcard,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.columnar.values import GivenField
    from index.model import Article, Citation, Unit
    from searcher.query.tree import Atom, Condition

    Places = list[tuple[int, int]]
    """Where something stands in a text, `[start, end)`."""


@dataclass(frozen=True, slots=True)
class ListEngine:
    """Finds by trying. It ranks nothing: all scores are 0."""

    articles: Sequence[Article]

    def search(self, query: Query, *, limit: int, sort: Sort) -> Found:
        found = [(unit, each) for each in self.articles for unit in each.units if finds(query, unit, each)]
        is_last_first = sort != "oldest"
        undated = "" if is_last_first else "no date"
        found.sort(key=lambda pair: pair[1].date or undated, reverse=is_last_first)
        matches = (Match(0.0, unit, each.citation) for unit, each in found[:limit])
        return Found(len(found), len({each.id for _, each in found}), tuple(matches))

    def tally(self, query: Query, by: Sequence[Facet]) -> Tally:
        found = self.search(query, limit=sum(len(each.units) for each in self.articles), sort="relevance")
        return tally_matches(found.matches, by)

    def holders(
        self, literals: Sequence[str], *, most: int, limit: int, within: Node | None = None
    ) -> list[Holders]:
        return ask_one_by_one(self, literals, most=most, limit=limit, within=within)

    def word_units(self, words: Sequence[str], within: Node | None = None) -> list[int]:
        texts = [
            set(analysis.words(fold(unit.text)))
            for each in self.articles
            for unit in each.units
            if within is None or is_true_of_article(within, each)
        ]
        return [sum(word in text for text in texts) for word in words]

    def names(self, within: Node | None, part: str, *, limit: int, beside: int) -> FoundNames:
        named = [name for name in self._named(within) if part in key_of(name.text)]
        first = (
            replace(name, places=name.places[:beside], beside=name.beside[:beside]) for name in named[:limit]
        )
        return FoundNames(len(named), tuple(first))

    def suggestions(self, within: Node | None, part: str) -> list[Suggestion]:
        proposed = suggest_synonyms(self._named(within))
        return [each for each in proposed if part in key_of(each.short) or part in key_of(each.long)]

    def _named(self, within: Node | None) -> list[Name]:
        return add_up(
            mine(each) for each in self.articles if within is None or is_true_of_article(within, each)
        )

    def article(self, article_id: str) -> Article | None:
        return next((each for each in self.articles if each.id == article_id), None)

    def values(self, field: GivenField) -> Mapping[str, int]:
        return Counter(value for each in self.articles for value in article_values.values_of(each, field))

    def words(self, folded: str) -> list[str]:
        return analysis.words(folded)

    def close(self) -> None:
        """Hold nothing that would have to be let go."""


def tally_matches(matches: Iterable[Match], by: Iterable[Facet]) -> Tally:
    """Count what was found by each facet, one after the other."""
    citations = [match.citation for match in matches]
    return {facet: in_order(count_by(facet, citations)) for facet in by}


def count_by(facet: Facet, citations: Sequence[Citation]) -> Iterable[Count]:
    """Yield how many units and articles have each value, of the citation of each unit."""
    for value in {value for citation in citations for value in values_of(facet, citation)}:
        having = [citation.id for citation in citations if value in values_of(facet, citation)]
        yield Count(value, len(having), len(set(having)))


def values_of(facet: Facet, citation: Citation) -> set[str | None]:
    """Return what an article has in a facet."""
    date = citation.date or ""
    held: dict[Facet, list[str | None]] = {
        "year": [date[:4]],
        "month": [date[:7]],
        "day": [date],
        "byline": [credit.name for credit in citation.byline],
        "paper": [citation.paper],
        "page": [citation.page],
        "section": [citation.section],
        "kind": [citation.kind],
    }
    return {value or None for value in held[facet] or [None]}


def finds(query: Query, unit: Unit, article: Article) -> bool:
    own = fold(unit.text)
    if isinstance(query, Relaxed):
        is_within = query.within is None or is_true_of_article(query.within, article)
        return is_within and any(word in own for word in analysis.words(fold(query.text)))
    asked = list(atoms(query))
    if not asked:
        return stands_for(unit, article) and is_true_of_article(query, article)
    return is_true(query, unit, article) and any(holds(atom, own) for atom in asked)


def stands_for(unit: Unit, article: Article) -> bool:
    """Whether a unit is the one that is found where whole articles are asked for."""
    headline, byline, *others = article.units
    return unit == next((each for each in [headline, *others, byline] if fold(each.text)), None)


def is_true(node: Node, unit: Unit, article: Article, *, is_negated: bool = False) -> bool:
    """Whether a tree is true of a unit."""
    match node:
        case Literal() | Wildcard() | Near() | Then():
            lends = not is_negated and holds(node, fold(article.headline))
            return holds(node, fold(unit.text)) or lends
        case And(children):
            return all(is_true(child, unit, article, is_negated=is_negated) for child in children)
        case Or(children):
            return any(is_true(child, unit, article, is_negated=is_negated) for child in children)
        case Not(child):
            return not is_true(child, unit, article, is_negated=True)
        case Same() | Field() | Dates():
            return is_true_of_article(node, article)


def is_true_of_article(node: Node, article: Article) -> bool:
    """Whether a tree is true of an article as a whole."""
    match node:
        case Literal() | Wildcard() | Near() | Then():
            return any(holds(node, fold(unit.text)) for unit in article.units)
        case And(children) | Same(children):
            return all(is_true_of_article(child, article) for child in children)
        case Or(children):
            return any(is_true_of_article(child, article) for child in children)
        case Not(child):
            return not is_true_of_article(child, article)
        case Field() | Dates():
            return is_met(node, article)


def holds(atom: Atom, text: str) -> bool:
    """Whether a folded text holds what is looked for."""
    return bool(chains(atom, text))


def chains(atom: Atom, text: str) -> list[Places]:
    """Return all ways in which a folded text holds an atom, each as the places of its operands."""
    match atom:
        case Near(left, right, distance):
            return chains(Then((left, right), (distance,)), text) + chains(
                Then((right, left), (distance,)), text
            )
        case Then(operands, distances):
            found = [[place] for place in places(operands[0], text)]
            for operand, distance in zip(operands[1:], distances, strict=True):
                found = [
                    [*chain, place]
                    for chain in found
                    for place in places(operand, text)
                    if 0 <= place[0] - chain[-1][1] <= distance
                ]
            return found
        case Literal() | Wildcard():
            return [[place] for place in places(atom, text)]


def places(operand: Operand, text: str) -> Places:
    """Return every place where a folded text holds an operand, the longer and the shorter ones."""
    if isinstance(operand, Or):
        return [
            place
            for child in operand.children
            if isinstance(child, Literal | Wildcard | Or)
            for place in places(child, text)
        ]
    if isinstance(operand, Literal):
        folded = fold(operand.text)
        return [(start, start + len(folded)) for start in range(len(text)) if text.startswith(folded, start)]
    written = re.escape(fold(operand.parts[0]))
    for gap, part in zip(operand.gaps, operand.parts[1:], strict=True):
        written += f".{{{gap.least},{gap.most}}}{re.escape(fold(part))}"
    longest = sum(len(fold(part)) for part in operand.parts) + sum(gap.most for gap in operand.gaps)
    return [
        (start, end)
        for start in range(len(text) + 1)
        for end in range(start, min(len(text), start + longest) + 1)
        if re.fullmatch(written, text[start:end], re.DOTALL)
    ]


def is_met(condition: Condition, article: Article) -> bool:
    """Whether a field or a range of dates is true of an article."""
    match condition:
        case Dates(start, end):
            day = article.date
            return (
                day is not None and (start is None or str(start) <= day) and (end is None or day < str(end))
            )
        case Field("kind", value):
            return article.kind == value
        case Field("page", value):
            return article.page is not None and number_of(article.page) == number_of(value)
        case Field("byline", value):
            printed = [credit.name for credit in article.byline] + [article.units[1].text]
            return any(fold(value) in fold(text) for text in printed)
        case Field("headline", value):
            return fold(value) in fold(article.headline)
        case Field(name, value):
            held = {"paper": article.paper, "section": article.section, "file": article.file}[name]
            return held is not None and fold(value) in fold(held)


def number_of(page: str) -> str:
    """Return the number of a page without what is printed around it."""
    return fold(page).strip().removeprefix("第").removesuffix("版").lstrip("0")
