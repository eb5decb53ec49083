"""What every screen of ours shares: safe text, marked text, an article's heading."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from index.language import gettext as _
from index.language import ngettext
from searcher.printers.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from index.model import Article, Citation

MARK = "bold underline yellow"
HEADLINE = "bold cyan"
QUIET = "dim"
SIMILAR = "yellow"

_CONTROL = "\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"
"""Control characters, C0 and C1, and what a terminal takes likewise: marks of direction, line separators."""

_UNSAFE = re.compile(f"[\n{_CONTROL}]")
_UNSAFE_IN_LINES = re.compile(f"(?!\r\n)[{_CONTROL}]")


def safe(text: str) -> str:
    """Return text that cannot steer a terminal: each control character as `�`."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def safe_lines(text: str) -> str:
    """Return lines of text that cannot steer a terminal; their ends are kept."""
    return _UNSAFE_IN_LINES.sub("\N{REPLACEMENT CHARACTER}", text)


def escaped_json(text: str) -> str:
    """Return JSON in which no character could steer a terminal: they stand in strings alone, as escapes."""
    return _UNSAFE_IN_LINES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def marked(text: str, spans: Iterable[Sequence[int]]) -> Text:
    """Return safe text with the spans marked; brackets in it are no markup."""
    marked_text = Text(safe(text))
    for start, end in spans:
        marked_text.stylize(MARK, start, end)
    return marked_text


def headline(text: Text) -> Text:
    """Return a headline as it is shown, also where there is none."""
    if not text.plain:
        return Text(_("(no headline)"), QUIET)
    text.stylize_before(HEADLINE)
    return text


def heading(citation: Citation) -> Text:
    """Return the line under a headline, from paper to id; what is unknown is left out."""
    parts = [
        citation.paper,
        citation.date,
        page_label(citation.page),
        citation.section,
        format_byline(citation),
        citation.id,
    ]
    return Text(safe(" · ".join(part for part in parts if part)), QUIET)


def page_label(page: str | None) -> str | None:
    """Return what a page is called, `None` where it is not known."""
    return _("page {page}").format(page=page) if page else None


def format_byline(citation: Citation | Article) -> str:
    """Return the byline in one line, each role once before or after its names, as a paper prints it."""
    words: list[str] = []
    role_before = None
    for credit in citation.byline:
        if credit.role == "摄":
            words.append(f"{credit.name} 摄")
            continue
        if credit.role and credit.role != role_before:
            words.append(credit.role)
        role_before = credit.role
        words.append(credit.name)
    return " ".join(words)


def location(file: str, lines: Sequence[Sequence[int]]) -> Text:
    """Return `file:line`, a link to the file where the terminal knows links."""
    line = f":{lines[0][0]}" if lines else ""
    text = Text(safe(f"{file}{line}"), QUIET)
    if os.path.exists(file):  # noqa: PTH110 - of a name that is none, too, it says that it is not there
        text.stylize(Style(link=Path(os.path.realpath(file)).as_uri()))
    return text


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, given as for one, in the plural where it is not one."""
    return ngettext("{count} " + noun, "{count} " + noun + "s", number).format(count=f"{number:,}")


def found(passages: int, articles: int, *, is_relaxed: bool = False) -> str:
    """Return how many passages were found in how many articles; relaxed ones share words with the query."""
    message = _("{passages} sharing words in {articles}") if is_relaxed else _("{passages} in {articles}")
    return message.format(passages=counted(passages, "passage"), articles=counted(articles, "article"))


def shown_of(shown: int, total: int) -> str:
    """Return the part of a line of totals that says how many are shown, where it is not all or none."""
    return _(", {shown} shown").format(shown=shown) if 0 < shown < total else ""


def label(number: int) -> Text:
    """Return a number as it stands in the margin."""
    return Text(f"{number:>2}  ", QUIET)


def numbered(number: int, text: Text, width: int) -> list[Text]:
    """Return the lines of a unit with its number before the first, the others as far to the right."""
    margin = label(number)
    lines = wrap(text, max(width - len(margin), 2))
    margins = [margin, *(Text(" " * len(margin)) for _ in lines[1:])]
    return [Text().append_text(margin).append_text(line) for margin, line in zip(margins, lines, strict=True)]


def print_numbered(console: Console, number: int, text: Text) -> None:
    """Write text wrapped to the console's width, a number before its first line."""
    for line in numbered(number, text, console.width):
        console.print(line, soft_wrap=True)


def print_location(console: Console, place: Text, number: int | None = None) -> None:
    """Write a `file:line` on a line of its own, never wrapped: it is there to be copied and opened."""
    margin = Text("  ") if number is None else label(number)
    console.print(margin.append_text(place), soft_wrap=True)


def print_wrapped(console: Console, text: Text, indent: int = 0) -> None:
    """Write text wrapped to the console's width, indented; wide characters count two columns."""
    for line in wrap(text, max(console.width - indent, 2)):
        console.print(Text(" " * indent).append_text(line), soft_wrap=True)
