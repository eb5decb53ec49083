"""The text of a page in reading order, line by line, and how each line was set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from index.pdf.blocks import blocks_of, body_size
from index.pdf.capitals import with_capitals
from index.pdf.columns import Part, Row, reading_order
from index.pdf.glyphs import Box, Sheet, upright
from index.pdf.items import is_rule, layout_items
from index.pdf.lines import PrintedLine, printed_lines
from index.pdf.settings import column_boxes, line_setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model import LineSetting


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of a page's text, "" where blocks are set apart, and how it was set."""

    text: str
    setting: LineSetting | None = None


def page_lines(sheet: Sheet) -> list[SetLine]:
    """Return the lines of a page in reading order, blocks set apart by empty ones.

    Text in another direction than most of the page comes last.
    """
    lines: list[SetLine] = []
    for part in upright(sheet):
        found = _part_lines(part)
        lines += [SetLine(""), *found] if lines and found else found
    return lines


def _part_lines(sheet: Sheet) -> list[SetLine]:
    if not sheet.glyphs:
        return []
    type_size = median(glyph.size for glyph in sheet.glyphs)
    lines = printed_lines(sheet.glyphs, [box for box in sheet.drawings if is_rule(box, type_size)])
    if not lines:
        return []
    down = sum(line.characters for line in lines if line.is_vertical)
    if 2 * down > sum(line.characters for line in lines):
        sheet, lines = _turned(sheet, lines)
    size = body_size(lines)
    lines = with_capitals(lines, size)
    rules = [box for box in sheet.drawings if is_rule(box, size)]
    blocks = blocks_of(lines, rules)
    columns = column_boxes(blocks, size)
    parts = reading_order(layout_items(blocks, sheet.pictures, rules, size), size)
    return _set_apart(parts, columns, size)


def _turned(sheet: Sheet, lines: Sequence[PrintedLine]) -> tuple[Sheet, list[PrintedLine]]:
    """Turn a page of vertical writing by a quarter: its lines are level then, the first one on top."""

    def turned(box: Box) -> Box:
        return Box(box.top, -box.right, box.bottom, -box.left)

    level = [replace(line, box=turned(line.box), is_vertical=not line.is_vertical) for line in lines]
    return (
        replace(
            sheet,
            pictures=[turned(box) for box in sheet.pictures],
            drawings=[turned(box) for box in sheet.drawings],
        ),
        level,
    )


def _set_apart(parts: Sequence[Part], columns: Sequence[Box], size: float) -> list[SetLine]:
    lines: list[SetLine] = []
    for part in parts:
        if lines:
            lines.append(SetLine(""))
        if isinstance(part, Row):
            lines.append(SetLine(" ".join(block.lines[0].text for block in part.blocks)))
        else:
            lines += [
                SetLine(line.text, line_setting(line, block, columns, size))
                for block in part.blocks
                for line in block.lines
            ]
    return lines
