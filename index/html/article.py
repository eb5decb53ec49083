"""The articles of an HTML document: its text with what is known of it, and each of its captioned photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.composing.composer import Composer
from index.composing.pieces import Lines, Piece, closed_up
from index.composing.surroundings import LONGEST, find_surroundings, is_about
from index.html.body import find_body, is_of_links, is_of_rights, is_sentence
from index.html.facts import find_facts
from index.html.heading import find_heading
from index.html.text import captions, paragraphs, tells
from index.rebuild.furniture import Furniture

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from index.composing.facts import Facts
    from index.composing.surroundings import Surroundings
    from index.html.blocks import Block, Parsed
    from index.html.body import Run
    from index.html.heading import Heading
    from index.model import Article

LEAST_LINK, MOST_LINKS = 8, 3
"""Characters of a link that is a headline, and how many of them may stand in an article."""

NEAR = 12
"""Blocks before a headline or a text, and behind it, that may say something of it."""

LONGEST_ASIDE = 20

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
    around = _around(parsed.blocks, facts, run, heading, text)
    lines = Lines(source)
    composer = Composer(file, digest, lines.of)
    confidence = MARKED if run.is_marked else SURE + SHARE * run.share
    body = [closed_up(piece) for piece in around.text]
    composer.add("article", [heading.piece, around.byline, *body], around, confidence)
    printed = [*captions(parsed.blocks, run)]
    for byline, caption in printed:
        if byline.text or tells(caption):
            composer.add("photo", [Piece("headline"), byline, caption], around, confidence)
    rest = [caption for byline, caption in printed if not (byline.text or tells(caption))]
    furniture = [Furniture(piece.text, lines.of(piece.places)) for piece in [*around.furniture, *rest]]
    return composer.articles, furniture


def _around(
    blocks: Sequence[Block], facts: Facts, run: Run, heading: Heading, text: list[Piece]
) -> Surroundings:
    """Return what is known of an article by the lines around it, those that the run took along included."""
    first, last = run.members[0], run.members[-1]
    before = _short(blocks[max(heading.after, first - NEAR) : first])
    after = _short(blocks[last + 1 : last + 1 + NEAR])
    high = max(0, heading.after - NEAR)
    above = _short(blocks[high : heading.after], {index - high for index in heading.blocks})
    while len(text) > 1 and (is_about(text[0].text) or _is_aside(text[0])):
        before.append(text.pop(0))
    has_end = False
    while len(text) > 1 and (is_about(text[-1].text) or (has_end and _is_aside(text[-1]))):
        after.insert(0, text.pop())
        has_end = True
    return find_surroundings(text, facts, above, before, after)


def _short(blocks: Sequence[Block], without: Collection[int] = ()) -> list[Piece]:
    """Return lines that may say something of an article: no links, and nothing of rights."""
    return [
        Piece("byline", block.text, [(block.start, block.end)])
        for index, block in enumerate(blocks)
        if len(block.text) <= LONGEST
        and index not in without
        and not (is_of_links(block) or is_of_rights(block))
    ]


def _is_aside(piece: Piece) -> bool:
    """Tell whether a paragraph at an end of a text is too little to belong to it."""
    return piece.kind == "paragraph" and len(piece.text) <= LONGEST_ASIDE and not is_sentence(piece.text)


def _is_list(blocks: Sequence[Block], run: Run) -> bool:
    """Tell whether what was taken for a text are abstracts: each has a headline that is a link."""
    between = blocks[run.members[0] : run.members[-1] + 1]
    links = sum(1 for block in between if is_of_links(block) and len(block.text) >= LEAST_LINK)
    return links > MOST_LINKS and links + 1 >= len(run.members)
