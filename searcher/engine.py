"""What stands between a query and whatever answers it.

An engine is given a tree and gives back units: the embedded one on Whoosh, one on a cluster, or
a list in a test. It knows nothing of printing, and callers know nothing of how it finds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from index.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.columnar.values import Field
    from index.model import Article, Citation, Unit
    from searcher.query.tree import Node, Query

Sort = Literal["relevance", "newest", "oldest"]


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


def unsupported(node: Node) -> QueryError:
    """Return the error of an engine that meets a node it cannot answer. It must never be passed over."""
    return QueryError(f"this archive cannot be asked for {node}; leave it out", node.span[0] + 1)


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

    def article(self, article_id: str) -> Article | None:
        """Return the whole article of an id, `None` where there is none."""

    def values(self, field: Field) -> Mapping[str, int]:
        """Return what articles have in a field as it is printed, and how many have each value."""

    def words(self, folded: str) -> list[str]:
        """Return the words of a folded text, which `Relaxed` looks for: as the archive's texts are cut."""

    def close(self) -> None:
        """Let go of files and memory."""
