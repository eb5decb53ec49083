"""A rebuilt page for a person to check at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import ROUNDED
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from index.language import gettext as _
from index.model import BYLINE, HEADLINE, Article
from searcher.printers import screen
from searcher.printers.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.rebuild import Furniture

FRAME = 4
"""Columns that a box takes of the screen's width."""

WIDEST = 120
"""Columns beyond which a box grows no longer, for the eye's sake."""


def print_page(
    console: Console, file: str, articles: Iterable[Article], furniture: Iterable[Furniture]
) -> None:
    """Write a page's articles in boxes, paragraphs numbered, and what belongs to none below, dimmed."""
    width = min(console.width, WIDEST)
    console.print(Text(screen.safe(file), "bold"), soft_wrap=True)
    for article in articles:
        lines = _lines(article, width - FRAME)
        title = Text(f"{kind_label(article.kind)} · {article.confidence:.2f}", screen.QUIET)
        console.print(Panel(Group(*lines), box=ROUNDED, title=title, title_align="right", width=width))
    for piece in furniture:
        text = Text(screen.safe(piece.text.replace("\n", " ")), screen.QUIET)
        screen.print_wrapped(console, text, FRAME // 2)
    console.print()


def kind_label(kind: str) -> str:
    """Return what a kind of article is called."""
    names = {"article": _("article"), "brief": _("brief"), "photo": _("photo"), "fragment": _("fragment")}
    return names[kind]


def _lines(article: Article, width: int) -> list[Text]:
    lines = wrap(screen.headline(Text(screen.safe(article.headline))), width)
    lines += wrap(screen.heading(article.citation), width)
    for unit in article.units:
        if unit.number not in {HEADLINE, BYLINE}:
            style = "bold" if unit.kind == "subhead" else ""
            lines += screen.numbered(unit.number, Text(screen.safe(unit.text), style), width)
    return lines
