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
from index.rebuild.bodies import Body, find_bodies
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
    lines, marks = split_lines(page.text)
    blocks = mend(page_blocks(lines))
    bodies, unused, titles = find_bodies(blocks)
    furniture = [Furniture(line.text, line_ranges((line,))) for line in marks]
    printed = [block for block in blocks if block.kind is Kind.FURNITURE] + [
        blocks[index] for index in titles
    ]
    furniture += [Furniture(block.text, line_ranges(block.lines)) for block in printed]
    facts = page_facts([block.text for block in printed])
    drafts: list[tuple[int, list[_Part], ArticleKind, float]] = []
    for body in bodies:
        drafts.append(
            (
                blocks[body.parts[0][0]].lines[0].number if blocks[body.parts[0][0]].lines else 0,
                *_draft(blocks, body),
            )
        )
    for head in unused:
        if is_column_title(head.text) and not head.byline:
            furniture.append(Furniture(head.text, line_ranges(head.headings)))
            continue
        parts = [_heading("headline", head.headings), _byline(head.byline)]
        number = (head.headings or head.byline)[0].number
        drafts.append((number, parts, "fragment", 0.3))
    drafts.sort(key=lambda draft: draft[0])
    articles = tuple(
        _article(page, facts, number, parts, kind, confidence)
        for number, (_, parts, kind, confidence) in enumerate(drafts, 1)
    )
    return Reconstruction(articles, tuple(sorted(furniture, key=lambda piece: piece.lines)))


_Part = tuple[UnitKind, str, Sequence[Line]]


def _heading(kind: UnitKind, lines: Sequence[Line]) -> _Part:
    return kind, join_heading(lines), lines


def _byline(lines: Sequence[Line]) -> _Part:
    return "byline", join_byline(lines), lines


def _draft(blocks: Sequence[Block], body: Body) -> tuple[list[_Part], ArticleKind, float]:
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
            texts.append(("paragraph", join_paragraph(lines), lines))
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
    return [_heading("headline", headings), _byline(byline), *texts], kind, body.confidence


def _article(
    page: Page, facts: PageFacts, number: int, parts: Sequence[_Part], kind: ArticleKind, confidence: float
) -> Article:
    units = tuple(
        Unit(unit, part_kind, text, line_ranges(lines)) for unit, (part_kind, text, lines) in enumerate(parts)
    )
    return Article(
        id=f"{page.digest[:12]}-{number}",
        file=page.file,
        kind=kind,
        byline=parse_credits(units[1].text),
        paper=facts.paper,
        date=facts.date,
        page=facts.page,
        section=facts.section,
        confidence=round(confidence, 3),
        units=units,
    )
