"""Rebuild every article from the text of its page.

lines → blocks (the roles of lines, by their widths and ends) → stitched paragraphs → bodies →
heads assigned to bodies. Pure functions all the way: the same page gives the same articles.
Every character of the page that is not white space ends up in exactly one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.model import Article, ArticleKind, Page, Unit, UnitKind
from index.rebuild.blocks import Block, Kind, page_blocks
from index.rebuild.bodies import Body, find_bodies, sections
from index.rebuild.bylines import BULLETS, parse_credits
from index.rebuild.furniture import Furniture, PageFacts, page_facts
from index.rebuild.heads import Head, is_column_title
from index.rebuild.lines import Line, line_ranges, split_lines
from index.rebuild.mend import mend
from index.rebuild.spacing import join_byline, join_heading, join_paragraph

__all__ = ["Furniture", "Reconstruction", "rebuild", "reconstruct"]


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """A page put in order: its articles in reading order, and what belongs to none of them."""

    articles: tuple[Article, ...]
    furniture: tuple[Furniture, ...]


def rebuild(page: Page) -> list[Article]:
    """Return the articles of a page in reading order."""
    return list(reconstruct(page).articles)


def reconstruct(page: Page) -> Reconstruction:
    """Return the articles of a page and its furniture; every non-white character is in one of them."""
    lines, marks = split_lines(page.text, page.settings)
    blocks = page_blocks(lines)
    furniture = [_printed(line.text, (line,)) for line in marks]
    printed = [block for block in blocks if block.kind is Kind.FURNITURE]
    drafts: list[_Draft] = []
    for section in sections(blocks):
        mended = mend(section)
        bodies, unused, titles = find_bodies(mended)
        printed += [mended[index] for index in titles]
        drafts += [_draft(mended, body) for body in bodies]
        for head in unused:
            if is_column_title(head.text) and not head.byline:
                furniture.append(_printed(head.text, head.headings))
            else:
                drafts.append(
                    _Draft([_heading("headline", head.headings), _byline(head.byline)], "fragment", 0.3)
                )
    furniture += [_printed(block.text, block.lines) for block in printed]
    facts = page_facts([block.text for block in printed])
    drafts.sort(key=_first_line)
    articles = tuple(_article(page, facts, number, draft) for number, draft in enumerate(drafts, 1))
    return Reconstruction(articles, tuple(sorted(furniture, key=lambda piece: piece.lines)))


def _printed(text: str, lines: Sequence[Line]) -> Furniture:
    return Furniture(text, line_ranges(lines))


_Part = tuple[UnitKind, str, Sequence[Line]]


def _heading(kind: UnitKind, lines: Sequence[Line]) -> _Part:
    return kind, join_heading(lines), lines


def _byline(lines: Sequence[Line]) -> _Part:
    return "byline", join_byline(lines), lines


@dataclass(frozen=True, slots=True)
class _Draft:
    """An article before it has a number: headline and byline first, then its subheads and paragraphs."""

    parts: list[_Part]
    kind: ArticleKind
    confidence: float


def _first_line(draft: _Draft) -> int:
    """Return the source line that places an article among the others: its body's first, if it has one."""
    body = [lines[0].number for _, _, lines in draft.parts[2:] if lines]
    return body[0] if body else min(lines[0].number for _, _, lines in draft.parts if lines)


def _draft(blocks: Sequence[Block], body: Body) -> _Draft:
    head: Head | None = body.head
    byline: list[Line] = list(head.byline) if head else []
    texts: list[_Part] = []
    for part in body.parts:
        pieces = [blocks[index] for index in part]
        lines = [line for piece in pieces for line in piece.lines]
        for piece in pieces:
            byline += piece.lead
        if pieces[0].kind is Kind.HEADING:
            texts.append(_heading("subhead", lines))
        elif lines:
            text = pieces[0].text if len(pieces) == 1 else join_paragraph(lines)
            texts.append(("paragraph", text, lines))
        for piece in pieces:
            byline += piece.tail
    byline += body.byline
    first, last = blocks[body.parts[0][0]], blocks[body.parts[-1][-1]]
    kind: ArticleKind = "article"
    if body.photo:
        kind = "photo"
    elif head is None and first.text[:1] in BULLETS:
        kind = "brief"
    elif first.open_start or last.open_end:
        kind = "fragment"
    headings = head.headings if head else ()
    return _Draft([_heading("headline", headings), _byline(byline), *texts], kind, body.confidence)


def _article(page: Page, facts: PageFacts, number: int, draft: _Draft) -> Article:
    units = tuple(
        Unit(unit, kind, text, line_ranges(lines)) for unit, (kind, text, lines) in enumerate(draft.parts)
    )
    return Article(
        id=f"{page.digest[:12]}-{number}",
        file=page.file,
        kind=draft.kind,
        byline=parse_credits(units[1].text),
        paper=facts.paper,
        date=facts.date,
        page=facts.page,
        section=facts.section,
        confidence=round(draft.confidence, 3),
        units=units,
    )
