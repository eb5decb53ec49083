"""The reading order of blocks: the page cut along its white, down to single columns.

This is the recursive X-Y cut (Nagy and Seth, "Hierarchical Representation of Optically Scanned
Documents", ICPR 1984), which cuts a page alternately at white strips from side to side and from top
to bottom. A headline stands over all columns of its article, though its letters may leave some of
them free: heads are widened first (`index.pdf.heads`), so that no cut parts an article. Where white
allows both, columns come before rows (Meunier, "Optimized XY-Cut for Determining a Page Reading
Order", ICDAR 2005), since text goes on down a column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.pdf.glyphs import Box, around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.pdf.blocks import Block

_APART = 0.7
"""In em: the white around the lines at the top and bottom of a page."""

_BETWEEN_ARTICLES = 1.2
"""In em: the white between two articles, one above the other."""

_DEEPEST = 200
"""Cuts inside cuts. No page is so divided; it bounds the recursion on hostile input."""


@dataclass(slots=True, eq=False)
class Item:
    """What no cut may part: a block, or several in reading order, or the place of a picture.

    `is_aside` marks pictures with their captions: they stand in the text, and are read after it.
    `is_head` marks heads, `is_loose` text that may be one of several pieces of a single row.
    """

    box: Box
    blocks: list[Block] = field(default_factory=list)
    is_aside: bool = False
    is_head: bool = False
    inside: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """Blocks that stand side by side on one line of the page: a line of dates and editors."""

    blocks: list[Block]


@dataclass(slots=True)
class Group:
    """Blocks that stand below each other and are one: the lines of a head, a caption and its credit."""

    blocks: list[Block]


Part = Row | Group


def reading_order(items: Sequence[Item], size: float) -> list[Part]:
    """Return what all items hold as it is read; `size` is the height of the body's type."""
    return list(_peeled(list(items), size))


def _peeled(items: list[Item], size: float) -> Iterator[Part]:
    """Take off the rows at the top and bottom of a page that are single lines; cut the rest."""
    strips = _strips(items, size, across=True)
    start, end = 0, len(strips)
    while (
        start < end - 1 and _is_row(strips[start], size) and _is_apart(strips[start], strips[start + 1], size)
    ):
        start += 1
    while (
        end - 1 > start
        and _is_row(strips[end - 1], size)
        and _is_apart(strips[end - 2], strips[end - 1], size)
    ):
        end -= 1
    for strip in strips[:start]:
        yield _row(strip)
    yield from _cut([item for strip in strips[start:end] for item in strip], size, _DEEPEST)
    for strip in strips[end:]:
        yield _row(strip)


def _is_row(items: Sequence[Item], size: float) -> bool:
    """Tell whether items are pieces of one line: level, low, and none a head."""
    blocks = [block for item in items for block in item.blocks]
    if not blocks or any(item.is_head or item.is_aside or item.inside for item in items):
        return False
    if any(len(block.lines) > 1 or block.is_vertical for block in blocks):
        return False
    bases = [block.lines[0].base for block in blocks]
    return max(bases) - min(bases) < 0.5 * size


def _is_apart(upper: Sequence[Item], lower: Sequence[Item], size: float) -> bool:
    """Tell whether a rule or an empty line stands between two strips."""
    return _white_between(upper, lower) > _APART * size


def _row(items: Sequence[Item]) -> Part:
    blocks = sorted((block for item in items for block in item.blocks), key=lambda block: block.box.left)
    return Row(blocks)


def _cut(items: list[Item], size: float, depth: int) -> Iterator[Part]:
    """Cut along the white from top to bottom where there is some, else from side to side."""
    if len(items) == 1 or not depth:
        for item in sorted(items, key=lambda item: (item.box.top, item.box.left)):
            yield from _inside(item, size, depth)
        return
    rows = _parted(_strips(items, size, across=True))
    strips = _strips(items, size, across=False)
    if len(strips) > 1 and not (len(rows) > 1 and _part_articles(rows[0], rows[1], size)):
        # A headline written downwards stands before its text, on whichever side.
        strips.sort(key=lambda strip: not _is_vertical_head(strip))
    else:
        strips = rows
    if len(strips) == 1:
        yield from _tangled(items, size, depth)
        return
    strips.sort(key=lambda strip: all(item.is_aside for item in strip))
    for strip in strips:
        yield from _cut(strip, size, depth - 1)


