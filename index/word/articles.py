"""The articles of a Word document: where each begins, and what is head and text of it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.composing.composer import Composer
from index.composing.facts import Facts
from index.composing.pieces import Piece, closed_up, joined
from index.composing.surroundings import find_surroundings
from index.rebuild.bylines import is_standing_byline
from index.rebuild.dates import find_date
from index.rebuild.furniture import Furniture, is_furniture
from index.rebuild.spacing import close_up_heading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.composing.pieces import Place
    from index.model import Article, ArticleKind, UnitKind
    from index.word.paragraphs import Paragraph

_LONGEST_HEAD: Final = 45
_LONGEST_CELL: Final = 40
_LONGEST_DATED: Final = 24
_MOST_HEADS: Final = 4
"""Paragraphs of one head: kicker, headline on two lines, and a line below."""

_ENDS: Final = re.compile("[。！？…；：，、.;:,][”’」』）)】]*\\Z")
"""What a headline does not end with."""

_STYLED, _FORMED, _HEADLESS, _BODILESS = 0.95, 0.8, 0.6, 0.3
"""Confidence in an article by how its head was found."""


@dataclass(frozen=True, slots=True)
class _Section:
    """The paragraphs of one article; the first `heads` of them are its head, `above` are lines above it."""

    paragraphs: Sequence[Paragraph]
    heads: int
    confidence: float
    above: Sequence[Paragraph] = ()


def compose_articles(
    paragraphs: Sequence[Paragraph], file: str, digest: str
) -> tuple[list[Article], list[Furniture]]:
    """Return the articles of a document and the lines about them; their lines are numbers of paragraphs."""
    composer = Composer(file, digest, joined)
    furniture: list[Furniture] = []
    for section in _sections(paragraphs):
        heads, rest = section.paragraphs[: section.heads], section.paragraphs[section.heads :]
        headline = Piece(
            "headline",
            " ".join(close_up_heading(head.text) for head in heads),
            [_place(head) for head in heads],
        )
        above = [_line(paragraph) for paragraph in section.above]
        around = find_surroundings(_pieces(rest), Facts(), above=above, before=above)
        around.date = around.date or _date(rest)
        text = [closed_up(piece) for piece in around.text]
        kind: ArticleKind = "article" if text else "fragment"
        confidence = section.confidence if text else _BODILESS
        composer.add(kind, [headline, around.byline, *text], around, confidence)
        told = {place for piece in (around.byline, *around.furniture) for place in piece.places}
        rest_above = [piece for piece in above if piece.places[0] not in told]
        furniture += [
            Furniture(piece.text, joined(piece.places)) for piece in [*around.furniture, *rest_above]
        ]
    return composer.articles, furniture


def _sections(paragraphs: Sequence[Paragraph]) -> list[_Section]:
    levels = [paragraph.level for paragraph in paragraphs if paragraph.level is not None]
    if levels:
        top = min(levels)
        starts = [
            index
            for index, paragraph in enumerate(paragraphs)
            if paragraph.level == top and (index == 0 or paragraphs[index - 1].level != top)
        ]
        return _cut(
            paragraphs, starts, _STYLED, lambda paragraph: paragraph.level == top or paragraph.is_subtitle
        )
    body = _body_size(paragraphs)
    first = next((index for index, paragraph in enumerate(paragraphs) if not _is_line(paragraph)), None)
    if first is None or not _may_be_head(paragraphs, first):
        return [_Section(paragraphs, 0, _HEADLESS)] if paragraphs else []
    form = _form(paragraphs[first], body)
    starts = [first]
    if form != PLAIN:
        starts += [
            index
            for index in range(first + 1, len(paragraphs))
            if _form(paragraphs[index], body) == form
            and _form(paragraphs[index - 1], body) != form
            and _may_be_head(paragraphs, index)
        ]
    return _cut(
        paragraphs, starts, _FORMED, lambda paragraph: form != PLAIN and _form(paragraph, body) == form
    )


def _cut(
    paragraphs: Sequence[Paragraph],
    starts: Sequence[int],
    confidence: float,
    is_head: Callable[[Paragraph], bool],
) -> list[_Section]:
    """Cut a document before each of its heads; a head may be several paragraphs."""
    sections = []
    front = paragraphs[: starts[0]]
    above: Sequence[Paragraph] = ()
    if all(map(_is_line, front)):
        above = front
    else:
        sections.append(_Section(front, 0, _HEADLESS))
    for start, end in pairwise([*starts, len(paragraphs)]):
        heads = 1
        while heads < min(_MOST_HEADS, end - start) and is_head(paragraphs[start + heads]):
            heads += 1
        sections.append(_Section(paragraphs[start:end], heads, confidence, above))
        above = ()
    return sections


_Form = tuple[bool, bool, bool]
"""How a paragraph stands out: bold, centred, larger than the text."""

PLAIN: Final[_Form] = (False, False, False)


def _form(paragraph: Paragraph, body: int | None) -> _Form:
    is_larger = paragraph.size is not None and body is not None and paragraph.size > body
    return paragraph.is_bold, paragraph.is_centered, is_larger


def _body_size(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return the size that most of a document is set in."""
    sizes: Counter[int] = Counter()
    for paragraph in paragraphs:
        if paragraph.size is not None:
            sizes[paragraph.size] += len(paragraph.text)
    return max(sizes, key=lambda size: sizes[size], default=None)


