"""Source lines: cutting a page into them, and measuring how wide they were printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.model import Lines, LineSetting

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_HEADING_MARK = re.compile(r"(#{1,6})\s+(?=\S)")
_PUNCTUATION = re.compile("[，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕·…—]")
_SPREAD = re.compile(r"(?:^|(?<=\s))[^\s!-~][，。、；：”’）》]?(?=\s)")

DISPLAY = 1.4
"""Type so many times as high as the body's is that of a headline; subheads and leads are smaller."""

_SPREAD_CHARACTERS = 4
"""So many characters standing alone between spaces mean that the line was justified."""


@dataclass(frozen=True, slots=True)
class Line:
    """One source line, or a part of one, without its outer white space.

    `number` is 1-based; `blank_before` says whether blank lines stood between this line and the
    one before; `level` is the number of `#` that marked it as a heading (0: none); `setting` says
    how a whole line stood in print, where that is known.
    """

    number: int
    text: str
    blank_before: bool = False
    level: int = 0
    setting: LineSetting | None = None

    @property
    def is_display(self) -> bool:
        """Tell whether the line is set in the type of headlines."""
        return self.setting is not None and self.setting.size >= DISPLAY


@dataclass(frozen=True, slots=True)
class Width:
    """How wide a line was printed, in full-width characters.

    Punctuation may be set at half its width, and Latin letters and digits take half or all of
    a place, so the width lies between `least` and `most`; `usual` has marks in full and Latin
    characters at half width. `justified` lines were stretched by
    spaces and may be wider than their characters.
    """

    least: float
    usual: float
    most: float
    justified: bool


def split_lines(text: str, settings: Sequence[LineSetting | None] = ()) -> tuple[list[Line], list[Line]]:
    """Cut a text into its non-blank lines; return them and the heading marks taken off them.

    `settings` has one entry a line of the text, or none at all.
    """
    lines: list[Line] = []
    marks: list[Line] = []
    blank = True
    for number, raw in enumerate(_LINE_BREAK.split(text), 1):
        content = raw.strip()
        if not content:
            blank = True
            continue
        level = 0
        if content[0] == "#" and (mark := _HEADING_MARK.match(content)):
            level = len(mark[1])
            marks.append(Line(number, mark[1]))
            content = content[mark.end() :]
        setting = settings[number - 1] if number <= len(settings) else None
        lines.append(Line(number, content, blank, level, setting))
        blank = False
    return lines, marks


def printed_width(line: Line) -> Width:
    """Return how wide a line was printed: as its source says, else as its characters tell."""
    if line.setting is None:
        return measure(line.text)
    width = line.setting.width
    return Width(width, width, width, justified=False)


def measure(text: str) -> Width:
    """Return the printed width of a line of text."""
    characters = "".join(text.split())
    latin = len(characters.encode("ascii", "ignore"))
    marks = len(_PUNCTUATION.findall(characters))
    most = len(characters)
    justified = most != len(text) and len(_SPREAD.findall(text)) >= _SPREAD_CHARACTERS
    return Width(most - (latin + marks) / 2, most - latin / 2, most, justified)


def count_visible(text: str) -> int:
    """Return the number of characters that are not white space."""
    return len("".join(text.split()))


def cut_lines(lines: Sequence[Line], visible: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Part lines after their first `visible` non-white characters."""
    for index, line in enumerate(lines):
        here = count_visible(line.text)
        if visible < here:
            at = _offset(line.text, visible)
            head, tail = line.text[:at].rstrip(), line.text[at:].lstrip()
            before = tuple(lines[:index])
            if head:
                before += (Line(line.number, head, line.blank_before, line.level),)
            return before, (Line(line.number, tail), *lines[index + 1 :])
        visible -= here
    return tuple(lines), ()


def line_ranges(lines: Iterable[Line]) -> Lines:
    """Return the ranges of source lines, in the order of the text; neighbours are one range.

    A single blank line between two lines belongs to their range.
    """
    ranges: list[tuple[int, int]] = []
    for line in lines:
        reach = 2 if line.blank_before else 1
        if ranges and 0 <= line.number - ranges[-1][1] <= reach:
            ranges[-1] = (ranges[-1][0], line.number)
        else:
            ranges.append((line.number, line.number))
    return tuple(ranges)


def _offset(text: str, visible: int) -> int:
    """Return where the character after the first `visible` non-white ones stands."""
    seen = 0
    for index, character in enumerate(text):
        if not character.isspace():
            if seen == visible:
                return index
            seen += 1
    return len(text)
