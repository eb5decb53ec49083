"""The archive as its readers see it: asked with text, answering with hits."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal, Self, get_args

from index.folding import fold
from searcher import grouping
from searcher.engine import Engine, Found, Match, Sort
from searcher.facets import facet_of
from searcher.highlight import find_marks, find_spans
from searcher.query.asking import Asked, Options, ask, ask_plainly
from searcher.query.filters import within_of
from searcher.query.parser import parse
from searcher.query.tree import Query, Relaxed
from searcher.results import Hit, Mode, Results

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from index.columnar.values import GivenField
    from index.mining import names as index_names
    from index.model import Article, Unit
    from searcher.advice import Suggestion
    from searcher.explanation import Explanation
    from searcher.facets import Facet, Tally
    from searcher.facts.answer import Facts
    from searcher.facts.figure import Kind as FigureKind
    from searcher.found_names import FoundNames
    from searcher.query.filters import Filters
    from searcher.query.synonyms import Synonyms
    from searcher.quotation.answer import Quotation
    from searcher.similar import Similar
    from searcher.timeline import Period, Timeline, TimelineMode

    Marker = Callable[[Unit], list[list[int]]]
    """Gives the spans of a unit's text that are to be marked."""

SearchMode = Literal["auto", "exact", "relaxed"]

SYNONYMS: Final = "synonyms.txt"
"""The name of the file in an archive's folder that has its synonyms, if there is one."""

DEFAULT: Final = Options()
"""Nothing narrowed, synonyms applied, numerals as they are spelled."""

