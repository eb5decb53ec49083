"""The names of an archive: a list for a person, rows for a program."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from rich.text import Text

from index.language import gettext as _
from searcher.found_names import name_as_dict
from searcher.printers import screen
from searcher.printers.machine import cell, to_json
from searcher.printers.screen import QUIET, counted
from searcher.printers.table import format_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from index.mining.names import Name, Suggestion
    from searcher.found_names import FoundNames

WIDEST: Final = 100
"""Columns beyond which the list grows no longer."""

INDENT: Final = 4

KINDS: Final = 3
"""Words that follow a name, of which so many are shown."""

_COLUMNS: Final = ("text", "kinds", "articles", "first", "last", "places", "beside")


def print_names(console: Console, found: FoundNames) -> None:
    """Write each name with its articles, first and last date, below it what goes with it; the total last."""
    width = min(console.width, WIDEST)
    title = [_("Name"), _("articles"), _("first"), _("last")]
    rows = [[_printed(name), f"{name.articles:,}", name.first or "", name.last or ""] for name in found.names]
    header, *lines = format_table([title, *rows], width)
    header.stylize(QUIET)
    console.print(header, soft_wrap=True)
    for name, line in zip(found.names, lines, strict=True):
        console.print(line, soft_wrap=True)
        for more in _more(name):
            screen.print_wrapped(console, Text(screen.safe(more), QUIET), INDENT)
    console.print()
    screen.print_wrapped(console, Text(format_total(found), QUIET))


def format_total(found: FoundNames) -> str:
    """Return how many names there are, and how many of them are shown."""
    shown = _(", {shown} shown").format(shown=len(found.names)) if len(found.names) < found.total else ""
    return f"{counted(found.total, 'name')}{shown}"


def format_names_json(found: FoundNames) -> str:
    """Return the names as one JSON object."""
    return to_json(found.as_dict())


def format_names_csv(found: FoundNames) -> str:
    """Return a header line and one name a line; lists as JSON, nothing a spreadsheet would compute."""
    return _csv(_COLUMNS, map(name_as_dict, found.names))


def format_suggestions(suggestions: Iterable[Suggestion]) -> str:
    """Return lines as synonyms.txt has them, the articles that hold both in a comment above each."""
    return "".join(
        "# "
        + _("together in {articles}").format(articles=counted(each.articles, "article"))
        + f"\n{screen.safe(each.short)} = {screen.safe(each.long)}\n"
        for each in suggestions
    )


def format_suggestions_json(suggestions: Iterable[Suggestion]) -> str:
    """Return the proposals as one JSON array."""
    return to_json([asdict(each) for each in suggestions])


def format_suggestions_csv(suggestions: Iterable[Suggestion]) -> str:
    """Return a header line and one proposal a line."""
    return _csv(("short", "long", "articles"), map(asdict, suggestions))


def _csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    import csv
    import io

    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[column]) for column in columns])
    return output.getvalue()


def _printed(name: Name) -> str:
    """Return a name in its quotation marks."""
    return f"“{name.text}”"


def _more(name: Name) -> Iterator[str]:
    """Yield what follows a name, and its places; the names beside it; each with its number of articles."""
    parts = []
    if name.kinds:
        parts.append(_("followed by {kinds}").format(kinds="、".join(name.kinds[:KINDS])))
    if name.places:
        parts.append(_("in {places}").format(places=_listed(name.places)))
    if parts:
        yield _("; ").join(parts)
    if name.beside:
        yield _("with {names}").format(names=_listed(name.beside))


def _listed(texts: Iterable[tuple[str, int]]) -> str:
    return "、".join(f"{text} {articles:,}" for text, articles in texts)
