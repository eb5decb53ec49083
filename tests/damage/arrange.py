"""Put the blocks of a page in an order in which no newspaper meant them, but a reader can undo."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from tests.damage import wording
from tests.damage.blocks import (
    Block,
    body_block,
    briefs_block,
    follows_fairly,
    head_block,
    photo_block,
    title_block,
)
from tests.damage.body import BodyLine, body_lines, split_body, with_blanks
from tests.damage.fairness import makes_word

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tests.damage.levels import Damage
    from tests.damage.story import Story, Style

Placement = Literal["before", "after", "top", "bottom", "none"]

_TRIES = 60


@dataclass(frozen=True, slots=True)
class Planned:
    """One article with the place of its headline; `lost` is the paragraph its text was lost before."""

    story: Story
    placement: Placement
    lost: int | None = None


def arrange(
    plan: Sequence[Planned], imprint: wording.Imprint, style: Style, rng: random.Random, damage: Damage
) -> list[Block] | None:
    """Order the blocks of a page; `None` where no order was found that a reader could undo."""
    for _ in range(_TRIES):
        blocks = _with_tails(_ordered(plan, style, rng, damage), plan, style, rng, damage)
        if blocks is not None and all(follows_fairly(*pair) for pair in pairwise(blocks)):
            titled = _with_titles(blocks, style, rng, damage)
            return _with_imprint(titled, imprint, rng)
    return None


@dataclass(frozen=True, slots=True)
class _Laid:
    """The blocks in their order and, of every article's body, the printed lines it was made of."""

    blocks: list[Block]
    printed: dict[int, list[BodyLine]]


def _ordered(plan: Sequence[Planned], style: Style, rng: random.Random, damage: Damage) -> _Laid:
    stories = [planned.story for planned in plan]
    width = rng.randint(*damage.column_width)
    stacks: dict[Placement, list[Block]] = {"top": [], "bottom": []}
    groups: list[list[Block]] = []
    printed: dict[int, list[BodyLine]] = {}
    for number, planned in enumerate(plan):
        story = planned.story
        if story.kind == "photo":
            groups.append([photo_block(number, story, width, style, rng, damage)])
            continue
        if story.kind == "brief":
            continue
        own_width = width + rng.choice((0, 0, 0, 1, -1))
        printed[number] = body_lines(story, max(own_width, 12), style, rng, damage)
        body = body_block(number, story, printed[number], with_blanks(printed[number], style, rng, damage))
        if planned.placement == "none":
            alone = [Block("byline", (story.byline_text,), number)] if story.byline_style == "line" else []
            groups.append([*alone, body])
            continue
        stacked = planned.placement in stacks
        head = head_block(number, stories, style, rng, damage, stacked=stacked)
        if stacked:
            stacks[planned.placement].append(head)
            groups.append([body])
        else:
            groups.append([head, body] if planned.placement == "before" else [body, head])
    briefs = [number for number, story in enumerate(stories) if story.kind == "brief"]
    if briefs:
        groups.append([briefs_block(wording.BRIEFS_TITLE, briefs, stories, style, rng, damage)])
    rng.shuffle(groups)
    for stack in stacks.values():
        rng.shuffle(stack)
    flow = [block for group in groups for block in group]
    return _Laid([*stacks["top"], *flow, *stacks["bottom"]], printed)


def _with_tails(
    laid: _Laid, plan: Sequence[Planned], style: Style, rng: random.Random, damage: Damage
) -> list[Block] | None:
    """Move the ends of some bodies elsewhere; `None` where text is lost and no place fits its end."""
    blocks = laid.blocks
    lost = [number for number, planned in enumerate(plan) if planned.lost is not None]
    others = [number for number in laid.printed if number not in lost]
    moved = rng.sample(others, min(len(others), rng.randint(0, damage.moved_tails)))
    for number in [*lost, *moved]:
        first = plan[number].lost
        lines = laid.printed[number]
        if first is None:
            cut = split_body(lines, style, rng)
        else:
            start = next(place for place, line in enumerate(lines) if line.paragraph == first)
            cut = lines[:start], lines[start:]
        changed = _moved(blocks, number, cut, style, rng, damage) if cut else None
        if changed is not None:
            blocks = changed
        elif first is not None:
            return None
    return blocks


