"""Blocks: a page's lines put together to headings, bylines, furniture and (pieces of) paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from index.rebuild.bylines import (
    BULLETS,
    is_broken_off,
    is_closing_byline,
    is_names,
    is_photo_credit,
    is_standing_byline,
    lead_length,
    tail_length,
)
from index.rebuild.columns import WIDEST, Columns, column_widths, width_habit
from index.rebuild.furniture import finishes_vertical_title, is_address, is_furniture, vertical_titles
from index.rebuild.lines import Line, count_visible, cut_lines, measure, printed_width
from index.rebuild.roles import Role, ends_sentence, line_roles
from index.rebuild.spacing import join_byline, join_heading, join_paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.rebuild.lines import Width

_SHORTEST_CUT = 12
_WITHIN_SENTENCE = re.compile(r"[\u3400-\u9fff，、]\Z")

_LONGEST_RUN = 2000
"""Lines weighed together. No column of a newspaper is as long; it bounds memory on hostile input."""


class Kind(Enum):
    """What a block is before anything is known of its neighbours."""

    FURNITURE = "furniture"
    HEADING = "heading"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together.

    `text` is the joined text. Of a paragraph, `lead` (`本报讯（记者 …）`) and `tail` (`（阿柔娜）`)
    are the lines of its wrapped-in bylines, not in `lines`; `open_start` and `open_end` say that
    it begins or ends in mid-sentence; `width` is the width of its longest line, and `indent` by how
    much less the first of several lines is wide, both in full-width characters.
    """

    kind: Kind
    lines: tuple[Line, ...]
    text: str
    lead: tuple[Line, ...] = ()
    tail: tuple[Line, ...] = ()
    open_start: bool = False
    open_end: bool = False
    width: float = 0.0
    indent: float | None = None


def page_blocks(lines: Sequence[Line]) -> list[Block]:
    """Return the blocks of a page in the order of the file."""
    kinds: list[tuple[Line, Kind | None]] = []
    for line, furniture in _with_furniture(lines):
        kind = Kind.FURNITURE if furniture else _standing_kind(line)
        if kind is None and kinds and _goes_on_with_names(line, *kinds[-1]):
            kind = Kind.BYLINE
        if kind is Kind.FURNITURE and kinds and _continues(line, *kinds[-1]):
            kind = None
        kinds.append((line, kind))
    running = [line for line, kind in kinds if kind is None]
    starts = _run_starts([kind for _, kind in kinds])
    widths = [printed_width(line) for line in running]
    columns = column_widths(widths, width_habit(widths), starts)
    columns = [_column_of(line, voted) for line, voted in zip(running, columns, strict=True)]
    ends = dict(pairwise([*starts, len(running)]))
    blocks: list[Block] = []
    taken = 0
    for at, (line, kind) in enumerate(kinds):
        if kind is Kind.BYLINE and at and _goes_on_with_names(line, *kinds[at - 1]):
            above = blocks.pop()
            lines = (*above.lines, line)
            blocks.append(Block(kind, lines, join_byline(lines)))
            continue
        if kind is not None:
            text = join_heading((line,)) if kind is Kind.HEADING else line.text
            blocks.append(Block(kind, (line,), text))
            continue
        if taken in ends:
            run = slice(taken, ends[taken])
            below = kinds[at + ends[taken] - taken :][:1]
            over_byline = any(kind is Kind.BYLINE and _stands_over_text(line.text) for line, kind in below)
            blocks += _run_blocks(running[run], widths[run], columns[run], over_byline=over_byline)
        taken += 1
    return blocks


def _column_of(line: Line, voted: Columns) -> Columns:
    """Return the width of a line's column as its source says, else as the lines around it tell."""
    if line.setting is None:
        return voted
    return line.setting.column, line.setting.column


def _run_starts(kinds: Sequence[Kind | None]) -> list[int]:
    """Return where a run begins among the lines of running text, those without a kind of their own."""
    starts: list[int] = []
    count = 0
    before: Kind | None = Kind.FURNITURE
    for kind in kinds:
        if kind is None:
            if before is not None or count - starts[-1] == _LONGEST_RUN:
                starts.append(count)
            count += 1
        before = kind
    return starts


