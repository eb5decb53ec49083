"""Results to carry away: citations as papers write them, and Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from searcher.printers.results import by_article, citation_of
from searcher.printers.screen import format_byline, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model import Citation
    from searcher.results import Hit, Results

# What CommonMark would take for markup; at the beginning of a line, for a list, a quotation or a heading.
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>&|~]|^\s*(?:[#+-]|\d+[.)])", re.MULTILINE)


def format_citations(results: Results) -> str:
    """Return one citation a line for each article, in the order of the articles' first hits."""
    return "".join(f"{safe(format_citation(citation_of(hits[0])))}\n" for hits in by_article(results))


def format_citation(citation: Citation) -> str:
    """Return a citation: 《呼和浩特日报》2025年4月18日第7版 标题，本报记者 杨彩霞.

    What is unknown is left out; of what is entirely unknown the file is named, and the article's id.
    """
    issue = "".join(
        [
            f"《{citation.paper}》" if citation.paper else "",
            _day(citation.date) if citation.date else "",
            f"第{_number(citation.page)}版" if citation.page else "",
        ]
    )
    title = "，".join(filter(None, [citation.headline, format_byline(citation)]))
    return " ".join(filter(None, [issue, title])) or f"{citation.file} {citation.id}"


def format_markdown(results: Results) -> str:
    """Return each article as a heading with its citation, and its passages as quotations, words in bold."""
    return "\n".join(_article(hits) for hits in by_article(results))


def escaped(text: str) -> str:
    """Return text as Markdown that shows it as it is, in one line; control characters as `�`."""
    return _MARKUP.sub(lambda match: match[0][:-1] + "\\" + match[0][-1], safe(text))


def _article(hits: Sequence[Hit]) -> str:
    citation = citation_of(hits[0])
    heading = escaped(citation.headline or citation.id)
    passages = [f"\n> {_bold(hit)}\n>\n> {_place(hit)}\n" for hit in hits]
    return (
        f"## {heading}\n\n{escaped(format_citation(citation))} ({escaped(citation.id)})\n{''.join(passages)}"
    )


def _bold(hit: Hit) -> str:
    # Escaped piece by piece: escaping the whole would move the spans.
    text, done = "", 0
    for start, end in hit.spans:
        text += f"{escaped(hit.text[done:start])}**{escaped(hit.text[start:end])}**"
        done = end
    return text + escaped(hit.text[done:])


def _place(hit: Hit) -> str:
    line = f":{hit.lines[0][0]}" if hit.lines else ""
    return escaped(f"{hit.file}{line}")


def _day(date: str) -> str:
    year, month, day = date.split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日"


def _number(page: str) -> str:
    return page.lstrip("0") or page
