"""What each line of running text is: the most likely sequence of roles, by dynamic programming.

A line begins a paragraph, goes on with one, ends one, is a whole one, or is a heading. Every
line has a cost for each role (its width against its column, how it begins and ends) and every
two neighbours have one (a sentence that stops in the middle, a word cut in two). The sequence
with the least sum wins (Viterbi), so that doubt about one line is settled by its neighbours.
Costs are negative logarithms of rough probabilities.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from index.rebuild.bylines import tail_length
from index.rebuild.columns import WIDEST
from index.rebuild.words import crosses_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model import LineSetting
    from index.rebuild.columns import Columns
    from index.rebuild.lines import Line, Width


class Role(IntEnum):
    """What a line is to its paragraph."""

    FIRST = 0
    MIDDLE = 1
    LAST = 2
    WHOLE = 3
    HEADING = 4


_OPEN_BRACKET = re.compile(r"[（(][^）)]*\Z")
_TWO_PHRASES = re.compile(r"[^\x00-\x7f，。、；：？！]\s[^\x00-\x7f]")
_MARKS = frozenset("，。、；：,.;:")
_SPEAKER = re.compile(r"[^，。！？“”]{1,10}(?:说|表示|介绍|告诉|道)[，。]")
_CARRIED = re.compile(r".[，。、；：？！”’）》…]+")
_INDENT = 2
_NEVER = 9.0
_UNLIKELY = 4.0
_SHORTEST_CUT = 12

_LARGER = 1.1
"""Type so many times as high as the body's is that of a subhead, or more."""

_OFF = 1.0
"""In em: what is farther from an edge does not stand at it."""

_CENTRED = 0.7
"""In em: a heading in the middle of its column leaves so much on either side, and hardly more on one."""

_SAID = 3.0
"""What the print says plainly, in log-odds."""

_TOO_WIDE = 3.0
"""A line so much wider than its neighbours' column was set in another, or in none."""

_UNIFORM = 2.7
"""The cost of one width among those up to the column's."""

_SENTENCE_END = re.compile(r"(?:[。！？!?]|…{1,2}|\.)[”’」』）)》\"']*\Z")
_COLON_ENDS = ("：", ":", "：”", ":”", "：’", ":’")
_COMMA_ENDS = frozenset("，、；,;（(“‘《")
_GOES_ON = frozenset("，。、；：？！”’）》」』,.;:?!)％%…")
_GOES_ON_SOON = re.compile(r"[\u4e00-\u9fff][、，,；;。”]")
_QUOTE = re.compile(r"[“‘《（\[「『(]")
_OPENING = re.compile(
    r"(?:近年来|近日|日前|今年|去年|目前|如今|此外|同时|与此同时|据了解|据悉|据介绍|过去|为了|为进一步|当前|下一步|截至|随着|自\d|\d{1,2}月\d{1,2}日|\d{4}年)"
)

_TAIL_END = "）)摄图"

_OVER_BYLINE = 3.0
"""What a byline under a line says for its being a headline, though the text before it breaks off."""

