"""Lines of mixed Chinese and English text, as wide as a terminal shows them.

Rich wraps at spaces and leaves ragged lines where Chinese, which has none, meets them. Here a
line breaks between any two Chinese characters, never inside a word, a number or a dash, never
before a closing mark, never after an opening one; but for what is too wide for any line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OPENING = "“‘（(《〈「『【"
CLOSING = "”’）)》〉」』】，。！？；：、…·,.!?;:%％"

# What is drawn onto, or decides the drawing of, the character before it.
_MARKS = "\u0300-\u036f\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_LETTER = rf"(?:(?![\u2e80-\uffff\U00020000-\U0003ffff])\w|[{_MARKS}])"
_WORD = rf"{_LETTER}+(?:[.,%:/_'’-]{_LETTER}+)*"
_SIGN = rf".(?:[{_MARKS}]|\u200d.)*"
_BEFORE = rf"(?:[{OPENING}]\s*)*"
_AFTER = rf"(?:\s*[{CLOSING}])*"

# Compiled, and kept by `re`, when a line is first broken: where output is piped, none is.
_PIECE = rf"(?s:\s+|{_BEFORE}(?:{_WORD}|—+|{_SIGN}){_AFTER})"
_SMALLER_PIECE = rf"(?s:\s+|{_BEFORE}{_SIGN}{_AFTER})"
_SMALLEST_PIECE = rf"(?s:{_SIGN})"


def wrap(text: Text, width: int) -> list[Text]:
    """Return the lines of a text, each at most `width` columns wide, without spaces at their ends.

    `width` must be 2 or more, for the widest character to fit.
    """
    lines = pieces(text, _lines(text.plain, width))
    for line in lines:
        line.rstrip()
    return lines or [Text()]


def pieces(text: Text, ranges: Iterable[tuple[int, int]]) -> list[Text]:
    """Return the `[start, end)` ranges of a text, ascending and disjoint, marks and all.

    In one go: Rich's slicing goes through every mark of the text again for each slice.
    """
    offsets = [offset for bounds in ranges for offset in bounds]
    return list(text.divide(offsets))[1::2] if offsets else []


def _lines(plain: str, width: int) -> Iterator[tuple[int, int]]:
    if cell_len(plain) <= width:
        yield 0, len(plain)
        return
    start, used = 0, 0
    for first, last in _pieces(plain, width):
        piece = plain[first:last]
        if first == start and piece.isspace() and start > 0:
            start = last
            continue
        if first > start and used + cell_len(piece.rstrip()) > width:
            yield start, first
            start, used = (last, 0) if piece.isspace() else (first, cell_len(piece))
        else:
            used += cell_len(piece)
    if start < len(plain):
        yield start, len(plain)


def _pieces(plain: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield what is not to be broken, and of what is too wide for any line its smaller pieces."""
    for large in re.finditer(_PIECE, plain):
        if cell_len(large[0]) <= width or large[0].isspace():
            yield large.span()
            continue
        for small in re.compile(_SMALLER_PIECE).finditer(plain, *large.span()):
            if cell_len(small[0]) <= width:
                yield small.span()
            else:
                signs = re.compile(_SMALLEST_PIECE).finditer(plain, *small.span())
                yield from (sign.span() for sign in signs)
