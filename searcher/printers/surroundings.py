"""Hits with what stands around them: the units before and after, or the whole article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from index.model import BYLINE, HEADLINE
from searcher.printers import screen
from searcher.printers.results import by_article, citation_of, format_totals, print_announcement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.console import Console

    from index.model import Article
    from searcher.results import Hit, Results


def print_surroundings(
    console: Console,
    results: Results,
    article: Callable[[str], Article | None],
    around: int | None,
    *,
    is_fallback: bool,
) -> None:
    """Write each article of the hits: `around` units before and after each hit, `None` for all of it.

    `article` gives an article by its id. Headlines stand above and are not counted. What is left out
    between units is shown by `…`.
    """
    print_announcement(console, results, is_fallback=is_fallback)
    for hits in by_article(results):
        whole = article(hits[0].article)
        if whole is not None:
            _print_article(console, whole, hits, around)
    screen.print_wrapped(console, Text(format_totals(results), screen.QUIET))


def _print_article(console: Console, article: Article, hits: Sequence[Hit], around: int | None) -> None:
    spans = {hit.unit: hit.spans for hit in hits}
    headline = screen.marked(article.headline, spans.get(HEADLINE, []))
    screen.print_wrapped(console, screen.headline(headline))
    screen.print_wrapped(console, screen.heading(citation_of(hits[0])), 2)
    screen.print_location(console, screen.location(hits[0].file, hits[0].lines))
    body = [unit for unit in article.units if unit.number not in {HEADLINE, BYLINE} and unit.text]
    places = [place for place, unit in enumerate(body) if unit.number in spans]
    before = -1
    for place in _shown(places, len(body), around):
        if place > before + 1:
            screen.print_wrapped(console, Text("…", screen.QUIET), 4)
        unit = body[place]
        text = screen.marked(unit.text, spans.get(unit.number, []))
        if unit.number not in spans and around is not None:
            text.stylize_before(screen.QUIET)
        for line in screen.numbered(unit.number, text, console.width):
            console.print(line, soft_wrap=True)
        before = place
    console.print()


def _shown(places: Sequence[int], units: int, around: int | None) -> list[int]:
    """Return the places of the units to show, ascending."""
    if around is None:
        return list(range(units))
    wanted = {
        near for place in places for near in range(max(place - around, 0), min(place + around + 1, units))
    }
    return sorted(wanted)
