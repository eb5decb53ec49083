"""Articles out of texts whose paragraphs and headings are known: nothing was torn, nothing is rebuilt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.model import Article, Unit
from index.rebuild.bylines import is_standing_byline, lead_length, parse_credits, tail_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.model import Lines, UnitKind

PartKind = Literal["headline", "subhead", "paragraph"]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading or a paragraph of a text, on one line, and its number in the source, from 1."""

    kind: PartKind
    text: str
    number: int


def articles_of(parts: Iterable[Part], file: str, prefix: str) -> Iterator[Article]:
    """Yield the articles of a text: each headline begins one; several in a row are one headline.

    What stands before the first headline is an article without one. A paragraph that is nothing but a
    byline is that of its article, and so is `本报讯（记者 …）` before a paragraph or a name in brackets at
    the end of one. Ids are `prefix`, a hyphen and the number of the article.
    """
    groups: list[list[Part]] = []
    for part in parts:
        if not groups or (part.kind == "headline" and groups[-1][-1].kind != "headline"):
            groups.append([])
        groups[-1].append(part)
    for number, group in enumerate(groups, start=1):
        yield _article(group, file, f"{prefix}-{number}")


def _article(parts: list[Part], file: str, article_id: str) -> Article:
    headline = [part for part in parts if part.kind == "headline"]
    bylines: list[tuple[str, int]] = []
    body: list[tuple[UnitKind, str, int]] = []
    for part in parts:
        if part.kind == "subhead":
            body.append(("subhead", part.text, part.number))
        elif part.kind == "paragraph":
            text = _without_bylines(part, bylines)
            if text:
                body.append(("paragraph", text, part.number))
    byline = " ".join(text for text, _ in bylines)
    units = (
        Unit(
            0, "headline", " ".join(part.text for part in headline), _lines(part.number for part in headline)
        ),
        Unit(1, "byline", byline, _lines(number for _, number in bylines)),
        *(
            Unit(number, kind, text, ((line, line),))
            for number, (kind, text, line) in enumerate(body, start=2)
        ),
    )
    return Article(
        id=article_id,
        file=file,
        kind="article",
        byline=parse_credits(byline),
        paper=None,
        date=None,
        page=None,
        section=None,
        confidence=1.0,
        units=units,
    )


def _without_bylines(part: Part, bylines: list[tuple[str, int]]) -> str:
    """Return a paragraph without the bylines in it, which are added to the others."""
    text = part.text
    if is_standing_byline(text):
        bylines.append((text, part.number))
        return ""
    begin = _place(text, lead_length(text))
    if begin:
        bylines.append((text[:begin].strip(), part.number))
        text = text[begin:].strip()
    visible = sum(not character.isspace() for character in text)
    end = _place(text, visible - tail_length(text))
    if end < len(text.rstrip()):
        bylines.append((text[end:].strip(), part.number))
        text = text[:end].strip()
    return text


def _place(text: str, visible: int) -> int:
    """Return where so many visible characters of a text have passed."""
    for place, character in enumerate(text):
        if not visible:
            return place
        visible -= not character.isspace()
    return len(text)


def _lines(numbers: Iterable[int]) -> Lines:
    return tuple((number, number) for number in dict.fromkeys(numbers))
