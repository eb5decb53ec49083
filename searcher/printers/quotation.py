"""A verdict on a quotation for a person: each sentence, what differs in it, where it stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from index.language import gettext as _
from searcher.printers import screen
from searcher.printers.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from searcher.quotation.answer import Quotation, QuotedDifference, QuotedSentence, Source

VERDICTS = {"verbatim": "bold green", "altered": "bold yellow", "not found": "bold red"}
PRINTED, QUOTED = "red", "green"

COLUMN = max(map(cell_len, VERDICTS)) + 2
WIDEST = 160
"""Columns beyond which a sentence grows no longer."""


def print_quotation(console: Console, quotation: Quotation) -> None:
    """Write each sentence with its verdict and source, what differs between them, and the verdict on all.

    What was printed and is not quoted stands between `[-` and `-]`, what is quoted and was not printed
    between `{+` and `+}`, as wdiff marks words: also where there are no colours.
    """
    for number, sentence in enumerate(quotation.sentences):
        _print_columns(console, _verdict(sentence.verdict), format_sentence(sentence))
        if sentence.source:
            _print_columns(console, Text(), format_source(sentence.source))
            lines = sentence.printed[0].lines if sentence.printed else []
            place = screen.location(sentence.source.file, lines)
            console.print(Text(" " * COLUMN).append_text(place), soft_wrap=True)
        for difference in quotation.between:
            if difference.span[0] == sentence.span[1] and number + 1 < len(quotation.sentences):
                text = Text(_("before the next sentence: "), screen.QUIET)
                _print_columns(console, _verdict("altered"), text.append_text(_marked(difference)))
        console.print()
    screen.print_wrapped(console, Text(format_verdict(quotation), screen.QUIET))


def format_verdict(quotation: Quotation) -> str:
    """Return the last line: the verdict on the whole, how many sentences have which, and the time."""
    verdicts = [sentence.verdict for sentence in quotation.sentences]
    counts = ", ".join(
        _("{number} {verdict}").format(number=verdicts.count(each), verdict=_verdict(each).plain)
        for each in VERDICTS
        if each in verdicts
    )
    sentences = screen.counted(len(verdicts), "sentence")
    legend = _(" · [-printed-] {{+quoted+}}").format() if _differs(quotation) else ""
    return _("{verdict} · {sentences}: {counts}{legend} · {ms:.0f} ms").format(
        verdict=_verdict(quotation.verdict).plain,
        sentences=sentences,
        counts=counts,
        legend=legend,
        ms=quotation.took_ms,
    )


def format_sentence(sentence: QuotedSentence) -> Text:
    """Return a sentence as it was quoted, what differs marked by signs and colours."""
    text, origin = Text(), sentence.span[0]
    done = 0
    for difference in sentence.differences:
        start, end = (place - origin for place in difference.span)
        text.append(screen.safe(sentence.text[done:start])).append_text(_marked(difference))
        done = end
    return text.append(screen.safe(sentence.text[done:]))


def format_source(source: Source) -> Text:
    """Return what is known of where a sentence stood, in one line."""
    page = screen.page_label(source.page)
    parts = [source.paper, source.date, page, source.section, source.headline, source.article]
    return Text(screen.safe(" · ".join(filter(None, parts))), screen.QUIET)


def _marked(difference: QuotedDifference) -> Text:
    printed = "".join(each.text for each in difference.printed)
    text = Text()
    if printed:
        text.append(screen.safe(f"[-{printed}-]"), PRINTED)
    if difference.quoted:
        text.append(screen.safe(f"{{+{difference.quoted}+}}"), QUOTED)
    return text


def _differs(quotation: Quotation) -> bool:
    differences: Iterable[list[QuotedDifference]] = (each.differences for each in quotation.sentences)
    return bool(quotation.between) or any(differences)


def _verdict(verdict: str) -> Text:
    names = {"verbatim": _("verbatim"), "altered": _("altered"), "not found": _("not found")}
    return Text(names[verdict], VERDICTS[verdict])


def _print_columns(console: Console, left: Text, right: Text) -> None:
    width = max(min(console.width, WIDEST) - COLUMN, 2)
    for line in wrap(right, width):
        margin = left
        margin.append(" " * (COLUMN - cell_len(margin.plain)))
        console.print(margin.append_text(line), soft_wrap=True)
        left = Text()
