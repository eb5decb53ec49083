"""What stands between a query and whatever answers it.

An engine is given a tree and gives back units: the embedded one on Whoosh, one on a cluster, or
a list in a test. It knows nothing of printing, and callers know nothing of how it finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from typing import Literal as OneOf

from index.errors import QueryError
from index.language import gettext as _
from searcher.query.traversal import among
from searcher.query.tree import Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.columnar.values import GivenField
    from index.mining.names import Suggestion
    from index.model import Article, Citation, Unit
    from searcher.facets import Facet, Tally
    from searcher.found_names import FoundNames
    from searcher.query.tree import Node, Query

Sort = OneOf["relevance", "newest", "oldest"]


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that was found, in its article, with its score."""

    score: float
    unit: Unit
    citation: Citation


@dataclass(frozen=True, slots=True)
class Found:
    """How many units match in how many articles, and the first of them in order."""

    total: int
    articles: int
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Holders:
    """In how many units a literal stands, and these units with what is said of their articles."""

    total: int
    units: tuple[tuple[Unit, Citation], ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one term adds to the score of a unit, and why, in the words of `searcher.ranking`.

    `units` are those in which the term counts. `frequency` and `length` are of the unit with its
    headline, in terms of the field; `score` is `weight` times BM25.
    """

    field: str
    term: str
    weight: float
    units: int
    idf: float
    frequency: int
    length: int
    mean_length: float
    score: float


def unsupported(node: Node) -> QueryError:
    """Return the error of an engine that meets a node it cannot answer. It must never be passed over."""
    return QueryError(
        _("this archive cannot be asked for {query}; leave it out").format(query=node), node.span[0] + 1
    )


def ask_one_by_one(
    engine: Engine, literals: Sequence[str], *, most: int, limit: int, within: Node | None = None
) -> list[Holders]:
    """Answer `Engine.holders` with one search for each literal, for an engine that has no quicker way."""
    answers = []
    for literal in literals:
        found = engine.search(among(Literal(literal), within), limit=limit, sort="oldest")
        units = tuple((match.unit, match.citation) for match in found.matches)
        answers.append(Holders(min(found.total, most + 1), units if found.total <= limit else ()))
    return answers


class Engine(Protocol):
    """Finds units.

    For a tree: what `searcher.query.tree` says is found. For `Relaxed`: a unit whose own text
    holds at least one word of the query, of an article that `within` is true of.

    By relevance: BM25 as in `searcher.ranking`, rounded to `ranking.DECIMALS`; equal scores by
    newer date, then in the archive's order. By date: newest or oldest first, units without a
    date last, then by score and archive order.
    """

    def search(self, query: Query, *, limit: int, sort: Sort) -> Found:
        """Find units; exact totals, and the first `limit` matches."""

    def tally(self, query: Query, by: Sequence[Facet]) -> Tally:
        """Count all that `search` finds by each of some facets, exactly."""

    def holders(
        self, literals: Sequence[str], *, most: int, limit: int, within: Node | None = None
    ) -> list[Holders]:
        """Say of each of many literals in how many units' own texts it stands, as `ask_one_by_one` does.

        Of articles that `within` is true of, of all for `None`. Totals are exact up to `most`, and
        `most` + 1 stands for all above. The units are given where they are at most `limit`, which is
        not above `most`: oldest first, those without a date last, those of one date in any order.
        """

    def word_units(self, words: Sequence[str], within: Node | None = None) -> list[int]:
        """Return in how many units' own texts each of some words is one of the words, as `words` cuts them.

        Of articles that `within` is true of, of all for `None`.
        """

    def names(self, within: Node | None, part: str, *, limit: int, beside: int) -> FoundNames:
        """Return what `index.mining.names.add_up` says of articles `within` is true of, of all for `None`.

        Only of names whose key holds `part`, the first `limit`; of their places and of the names beside
        them, the first `beside`.
        """

    def suggestions(self, within: Node | None, part: str) -> list[Suggestion]:
        """Return what `suggest_synonyms` there proposes of the same, where a key holds `part`."""

    def article(self, article_id: str) -> Article | None:
        """Return the whole article of an id, `None` where there is none."""

    def values(self, field: GivenField) -> Mapping[str, int]:
        """Return what articles have in a field as it is printed, and how many have each value."""

    def words(self, folded: str) -> list[str]:
        """Return the words of a folded text, which `Relaxed` looks for: as the archive's texts are cut."""

    def close(self) -> None:
        """Let go of files and memory."""


@runtime_checkable
class Explaining(Protocol):
    """What an engine may be able to do beside: say where a score comes from."""

    def contributions(self, query: Query, article_id: str, unit: int) -> tuple[Contribution, ...]:
        """Return what each term adds to the score of a unit, the most first; of terms that no unit has, none.

        The unit must exist. The sum is the score that `search` gives it, before rounding.
        """

    def is_found(self, query: Query, article_id: str, unit: int) -> bool:
        """Say whether a query finds a unit, which must exist."""
