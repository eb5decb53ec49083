"""A query with a caret under the place where it breaks."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len

from searcher.printers.screen import safe

_CARET: Final = "^"
_CUT: Final = "…"
_NARROWEST: Final = 12
"""Cells below which there is no room for a place and its neighbours."""


def point_at(query: str, column: int, width: int) -> str:
    """Return two lines: the query, as much of it as is `width` cells wide, and a caret under a column.

    `column` is 1-based and may be the one behind the last character. A wide character takes two
    cells, and the caret stands under its first. What is left out is shown by `…`.
    """
    place = min(column - 1, len(query))
    start, end = _window(query, place, max(width, _NARROWEST))
    before = (_CUT if start else "") + safe(query[start:place])
    after = safe(query[place:end]) + (_CUT if end < len(query) else "")
    return f"{before}{after}\n{' ' * cell_len(before)}{_CARET}\n"


def _window(query: str, place: int, width: int) -> tuple[int, int]:
    """Return the part of the query to show: the place in it, two thirds of the room before it.

    Only what can be shown is measured: a query may be longer than any terminal.
    """
    # A cell for … on either side, and one for a caret behind the last character.
    room = width - 2 * cell_len(_CUT) - 1
    start = end = place
    used = 0
    while start and (cells := cell_len(safe(query[start - 1]))) + used <= room * 2 // 3:
        start -= 1
        used += cells
    while end < len(query) and (cells := cell_len(safe(query[end]))) + used <= room:
        end += 1
        used += cells
    while start and (cells := cell_len(safe(query[start - 1]))) + used <= room:
        start -= 1
        used += cells
    return start, end
