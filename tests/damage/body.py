"""Print the body of an article as lines, and cut it in two where a column ended in mid-sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from tests.damage.clean import Paragraph, Subhead
from tests.damage.fairness import makes_word, open_quote
from tests.damage.wrap import cells, justify, space_digits, wrap

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from tests.damage.levels import Damage
    from tests.damage.story import Story, Style

_LEAST_PIECE = 40
_CLAUSE_MARKS = frozenset("，。、；：？！”’）》…,.;:?!)—")
_OPENING_MARKS = frozenset("“‘（《(")


@dataclass(frozen=True, slots=True)
class BodyLine:
    """One printed line of a body. `paragraph` counts the elements of the body, headings included."""

    text: str
    paragraph: int
    place: Literal["first", "inner", "subhead"]


def body_lines(story: Story, width: int, style: Style, rng: random.Random, damage: Damage) -> list[BodyLine]:
    """Print a body: wrapped at `width` or, in the style of an unwrapped page, one line a paragraph."""
    lines: list[BodyLine] = []
    lead = story.byline_text if story.byline_style == "inline" else ""
    tail = story.byline_text if story.byline_style == "brief" else ""
    for number, element in enumerate(story.body):
        if isinstance(element, Subhead):
            lines += _subhead_lines(element, number, width, style)
            continue
        text = f"{lead}{element.text}{tail}"
        lead = ""
        pieces = (
            wrapped_texts(text, width, rng, damage) if style.wrapped else _column_pieces(text, rng, damage)
        )
        lines.append(BodyLine(pieces[0], number, "first"))
        lines += [BodyLine(piece, number, "inner") for piece in pieces[1:]]
    return lines


def wrapped_texts(text: str, width: int, rng: random.Random, damage: Damage) -> list[str]:
    """Wrap one paragraph and leave the stray spaces of justification in its lines."""
    texts = []
    for line in wrap(text, width, rng):
        spread = line.loose and rng.random() < damage.justified
        spaced = justify(line.text) if spread else space_digits(line.text, rng, damage.digit_spaces)
        texts.append(spaced)
    return texts


def with_blanks(
    lines: Sequence[BodyLine], style: Style, rng: random.Random, damage: Damage
) -> tuple[str, ...]:
    """Put the blank lines between printed lines: at column ends, before paragraphs and before quotes."""
    if not style.wrapped:
        return tuple(text for line in lines for text in ("", line.text))[1:]
    texts: list[str] = []
    # A body begins anywhere in its first column.
    left_in_column = rng.randint(2, damage.column_height[1])
    for number, line in enumerate(lines):
        if number > 0 and _has_blank(lines[number - 1], line, left_in_column, rng, damage):
            texts.append("")
        if left_in_column == 0:
            left_in_column = rng.randint(*damage.column_height)
        left_in_column -= 1
        texts.append(line.text)
    return tuple(texts)


def _has_blank(
    before: BodyLine, line: BodyLine, left_in_column: int, rng: random.Random, damage: Damage
) -> bool:
    if before.place == line.place == "subhead" and before.paragraph == line.paragraph:
        return False
    if left_in_column == 0:
        return True
    if line.text.startswith(("“", "‘")) and rng.random() < damage.quote_blank:
        return True
    return line.place != "inner" and rng.random() < damage.paragraph_blank


def _subhead_lines(subhead: Subhead, number: int, width: int, style: Style) -> list[BodyLine]:
    mark = "### " if style.markdown else ""
    texts = [subhead.text]
    if style.wrapped and " " in subhead.text:
        texts = subhead.text.split(" ")
    elif style.wrapped and cells(subhead.text) > width:
        comma = max(subhead.text.find("，") + 1, len(subhead.text) // 2)
        texts = [subhead.text[:comma], subhead.text[comma:]]
    return [BodyLine(f"{mark}{text}", number, "subhead") for text in texts]


def _column_pieces(text: str, rng: random.Random, damage: Damage) -> list[str]:
    """Cut a paragraph of an unwrapped page at a column's end, in mid-sentence, or leave it whole."""
    if len(text) < 2 * _LEAST_PIECE or rng.random() >= damage.column_break:
        return [text]
    for _ in range(20):
        place = rng.randrange(_LEAST_PIECE // 2, len(text) - _LEAST_PIECE // 2)
        if is_loose(text[:place], text[place:]):
            return [text[:place], text[place:]]
    return [text]


def is_loose(before: str, after: str) -> bool:
    """Tell whether both sides of a cut show that a sentence was cut: no mark of punctuation beside it."""
    last, first = before[-1:], after[:1]
    if last.isascii() or first.isascii():
        return False
    return last not in _CLAUSE_MARKS | _OPENING_MARKS and first not in _CLAUSE_MARKS | _OPENING_MARKS


def split_body(
    lines: Sequence[BodyLine], style: Style, rng: random.Random
) -> tuple[list[BodyLine], list[BodyLine]] | None:
    """Cut a body in mid-sentence so that the two ends show their belonging; `None` where none do.

    They show it where the characters at the cut make a word, or where the cut lies inside a quote.
    Both pieces keep at least 40 characters.
    """
    candidates = [
        cut
        for number in range(len(lines))
        for cut in _cuts(lines, number, style, rng)
        if min(sum(len(line.text) for line in piece) for piece in cut) >= _LEAST_PIECE and _belongs(*cut)
    ]
    return rng.choice(candidates) if candidates else None


def _cuts(
    lines: Sequence[BodyLine], number: int, style: Style, rng: random.Random
) -> list[tuple[list[BodyLine], list[BodyLine]]]:
    line = lines[number]
    if style.wrapped or line.place == "subhead":
        return [(list(lines[:number]), list(lines[number:]))] if line.place == "inner" else []
    places = rng.sample(range(1, len(line.text)), min(12, len(line.text) - 1))
    return [
        (
            [*lines[:number], replace(line, text=line.text[:place])],
            [BodyLine(line.text[place:], line.paragraph, "inner"), *lines[number + 1 :]],
        )
        for place in places
    ]


def _belongs(head: list[BodyLine], tail: list[BodyLine]) -> bool:
    before, after = (text.replace(" ", "") for text in (head[-1].text, tail[0].text))
    if not is_loose(before, after):
        return False
    paragraph = "".join(line.text for line in head if line.paragraph == tail[0].paragraph)
    return makes_word(before, after) or open_quote(paragraph)


def lose_text(story: Story, rng: random.Random) -> tuple[Story, int] | None:
    """Take a stretch out of a body: from the start of a sentence into the quote of the next.

    Returns the story with the paragraph in two, the second of which begins inside a quote that
    never opened, so that nobody would stitch them, and the number of that second paragraph;
    `None` where no paragraph has such a quote.
    """
    places = [
        (number, gap)
        for number, element in enumerate(story.body)
        if isinstance(element, Paragraph)
        for gap in _gaps(element.text)
    ]
    if not places:
        return None
    number, (end, start) = rng.choice(places)
    text = story.body[number].text
    body = (*story.body[:number], Paragraph(text[:end]), Paragraph(text[start:]), *story.body[number + 1 :])
    return replace(story, body=body), number + 1


def _gaps(text: str) -> list[tuple[int, int]]:
    """Find what may be lost: from a few characters into one sentence to a clause in the quote it leads to."""
    gaps = []
    for opening in (place for place, character in enumerate(text) if character == "“"):
        closing = text.find("”", opening)
        comma = max(text.rfind("，", opening, closing), text.rfind(",", opening, closing))
        sentence = text.rfind("。", 0, opening) + 1
        end = sentence + 3
        if sentence >= _LEAST_PIECE and end + 4 < opening and comma > opening and closing - comma > 4:
            tail_is_long = len(text) - comma > _LEAST_PIECE // 2
            if tail_is_long and is_loose(text[:end], text[end:]) and not open_quote(text[:end]):
                gaps.append((end, comma + 1))
    return gaps
