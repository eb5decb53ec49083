"""Why a unit is found by a query, or is not: what was asked, what of it stands where, what it counts for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from index.errors import ArchiveError
from index.folding import fold, fold_with_map
from index.language import gettext as _
from index.model import HEADLINE
from searcher import ranking
from searcher.engine import Explaining
from searcher.highlight import find_spans, merge
from searcher.query.matching import matches
from searcher.query.tree import And, Dates, Field, Near, Not, Or, Relaxed, Same, Then, Wildcard
from searcher.query.tree import Literal as Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.model import Article
    from searcher.engine import Contribution, Engine
    from searcher.query.asking import Asked
    from searcher.query.tree import Atom, Node, Query

Part = Literal["literal", "wildcard", "near", "then", "field", "dates", "and", "or", "not", "same", "word"]
"""What a part of a query is; a `word` is one of a relaxed query."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A part of the query, `depth` deep in its tree; the parts below it follow.

    `spans` and `headline_spans` are where it stands in the unit and in the headline of its article,
    `None` for what is no text: conditions and operators.
    """

    depth: int
    part: Part
    text: str
    spans: list[list[int]] | None
    headline_spans: list[list[int]] | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query was understood and what a unit has of it; the attributes are the keys of the JSON object.

    `parsed` is the query as it was understood, with its synonyms, numerals and filters. `score` is the sum
    of the contributions, rounded as a hit's; it is computed for a unit that is not found, too.
    """

    query: str
    parsed: str
    mode: Literal["exact", "relaxed"]
    article: str
    unit: int
    text: str
    headline: str
    is_found: bool
    parts: list[Asking]
    score: float
    contributions: tuple[Contribution, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return asdict(self)


def explain(engine: Engine, query: str, asked: Asked, article: Article, unit: int) -> Explanation:
    """Explain a unit of an article, which must have it.

    Where nothing matches exactly, the relaxed search that answers instead is explained. Raises
    `ArchiveError` where the engine cannot explain.
    """
    if not isinstance(engine, Explaining):
        raise ArchiveError(_("the engine of this archive explains no scores"))
    tree = asked.tree
    if asked.fallback and not engine.search(tree, limit=0, sort="relevance").total:
        tree = asked.fallback
    contributions = engine.contributions(tree, article.id, unit)
    text, headline = article.units[unit].text, article.units[HEADLINE].text
    return Explanation(
        query=query,
        parsed=str(tree),
        mode="relaxed" if isinstance(tree, Relaxed) else "exact",
        article=article.id,
        unit=unit,
        text=text,
        headline=headline,
        is_found=engine.is_found(tree, article.id, unit),
        parts=list(_parts(engine, tree, text, headline)),
        score=round(sum(each.score for each in contributions), ranking.DECIMALS),
        contributions=contributions,
    )


def _parts(engine: Engine, query: Query, text: str, headline: str) -> Iterator[Asking]:
    if not isinstance(query, Relaxed):
        yield from _outline(query, text, headline, 0)
        return
    for word in dict.fromkeys(engine.words(fold(query.text))):
        yield Asking(0, "word", word, find_spans(text, [word]), find_spans(headline, [word]))
    if query.within is not None:
        yield from _outline(query.within, text, headline, 0)


def _outline(node: Node, text: str, headline: str, depth: int) -> Iterator[Asking]:
    """Yield a tree from the root to the leaves, each with where it stands."""
    match node:
        case Word() | Wildcard() | Near() | Then():
            yield Asking(depth, _name(node), str(node), _places(node, text), _places(node, headline))
        case Field() | Dates():
            yield Asking(depth, _name(node), str(node), None, None)
        case Not(child):
            yield Asking(depth, "not", "", None, None)
            yield from _outline(child, text, headline, depth + 1)
        case And(children) | Or(children) | Same(children):
            yield Asking(depth, _name(node), "", None, None)
            for child in children:
                yield from _outline(child, text, headline, depth + 1)


def _name(node: Node) -> Part:
    names: dict[type, Part] = {
        Word: "literal",
        Wildcard: "wildcard",
        Near: "near",
        Then: "then",
        Field: "field",
        Dates: "dates",
        And: "and",
        Or: "or",
        Same: "same",
    }
    return names[type(node)]


def _places(atom: Atom, text: str) -> list[list[int]]:
    folded = fold_with_map(text)
    return merge(folded.span(start, end) for start, end in matches(folded.text, atom))
