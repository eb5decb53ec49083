"""The archive as its readers see it: asked with text, answering with hits."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, Self, get_args

from index.folding import fold
from searcher.engine import Engine, Found, Match, Sort
from searcher.highlight import find_marks, find_spans
from searcher.query.asking import Asked, Options, ask, ask_plainly
from searcher.query.parser import parse
from searcher.query.synonyms import read_synonyms
from searcher.query.tree import Query, Relaxed
from searcher.results import Hit, Mode, Results

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path
    from types import TracebackType

    from index.model import Article, Unit
    from searcher.advice import Suggestion
    from searcher.explanation import Explanation
    from searcher.facts.answer import Facts
    from searcher.facts.figure import Kind as FigureKind
    from searcher.query.synonyms import Synonyms
    from searcher.quotation.answer import Quotation
    from searcher.similar import Similar

    Marker = Callable[[Unit], list[list[int]]]
    """Gives the spans of a unit's text that are to be marked."""

SearchMode = Literal["auto", "exact", "relaxed"]

DEFAULT: Final = Options()
"""Nothing narrowed, synonyms applied, numerals as they are spelled."""


class Archive:
    """An archive opened for searching; a context manager, closed at the end of its block.

    It shows the state of the moment it was opened, whatever is written meanwhile.
    """

    def __init__(self, engine: Engine, synonyms_file: Path | None = None) -> None:
        """Take the engine that finds; `synonyms_file` need not be there, and is read anew for each query."""
        self._engine = engine
        self._synonyms_file = synonyms_file

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
        self,
        query: str,
        *,
        limit: int = 10,
        mode: SearchMode = "auto",
        sort: Sort = "relevance",
        options: Options = DEFAULT,
    ) -> Results:
        """Find the units that match a query in the query language (docs/query.md).

        `limit` is how many hits to return; 0 gives the totals alone. `mode` is "exact" (only
        units of which the query is true), "relaxed" (the query is plain text; units that share
        a word with it) or "auto" (exact, and relaxed where nothing matches exactly). `sort` is
        "relevance", "newest" or "oldest". `options` narrow the query to dates and fields, and
        widen it by numerals and synonyms.

        Raises `QueryError` for a query that is blank or cannot be understood, `OptionError` for a
        filter of no such value, `SourceError` for synonyms that cannot be read, `ValueError` for
        a limit, mode or order of another value.
        """
        _check(limit, mode, sort)
        began = time.perf_counter()
        asked = ask_plainly(query, options) if mode == "relaxed" else self.asked(query, options)
        tree = asked.tree
        found = self._engine.search(tree, limit=limit, sort=sort)
        if mode == "auto" and not found.total and asked.fallback:
            tree = asked.fallback
            found = self._engine.search(tree, limit=limit, sort=sort)
        mark = self._marker(tree)
        hits = tuple(_hit(rank, match, mark) for rank, match in enumerate(found.matches, start=1))
        took_ms = round((time.perf_counter() - began) * 1000, 3)
        return _results(query, asked, tree, found, took_ms, hits)

    def facts(
        self,
        query: str,
        *,
        limit: int = 20,
        kinds: Collection[FigureKind] | None = None,
        options: Options = DEFAULT,
    ) -> Facts:
        """Find the figures, dates and persons near a query's words (docs/query.md), the nearest first.

        `kinds` restricts them to some kinds. Raises what `search` raises, and `QueryError` for a query
        without a word.
        """
        _check(limit, "exact", "relevance")
        from searcher.facts.answer import answer_facts  # a search needs none of it

        return answer_facts(self._engine, query, self.asked(query, options), limit=limit, kinds=kinds)

    def quote(self, text: str) -> Quotation:
        """Say whether a quotation is verbatim, altered or not found, and where each sentence stood.

        Raises `QueryError` for a text without a word, and for one that is too long.
        """
        from searcher.quotation.answer import answer_quotation  # a search needs none of it

        return answer_quotation(self, text)

    def advise(self, query: str, options: Options = DEFAULT) -> tuple[Suggestion, ...]:
        """Return what would be found instead of a query that matches nothing exactly, with exact counts.

        Raises what `search` raises.
        """
        from searcher.advice import advise  # few searches need it

        return advise(self._engine, self.asked(query, options).tree)

    def similar(self, draft: str, *, limit: int = 5, without: str | None = None) -> Similar:
        """Find what of a draft stands in the archive already, and the `limit` articles closest in subject.

        The article of the id `without` is left out. Raises `QueryError` for a draft that is blank or too
        long.
        """
        _check(limit, "exact", "relevance")
        from searcher.similar import find_similar  # a search needs none of it

        return find_similar(self._engine, draft, limit=limit, without=without)

    def explain(
        self, query: str, article: Article, unit: int, *, relaxed: bool = False, options: Options = DEFAULT
    ) -> Explanation:
        """Say how a query was understood, what a unit of an article has of it, and what that counts for.

        The article must be one of this archive, and have the unit. Raises what `search` raises.
        """
        from searcher.explanation import explain  # a search needs none of it

        asked = ask_plainly(query, options) if relaxed else self.asked(query, options)
        return explain(self._engine, query, asked, article, unit)

    def asked(self, query: str, options: Options = DEFAULT) -> Asked:
        """Return what a query asks an engine for, with the synonyms of this archive.

        Raises what `search` raises for a query, its options and the synonyms.
        """
        return ask(query, options, self._synonyms() if options.synonyms else {})

    def article(self, article_id: str) -> Article | None:
        """Return a whole article by its id, `None` where there is none."""
        return self._engine.article(article_id)

    def _synonyms(self) -> Synonyms:
        if self._synonyms_file is None or not self._synonyms_file.exists():
            return {}
        return read_synonyms(self._synonyms_file)

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
    query: str, asked: Asked, tree: Query, found: Found, took_ms: float, hits: tuple[Hit, ...]
) -> Results:
    mode: Mode = "relaxed" if isinstance(tree, Relaxed) else "exact"
    synonyms = tuple((each.literal, each.synonyms) for each in asked.synonyms)
    return Results(query, mode, found.total, found.articles, took_ms, hits, synonyms)
