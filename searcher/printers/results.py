"""Results for a person: passages grouped by article, the literal marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from index.language import gettext as _
from index.model import Citation, Credit
from searcher.passage import cut
from searcher.printers import screen
from searcher.printers.wrapping import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from searcher.results import Hit, Results

LINES_OF_A_PASSAGE = 4
"""How many lines of the screen a passage may take before it is cut."""

INDENT = 4

WIDEST = 200
"""Columns beyond which a passage grows no longer, as where output is piped and has no width."""


def print_results(console: Console, results: Results, *, is_fallback: bool, with_ranks: bool = False) -> None:
    """Write the hits grouped by article, in order of each article's best, and the totals.

    `is_fallback` says that exact matches were asked for and there are none. `with_ranks` puts the rank of
    each hit before its passage, or before the place of its headline, for the reader to name it.
    """
    print_announcement(console, results, is_fallback=is_fallback)
    for hits in by_article(results):
        _print_article(console, hits, with_ranks=with_ranks)
    if results.facets:
        from searcher.printers.facets import print_facets  # few searches are counted

        print_facets(console, results.facets)
    screen.print_wrapped(console, Text(format_totals(results), screen.QUIET))


def print_announcement(console: Console, results: Results, *, is_fallback: bool) -> None:
    """Say above relaxed results that they are; see `print_results`."""
    if results.mode == "relaxed":
        announcement = (
            _("Nothing matches exactly. Passages that share words with the query:")
            if is_fallback
            else _("Passages that share words with the query:")
        )
        screen.print_wrapped(console, Text(announcement, "yellow"))
        console.print()


def format_totals(results: Results) -> str:
    """Return the last line: how much was found, how much of it is shown, how long it took."""
    return _("{found}{shown} · {ms:.0f} ms").format(
        found=screen.found(results.total, results.articles, is_relaxed=results.mode == "relaxed"),
        shown=screen.shown_of(len(results), results.total),
        ms=results.took_ms,
    )


def by_article(results: Iterable[Hit]) -> list[list[Hit]]:
    """Return the hits of each article, in the order of their best."""
    groups: dict[str, list[Hit]] = {}
    for hit in results:
        groups.setdefault(hit.article, []).append(hit)
    return list(groups.values())


def _print_article(console: Console, hits: list[Hit], *, with_ranks: bool) -> None:
    first = hits[0]
    headline_spans = next((hit.spans for hit in hits if hit.kind == "headline"), [])
    screen.print_wrapped(console, screen.headline(screen.marked(first.headline, headline_spans)))
    heading = screen.heading(citation_of(first))
    if first.similar:
        heading.append(_(" · +{number} similar").format(number=len(first.similar)), screen.SIMILAR)
    screen.print_wrapped(console, heading, 2)
    shown = None
    # The headline stands above already: its place comes first, and no passage under it.
    for hit in sorted(hits, key=lambda hit: hit.kind != "headline"):
        location = screen.location(hit.file, hit.lines)
        is_headline = hit.kind == "headline"
        if location != shown:
            screen.print_location(console, location, hit.rank if with_ranks and is_headline else None)
        shown = location
        if with_ranks and not is_headline:
            screen.print_numbered(console, hit.rank, format_passage(hit, console.width))
        elif not is_headline:
            screen.print_wrapped(console, format_passage(hit, console.width), INDENT)
    console.print()


def format_passage(hit: Hit, width: int) -> Text:
    """Return the parts of a unit around its spans, as many as fit a few lines of the screen."""
    text = screen.marked(hit.text, hit.spans)
    room = max((min(width, WIDEST) - INDENT) // 2, 10) * LINES_OF_A_PASSAGE
    parts = cut(hit.text, hit.spans, room)
    passage = Text()
    for (start, _end), piece in zip(parts, pieces(text, parts), strict=True):
        if start > 0:
            passage.append("…", screen.QUIET)
        passage.append_text(piece)
    if parts[-1][1] < len(hit.text):
        passage.append("…", screen.QUIET)
    return passage


def citation_of(hit: Hit) -> Citation:
    """Return what a hit says of its article."""
    return Citation(
        id=hit.article,
        file=hit.file,
        kind=hit.article_kind,
        headline=hit.headline,
        byline=tuple(Credit(credit["name"], credit["role"]) for credit in hit.byline),
        paper=hit.paper,
        date=hit.date,
        page=hit.page,
        section=hit.section,
    )
