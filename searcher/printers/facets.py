"""Counts by year, paper or author, for a person: a small table each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.language import gettext as _
from searcher.printers.screen import QUIET
from searcher.printers.table import format_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

    from searcher.facets import Count, Facet, Tally

ROWS = 10
"""Values of a facet that are shown one by one; JSON has all of them."""

WIDEST = 80
"""Columns beyond which a table grows no longer: the eye would lose the line."""


def print_facets(console: Console, facets: Tally) -> None:
    """Write a table for each facet, the most frequent values first, with a blank line after each."""
    for facet, counts in facets.items():
        for line in format_facet(facet, counts, min(console.width, WIDEST)):
            console.print(line, soft_wrap=True)
        console.print()


def format_facet(facet: Facet, counts: Sequence[Count], width: int) -> list[Text]:
    """Return the lines of a table: a title, at most `ROWS` values, the others in one line, those of none."""
    valued = [count for count in counts if count.value is not None]
    shown, others = valued[:ROWS], valued[ROWS:]
    rows = [[_name(facet), _("passages"), _("articles")]]
    rows += [[f"  {count.value}", f"{count.units:,}", f"{count.articles:,}"] for count in shown]
    if others:
        rows.append(["  " + _("{number:,} others").format(number=len(others)), *_sums(facet, others)])
    rows += [
        ["  " + _("(unknown)"), f"{count.units:,}", f"{count.articles:,}"] for count in counts[len(valued) :]
    ]
    title, *lines = format_table(rows, width)
    title.stylize(QUIET)
    return [title, *lines]


def _name(facet: Facet) -> str:
    names: dict[Facet, str] = {
        "year": _("Year"),
        "month": _("Month"),
        "day": _("Day"),
        "paper": _("Paper"),
        "page": _("Page"),
        "section": _("Section"),
        "byline": _("Byline"),
        "kind": _("Kind"),
    }
    return names[facet]


def _sums(facet: Facet, counts: Sequence[Count]) -> list[str]:
    """Return what counts add up to; nothing for bylines, where one passage counts for several names."""
    if facet == "byline":
        return ["", ""]
    return [f"{sum(count.units for count in counts):,}", f"{sum(count.articles for count in counts):,}"]
