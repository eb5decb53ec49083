"""What a page is cut into: heads over their columns, columns, pictures with captions, rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.pdf.columns import Item
from index.pdf.glyphs import Box, around
from index.pdf.heads import head_stacks
from index.pdf.pictures import captioned
from index.pdf.widening import widen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.pdf.blocks import Block

_THIN, _LONG = 0.5, 3.0
"""In em: a rule is no thicker and no shorter."""


def is_rule(box: Box, size: float) -> bool:
    """Tell whether a drawing is a rule between texts."""
    thin, long = sorted((box.width, box.height))
    return thin <= _THIN * size and long >= _LONG * size


def layout_items(
    blocks: Sequence[Block], pictures: Sequence[Box], rules: Sequence[Box], size: float
) -> list[Item]:
    """Return what the page is to be cut into: heads over their columns, captions under their pictures."""
    stacks, rest = head_stacks(blocks, pictures, size)
    heads = [_head_item(stack) for stack in stacks]
    asides, rest = captioned(pictures, heads, rest, size)
    texts = [Item(block.box, [block]) for block in rest]
    lines = [Item(rule) for rule in rules if _parts_text(rule, [*heads, *texts])]
    widen(heads, texts, [*asides, *lines], size)
    return [*heads, *texts, *asides, *lines]


def _head_item(stack: list[Block]) -> Item:
    box = around(block.box for block in stack)
    if stack[0].is_vertical and all(block.is_vertical or _is_under(block, stack[0]) for block in stack):
        # The byline under a vertical headline may be wider, and reach under the next column.
        box = replace(box, left=stack[0].box.left, right=stack[0].box.right)
    return Item(box, stack, is_head=True)


def _is_under(block: Block, head: Block) -> bool:
    return block.box.top > head.box.bottom - 0.5 * block.size


def _parts_text(rule: Box, items: Sequence[Item]) -> bool:
    """Tell whether a rule stands between texts, not through one or under its words."""
    return not any(item.box.meets(rule) for item in items)
