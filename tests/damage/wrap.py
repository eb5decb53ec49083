"""Break a paragraph into lines as a typesetter does, and leave the stray spaces a PDF makes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

INDENT = 2
"""Full-width characters by which a paragraph's first line is shorter."""

_NEVER_FIRST = frozenset("，。、；：？！”’）》】…—％%,.;:?!)·")
_NEVER_LAST = frozenset("“‘（《【(")
_SENTENCE_END = re.compile(r"[。！？…][”’）]*$")
# Numbers and Latin words are never broken; every other character may stand alone on a line.
_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[.+×-][A-Za-z0-9]+)*[%％]?|.", re.DOTALL)
_HAN = r"[\u3400-\u9fff]"
_HAN_BESIDE_LATIN = re.compile(rf"(?<={_HAN})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?={_HAN})")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; `loose` where its characters had to be spread to fill the column."""

    text: str
    loose: bool = False


def cells(text: str) -> float:
    """Measure a text in full-width characters: ASCII takes half the place of one."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def wrap(text: str, width: int, rng: random.Random) -> list[Line]:
    """Break one paragraph at a column `width` full-width characters wide, its first line indented.

    No closing mark begins a line and no opening mark ends one: marks are squeezed into a full line
    or take its last character with them to the next, which leaves the line loose. After a line that
    ends a sentence at the column's edge, marks are always squeezed in, so that only the first line
    of a paragraph is two characters short there: a reader has nothing else to tell it by.
    """
    lines: list[Line] = []
    current: list[str] = []
    capacity = width - INDENT
    for token in _TOKEN.findall(text):
        if cells("".join(current)) + cells(token) <= capacity or not current:
            current.append(token)
            continue
        squeezes = not lines or not _SENTENCE_END.search(lines[-1].text)
        squeezes = rng.random() < 0.6 if squeezes else True
        if token in _NEVER_FIRST and squeezes and cells("".join(current)) < capacity + 1.5 and lines:
            current.append(token)
            continue
        carried = _carried(current, token)
        lines.append(_line(current[: len(current) - len(carried)], capacity))
        current = [*carried, token]
        if current[0] == " ":
            current = current[1:]
        capacity = width
    return [*lines, Line("".join(current).strip())]


def _carried(current: list[str], token: str) -> list[str]:
    """Find the tokens at a line's end that the next line must take, so that it may begin with `token`."""
    cut = len(current)
    head = token
    while cut > 1 and (head in _NEVER_FIRST or current[cut - 1] in _NEVER_LAST):
        cut -= 1
        head = current[cut]
    return current[cut:]


def _line(tokens: list[str], capacity: int) -> Line:
    text = "".join(tokens).strip()
    return Line(text, loose=cells(text) <= capacity - 1)


def justify(text: str) -> str:
    """Put spaces between the characters of a line, none beside brackets or after a comma."""
    pieces = _TOKEN.findall(text)
    spaced = pieces[:1]
    for before, after in pairwise(pieces):
        joined = (
            before in "，、；：）》”’" or after in "（《“‘" or before in "（《“‘" or " " in (before, after)
        )
        spaced.append(after if joined else f" {after}")
    return "".join(spaced)


def space_digits(text: str, rng: random.Random, share: float) -> str:
    """Put a space at a `share` of the places where a Han character meets a digit or a Latin letter."""
    return _HAN_BESIDE_LATIN.sub(lambda _: " " if rng.random() < share else "", text)
