"""Facts for a person: each figure beside its sentence, then those that disagree side by side."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from index.language import gettext as _
from searcher.passage import cut
from searcher.printers import screen
from searcher.printers.wrapping import pieces, wrap

if TYPE_CHECKING:
    from rich.console import Console

    from searcher.facts.answer import Facts, FoundFact

FIGURE = "bold green"

WIDEST_FIGURE = 16
"""Columns of the figures; a wider figure is wrapped within them."""

WIDEST = 160
"""Columns beyond which a sentence grows no longer."""

LINES_OF_A_SENTENCE = 3
GAP = 2


def print_facts(console: Console, facts: Facts) -> None:
    """Write the facts, nearest first, and the totals last."""
    column = min(max(cell_len(fact.figure) for fact in facts.facts), WIDEST_FIGURE) if facts.facts else 0
    for fact in facts.facts:
        _print_fact(console, fact, column)
    for disagreement in facts.disagreements:
        title = _disagree(disagreement.counted)
        screen.print_wrapped(console, Text(screen.safe(title), "yellow"))
        for rank in disagreement.ranks:
            _print_columns(console, *_beside(facts.facts[rank - 1]), column)
        console.print()
    screen.print_wrapped(console, Text(format_totals(facts), screen.QUIET))


def format_totals(facts: Facts) -> str:
    """Return the last line: how many facts in how many passages, and what was left out."""
    found = screen.counted(facts.total, "figure")
    passages = screen.counted(facts.passages, "passage")
    if facts.read < facts.passages:
        passages = _("the {read:,} most relevant of {passages}").format(read=facts.read, passages=passages)
    return _("{figures} in {passages}{shown} · {ms:.0f} ms").format(
        figures=found,
        passages=passages,
        shown=screen.shown_of(len(facts.facts), facts.total),
        ms=facts.took_ms,
    )


def _disagree(counted: str) -> str:
    if not counted:
        return _("Numbers that cannot all be true of one thing:")
    return _("Figures in {unit} that cannot all be true of one thing:").format(unit=counted)


def _print_fact(console: Console, fact: FoundFact, column: int) -> None:
    room = max(min(console.width, WIDEST) - column - GAP, 10) // 2 * LINES_OF_A_SENTENCE
    sentence = screen.marked(fact.sentence, fact.spans)
    sentence.stylize(FIGURE, *fact.figure_span)
    places = sorted([fact.figure_span, *fact.spans])
    parts = cut(fact.sentence, places, room)
    shown = Text()
    for (start, _end), piece in zip(parts, pieces(sentence, parts), strict=True):
        shown.append("…" if start else "", screen.QUIET).append_text(piece)
    if parts[-1][1] < len(fact.sentence):
        shown.append("…", screen.QUIET)
    _print_columns(console, Text(screen.safe(fact.figure), FIGURE), shown, column)
    _print_columns(console, Text(), _source(fact), column)
    console.print()


def _print_columns(console: Console, left: Text, right: Text, column: int) -> None:
    width = max(min(console.width, WIDEST) - column - GAP, 2)
    for figure, line in zip_longest(wrap(left, max(column, 2)), wrap(right, width)):
        margin = figure if figure is not None else Text()
        margin.append(" " * (column + GAP - cell_len(margin.plain)))
        console.print(margin.append_text(line if line is not None else Text()), soft_wrap=True)


def _beside(fact: FoundFact) -> tuple[Text, Text]:
    return Text(screen.safe(fact.figure), FIGURE), _source(fact)


def _source(fact: FoundFact) -> Text:
    """Return what is known of where a fact was printed, in one line."""
    page = screen.page_label(fact.page)
    parts = [fact.paper, fact.date, page, fact.headline, fact.article]
    return Text(screen.safe(" · ".join(part for part in parts if part)), screen.QUIET)