def _part_articles(upper: Sequence[Item], lower: Sequence[Item], size: float) -> bool:
    """Tell whether the white between two strips parts articles: it is wide, and no head stands over it."""
    if _white_between(upper, lower) < _BETWEEN_ARTICLES * size:
        return False
    texts = [item.box for item in upper if not item.is_head and (item.blocks or item.is_aside)]
    return all(
        any(
            box.top >= head.box.top and box.left < head.box.right and head.box.left < box.right
            for box in texts
        )
        for head in upper
        if head.is_head and not _is_vertical_head([head])
    )


def _parted(strips: list[list[Item]]) -> list[list[Item]]:
    """Return strips put together to two, parted where most white is, best beside a rule.

    Other gaps may stand in one column alone; they are looked at once the columns are parted.
    """
    if len(strips) < 3:
        return strips
    place = max(range(1, len(strips)), key=lambda at: _white_between(strips[at - 1], strips[at]))
    return [
        [item for strip in strips[:place] for item in strip],
        [item for strip in strips[place:] for item in strip],
    ]


def _white_between(upper: Sequence[Item], lower: Sequence[Item]) -> float:
    above, below = box_of(upper), box_of(lower)
    is_ruled = any(not item.blocks and not item.is_aside for item in (*upper, *lower))
    return below.top - above.bottom + (above.width + below.width if is_ruled else 0.0)


def _inside(item: Item, size: float, depth: int) -> Iterator[Part]:
    if item.inside and depth:
        yield from _cut(item.inside, size, depth - 1)
    titles = [block for block in item.blocks if block.is_vertical] if _has_title(item) else []
    for title in titles:
        yield Group([title])
    if rest := [block for block in item.blocks if block not in titles]:
        yield Group(rest)


def _has_title(item: Item) -> bool:
    """Tell whether a head has a column title beside it, not only a byline below."""
    first = item.blocks[0] if item.blocks else None
    return first is not None and first.is_vertical and item.box.width > 2 * first.box.width


def _is_vertical_head(strip: Sequence[Item]) -> bool:
    return all(
        item.is_head and item.blocks and item.blocks[0].is_vertical and not _has_title(item) for item in strip
    )


def _strips(items: Sequence[Item], size: float, *, across: bool) -> list[list[Item]]:
    """Part items at the white strips that run from side to side (`across`) or from top to bottom."""

    def span(item: Item) -> tuple[float, float]:
        return (item.box.top, item.box.bottom) if across else (item.box.left, item.box.right)

    strips: list[list[Item]] = []
    reach = 0.0
    # Characters may stick out of their line a little, and no gutter is as narrow.
    slack = -0.25 * size if across else 0.2 * size
    for item in sorted(items, key=span):
        low, high = span(item)
        if strips and low < reach + slack:
            strips[-1].append(item)
            reach = max(reach, high)
        else:
            strips.append([item])
            reach = high
    return strips


def _tangled(items: list[Item], size: float, depth: int) -> Iterator[Part]:
    """Order items that no white parts: each head with what stands under it, then the columns."""
    first = min(items, key=lambda item: (item.box.top, item.box.left))
    heads = [item for item in items if item.is_head]
    if not heads or len(heads) == len(items):
        # Boxes that overlap: from top to bottom within columns, from left to right.
        yield from _inside(first, size, depth)
        rest = [item for item in items if item is not first]
        yield from _cut(rest, size, depth - 1)
        return
    owners: dict[int, list[Item]] = {}
    for item in items:
        if not item.is_head:
            owners.setdefault(id(_owner(item, heads)), []).append(item)
    if orphans := owners.get(id(None)):
        yield from _cut(orphans, size, depth - 1)
    for head in sorted(heads, key=lambda item: (item.box.top, item.box.left)):
        yield from _inside(head, size, depth)
        if owned := owners.get(id(head)):
            yield from _cut(owned, size, depth - 1)


def _owner(item: Item, heads: Sequence[Item]) -> Item | None:
    """Return the lowest head that stands over an item, `None` where there is none."""
    over = [
        head
        for head in heads
        if head.box.bottom <= item.box.top + 0.5 * item.box.height
        and head.box.left < item.box.right
        and item.box.left < head.box.right
    ]
    return max(over, key=lambda head: head.box.bottom, default=None)


def box_of(items: Sequence[Item]) -> Box:
    """Return the box around some items."""
    return around(item.box for item in items)
