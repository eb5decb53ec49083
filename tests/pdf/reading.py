"""PDF pages read in this process, for tests of the steps one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pdf.document import opened, sheet_of
from index.pdf.layout import page_lines
from tests.pdf.writer import Paper, Text, pdf

if TYPE_CHECKING:
    from index.pdf.glyphs import Sheet
    from index.pdf.layout import SetLine
    from tests.pdf.writer import Item

WIDTH, HEIGHT = 600.0, 800.0


def sheet(content: bytes, page: int = 0) -> Sheet:
    """Return what is painted on a page of a file."""
    with opened(content) as document:
        return sheet_of(document, page)


def set_lines(content: bytes) -> list[SetLine]:
    """Return the lines of the first page of a file."""
    return page_lines(sheet(content))


def text_of(*items: Item, rotate: int = 0) -> str:
    """Return the text of a page on which some items are painted."""
    paper = Paper(WIDTH, HEIGHT, items, rotate=rotate)
    return "\n".join(line.text for line in set_lines(pdf(paper)))


def column(left: float, top: float, *lines: str, size: float = 10.0, pitch: float = 15.0) -> list[Item]:
    """Set lines below each other, the first one's base line at `top`; spaces before a line are an indent."""
    items: list[Item] = []
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip("\u3000"))
        items.append(Text(left + indent * size, top - number * pitch, line.lstrip("\u3000"), size))
    return items
