"""The articles of an HTML document: its text with what is known of it, and each of its captioned photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.html.body import find_body, is_of_links
from index.html.facts import find_facts
from index.html.heading import find_heading
from index.html.places import Lines, Piece
from index.html.surroundings import find_surroundings
from index.html.text import captions, closed_up, paragraphs, tells
from index.model import Article, ArticleKind, Unit
from index.rebuild.bylines import parse_credits
from index.rebuild.furniture import Furniture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.html.blocks import Block, Parsed
    from index.html.body import Run

LEAST_LINK, MOST_LINKS = 8, 3
"""Characters of a link that is a headline, and how many of them may stand in an article."""

MARKED, SURE, SHARE = 0.98, 0.5, 0.45
"""Confidence in a text that the document marks, and in one that was found: the more the larger its share."""


class NoArticleError(ValueError):
    """A document that holds no article; `is_of_links` where it is a list of them."""

    def __init__(self, *, is_of_links: bool) -> None:
        self.is_of_links = is_of_links
        super().__init__("no article")


def read_articles(
    parsed: Parsed, source: str, file: str, digest: str
) -> tuple[list[Article], list[Furniture]]:
    """Return the articles of a document, and the lines about them that belong to none.

    Raises `NoArticleError`.
    """
    facts = find_facts(parsed)
    run = None if facts.is_of_links else find_body(parsed)
    if run is None or (not run.is_marked and _is_list(parsed.blocks, run)):
        links = sum(block.linked for block in parsed.blocks)
        whole = sum(len(block.text) for block in parsed.blocks)
        raise NoArticleError(is_of_links=facts.is_of_links or run is not None or 2 * links > whole)
    heading = find_heading(parsed, facts, run)
    text = paragraphs([parsed.blocks[index] for index in run.members if index not in heading.blocks])
    around = find_surroundings(parsed.blocks, facts, run, heading, text)
    lines = Lines(source)
    confidence = round(MARKED if run.is_marked else SURE + SHARE * run.share, 3)

    def article(
        kind: ArticleKind, number: int, headline: Piece, byline: Piece, body: Sequence[Piece]
    ) -> Article:
        units = [headline, byline, *body]
        return Article(
            id=f"{digest[:12]}-{number}",
            file=file,
            kind=kind,
            byline=parse_credits(byline.text),
            paper=around.paper,
            date=around.date,
            page=around.page,
            section=around.section,
            confidence=confidence,
            units=tuple(
                Unit(unit, piece.kind, piece.text, lines.of(piece.places)) for unit, piece in enumerate(units)
            ),
        )

    printed = [*captions(parsed.blocks, run)]
    articles = [
        article("article", 1, heading.piece, around.byline, [closed_up(piece) for piece in around.text])
    ]
    telling = [(byline, caption) for byline, caption in printed if byline.text or tells(caption)]
    for number, (byline, caption) in enumerate(telling, start=2):
        articles.append(article("photo", number, Piece("headline"), byline, [caption]))
    rest = [caption for byline, caption in printed if not (byline.text or tells(caption))]
    furniture = [Furniture(piece.text, lines.of(piece.places)) for piece in [*around.furniture, *rest]]
    return articles, furniture


def _is_list(blocks: Sequence[Block], run: Run) -> bool:
    """Tell whether what was taken for a text are abstracts: each has a headline that is a link."""
    between = blocks[run.members[0] : run.members[-1] + 1]
    links = sum(1 for block in between if is_of_links(block) and len(block.text) >= LEAST_LINK)
    return links > MOST_LINKS and links + 1 >= len(run.members)