_BEGINS = (Role.FIRST, Role.WHOLE, Role.HEADING)
_OPEN = (Role.FIRST, Role.MIDDLE)


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends where a sentence does."""
    return _SENTENCE_END.search(text[-8:]) is not None


def open_quotes(text: str) -> int:
    """Return the quotes and brackets left open at the end, less those closed before they open."""
    return (
        text.count("“") - text.count("”") + text.count("《") - text.count("》")
        + text.count("（") + text.count("(") - text.count("）") - text.count(")")
    )  # fmt: skip


def line_roles(
    lines: Sequence[Line],
    widths: Sequence[Width],
    columns: Sequence[Columns],
    begins: Sequence[bool],
    *,
    over_byline: bool = False,
) -> list[Role]:
    """Return the role of each line of one run of text.

    `widths` and `columns` are those of the lines, `begins` marks lines known to begin a text,
    `over_byline` says that the byline of a head stands directly under the last line.
    """
    if not lines:
        return []
    indent = _indent_of(lines, widths, columns)
    table: list[tuple[list[float], list[int]]] = []
    for index, line in enumerate(lines):
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        costs = _line_costs(line, widths[index], columns[index], indent, following)
        if begins[index]:
            costs[Role.MIDDLE] += _NEVER
            costs[Role.LAST] += _NEVER
            costs[Role.HEADING] += _NEVER
        if over_byline and index == len(lines) - 1:
            costs[Role.HEADING] -= _OVER_BYLINE
        if index == 0:
            costs[Role.MIDDLE] += 3.0
            costs[Role.LAST] += 3.0
            table.append((costs, [0] * 5))
            continue
        table.append(
            _step(table[-1][0], costs, lines[index - 1], line, wrapped=columns[index][0] is not None)
        )
    last = [cost + (2.5 if role in _OPEN else 0.0) for role, cost in enumerate(table[-1][0])]
    role = min(range(5), key=last.__getitem__)
    roles = [Role(role)]
    for _, best in reversed(table[1:]):
        role = best[role]
        roles.append(Role(role))
    roles.reverse()
    return roles


def _indent_of(lines: Sequence[Line], widths: Sequence[Width], columns: Sequence[Columns]) -> int:
    """Return by how much the first lines are shorter, judged after lines that surely end a paragraph."""
    indented = flush = 0
    for index in range(1, len(lines)):
        column, below = columns[index]
        if column is None or below is None or widths[index - 1].most > column - 2:
            continue
        if not ends_sentence(lines[index - 1].text):
            continue
        indented += _distance(widths[index], below - _INDENT) < 0.5
        flush += _distance(widths[index], below) < 0.5
    return 0 if flush > indented + 1 else _INDENT


def _distance(width: Width, column: float) -> float:
    """Return how far a line is from having the width of the column, in full-width characters."""
    most = width.most + (2 if width.justified else 0)
    if column > most:
        return column - most
    if column < width.least:
        return width.least - column
    # A column narrower than the characters means compressed punctuation: possible, not usual.
    return 0.15 * (most - column) if not width.justified else 0.0


def _line_costs(
    line: Line,
    width: Width,
    columns: Columns,
    indent: int,
    following: str,
) -> list[float]:
    text = line.text
    ended = ends_sentence(text) or (text[-1] in _TAIL_END and tail_length(text) > 0)
    above, below = columns
    column = above if above is not None else below
    costs = [0.0] * 5
    if column is None or width.least > column + _TOO_WIDE:
        # An unwrapped line is a paragraph; only where its sentence is cut can it be a part of one.
        announced = width.most > _SHORTEST_CUT and text.endswith(_COLON_ENDS)
        stop = 0.1 if ended else 1.5 if announced else _UNLIKELY
        run = 5.0 if ended else 1.1 if width.most > _SHORTEST_CUT else 3.2
        costs[:4] = [run, run, stop, stop]
    else:
        slack = _slack(following) if line.setting is None else 0
        full = _distance(width, column)
        if below is not None and below != column:
            full = min(full, _distance(width, below))
        full = max(0.0, full - slack)
        first_of = below if below is not None else column
        indented, flush = _distance(width, first_of - indent), _distance(width, first_of - (_INDENT - indent))
        first = min(max(0.0, indented - slack), flush + 1.5)
        announced = width.most > _SHORTEST_CUT and text.endswith(_COLON_ENDS)
        stop = 0.1 if ended else 2.5 if announced else 5.0
        run = 2.2 if ended else 0.1
        over = max(0.0, width.least - column - 0.5)
        costs[Role.FIRST] = 2 * min(first, 4) + run
        costs[Role.MIDDLE] = 2 * min(full, 4) + run
        costs[Role.LAST] = stop + _UNIFORM + 2 * min(over, 4)
        costs[Role.WHOLE] = (
            stop + _UNIFORM + 1.0 + 2 * min(over + max(0.0, width.least - (column - indent)), 4)
        )
    costs[Role.HEADING] = _heading_cost(line, width, ended)
    if line.setting is not None:
        _weigh_setting(costs, line.setting, indent)
    if text[0] in _GOES_ON:
        for role in _BEGINS:
            costs[role] += 6.0
    elif _GOES_ON_SOON.match(text) or (column is None and open_quotes(text) < 0):
        for role in _BEGINS:
            costs[role] += 5.0 if column is None else 2.0
    return costs


def _weigh_setting(costs: list[float], setting: LineSetting, indent: int) -> None:
    """Add to the costs of the roles what a line's place in its column and the size of its type say."""
    if setting.size >= _LARGER:
        costs[Role.HEADING] -= _SAID
        if setting.column is None:
            # Nor does it stand in a column of text of its size.
            for role in (Role.FIRST, Role.MIDDLE, Role.LAST, Role.WHOLE):
                costs[role] += _SAID
    elif setting.size > 1 / _LARGER and setting.column is not None and setting.indent is not None:
        left, right = setting.indent, setting.column - setting.indent - setting.width
        if min(left, right) > _CENTRED and abs(left - right) < _CENTRED:
            costs[Role.HEADING] -= _SAID
        else:
            costs[Role.HEADING] += _SAID
    if setting.indent is None or not indent:
        return
    if setting.indent < indent - _OFF:
        costs[Role.FIRST] += _SAID
        costs[Role.WHOLE] += _SAID
    if setting.indent > _OFF:
        costs[Role.MIDDLE] += _SAID
        costs[Role.LAST] += _SAID


