"""A newspaper page as a PDF: known articles in columns, headlines across them, and what a reader makes of it.

    page = newspaper_page(fixture_articles(), random.Random(3))
    page.content, page.expected.articles

The page is divided as papers are: bands from side to side, each parted into modules of one or more
columns, an article in each. Frames are painted in any order, as layout programs do.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from tests.damage import LEVELS, Damage, wording
from tests.damage.clean import Subhead
from tests.damage.page import draw_stories
from tests.damage.story import Style
from tests.damage.wrap import cells
from tests.expectation import ExpectedPage
from tests.pdf.typeset import BODY, GUTTER, PITCH, Frame, SetStory, Setting, set_briefs, set_photo, set_story
from tests.pdf.writer import Filled, Item, Paper, Text, pdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.damage.clean import CleanArticle
    from tests.damage.story import Story

_MARGIN = 40.0
_STYLE = Style(wrapped=True, bullet="●", markdown=False, punctuation="full")


@dataclass(frozen=True, slots=True)
class NewspaperPage:
    """A page as a PDF file, and what it must be rebuilt to."""

    content: bytes
    expected: ExpectedPage


def numbered_newspaper(pool: Sequence[CleanArticle], number: int) -> NewspaperPage:
    """Make page `number`: the same page for the same pool, every time and everywhere."""
    return newspaper_page(pool, random.Random(f"newspaper {number}"))  # noqa: S311 - no secret: seeded


def newspaper_page(
    pool: Sequence[CleanArticle], rng: random.Random, damage: Damage = LEVELS[5]
) -> NewspaperPage:
    """Make one page of articles drawn from a pool."""
    stories = _draw(pool, rng, damage)
    columns = rng.choice((3, 4, 5, 5, 6))
    width = rng.randint(*damage.column_width) * BODY
    imprint = wording.imprint(rng) if rng.random() < damage.date_line else wording.Imprint()
    whole = columns * (width + GUTTER) - GUTTER
    top = -_MARGIN
    frames: list[Frame] = []
    furniture: list[str] = list(imprint.lines)
    if imprint.lines:
        header, top = _header(imprint, whole, top)
        frames.append(header)
    for band in _bands(stories, columns, rng):
        top = _set_band(band, top, width, frames, furniture, rng) - rng.choice((1.2, 1.6, 2.0)) * PITCH
        if rng.random() < 0.4:
            frames.append(Frame([Filled(_MARGIN, top + 0.6 * PITCH, whole, 0.7)]))
    rng.shuffle(frames)
    height = _MARGIN - top
    items = [_lifted(item, height) for frame in frames for item in frame.items]
    articles = tuple(story.expected(imprint) for story in stories)
    content = pdf(Paper(whole + 2 * _MARGIN, height, items))
    return NewspaperPage(content, ExpectedPage(articles, tuple(furniture)))


def _draw(pool: Sequence[CleanArticle], rng: random.Random, damage: Damage) -> list[Story]:
    stories = draw_stories(pool, _STYLE, rng, damage)
    if any(story.byline_style == "none" for story in stories):
        # Without a byline below, a headline looks like a heading inside the body above.
        stories = [
            replace(story, body=tuple(part for part in story.body if not isinstance(part, Subhead)))
            for story in stories
        ]
    return stories


_Module = tuple[int, int, "list[Story]"]
"""The first column of a module, how many it has, and what stands in it."""


def _bands(stories: Sequence[Story], columns: int, rng: random.Random) -> list[list[_Module]]:
    """Part the page into bands of modules, a story in each; briefs share one."""
    briefs = [story for story in stories if story.kind == "brief"]
    waiting = [[story] for story in stories if story.kind != "brief"] + ([briefs] if briefs else [])
    rng.shuffle(waiting)
    bands: list[list[_Module]] = []
    while waiting:
        count = min(len(waiting), columns, rng.choice((1, 2, 2, 3)))
        groups = [waiting.pop() for _ in range(count)]
        first = 0
        band: list[_Module] = []
        for group, share in zip(groups, _shares(groups, columns, rng), strict=True):
            band.append((first, share, group))
            first += share
        bands.append(band)
    return bands


def _shares(groups: Sequence[list[Story]], columns: int, rng: random.Random) -> tuple[int, ...]:
    """Give each group of stories so many columns that all are about as high."""

    def unevenness(shares: tuple[int, ...]) -> float:
        heights = [_length(group) / share for group, share in zip(groups, shares, strict=True)]
        return max(heights) - min(heights) + 0.01 * rng.random()

    choices = [
        shares
        for shares in product(range(1, columns + 1), repeat=len(groups))
        if sum(shares) == columns
        and all(share == 1 for group, share in zip(groups, shares, strict=True) if group[0].kind == "brief")
    ]
    # Briefs stand in one column, the others share the rest; alone, they leave the others white.
    return min(choices, key=unevenness) if choices else (1,)


def _length(group: Sequence[Story]) -> float:
    """Estimate how much room a group needs, in characters of a column."""
    return sum(len(part.text) for story in group for part in story.body) + (
        300 if group[0].kind == "photo" else 100
    )


def _set_band(
    band: Sequence[_Module],
    top: float,
    width: float,
    frames: list[Frame],
    furniture: list[str],
    rng: random.Random,
) -> float:
    bottoms = []
    has_rules = rng.random() < 0.5
    edges = []
    for first, share, group in band:
        at = Setting(_MARGIN + first * (width + GUTTER), top, share, width)
        laid = _set_module(group, at, furniture, rng)
        frames += laid.frames
        bottoms.append(laid.bottom)
        edges.append(at.left + at.whole + GUTTER / 2)
    if has_rules:
        frames += [Frame([Filled(edge, min(bottoms), 0.5, top - min(bottoms))]) for edge in edges[:-1]]
    return min(bottoms)


def _set_module(group: list[Story], at: Setting, furniture: list[str], rng: random.Random) -> SetStory:
    match group[0].kind:
        case "brief":
            furniture.append(wording.BRIEFS_TITLE)
            return set_briefs(group, wording.BRIEFS_TITLE, at, rng)
        case "photo":
            return set_photo(group[0], at, rng)
        case _:
            title = rng.choice(wording.COLUMN_TITLES) if at.columns > 1 and rng.random() < 0.15 else ""
            furniture += [title] if title else []
            return set_story(group[0], at, rng, title=title)


def _header(imprint: wording.Imprint, whole: float, top: float) -> tuple[Frame, float]:
    """Set the lines of the imprint side by side, or below each other where they do not fit."""
    items: list[Item] = []
    left = _MARGIN
    base = top - BODY
    for line in imprint.lines:
        width = cells(line) * BODY
        if left > _MARGIN and left + width > _MARGIN + whole:
            left, base = _MARGIN, base - PITCH
        items.append(Text(left, base, line, BODY))
        left += max(whole / len(imprint.lines), width + 3 * BODY)
    items.append(Filled(_MARGIN, base - 0.6 * PITCH, whole, 1))
    return Frame(items), base - 1.5 * PITCH


def _lifted(item: Item, height: float) -> Item:
    return replace(item, y=item.y + height)
