"""Lines of mixed Chinese and English text, as wide as a terminal shows them.

Rich wraps at spaces and leaves ragged lines where Chinese, which has none, meets them. Here a
line breaks between any two Chinese characters, never inside a word or a number, never before a
closing mark, never after an opening one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(
    r"[“‘（(《〈「『【]*"
    r"(?:[^\W\u2e80-\uffff]+(?:[.,%:/_-][^\W\u2e80-\uffff]+)*|\s|.)"
    r"[”’）)》〉」』】，。！？；：、…,.!?;:%％]*",
    re.DOTALL,
)


def wrap(text: Text, width: int) -> list[Text]:
    """Return the lines of a text, each at most `width` columns wide, without spaces at their ends.

    `width` must be 2 or more, for the widest character to fit.
    """
    lines = []
    for start, end in _lines(text.plain, width):
        line = text[start:end]
        line.rstrip()
        lines.append(line)
    return lines or [Text()]


def _lines(plain: str, width: int) -> Iterator[tuple[int, int]]:
    start, used = 0, 0
    for first, last in _pieces(plain, width):
        piece = plain[first:last]
        size = cell_len(piece.rstrip())
        if used + size > width and first > start:
            yield start, first
            start, used = first, 0
        if first == start and piece.isspace() and start > 0:
            start = last
        else:
            used += cell_len(piece)
    if start < len(plain):
        yield start, len(plain)


def _pieces(plain: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield what is not to be broken; what is too wide for any line character by character."""
    for match in _PIECE.finditer(plain):
        if cell_len(match[0]) <= width:
            yield match.span()
        else:
            yield from ((position, position + 1) for position in range(*match.span()))
