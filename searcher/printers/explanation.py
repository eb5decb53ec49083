"""An explanation for a person: the query's parts, where they stand, and the score as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from index.language import gettext as _
from searcher.printers import screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from searcher.engine import Contribution
    from searcher.explanation import Asking, Explanation

WORDS = 2
"""Columns of words, aligned to the left; numbers follow, aligned to the right."""

NARROW = 80


def print_explanation(console: Console, explanation: Explanation) -> None:
    """Write what was asked, what of it the unit has, and what each term adds to its score."""
    screen.print_wrapped(console, Text(screen.safe(explanation.parsed), "bold"))
    for part in explanation.parts:
        screen.print_wrapped(console, _part(part), 2 * (part.depth + 1))
    console.print()
    spans = [span for part in explanation.parts for span in part.spans or []]
    text = screen.marked(explanation.text, spans)
    for line in screen.numbered(explanation.unit, text, console.width):
        console.print(line, soft_wrap=True)
    console.print()
    gap = 1 if console.width < NARROW else 2
    for row in format_table(explanation.contributions, gap):
        console.print(row, soft_wrap=True)
    screen.print_wrapped(console, Text(_verdict(explanation), screen.QUIET))


def format_table(contributions: Sequence[Contribution], gap: int) -> list[Text]:
    """Return the lines of the table, of what adds something, columns as wide as they must be."""
    rows = [_header(), *(_row(each) for each in contributions if each.score)]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        (" " * gap).join(
            cell + _fill(cell, width) if column < WORDS else _fill(cell, width) + cell
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return [Text(line, "bold" if number == 0 else "") for number, line in enumerate(lines)]


def _fill(cell: str, width: int) -> str:
    return " " * (width - cell_len(cell))


def _row(each: Contribution) -> tuple[str, ...]:
    return (
        _fields().get(each.field, each.field),
        screen.safe(each.term),
        f"{each.weight:.1f}",
        f"{each.units:,}",
        f"{each.idf:.3f}",
        f"{each.frequency:,}",
        f"{each.length:,}",
        f"{each.score:.4f}",
    )


def _part(part: Asking) -> Text:
    operators = {
        "and": _("all of"),
        "or": _("any of"),
        "not": _("none of"),
        "same": _("in the same article"),
    }
    if part.part in operators:
        return Text(operators[part.part], screen.QUIET)
    text = Text(screen.safe(part.text))
    if part.spans is None:
        return text
    places = [_("at {places}").format(places=_listed(part.spans))] if part.spans else []
    if part.headline_spans:
        places.append(_("in the headline at {places}").format(places=_listed(part.headline_spans)))
    return text.append(f"  {', '.join(places) or _('not here')}", screen.QUIET)


def _listed(spans: Sequence[Sequence[int]]) -> str:
    return " ".join(f"{start}-{end}" for start, end in spans)


def _verdict(explanation: Explanation) -> str:
    return _("{found} · {mode} · score {score:.6f}").format(
        found=_("found") if explanation.is_found else _("not found"),
        mode=_("relaxed") if explanation.mode == "relaxed" else _("exact"),
        score=explanation.score,
    )


def _header() -> tuple[str, ...]:
    return (
        _("field"),
        _("term"),
        _("weight"),
        _("units"),
        _("idf"),
        _("count"),
        _("length"),
        _("adds"),
    )


def _fields() -> dict[str, str]:
    """Return how the fields that rank are called here; others have their names."""
    return {
        "words": _("words"),
        "bigrams": _("pairs"),
        "characters": _("characters"),
        "headline_bigrams": _("headline"),
    }
