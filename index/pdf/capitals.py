"""Drop capitals: a first character as high as two lines or more, put back before the rest of its word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.pdf.lines import PrintedLine

_LARGE = 1.8
"""So many times the size of the body is a drop capital; smaller ones stand on the line like others."""

_GAP = 1.5
"""In em of the body, between the character and the lines beside it."""

_LEAST_LINES = 2


def with_capitals(lines: Sequence[PrintedLine], size: float) -> list[PrintedLine]:
    """Join each drop capital to the first line beside it; the lines beside it begin where it does.

    `size` is that of the body, in points.
    """
    capitals = [
        line for line in lines if len(line.text) == 1 and not line.is_vertical and line.size >= _LARGE * size
    ]
    if not capitals:
        return list(lines)
    changed: dict[PrintedLine, PrintedLine | None] = {}
    for capital in capitals:
        beside = sorted(
            (line for line in lines if line not in changed and _stands_beside(line, capital, size)),
            key=lambda line: line.box.top,
        )
        if len(beside) < _LEAST_LINES:
            continue
        changed[capital] = None
        for number, line in enumerate(beside):
            text = capital.text + line.text if number == 0 else line.text
            box = replace(line.box, left=capital.box.left)
            changed[line] = replace(line, text=text, box=box, characters=line.characters + (number == 0))
    kept = (changed.get(line, line) for line in lines)
    return [line for line in kept if line is not None]


def _stands_beside(line: PrintedLine, capital: PrintedLine, size: float) -> bool:
    if line is capital or line.is_vertical or line.size >= _LARGE * size:
        return False
    middle = (line.box.top + line.box.bottom) / 2
    gap = line.box.left - capital.box.right
    return -0.3 * size <= gap <= _GAP * size and capital.box.top <= middle <= capital.box.bottom
