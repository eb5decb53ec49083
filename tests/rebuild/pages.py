"""A rebuilt page as a text to compare: everything that was put somewhere, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model import Page
from index.rebuild import reconstruct
from index.rebuild.lines import Line, measure, split_lines

if TYPE_CHECKING:
    from index.rebuild.lines import Width


def shown(text: str) -> str:
    """Rebuild a page and write down what came out.

    An article is its kind and headline on one line, its credits (`by name role; …`), its paragraphs,
    and its subheads after `##`; below a line of dashes stands the furniture.
    """
    result = reconstruct(Page("page.txt", text, "0" * 64))
    shown: list[str] = []
    for article in result.articles:
        shown.append(f"[{article.kind}] {article.headline}".rstrip())
        if article.byline:
            shown.append(
                "by " + "; ".join(f"{credit.name} {credit.role}".rstrip() for credit in article.byline)
            )
        shown += [f"## {unit.text}" if unit.kind == "subhead" else unit.text for unit in article.units[2:]]
    return "\n".join([*shown, "---", *(piece.text for piece in result.furniture)])


def lines_of(text: str) -> list[Line]:
    """Return the lines of a page."""
    return split_lines(text)[0]


def widths_of(lines: list[Line]) -> list[Width]:
    """Return the widths of lines."""
    return [measure(line.text) for line in lines]
