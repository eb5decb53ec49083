"""Make one damaged page: draw articles, plan their damage, lay them out, say what a reader makes of it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.damage import wording
from tests.damage.arrange import Placement, Planned, arrange
from tests.damage.body import lose_text
from tests.damage.clean import Subhead
from tests.damage.fairness import headlines_recognisable
from tests.damage.levels import LEVELS, Damage
from tests.damage.story import dress, dress_brief, dress_photo, inlined, page_style
from tests.expectation import ExpectedPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.damage.blocks import Block
    from tests.damage.clean import CleanArticle
    from tests.damage.story import Story, Style

_HEADING_MARK = re.compile(r"^#+(?= )", re.MULTILINE)
_DRAWS = 80
_SHORT = range(30, 170)
"""Characters of a first paragraph that may serve as a caption or a brief."""


@dataclass(frozen=True, slots=True)
class DamagedPage:
    """The text of a damaged page and what it must be rebuilt to."""

    text: str
    expected: ExpectedPage


def damaged_page(pool: Sequence[CleanArticle], rng: random.Random, damage: Damage) -> DamagedPage:
    """Make one page of articles drawn from a pool, damaged as `damage` says.

    Nothing is lost: the page holds the characters of its expectation and no others, white space
    left aside. The same generator state gives the same page.
    """
    style = page_style(rng, damage)
    imprint = wording.imprint(rng) if rng.random() < damage.date_line else wording.Imprint()
    blocks: list[Block] | None = None
    while blocks is None:
        plan = _plan(draw_stories(pool, style, rng, damage), style, rng, damage)
        blocks = arrange(plan, imprint, style, rng, damage)
    text = _text(blocks, rng)
    furniture = tuple(line for block in blocks for line in block.furniture)
    articles = tuple(planned.story.expected(imprint) for planned in plan)
    return DamagedPage(text, ExpectedPage(articles, (*furniture, *_HEADING_MARK.findall(text))))


def draw_stories(
    pool: Sequence[CleanArticle], style: Style, rng: random.Random, damage: Damage
) -> list[Story]:
    """Draw articles, a photo and briefs whose headlines a reader can tell apart by their words."""
    wanted = rng.randint(*damage.articles)
    photos = int(rng.random() < damage.photo)
    briefs = rng.randint(1, 3) if rng.random() < damage.briefs else 0
    drawn = rng.sample(pool, min(_DRAWS, len(pool)))
    stories: list[Story] = []
    for article in drawn:
        short = len(article.paragraphs[0]) in _SHORT
        if wanted:
            story = dress(article, style, rng, damage)
        elif photos and short:
            story = dress_photo(article, style, rng)
        elif briefs and short:
            story = dress_brief(article, style, rng)
        else:
            continue
        if headlines_recognisable([*stories, story]):
            stories.append(story)
            wanted -= story.kind == "article"
            photos -= story.kind == "photo"
            briefs -= story.kind == "brief"
    return stories


def _plan(stories: Sequence[Story], style: Style, rng: random.Random, damage: Damage) -> list[Planned]:
    """Decide where each headline stands, which article has none and whose text is partly lost."""
    placements = _placements(stories, rng, damage)
    all_on_lines = all(story.byline_style in ("line", "photo", "brief") for story in stories)
    heads_without_byline = any(story.byline_style == "none" for story in stories)
    plan = []
    for story, placement in zip(stories, placements, strict=True):
        dressed = story
        if heads_without_byline:
            # Without a byline below, a headline looks like a heading inside the body above.
            body = tuple(element for element in story.body if not isinstance(element, Subhead))
            dressed = replace(story, body=body)
        if placement == "none":
            dressed = replace(dressed, headline=(), kicker="")
            # A byline on a line of its own would be taken for that of a headline above without one.
            if not all_on_lines and dressed.byline_style == "line":
                dressed = inlined(dressed, style)
        plan.append(Planned(dressed, placement))
    if not style.wrapped and rng.random() < damage.lost_text:
        _lose_some(plan, rng)
    return plan


def _placements(stories: Sequence[Story], rng: random.Random, damage: Damage) -> list[Placement]:
    stacked: Placement = rng.choice(("top", "bottom", "bottom"))
    free = [
        number
        for number, story in enumerate(stories)
        if story.kind == "article" and story.byline_style != "none"
    ]
    placements: list[Placement] = ["before"] * len(stories)
    for number in free:
        if rng.random() < damage.headless:
            placements[number] = "none"
        elif rng.random() < damage.headline_after:
            placements[number] = "after"
    if len(free) > 1 and rng.random() < damage.headlines_stacked:
        for number in rng.sample(free, rng.randint(2, len(free))):
            if placements[number] != "none":
                placements[number] = stacked
    return placements


def _lose_some(plan: list[Planned], rng: random.Random) -> None:
    """Take a stretch of text out of one article of the plan, where one has a paragraph that allows it."""
    for number in rng.sample(range(len(plan)), len(plan)):
        lost = lose_text(plan[number].story, rng) if plan[number].story.kind == "article" else None
        if lost is not None:
            plan[number] = replace(plan[number], story=lost[0], lost=lost[1])
            return


def _text(blocks: Sequence[Block], rng: random.Random) -> str:
    """Join the blocks of a page, one blank line or a few between any two."""
    parts = [rng.choice(("", "", "\n"))]
    for block in blocks:
        parts += ["\n".join(block.lines), "\n" * rng.choice((2, 2, 2, 2, 3))]
    return "".join(parts[:-1]) + rng.choice(("", "\n", "\n\n"))


def numbered_page(pool: Sequence[CleanArticle], level: int, number: int) -> DamagedPage:
    """Make page `number` of a level: the same page for the same pool, every time and everywhere."""
    seed = f"level {level}, page {number}"
    rng = random.Random(seed)  # noqa: S311 - no secret: seeded, so that a failing page comes back
    return damaged_page(pool, rng, LEVELS[level])
