"""How each line was set: its size, and its place in its column."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from index.model import LineSetting
from index.pdf.blocks import DISPLAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.pdf.blocks import Block
    from index.pdf.glyphs import Box
    from index.pdf.lines import PrintedLine

_LEAST_LINES = 3
"""Lines that show where a column begins and ends."""

_INDENT = 2.6
_SLACK = 0.5
"""In em: how exactly a line stands at an edge, or in the middle."""


def column_boxes(blocks: Sequence[Block], size: float) -> list[Box]:
    """Return the boxes of the blocks that are columns of running text; `size` is that of the body."""
    return [
        block.box
        for block in blocks
        if len(block.lines) >= _LEAST_LINES and block.size < DISPLAY * size and not block.is_vertical
    ]


def line_setting(line: PrintedLine, block: Block, columns: Sequence[Box], size: float) -> LineSetting:
    """Return how a line of a block was set; `columns` are those of the page, `size` is that of its body."""
    em = line.size
    if line.is_vertical:
        return LineSetting(em / size, line.box.height / em)
    width = line.box.width / em
    if line.size >= DISPLAY * size:
        return LineSetting(em / size, width)
    column = block.box if len(block.lines) >= _LEAST_LINES else _column_around(block, columns, em)
    if column is None:
        return LineSetting(em / size, width)
    return LineSetting(em / size, width, (line.box.left - column.left) / em, column.width / em)


def _column_around(block: Block, columns: Sequence[Box], em: float) -> Box | None:
    """Return the column that a short block stands in: the nearest that it fits, else one like the others."""
    box = block.box
    fitting = [column for column in columns if _fits(box, column, em)]
    if fitting:
        return min(fitting, key=lambda column: _distance(column, box))
    if len(block.lines) == 1 or not columns:
        return None
    usual = median(column.width for column in columns)
    return replace(box, right=max(box.right, box.left + usual))


def _fits(box: Box, column: Box, em: float) -> bool:
    """Tell whether a block stands in a column: at its left edge, indented or in the middle."""
    slack = _SLACK * em
    if box.left < column.left - slack or box.right > column.right + slack:
        return False
    middle = abs(box.left + box.right - column.left - column.right) / 2
    return box.left - column.left < _INDENT * em or middle < slack


def _distance(one: Box, other: Box) -> float:
    return max(other.top - one.bottom, one.top - other.bottom, 0.0)