def _slack(following: str) -> int:
    """Return how many characters a full line may lack because of how the next one begins."""
    if _QUOTE.match(following):
        # No opening mark ends a line.
        return 1
    # No closing mark begins a line: the marks took the last character of the line before with them.
    carried = _CARRIED.match(following)
    return min(2, len(carried[0]) - 1) if carried else 0


def _heading_cost(line: Line, width: Width, ended: bool) -> float:
    text = line.text
    cost = 2.0
    if width.most > 26:
        cost += 1.0 if width.most <= 34 else 3.0 if width.most <= WIDEST else _NEVER
    if ended:
        cost += 0.5 if text[-1] in "！？!?" else 6.0
    elif text[-1] in _COMMA_ENDS:
        cost += 6.0
    if "。" in text[:-1]:
        cost += 5.0
    commas = text.count("，") + text.count(",") + text.count("；") + text.count(";")
    cost += 0.8 * min(4, commas)
    if open_quotes(text):
        cost += 3.0
    if _OPENING.match(text):
        cost += 2.0
    if width.justified:
        cost += 1.0
    elif len(text) > width.most and _TWO_PHRASES.search(text):
        # A space between two phrases stands for the comma that headlines do without.
        cost -= 2.0
    if _MARKS.isdisjoint(text):
        cost -= 0.7
    return cost


def _step(
    before: Sequence[float], costs: Sequence[float], previous: Line, line: Line, *, wrapped: bool
) -> tuple[list[float], list[int]]:
    """Extend the cheapest sequences by one line; return their costs and the roles they came from."""
    go_on = 0.0
    if line.blank_before:
        go_on = 0.8 if wrapped and not _QUOTE.match(line.text) else 0.2
    doubtful = line.blank_before or not wrapped or before[Role.HEADING] < min(before) + _UNLIKELY
    if doubtful and crosses_word(previous.text, line.text):
        go_on -= 2.0
    if previous.text.endswith("”") and _SPEAKER.match(line.text):
        go_on -= 2.0
    first, middle, last, whole, heading = before
    within, within_role = (first, Role.FIRST) if first <= middle else (middle, Role.MIDDLE)
    stopped, stopped_role = (last, Role.LAST) if last <= whole else (whole, Role.WHOLE)
    bracket_open = "（" in previous.text or "(" in previous.text
    broken = _UNLIKELY + (_UNLIKELY if bracket_open and _OPEN_BRACKET.search(previous.text) else 0.0)
    parted = -0.4 if line.blank_before else 0.7

    into_body, body_from = stopped, stopped_role
    if heading + parted < into_body:
        into_body, body_from = heading + parted, Role.HEADING
    into_heading, heading_from = stopped + parted, stopped_role
    if heading + 0.3 < into_heading:
        into_heading, heading_from = heading + 0.3, Role.HEADING
    cut = within + broken
    if cut < into_body:
        into_body, body_from = cut, within_role
    if cut < into_heading:
        into_heading, heading_from = cut, within_role
    closed, closed_role = (stopped, stopped_role) if stopped <= heading else (heading, Role.HEADING)
    into_part, part_from = within + go_on, within_role
    if closed + _UNLIKELY < into_part:
        into_part, part_from = closed + _UNLIKELY, closed_role
    return (
        [
            into_body + costs[0],
            into_part + costs[1],
            into_part + costs[2],
            into_body + costs[3],
            into_heading + costs[4],
        ],
        [body_from, part_from, part_from, body_from, heading_from],
    )
