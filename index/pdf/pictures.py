"""Pictures: where they stand, and the caption and credit under them."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from index.pdf.columns import Item
from index.pdf.glyphs import Box, around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.pdf.blocks import Block

_LEAST = 2.0
"""In em: what is narrower or lower is an ornament."""

_LONGEST_CAPTION = 8
_COLUMN_LINES = 4
_CAPTION_GAP = 2.0
_WIDE = 1.3
"""So many times as wide as a column is a picture that stands over more than one."""


def captioned(
    pictures: Sequence[Box], heads: Sequence[Item], blocks: Sequence[Block], size: float
) -> tuple[list[Item], list[Block]]:
    """Give each picture the short text directly under it; leave out pictures that lie behind text."""
    rest = list(blocks)
    asides: list[Item] = []
    widths = [block.box.width for block in blocks if len(block.lines) >= _COLUMN_LINES]
    column = median(widths) if widths else 0.0
    for picture in sorted(pictures, key=lambda box: box.bottom):
        if min(picture.width, picture.height) < _LEAST * size:
            continue
        inner = Box(
            picture.left + 0.5 * size,
            picture.top + 0.5 * size,
            picture.right - 0.5 * size,
            picture.bottom - size,
        )
        if any(inner.meets(block.box) for block in rest) or any(inner.meets(head.box) for head in heads):
            continue
        caption = _caption(picture, rest, size, column)
        rest = [block for block in rest if all(block is not part for part in caption)]
        asides.append(Item(around([picture, *(part.box for part in caption)]), caption, is_aside=True))
    return asides, rest


def _caption(picture: Box, blocks: Sequence[Block], size: float, column: float) -> list[Block]:
    """Return the text and the credit under a picture; a text as wide as a column goes on with the column."""
    below = [
        block
        for block in blocks
        if -0.5 * size <= block.box.top - picture.bottom <= _CAPTION_GAP * size
        and picture.left - size <= block.box.left
        and block.box.right <= picture.right + size
        and len(block.lines) <= _LONGEST_CAPTION
        and not block.is_vertical
        and (abs(block.size - size) > 0.05 * size or _is_wide(picture, block, column))
    ]
    caption = min(below, key=lambda block: block.box.top, default=None)
    if caption is None or any(block.box.top < caption.box.bottom for block in below if block is not caption):
        # Several texts side by side are the columns that go on below the picture.
        return []
    bottom = caption.box.bottom
    for block in blocks:
        # The credit on a line of its own, set apart or in another size.
        if (
            block is not caption
            and len(block.lines) == 1
            and -0.5 * size <= block.box.top - bottom <= size
            and picture.left - size <= block.box.left
            and block.box.right <= picture.right + size
        ):
            return [caption, block]
    return [caption]


def _is_wide(picture: Box, block: Block, column: float) -> bool:
    """Tell whether a picture is over more than a column, and the text under it is set to the picture."""
    width = block.box.width
    return picture.width > _WIDE * column and not column / _WIDE < width < _WIDE * column
