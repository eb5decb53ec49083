"""Prior coverage of a draft for a person: what it repeats, then what is closest in subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from index.language import gettext as _
from searcher.passage import cut
from searcher.printers import screen
from searcher.printers.wrapping import pieces

if TYPE_CHECKING:
    from rich.console import Console

    from searcher.similar import Similar, SimilarPassage

INDENT = 2
WIDEST = 160
LINES_OF_A_PASSAGE = 3


def print_similar(console: Console, similar: Similar) -> None:
    """Write what of the draft stands in the archive, with the sources, and the closest articles."""
    if similar.reused:
        screen.print_wrapped(console, Text(_("In the archive word for word:"), "yellow"))
        console.print()
    for run in similar.reused:
        screen.print_wrapped(console, Text(screen.safe(run.text.strip()), screen.MARK))
        for source in run.sources:
            _print_source(console, source)
        console.print()
    if similar.closest:
        terms = ", ".join(similar.terms)
        title = _("Closest in subject, by {terms}:").format(terms=terms)
        screen.print_wrapped(console, Text(screen.safe(title), "yellow"))
        console.print()
    for close in similar.closest:
        _print_source(console, close.passage)
        screen.print_wrapped(console, _shown(close.passage, console.width), 2 * INDENT)
        console.print()
    screen.print_wrapped(console, Text(format_totals(similar), screen.QUIET))


def format_totals(similar: Similar) -> str:
    """Return the last line: how much was found for how long a draft."""
    reused = screen.counted(len(similar.reused), "repeated passage")
    closest = screen.counted(len(similar.closest), "close article")
    characters = screen.counted(similar.characters, "character")
    return _("{reused}, {closest} for {characters} · {ms:.0f} ms").format(
        reused=reused, closest=closest, characters=characters, ms=similar.took_ms
    )


def _print_source(console: Console, passage: SimilarPassage) -> None:
    page = screen.page_label(passage.page)
    parts = [passage.paper, passage.date, page, passage.headline, passage.article]
    text = Text(screen.safe(" · ".join(filter(None, parts))), screen.QUIET)
    screen.print_wrapped(console, text, INDENT)
    screen.print_location(console, screen.location(passage.file, passage.lines))


def _shown(passage: SimilarPassage, width: int) -> Text:
    room = max(min(width, WIDEST) - 2 * INDENT, 10) // 2 * LINES_OF_A_PASSAGE
    parts = cut(passage.text, passage.spans[:1], room)
    text = Text()
    for (start, _end), piece in zip(
        parts, pieces(screen.marked(passage.text, passage.spans), parts), strict=True
    ):
        text.append("…" if start else "", screen.QUIET).append_text(piece)
    return text.append("…" if parts[-1][1] < len(passage.text) else "", screen.QUIET)