def _with_furniture(lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """Mark the letters of titles set one character a line; part a last letter from what follows it."""
    marked = [(line, False) for line in lines]
    for start, end in reversed(vertical_titles(lines)):
        marked[start:end] = [(line, True) for line in lines[start:end]]
        if end < len(lines) and not lines[end].blank_before:
            after = lines[end]
            title = "".join(line.text for line in lines[start:end])
            if finishes_vertical_title(title, after.text):
                letter = Line(after.number, after.text[0])
                rest = Line(after.number, after.text[1:].lstrip(), blank_before=True)
                marked[end : end + 1] = [(letter, True), (rest, False)]
    return marked


def _standing_kind(line: Line) -> Kind | None:
    if is_furniture(line.text):
        return Kind.FURNITURE
    if is_standing_byline(line.text):
        return Kind.BYLINE
    # A marked line as long as a paragraph is one, whatever the mark says.
    if (line.level or line.is_display) and measure(line.text).most <= WIDEST:
        return Kind.HEADING
    return None


def _goes_on_with_names(line: Line, before: Line, kind_before: Kind | None) -> bool:
    """Tell whether a line holds the names that a byline directly above it breaks off before."""
    if kind_before is not Kind.BYLINE or line.blank_before or not is_names(line.text):
        return False
    return is_broken_off(before.text) or (before.setting is not None and line.setting is not None)


def _stands_over_text(byline: str) -> bool:
    return not is_photo_credit(byline) and not is_closing_byline(byline)


def _continues(line: Line, before: Line, kind_before: Kind | None) -> bool:
    """Tell whether a line with an address is a part of the sentence that the line before leaves open."""
    if kind_before is not None or line.blank_before or not is_address(line.text):
        return False
    return printed_width(before).most >= printed_width(line).least and not ends_sentence(before.text)


def _run_blocks(
    run: Sequence[Line], widths: Sequence[Width], columns: Sequence[Columns], *, over_byline: bool
) -> list[Block]:
    begins = [_begins_text(line.text) for line in run]
    roles = line_roles(run, widths, columns, begins, over_byline=over_byline)
    blocks: list[Block] = []
    piece: list[int] = []
    open_start = False

    def close_piece(*, open_end: bool) -> None:
        if piece:
            lines = tuple(run[piece[0] : piece[-1] + 1])
            here = [widths[at].most for at in piece]
            blocks.append(_paragraph(lines, here, open_start=open_start, open_end=open_end))
            piece.clear()

    for at, (line, role) in enumerate(zip(run, roles, strict=True)):
        if role is Role.HEADING:
            close_piece(open_end=True)
            blocks.append(Block(Kind.HEADING, (line,), join_heading((line,))))
            continue
        if role in (Role.FIRST, Role.WHOLE):
            close_piece(open_end=True)
            open_start = False
        elif not piece:
            open_start = True
        piece.append(at)
        if role in (Role.LAST, Role.WHOLE):
            close_piece(open_end=_breaks_off(line.text))
    close_piece(open_end=True)
    return blocks


def _breaks_off(text: str) -> bool:
    """Tell whether a long line ends where no sentence does, though what follows is another text."""
    return len(text) > _SHORTEST_CUT and _WITHIN_SENTENCE.search(text) is not None


def _begins_text(text: str) -> bool:
    return text[0] in BULLETS or lead_length(text) > 0 or text.startswith(("本报讯", "新华社"))


def _paragraph(
    lines: tuple[Line, ...], widths: Sequence[float], *, open_start: bool, open_end: bool
) -> Block:
    width = max(widths)
    indent = width - widths[0] if len(widths) > 1 and width <= WIDEST else None
    lead: tuple[Line, ...] = ()
    tail: tuple[Line, ...] = ()
    text = join_paragraph(lines)
    if taken := lead_length(text):
        lead, lines = cut_lines(lines, taken)
    if lines and (taken := tail_length(text)):
        visible = sum(count_visible(line.text) for line in lines)
        if taken < visible:
            lines, tail = cut_lines(lines, visible - taken)
    if lead or tail:
        text = join_paragraph(lines)
    open_end = open_end and not tail
    return Block(Kind.PARAGRAPH, lines, text, lead, tail, open_start, open_end, width, indent)
