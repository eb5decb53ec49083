"""The roles of lines: what begins a paragraph, goes on with it, ends it, is whole, is a heading."""

from __future__ import annotations

import pytest

from index.rebuild.columns import column_widths, width_habit
from index.rebuild.roles import ends_sentence, line_roles, open_quotes
from tests.rebuild.pages import lines_of, widths_of


def roles(text: str, *, over_byline: bool = False) -> str:
    """Return the initials of the lines' roles."""
    lines = lines_of(text)
    widths = widths_of(lines)
    columns = column_widths(widths, width_habit(widths))
    found = line_roles(lines, widths, columns, [False] * len(lines), over_byline=over_byline)
    return "".join(role.name[0] for role in found)


def test_an_indented_line_begins_a_paragraph() -> None:
    """It is two characters shorter than its column."""
    page = """\
武川县坚持精准施策、多
维发力，积极探索流动党员管
理新路径，引导流动党员主动
亮身份、担职责、出实绩。
哈乐镇党委利用春节期间
流动党员集中返乡的契机，召
开乡村振兴座谈会。
"""

    assert roles(page) == "FMMLFML"


def test_a_blank_line_in_mid_sentence_parts_nothing() -> None:
    """The column ended there."""
    page = """\
武川县坚持精准施策、多
维发力，积极探索流动党员管

理新路径，引导流动党员主动
亮身份、担职责、出实绩。
"""

    assert roles(page) == "FMML"


def test_paragraphs_without_indent_are_told_by_their_last_lines() -> None:
    """A page that sets all first lines flush is read as such."""
    page = """\
武川县坚持精准施策、多维发
力，积极探索流动党员管理新
路径。
哈乐镇党委利用春节期间流动
党员集中返乡的契机，召开乡
村振兴座谈会。
大青山乡党委深入挖掘流入党
员资源，让他们融入乡村振兴
工作。
赛罕区的小学把算盘请回了课
堂，孩子们拨动算珠。
"""

    assert roles(page) == "FMLFMLFMLFL"


def test_an_unwrapped_line_is_a_whole_paragraph() -> None:
    """A line longer than any column was never wrapped."""
    page = "武川县坚持精准施策、多维发力，积极探索流动党员管理新路径，引导流动党员主动亮身份、担职责。\n" * 2

    assert roles(page) == "WW"


def test_a_short_line_without_a_stop_between_paragraphs_is_a_heading() -> None:
    """Its neighbours end and begin sentences."""
    page = """\
武川县坚持精准施策、多
维发力，积极探索流动党员管
理新路径，引导流动党员主动
亮身份、担职责、出实绩。

回乡有处去

大青山乡党委深入挖掘流
入党员资源，让他们融入乡村
振兴工作。
"""

    assert roles(page) == "FMMLHFML"


def test_the_line_over_a_byline_is_a_headline_after_broken_text_too() -> None:
    """An article may stand in the middle of another's sentence, its headline no part of it."""
    page = """\
党员干部结对帮扶，手把手教菜农掌握技术要领，还一次次下到田间地头跟踪记录土壤变

托克托县：义诊送到村口
"""

    assert roles(page, over_byline=True) == "WH"


def test_a_page_without_lines_has_no_roles() -> None:
    """Nothing is returned for nothing."""
    assert roles("") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("走进基层。", True),
        ("走进基层。”", True),
        ("走进基层……", True),
        ("走进基层，", False),
        ("走进基层", False),
    ],
)
def test_a_sentence_ends_with_its_mark_whatever_closes_after_it(text: str, expected: bool) -> None:
    """Quotes and brackets may follow the full stop."""
    assert ends_sentence(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("“老带新、", 1), ("熟带生”的", -1), ("“上党课”（线上", 1), ("", 0)]
)
def test_quotes_and_brackets_left_open_are_counted(text: str, expected: int) -> None:
    """More closed than opened is a negative number."""
    assert open_quotes(text) == expected
