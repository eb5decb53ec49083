"""The archive as its readers see it: asked with text, answering with hits."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Literal, Self, get_args

from index.folding import fold
from searcher.engine import Engine, Found, Match, Sort
from searcher.highlight import find_marks, find_spans
from searcher.query.parser import check, parse
from searcher.query.traversal import relax
from searcher.query.tree import Node, Query, Relaxed
from searcher.results import Hit, Mode, Results

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from index.columnar.values import Field
    from index.model import Article, Unit

    Marker = Callable[[Unit], list[list[int]]]
    """Gives the spans of a unit's text that are to be marked."""

SearchMode = Literal["auto", "exact", "relaxed"]


class Archive:
    """An archive opened for searching; a context manager, closed at the end of its block.

    It shows the state of the moment it was opened, whatever is written meanwhile.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the archive's files."""
        self._engine.close()

    def search(
        self, query: str, *, limit: int = 10, mode: SearchMode = "auto", sort: Sort = "relevance"
    ) -> Results:
        """Find the units that match a query in the query language (docs/query.md).

        `limit` is how many hits to return; 0 gives the totals alone. `mode` is "exact" (only
        units of which the query is true), "relaxed" (the query is plain text; units that share
        a word with it) or "auto" (exact, and relaxed where nothing matches exactly). `sort` is
        "relevance", "newest" or "oldest".

        Raises `QueryError` for a query that is blank or cannot be understood, `ValueError` for
        an option of another value.
        """
        _check(limit, mode, sort)
        began = time.perf_counter()
        if mode == "relaxed":
            tree: Query = _plain(query)
        else:
            tree = parse(query)
        found = self._engine.search(tree, limit=limit, sort=sort)
        if mode == "auto" and not found.total and not isinstance(tree, Relaxed) and (relaxed := relax(tree)):
            tree = relaxed
            found = self._engine.search(tree, limit=limit, sort=sort)
        mark = self._marker(tree)
        hits = tuple(_hit(rank, match, mark) for rank, match in enumerate(found.matches, start=1))
        took_ms = round((time.perf_counter() - began) * 1000, 3)
        return _results(query, tree, found, took_ms, hits)

    def article(self, article_id: str) -> Article | None:
        """Return a whole article by its id, `None` where there is none."""
        return self._engine.article(article_id)

    def values(self, field: Field) -> Mapping[str, int]:
        """Return what articles have in a field as it is printed, and how many have each value."""
        return self._engine.values(field)

    def _marker(self, tree: Query) -> Marker:
        """Return what marks in a hit what was looked for."""
        if not isinstance(tree, Relaxed):
            return partial(find_marks, tree=tree)
        words = set(self._engine.words(fold(tree.text)))
        return lambda unit: find_spans(unit.text, words)


def marker(query: str) -> Marker:
    """Return what marks in a unit what a query asks for. Raises `QueryError`."""
    return partial(find_marks, tree=parse(query))


def _check(limit: int, mode: str, sort: str) -> None:
    if limit < 0:
        raise ValueError(f"limit is {limit}; give 0 or more")
    if mode not in get_args(SearchMode):
        raise ValueError(f"mode is {mode!r}; give one of {', '.join(get_args(SearchMode))}")
    if sort not in get_args(Sort):
        raise ValueError(f"sort is {sort!r}; give one of {', '.join(get_args(Sort))}")


def _plain(query: str) -> Relaxed:
    check(query)
    return Relaxed(query)


def _hit(rank: int, match: Match, mark: Marker) -> Hit:
    unit, citation = match.unit, match.citation
    return Hit(
        rank=rank,
        score=match.score,
        article=citation.id,
        unit=unit.number,
        kind=unit.kind,
        text=unit.text,
        spans=mark(unit),
        headline=citation.headline,
        byline=[{"name": credit.name, "role": credit.role} for credit in citation.byline],
        article_kind=citation.kind,
        paper=citation.paper,
        date=citation.date,
        page=citation.page,
        section=citation.section,
        file=citation.file,
        lines=[list(lines) for lines in unit.lines],
    )


def _results(
    query: str, tree: Node | Relaxed, found: Found, took_ms: float, hits: tuple[Hit, ...]
) -> Results:
    mode: Mode = "relaxed" if isinstance(tree, Relaxed) else "exact"
    return Results(query, mode, found.total, found.articles, took_ms, hits)
