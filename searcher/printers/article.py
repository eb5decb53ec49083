"""Whole articles for a person: one from the archive, all of a rebuilt page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model import BYLINE, HEADLINE, Article, Unit
from searcher.highlight import find_spans
from searcher.printers import screen

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from rich.console import Console


def print_article(console: Console, article: Article, needles: AbstractSet[str] = frozenset()) -> None:
    """Write an article from headline to end, its paragraphs numbered, folded `needles` marked."""
    spans = find_spans(article.headline, needles)
    screen.print_wrapped(console, screen.headline(screen.marked(article.headline, spans)))
    screen.print_wrapped(console, screen.heading(article.citation), 2)
    screen.print_location(console, screen.location(article.file, _lines(article)))
    for unit in article.units:
        if unit.number not in {HEADLINE, BYLINE}:
            console.print()
            _print_unit(console, unit, needles)


def _print_unit(console: Console, unit: Unit, needles: AbstractSet[str]) -> None:
    text = screen.marked(unit.text, find_spans(unit.text, needles))
    if unit.kind == "subhead":
        text.stylize_before("bold")
    for line in screen.numbered(unit.number, text, console.width):
        console.print(line, soft_wrap=True)


def _lines(article: Article) -> list[list[int]]:
    return [list(lines) for unit in article.units for lines in unit.lines][:1]
