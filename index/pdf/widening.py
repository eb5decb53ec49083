"""Heads made as wide as their articles: over all columns that begin at one height below them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.pdf.glyphs import Box, around
from index.pdf.heads import OVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.pdf.columns import Item

_ALIGNED = 1.0
"""In em of the body: columns of one article begin at one height, or nearly."""


def widen(heads: Sequence[Item], texts: Sequence[Item], others: Sequence[Item], size: float) -> None:
    """Widen each head over the columns of its article, those that begin at one height under it."""
    claims = {number: _columns_under(head, heads, texts, others, size) for number, head in enumerate(heads)}
    for number, head in enumerate(heads):
        columns = claims[number]
        for other, rival in enumerate(heads):
            if other != number and rival.box.top < head.box.bottom and head.box.top < rival.box.bottom:
                columns = _settled(head, columns, rival, claims[other])
        if columns:
            wide = around([head.box, *(column.box for column in columns)])
            beside = [
                item.box
                for item in (*heads, *texts, *others)
                if item is not head and item.box.top < head.box.bottom and head.box.top < item.box.bottom
            ]
            left = max([wide.left, *(box.right for box in beside if box.right <= head.box.left)])
            right = min([wide.right, *(box.left for box in beside if box.left >= head.box.right)])
            head.box = replace(head.box, left=min(left, head.box.left), right=max(right, head.box.right))


def _columns_under(
    head: Item, heads: Sequence[Item], texts: Sequence[Item], others: Sequence[Item], size: float
) -> list[Item]:
    """Return the columns that begin at one height under a head, and that no text beside it is over."""
    if head.blocks[0].is_vertical:
        return []
    box = head.box
    reach = max(OVER * size, 1.5 * head.blocks[-1].size)
    near = [item for item in texts if -0.5 * size <= item.box.top - box.bottom <= reach]
    under = [item for item in near if item.box.left < box.right and box.left < item.box.right]
    if not under:
        return []
    top = min(item.box.top for item in under)
    level = [item for item in near if abs(item.box.top - top) <= _ALIGNED * size]
    columns = [item for item in level if item in under]
    obstacles = [item.box for item in (*heads, *texts, *others) if item is not head]
    for side in (-1, 1):
        outward = [item for item in level if side * (item.box.left - box.left) > 0 and item not in under]
        for item in sorted(outward, key=lambda item: side * item.box.left):
            edge = around([box, item.box])
            beside = Box(edge.left, box.top, edge.right, box.bottom)
            if any(beside.meets(obstacle) for obstacle in obstacles):
                break
            columns.append(item)
    return columns


def _settled(head: Item, columns: list[Item], rival: Item, claimed: Sequence[Item]) -> list[Item]:
    """Return the columns of a head less those that suit a rival beside it better."""
    contested = [item for item in columns if any(item is other for other in claimed)]
    if not contested:
        return columns
    is_left = head.box.left < rival.box.left
    own = [item for item in columns if all(item is not other for other in contested)]
    theirs = [item for item in claimed if all(item is not other for other in contested)]
    contested.sort(key=lambda item: item.box.left)
    best: tuple[float, int] | None = None
    for count in range(len(contested) + 1):
        left, right = contested[:count], contested[count:]
        mine, others = (left, right) if is_left else (right, left)
        cost = _misfit(head.box, [*own, *mine]) + _misfit(rival.box, [*theirs, *others])
        if best is None or cost < best[0]:
            best = cost, count
    split = best[1] if best else 0
    return [*own, *(contested[:split] if is_left else contested[split:])]


def _misfit(head: Box, columns: Sequence[Item]) -> float:
    """Return by how much a head is off the middle of its columns, or off their left edge."""
    if not columns:
        return 0.0
    under = around(item.box for item in columns)
    middle = abs(head.left + head.right - under.left - under.right) / 2
    return min(middle, abs(head.left - under.left)) + max(0.0, head.right - under.right)
