"""Columns of text and numbers, as wide as a terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells
from rich.text import Text

from searcher.printers import screen

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 2
"""Cells between two columns."""

NARROWEST = 8
"""Cells that a text keeps on the narrowest screen."""


def format_table(rows: Sequence[Sequence[str]], width: int, indent: int = 0) -> list[Text]:
    """Return rows whose first cell is a text, to the left, and the others numbers, to the right.

    A text that leaves too little of `width` for its numbers is cut, and ends in an ellipsis.
    """
    if not rows:
        return []
    sizes = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    numbers = sum(sizes[1:]) + GAP * len(sizes[1:])
    sizes[0] = min(sizes[0], max(width - indent - numbers, NARROWEST))
    return [Text(" " * indent + _line(row, sizes)) for row in rows]


def shortened(text: str, width: int) -> str:
    """Return a text, safe for the screen, of which as much is left as is `width` cells wide."""
    text = screen.safe(text)
    if cell_len(text) <= width:
        return text
    return chop_cells(text, width - 1)[0] + "…"


def _line(row: Sequence[str], sizes: Sequence[int]) -> str:
    text, *numbers = row
    text = shortened(text, sizes[0])
    padded = text + " " * (sizes[0] - cell_len(text))
    for number, size in zip(numbers, sizes[1:], strict=True):
        padded += " " * GAP + " " * (size - cell_len(number)) + number
    return padded.rstrip()