def _is_line(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a line about an article, and no part of it."""
    text = paragraph.text
    return is_standing_byline(text) or is_furniture(text) or _is_dated(text)


def _is_dated(text: str) -> bool:
    return len(text) <= _LONGEST_DATED and find_date(text) is not None


def _may_be_head(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Tell whether a paragraph is short, ends as headlines end, and has a text below."""
    paragraph = paragraphs[index]
    if len(paragraph.text) > _LONGEST_HEAD or _ENDS.search(paragraph.text) or paragraph.row:
        return False
    below = paragraphs[index + 1 : index + 1 + _MOST_HEADS]
    return any(len(other.text) > _LONGEST_HEAD or other.text.endswith("。") for other in below)


def _date(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return the day of a line of its own near the beginning or the end of a text."""
    for paragraph in (*paragraphs[:3], *paragraphs[-3:]):
        if _is_dated(paragraph.text) and (found := find_date(paragraph.text)):
            return found.day
    return None


def _pieces(paragraphs: Sequence[Paragraph]) -> list[Piece]:
    """Return paragraphs as units: sub-headings by style or form, each row of a table one paragraph."""
    pieces: list[Piece] = []
    before: Paragraph | None = None
    for index, paragraph in enumerate(paragraphs):
        if before is not None and _is_same_row(before, paragraph):
            pieces[-1].text += f" {paragraph.text}"
            pieces[-1].places.append(_place(paragraph))
        else:
            is_last = index + 1 == len(paragraphs)
            kind: UnitKind = "subhead" if not is_last and _is_subhead(paragraph) else "paragraph"
            pieces.append(Piece(kind, paragraph.text, [_place(paragraph)]))
        before = paragraph
    return pieces


def _is_same_row(before: Paragraph, paragraph: Paragraph) -> bool:
    if not paragraph.row or paragraph.row != before.row or paragraph.cell == before.cell:
        return False
    return max(len(before.text), len(paragraph.text)) <= _LONGEST_CELL


def _is_subhead(paragraph: Paragraph) -> bool:
    if paragraph.level is not None:
        return True
    stands_out = paragraph.is_bold or paragraph.is_centered
    is_short = len(paragraph.text) <= _LONGEST_HEAD and not _ENDS.search(paragraph.text)
    return stands_out and is_short and not paragraph.row and not _is_line(paragraph)


def _line(paragraph: Paragraph) -> Piece:
    return Piece("byline", paragraph.text, [_place(paragraph)])


def _place(paragraph: Paragraph) -> Place:
    return paragraph.number, paragraph.number
