"""Heads: headlines with their kickers, bylines and column titles, found among the blocks of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pdf.blocks import DISPLAY, Block
from index.pdf.glyphs import Box, around

if TYPE_CHECKING:
    from collections.abc import Sequence

_STACKED = 1.6
"""In em of the larger line: the parts of one head are no farther from each other."""

OVER = 4.0
"""In em of the body: the text of a head begins no farther below it."""

_LEVEL = 0.4
_BESIDE = 1.5
"""In em of a column title: it stands no higher, and reaches little lower, than the head beside it."""

_INDENT = 2.0
_LONGEST_PART = 2
"""Lines of the byline in a head."""


def head_stacks(
    blocks: Sequence[Block], pictures: Sequence[Box], size: float
) -> tuple[list[list[Block]], list[Block]]:
    """Put the blocks of headlines together that stand below each other, with the byline under them."""
    display = [block for block in blocks if block.size >= DISPLAY * size]
    others = [block for block in blocks if block.size < DISPLAY * size]
    stacks: list[list[Block]] = []
    for block in sorted(display, key=lambda block: block.box.top):
        for stack in stacks:
            if _stands_under(block, stack, [*display, *others]):
                stack.append(block)
                break
        else:
            stacks.append([block])
    others = [part for block in others for part in _parted(block, stacks, others, size)]
    taken: set[int] = set()
    for stack in stacks:
        for block in sorted(others, key=lambda block: block.box.top):
            if id(block) not in taken and _is_byline_of(block, stack, others, pictures, size):
                stack.append(block)
                taken.add(id(block))
    return _with_titles(stacks, blocks), [block for block in others if id(block) not in taken]


def _with_titles(stacks: list[list[Block]], blocks: Sequence[Block]) -> list[list[Block]]:
    """Put a column title written downwards to the head beside it, in front."""
    level = [stack for stack in stacks if not stack[0].is_vertical]
    kept = []
    for stack in stacks:
        beside = [other for other in level if _is_title_beside(stack, other, blocks)]
        if stack[0].is_vertical and beside:
            # It stands at the left of its head, where there is one on either side.
            nearest = min(
                beside, key=lambda other: (other[-1].box.left < stack[0].box.left, _gap_between(stack, other))
            )
            nearest[:0] = stack
        elif stack not in kept:
            kept.append(stack)
    return kept


def _is_title_beside(stack: Sequence[Block], head: Sequence[Block], blocks: Sequence[Block]) -> bool:
    if not stack[0].is_vertical or head[0].is_vertical:
        return False
    title, box = stack[0].box, around(part.box for part in head if not part.is_vertical)
    reach = _BESIDE * stack[0].size
    if _gap_between(stack, head) < 0 or title.top < box.top - reach or title.bottom > box.bottom + 2 * reach:
        return False
    between = Box(min(title.right, box.right), box.top, max(title.left, box.left), box.bottom)
    return not any(between.meets(block.box) for block in blocks if block not in head and block not in stack)


def _gap_between(stack: Sequence[Block], head: Sequence[Block]) -> float:
    title, box = stack[0].box, around(part.box for part in head if not part.is_vertical)
    return max(title.left - box.right, box.left - title.right)


def _parted(
    block: Block, stacks: Sequence[Sequence[Block]], others: Sequence[Block], size: float
) -> list[Block]:
    """Part a byline under a head from the column below it, where the other columns begin lower."""
    if len(block.lines) < 2 or block.is_vertical:
        return [block]
    top = block.lines[0].box.top
    edges = around(line.box for line in block.lines)
    for stack in stacks:
        above = around(part.box for part in stack)
        if not (-0.5 * size <= top - above.bottom <= _STACKED * stack[0].size) or not (
            block.box.left < above.right and above.left < block.box.right
        ):
            continue
        row = [
            other.box.top
            for other in _beside(block, others, above)
            if abs(other.box.top - top) <= OVER * size
        ]
        if any(abs(other - top) < _LEVEL * size for other in row):
            continue
        for count in range(1, min(_LONGEST_PART + 1, len(block.lines))):
            if _is_first_of_paragraph(block.lines[count - 1].box, edges, size):
                break
            if any(abs(other - block.lines[count].box.top) < _LEVEL * size for other in row):
                return [Block(block.lines[:count]), Block(block.lines[count:])]
    return [block]


def _is_first_of_paragraph(line: Box, column: Box, size: float) -> bool:
    return line.right > column.right - size and abs(line.left - column.left - _INDENT * size) < size / 2


def _beside(block: Block, others: Sequence[Block], above: Box) -> list[Block]:
    """Return the blocks beside one under the same head, or, with none, the nearest on either side."""
    level = [
        other for other in others if other.box.top < block.box.bottom and block.box.top < other.box.bottom
    ]
    # The byline itself may be wider than its column, and reach over those beside it.
    column = block.lines[-1].box
    right = [other for other in level if other.box.left > column.right]
    left = [other for other in level if other.box.right < column.left]
    under = [
        other for other in (*left, *right) if other.box.left < above.right and above.left < other.box.right
    ]
    if under:
        return under
    nearest = []
    if right:
        nearest.append(min(right, key=lambda other: other.box.left))
    if left:
        nearest.append(max(left, key=lambda other: other.box.right))
    return nearest


def _stands_under(block: Block, stack: Sequence[Block], blocks: Sequence[Block]) -> bool:
    if block.is_vertical or stack[-1].is_vertical:
        return False
    above = around(part.box for part in stack)
    gap = block.box.top - above.bottom
    if not -0.5 * block.size <= gap <= _STACKED * max(block.size, stack[-1].size):
        return False
    if not (block.box.left < above.right and above.left < block.box.right):
        return False
    between = Box(
        max(block.box.left, above.left), above.bottom, min(block.box.right, above.right), block.box.top
    )
    return not any(between.meets(other.box) for other in blocks if other is not block and other not in stack)


def _is_byline_of(
    block: Block, stack: Sequence[Block], others: Sequence[Block], pictures: Sequence[Box], size: float
) -> bool:
    """Tell whether a line of the body's size stands alone between a head and the columns below."""
    if block.is_vertical:
        return False
    above = around(part.box for part in stack)
    if stack[0].is_vertical:
        narrow = block.box.width < 3 * max(above.width, 2 * size) and len(block.lines) <= 2 * _LONGEST_PART
        return (
            narrow
            and -0.5 * size <= block.box.top - above.bottom <= _STACKED * size
            and block.box.left < above.right
            and above.left < block.box.right
        )
    if len(block.lines) > _LONGEST_PART:
        return False
    gap = block.box.top - above.bottom
    if not -0.5 * size <= gap <= _STACKED * stack[0].size:
        return False
    if not (block.box.left < above.right and above.left < block.box.right):
        return False
    beside = Box(above.left, block.box.top, above.right, block.box.bottom)
    return not any(
        box.meets(beside) for box in (*pictures, *(other.box for other in others if other is not block))
    )
