"""Whole articles for a person: one from the archive, all of a rebuilt page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model import BYLINE, HEADLINE, Article, Unit
from searcher.printers import screen

if TYPE_CHECKING:
    from rich.console import Console

    from searcher.archive import Marker


def print_article(console: Console, article: Article, mark: Marker | None = None) -> None:
    """Write an article from headline to end, its paragraphs numbered, marked where `mark` says."""
    spans = mark(article.units[HEADLINE]) if mark else []
    screen.print_wrapped(console, screen.headline(screen.marked(article.headline, spans)))
    screen.print_wrapped(console, screen.heading(article.citation), 2)
    screen.print_location(console, screen.location(article.file, _lines(article)))
    for unit in article.units:
        if unit.number not in {HEADLINE, BYLINE}:
            console.print()
            _print_unit(console, unit, mark)


def _print_unit(console: Console, unit: Unit, mark: Marker | None) -> None:
    text = screen.marked(unit.text, mark(unit) if mark else [])
    if unit.kind == "subhead":
        text.stylize_before("bold")
    screen.print_numbered(console, unit.number, text)


def _lines(article: Article) -> list[list[int]]:
    return [list(lines) for unit in article.units for lines in unit.lines][:1]