def _moved(
    blocks: list[Block],
    number: int,
    cut: tuple[list[BodyLine], list[BodyLine]],
    style: Style,
    rng: random.Random,
    damage: Damage,
) -> list[Block] | None:
    """Cut one body and put its end at another place of the page, if there is one a reader can find it at."""
    place = next(at for at, block in enumerate(blocks) if block.role == "body" and block.story == number)
    body = blocks[place]
    head = replace(body, lines=with_blanks(cut[0], style, rng, damage), loose_end=True)
    tail = Block(
        "body",
        with_blanks(cut[1], style, rng, damage),
        number,
        marked=False,
        loose_start=True,
        loose_end=body.loose_end,
        tail=True,
    )
    if not _unmistakable(head, tail, blocks):
        return None
    rest = [*blocks[:place], head, *blocks[place + 1 :]]
    candidates = [
        [*rest[:at], tail, *rest[at:]] for at in range(len(rest) + 1) if at != place + 1 and at != place
    ]
    if place > 0 and rest[place - 1].role in ("head", "byline"):
        # The end of an article before its own headline is the usual case: try it as often as all else.
        own = [*rest[: place - 1], tail, *rest[place - 1 :]]
        candidates += [own] * len(candidates)
    fair = [page for page in candidates if all(follows_fairly(*pair) for pair in pairwise(page))]
    return rng.choice(fair) if fair else None


def _unmistakable(head: Block, tail: Block, blocks: Sequence[Block]) -> bool:
    """Tell whether neither end of a cut makes a word with an end of another cut on the page."""
    ends = [block for block in blocks if block.loose_end]
    starts = [block for block in blocks if block.loose_start]
    return not any(makes_word(end.lines[-1], tail.lines[0]) for end in ends) and not any(
        makes_word(head.lines[-1], start.lines[0]) for start in starts
    )


def _with_titles(blocks: Sequence[Block], style: Style, rng: random.Random, damage: Damage) -> list[Block]:
    """Put column titles before some heads and photos, at times glued to the headline below."""
    titles = rng.sample(wording.COLUMN_TITLES, 3)
    page: list[Block] = []
    for block in blocks:
        if block.role == "photo" and block.marked and rng.random() < damage.column_title:
            page.append(title_block(rng.choice(wording.PHOTO_TITLES), style, vertical=False))
        elif block.role == "head" and titles and rng.random() < damage.column_title / 2:
            vertical = style.wrapped and rng.random() < damage.vertical_title
            title = title_block(titles.pop(), style, vertical=vertical)
            if vertical and rng.random() < damage.glued_title:
                glued = replace(
                    block,
                    lines=(*title.lines[:-1], title.lines[-1] + block.lines[0], *block.lines[1:]),
                    furniture=title.furniture,
                )
                page.append(glued)
                continue
            page.append(title)
        page.append(block)
    return page


def _with_imprint(blocks: list[Block], imprint: wording.Imprint, rng: random.Random) -> list[Block]:
    """Put the date line at the top, at the bottom or between two blocks."""
    if not imprint.lines:
        return blocks
    lines = list(imprint.lines)
    rng.shuffle(lines)
    apart = rng.random() < 0.5
    texts = tuple(text for line in lines for text in ("", line))[1:] if apart else tuple(lines)
    block = Block("furniture", texts, furniture=tuple(lines))
    between = [
        place
        for place in range(1, len(blocks))
        if blocks[place].marked and blocks[place - 1].role not in ("head", "byline")
    ]
    place = rng.choice((0, 0, len(blocks), rng.choice(between) if between else 0))
    return [*blocks[:place], block, *blocks[place:]]