NOTHING: Final = Found(0, 0, ())


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
        facets: Sequence[Facet] = (),
        group: bool = False,
    ) -> Results:
        """Find the units that match a query in the query language (docs/query.md).

        `limit` is how many hits to return; 0 gives the totals alone. `mode` is "exact" (only
        units of which the query is true), "relaxed" (the query is plain text; units that share
        a word with it) or "auto" (exact, and relaxed where nothing matches exactly). `sort` is
        "relevance", "newest" or "oldest". `options` narrow the query to dates and fields, and
        widen it by numerals and synonyms. By each of the `facets` ("year", "month", "day", "paper",
        "page", "section", "byline", "kind") all that matches is counted. `group` leaves out the hits in
        copies of an article that has a hit before them; its hits have the ids as `similar`.

        Raises `QueryError` for a query that is blank or cannot be understood, `OptionError` for a
        filter of no such value and an unknown facet, `SourceError` for synonyms that cannot be read,
        `ValueError` for a limit, mode or order of another value.
        """
        _check(limit, mode, sort)
        by = tuple(map(facet_of, facets))
        began = time.perf_counter()
        asked = ask_plainly(query, options) if mode == "relaxed" else self.asked(query, options)
        tree = asked.tree
        most = grouping.to_fetch(limit) if group else limit
        found = self._engine.search(tree, limit=most, sort=sort)
        if mode == "auto" and not found.total and asked.fallback:
            tree = asked.fallback
            found = self._engine.search(tree, limit=most, sort=sort)
        tally = self._engine.tally(tree, by) if by else {}
        similar: dict[str, list[str]] | None = None
        if group:
            found, similar = grouping.group(found, limit, self._engine.article)
        return self._answer(query, asked, tree, found, tally, began, similar)

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

    def quote(self, text: str, *, options: Filters = DEFAULT) -> Quotation:
        """Say whether a quotation is verbatim, altered or not found, and where each sentence stood.

        `options` narrow the articles that it may come from; it is compared as it stands, so numerals and
        synonyms have no part in it. Raises `QueryError` for a text without a word, and for one that is too
        long, `OptionError` for a filter of no such value.
        """
        from searcher.quotation.answer import answer_quotation  # a search needs none of it

        return answer_quotation(self._engine, text, within_of(options))

    def advise(self, query: str, options: Options = DEFAULT) -> tuple[Suggestion, ...]:
        """Return what would be found instead of a query that matches nothing exactly, with exact counts.

        Raises what `search` raises.
        """
        from searcher.advice import advise  # few searches need it

        return advise(self._engine, self.asked(query, options).tree)

    def similar(
        self, draft: str, *, limit: int = 5, without: str | None = None, options: Filters = DEFAULT
    ) -> Similar:
        """Find what of a draft stands in the archive already, and the `limit` articles closest in subject.

        The article of the id `without` is left out; `options` narrow the others as for `quote`. Raises
        `QueryError` for a draft that is blank or too long, `OptionError` for a filter of no such value.
        """
        _check(limit, "exact", "relevance")
        from searcher.similar import find_similar  # a search needs none of it

        return find_similar(self._engine, draft, limit=limit, without=without, within=within_of(options))

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

    def timeline(
        self,
        query: str,
        *,
        by: Period | None = None,
        mode: TimelineMode = "exact",
        on_this_day: str | None = None,
        limit: int = 10,
        options: Options = DEFAULT,
    ) -> Timeline:
        """Count what a query finds by year, month or day, without `by` by what fits a screen.

        `mode` is "exact" or "relaxed", as for `search`. `on_this_day`, MM-DD, leaves the units of this day
        of the calendar, counted by year unless `by` says otherwise; `results` has the newest `limit`.
        `options` as for `search`.

        Raises `QueryError` for a query that is blank or cannot be understood, `OptionError` for a day
        that is none and a period that is too short, `ValueError` for another option of another value.
        """
        from searcher import timeline  # few commands draw one

        timeline.check_options(by, mode)
        _check(limit, mode, "newest")
        asked = ask_plainly(query, options) if mode == "relaxed" else self.asked(query, options)
        tree = asked.tree
        days = timeline.days_of(self._engine, tree)
        if on_this_day is None:
            return timeline.draw(query, mode, days, by)
        day = timeline.parse_month_and_day(on_this_day)
        drawn = timeline.draw(query, mode, timeline.on_day(days, day), by or "year")
        narrowed = timeline.within_days(tree, timeline.on_day(days, day))
        began = time.perf_counter()
        found = self._engine.search(narrowed, limit=limit, sort="newest") if drawn.total else NOTHING
        return replace(drawn, on_this_day=day, results=self._answer(query, asked, narrowed, found, {}, began))

    def names(
        self, grep: str = "", *, since: str | None = None, until: str | None = None, limit: int = 20
    ) -> FoundNames:
        """Return the archive's initiatives, the terms set in quotation marks, most articles first.

        Only names that contain `grep`, folded as a query is, and articles from `since` to `until`, dates
        as the query language writes them. Raises `OptionError` for what is no date, `ValueError` for a
        limit below 0.
        """
        from searcher import names  # few commands ask for them

        _check(limit, "exact", "newest")
        return names.find_names(self._engine, grep, since, until, limit)

    def suggest_synonyms(
        self, grep: str = "", *, since: str | None = None, until: str | None = None
    ) -> list[index_names.Suggestion]:
        """Propose pairs of names, of which the shorter may stand for the longer; arguments as for `names`.

        What the archive's synonyms have already is left out. Raises `SourceError` where they cannot be read.
        """
        from searcher import names  # few commands ask for them

        return names.suggest(self._engine, grep, since, until, self._synonyms())

    def article(self, article_id: str) -> Article | None:
        """Return a whole article by its id, `None` where there is none."""
        return self._engine.article(article_id)

    def _synonyms(self) -> Synonyms:
        if self._synonyms_file is None or not self._synonyms_file.exists():
            return {}
        from searcher.query.synonyms import read_synonyms  # few archives have any

        return read_synonyms(self._synonyms_file)

    def _answer(
        self,
        query: str,
        asked: Asked,
        tree: Query,
        found: Found,
        tally: Tally,
        began: float,
        similar: Mapping[str, list[str]] | None = None,
    ) -> Results:
        """Return what a search that began at this time of `perf_counter` found."""
        mark = self._marker(tree)
        hits = tuple(
            _hit(rank, match, mark, None if similar is None else similar.get(match.citation.id, []))
            for rank, match in enumerate(found.matches, start=1)
        )
        took_ms = round((time.perf_counter() - began) * 1000, 3)
        return _results(query, asked, tree, found, took_ms, hits, tally)

    def values(self, field: GivenField) -> Mapping[str, int]:
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


def _hit(rank: int, match: Match, mark: Marker, similar: list[str] | None) -> Hit:
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
        similar=similar,
    )


def _results(
    query: str,
    asked: Asked,
    tree: Query,
    found: Found,
    took_ms: float,
    hits: tuple[Hit, ...],
    facets: Tally,
) -> Results:
    mode: Mode = "relaxed" if isinstance(tree, Relaxed) else "exact"
    synonyms = tuple((each.literal, each.synonyms) for each in asked.synonyms)
    return Results(query, mode, found.total, found.articles, took_ms, hits, synonyms, facets=facets)
