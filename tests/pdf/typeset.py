"""Stories set in type: headlines over columns, lines filled by spreading, pictures with their captions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING

from tests.damage.clean import Subhead
from tests.damage.wrap import INDENT, cells, wrap
from tests.pdf.writer import Filled, Item, Picture, Text

if TYPE_CHECKING:
    import random

    from tests.damage.story import Story

BODY = 10.0
"""Points of the body's type."""

PITCH = 15.0
GUTTER = 17.0
_WIDEST_PICTURE = 3


@dataclass(slots=True)
class Frame:
    """What is painted in one go; `height` is that of what stands in it."""

    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a module stands: `left` and `top` in points from the bottom left, how many columns it has."""

    left: float
    top: float
    columns: int
    width: float
    """Of one column."""

    @property
    def whole(self) -> float:
        """The width of all columns with the gutters between."""
        return self.columns * (self.width + GUTTER) - GUTTER

    def column(self, number: int) -> float:
        """Return the left edge of a column."""
        return self.left + number * (self.width + GUTTER)


@dataclass(frozen=True, slots=True)
class _BodyLine:
    text: str
    indent: float = 0.0
    is_full: bool = False
    size: float = BODY
    is_centred: bool = False


def body_lines(
    story: Story, columns: float, rng: random.Random, *, lead: str = "", tail: str = ""
) -> list[_BodyLine]:
    """Break the body of a story into the lines of a column so many characters wide."""
    lines: list[_BodyLine] = []
    size = rng.choice((BODY, BODY, 11.0, 12.0))
    for number, element in enumerate(story.body):
        if isinstance(element, Subhead):
            lines += [
                _BodyLine(text, size=size, is_centred=True)
                for text in _broken(element.text, columns * BODY, size)
            ]
            continue
        text = element.text
        if number == 0:
            text = lead + text
        if number == len(story.body) - 1:
            text += tail
        wrapped = wrap(text, int(columns), rng)
        for place, line in enumerate(wrapped):
            indent = INDENT * BODY if place == 0 and text[0] not in "●□◆" else 0.0
            if place == 0 and text[0] in "●□◆":
                indent = INDENT * BODY
            lines.append(_BodyLine(line.text, indent, is_full=place < len(wrapped) - 1))
    return lines


def _broken(text: str, width: float, size: float) -> list[str]:
    """Break a heading into lines no wider than `width`, as even as can be."""
    most = max(4, int(width / size))
    count = ceil(cells(text) / most)
    length = ceil(len(text) / count)
    return [text[start : start + length].strip() for start in range(0, len(text), length)]


def set_line(line: _BodyLine, left: float, base: float, width: float) -> Text:
    """Set one line in a column; a full one is spread to fill it, or squeezed a little."""
    start, spread = left + line.indent, 0.0
    if line.is_centred:
        start = left + (width - cells(line.text) * line.size) / 2
    else:
        free = width - line.indent - cells(line.text) * line.size
        if len(line.text) > 1 and (line.is_full or free < 0):
            spread = free / (len(line.text) - 1)
    return Text(start, base, line.text, line.size, spread)


@dataclass(slots=True)
class SetStory:
    """A story in its module: the frames it is painted in, and how low it reaches."""

    frames: list[Frame]
    bottom: float


def set_story(story: Story, at: Setting, rng: random.Random, *, title: str = "") -> SetStory:
    """Set a story in a module: head over the columns, the text below in columns as even as can be."""
    head_columns = at.columns
    if at.columns >= 3 and rng.random() < 0.25:
        head_columns -= 1
    is_vertical = at.columns >= 2 and not story.kicker and len(story.headline) == 1 and rng.random() < 0.12
    is_vertical = is_vertical and len(story.headline[0]) <= 16 and " " not in story.headline[0]
    head = _head(story, at, head_columns, rng, title) if not is_vertical else _vertical_head(story, at)
    inner = at
    tops = [at.top] * at.columns
    if is_vertical:
        shift = 2 * BODY + 22
        inner = Setting(at.left + shift, at.top, at.columns, at.width - shift / at.columns)
    else:
        for column in range(head_columns):
            tops[column] = head.bottom - rng.choice((4.0, 8.0, 12.0))
        tops[:head_columns] = [tops[0]] * head_columns
    lead = story.byline_text if story.byline_style == "inline" else ""
    lines = body_lines(story, inner.width // BODY, rng, lead=lead)
    picture = Frame()
    if at.columns >= 2 and head_columns == at.columns and rng.random() < 0.25:
        height = PITCH * rng.randint(6, 10)
        first = rng.randrange(at.columns)
        picture.items.append(Picture(inner.column(first), tops[first] - height, inner.width, height))
        tops[first] -= height + PITCH
    bottom, body = _columns(lines, inner, tops)
    bottom = min(bottom, *tops)
    frames = [*head.frames, Frame(body), picture]
    return SetStory([frame for frame in frames if frame.items], min(bottom, head.bottom))


def _columns(lines: list[_BodyLine], at: Setting, tops: list[float]) -> tuple[float, list[Item]]:
    """Fill the columns from left to right, down to the height at which the text just fits."""
    bottom = max(tops)
    items: list[Item] | None = None
    while items is None:
        bottom -= PITCH / 4
        items = _filled(lines, at, tops, bottom)
    return bottom, items


def _filled(lines: list[_BodyLine], at: Setting, tops: list[float], bottom: float) -> list[Item] | None:
    """Set lines in columns that end at one height; `None` where they do not fit."""
    items: list[Item] = []
    column = row = 0
    rows = [int(max(0.0, top - bottom) / PITCH) for top in tops]
    for number, line in enumerate(lines):
        # A heading keeps with the text below it.
        last = number
        while last < len(lines) - 1 and lines[last].is_centred:
            last += 1
        while column < len(rows) and row + last - number >= rows[column]:
            column, row = column + 1, 0
        if column == len(rows):
            return None
        base = tops[column] - PITCH * row - 0.88 * BODY
        items.append(set_line(line, at.column(column), base, at.width))
        row += 1
    return items


def _head(story: Story, at: Setting, columns: int, rng: random.Random, title: str) -> SetStory:
    width = columns * (at.width + GUTTER) - GUTTER
    is_centred = rng.random() < 0.7
    left, top = at.left, at.top
    frames: list[Frame] = []
    if title:
        size = 16.0
        items: list[Item] = [
            Text(left + 2, top - size * (number + 0.9), letter, size) for number, letter in enumerate(title)
        ]
        items.append(Filled(left, top - size * len(title) - 4, size + 4, 1))
        frames.append(Frame(items))
        left, width = left + 2 * size, width - 2 * size
    items = []

    def place(text: str, size: float, above: float) -> float:
        start = left + (width - cells(text) * size) / 2 if is_centred else left
        items.append(Text(start, above - 0.88 * size, text, size))
        return above - size

    if story.kicker:
        size = min(rng.choice((14.0, 16.0, 18.0)), width / cells(story.kicker))
        top = place(story.kicker, size, top) - size * 0.4
    lines = list(story.headline)
    wanted = rng.choice((22.0, 26.0, 30.0, 36.0, 44.0))
    # No headline is set smaller than this.
    lines = [part for line in lines for part in _broken(line, width, 16.0)]
    size = min(wanted, *(width / cells(line) for line in lines))
    for line in lines:
        top = place(line, size, top) - size * 0.3
    if story.byline_style == "line":
        for number, line in enumerate(_names(story.byline_text, width)):
            top = place(line, BODY, top - (3 if number == 0 else PITCH - BODY))
    frames.append(Frame(items))
    if title:
        top = min(top, at.top - 16.0 * len(title) - 4)
    return SetStory(frames, top)


def _names(byline: str, width: float) -> list[str]:
    """Break a byline between two names where it is wider than its column."""
    lines = [""]
    for name in byline.split(" "):
        longer = f"{lines[-1]} {name}".strip()
        if lines[-1] and cells(longer) * BODY > width:
            lines.append(name)
        else:
            lines[-1] = longer
    return lines


def _vertical_head(story: Story, at: Setting) -> SetStory:
    size = 22.0
    text = story.headline[0]
    items: list[Item] = [
        Text(at.left, at.top - size * 1.05 * number - 0.88 * size, letter, size)
        for number, letter in enumerate(text)
    ]
    bottom = at.top - size * 1.05 * len(text)
    if story.byline_style == "line":
        for number, line in enumerate(_names(story.byline_text, 2 * BODY + 10)):
            items.append(Text(at.left, bottom - BODY - number * PITCH, line, BODY))
        bottom -= PITCH * len(_names(story.byline_text, 2 * BODY + 10))
    return SetStory([Frame(items)], bottom)


def set_photo(story: Story, at: Setting, rng: random.Random) -> SetStory:
    """Set a picture over the whole module: headline above it or below, the caption, the credit."""
    at = replace(at, columns=min(at.columns, _WIDEST_PICTURE))
    height = at.whole * rng.choice((0.5, 0.6, 0.7))
    top = at.top
    items: list[Item] = []
    headline = _broken(story.headline[0], at.whole, 14.0)
    is_above = rng.random() < 0.5

    def place_headline(top: float) -> float:
        for line in headline:
            items.append(Text(at.left + (at.whole - cells(line) * 14) / 2, top - 12.4, line, 14.0))
            top -= 18
        return top - 2

    top = place_headline(top) if is_above else top
    picture = Picture(at.left, top - height, at.whole, height)
    top -= height + 8
    top = top if is_above else place_headline(top)
    wrapped = wrap(story.body[0].text, int(at.whole // BODY), rng)
    for number, line in enumerate(wrapped):
        is_first = number == 0
        laid = _BodyLine(line.text, INDENT * BODY if is_first else 0.0, is_full=number < len(wrapped) - 1)
        items.append(set_line(laid, at.left, top - 0.88 * BODY, at.whole))
        top -= PITCH
    if story.byline_text:
        start = at.left + at.whole - cells(story.byline_text) * BODY
        items.append(Text(start, top - 0.88 * BODY, story.byline_text, BODY))
        top -= PITCH
    return SetStory([Frame([picture]), Frame(items)], top)


def set_briefs(stories: list[Story], title: str, at: Setting, rng: random.Random) -> SetStory:
    """Set briefs one below the other under their title, a frame around them."""
    items: list[Item] = [Text(at.left + (at.width - 40) / 2, at.top - 18, title, 20.0)]
    top = at.top - 30
    for story in stories:
        for line in body_lines(story, at.width // BODY, rng, tail=story.byline_text):
            items.append(set_line(line, at.left, top - 0.88 * BODY, at.width))
            top -= PITCH
    return SetStory([Frame(items)], top)
