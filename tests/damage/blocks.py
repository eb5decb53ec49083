"""The blocks a damaged page is laid out from: heads, bodies and pieces of them, photos, briefs, furniture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tests.damage.body import body_lines, with_blanks, wrapped_texts
from tests.damage.fairness import kicker_recognisable, line_recognisable

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tests.damage.body import BodyLine
    from tests.damage.levels import Damage
    from tests.damage.story import Story, Style

Role = Literal["head", "byline", "body", "photo", "brief", "furniture"]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stay together on the page.

    `story` is the number of the article they belong to (-1: none). A block is `marked` where its
    first line can only begin something new; `loose_start` and `loose_end` where it begins or ends
    in mid-sentence; a `tail` where it is the moved end of a body. `credited` heads print a byline.
    """

    role: Role
    lines: tuple[str, ...]
    story: int = -1
    marked: bool = True
    loose_start: bool = False
    loose_end: bool = False
    tail: bool = False
    credited: bool = False
    furniture: tuple[str, ...] = ()


def follows_fairly(before: Block, after: Block) -> bool:
    """Tell whether a reader who sees one block after the other still knows where one article ends.

    A piece that ends or begins in mid-sentence never stands beside something that could be taken
    for its other half; a byline or caption never stands under a heading it could be taken for.
    """
    if before.loose_end:
        return after.marked
    if after.loose_start:
        return before.role not in ("head", "byline")
    if after.role == "byline":
        return before.role != "photo" and (before.role != "head" or before.credited)
    if after.role == "photo":
        return after.marked or before.role != "body"
    return after.marked or not before.tail


def head_block(
    number: int, stories: Sequence[Story], style: Style, rng: random.Random, damage: Damage, *, stacked: bool
) -> Block:
    """Print kicker, headline and, where it has a line of its own, the byline of one article.

    In a stack of heads, one head is one run of lines (its kicker may stand a blank line above), and
    only blank lines part it from the next.
    """
    story = stories[number]
    apart = not style.wrapped
    headline = _headline_lines(story, stories, joined=stacked and apart)
    kicker_after = bool(story.kicker) and rng.random() < damage.kicker_after and not (stacked and apart)
    kicker_after = kicker_after and kicker_recognisable(story, stories)
    lines = [f"# {line}" if style.markdown else line for line in headline]
    if story.kicker:
        kicker = f"## {story.kicker}" if style.markdown else story.kicker
        lines = [*lines, kicker] if kicker_after else [kicker, *lines]
        if not kicker_after and not apart and rng.random() < 0.5:
            lines.insert(1, "")
    elif len(headline) == 2 and not apart and not stacked and rng.random() < 0.3:
        lines.insert(1, "")
    if story.byline_style == "line":
        lines.append(story.byline_text)
    return Block(
        "head", _apart(lines) if apart else tuple(lines), number, credited=story.byline_style == "line"
    )


def body_block(number: int, story: Story, lines: Sequence[BodyLine], texts: tuple[str, ...]) -> Block:
    """Make the block of a whole body."""
    return Block("body", texts, number, marked=story.byline_style == "inline" and lines[0].paragraph == 0)


def photo_block(
    number: int, story: Story, width: int, style: Style, rng: random.Random, damage: Damage
) -> Block:
    """Print a caption with its credit and its headline, above or below.

    A caption that stands above its headline is set much wider than the columns of the page, as the
    picture is, so that a reader does not take it for the end of the body above.
    """
    below = style.wrapped and story.byline_text != "" and rng.random() < 0.5
    if style.wrapped:
        wide = width + rng.randint(9, 16) if below else rng.choice((width - 3, width, width + 12))
        caption = wrapped_texts(story.body[0].text, max(wide, 12), rng, damage)
    else:
        caption = [story.body[0].text]
    headline = [f"### {line}" if style.markdown else line for line in story.headline]
    under = ["", story.byline_text] if story.byline_text else []
    lines = [*caption, *under, "", *headline] if below else [*headline, "", *caption, *under]
    credited = story.byline_text != ""
    return Block("photo" if credited else "body", tuple(lines), number, marked=not below, tail=not credited)


def briefs_block(
    title: str,
    numbers: Sequence[int],
    stories: Sequence[Story],
    style: Style,
    rng: random.Random,
    damage: Damage,
) -> Block:
    """Print briefs under their common title."""
    width = rng.randint(*damage.column_width)
    lines = [f"## {title}" if style.markdown else title]
    for number in numbers:
        printed = body_lines(stories[number], width, style, rng, damage)
        lines += ["", *with_blanks(printed, style, rng, damage)]
    return Block("brief", tuple(lines), numbers[0], furniture=(title,))


def title_block(title: str, style: Style, *, vertical: bool) -> Block:
    """Print a column title, on one line or one character a line."""
    lines = tuple(title) if vertical else (f"## {title}" if style.markdown else title,)
    return Block("furniture", lines, furniture=(title,))


def _headline_lines(story: Story, stories: Sequence[Story], *, joined: bool) -> tuple[str, ...]:
    """Give the lines of a headline: in one where a reader could not tell by themselves whose they are."""
    if joined or not all(line_recognisable(line, story, stories) for line in story.headline):
        return (" ".join(story.headline),)
    return story.headline


def _apart(lines: Sequence[str]) -> tuple[str, ...]:
    """Put a blank line between any two lines, as unwrapped pages have it."""
    return tuple(text for line in lines for text in ("", line))[1:]
