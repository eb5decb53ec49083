"""Source lines: where a page is cut into them, and how wide they were printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.rebuild.lines import Line, Width, cut_lines, line_ranges, measure, split_lines

TEXTS = st.text("甲乙“，A1 \u3000", min_size=1, max_size=8).filter(str.strip).map(str.strip)


def test_a_line_knows_its_number_and_the_blank_line_before_it() -> None:
    """All three line breaks count; the first line begins after a blank."""
    lines, marks = split_lines("甲\r\n乙\r\r \u3000丙\n")

    assert lines == [Line(1, "甲", blank_before=True), Line(2, "乙"), Line(4, "丙", blank_before=True)]
    assert marks == []


def test_the_marks_of_a_heading_are_taken_off_and_kept() -> None:
    """Up to six `#` and a space before a text are a mark; anything else is text."""
    lines, marks = split_lines("## 甲\n#乙\n#\n####### 丙")

    assert [(line.text, line.level) for line in lines] == [("甲", 2), ("#乙", 0), ("#", 0), ("####### 丙", 0)]
    assert marks == [Line(1, "##")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("党员", Width(2, 2, 2, justified=False)),
        ("“党员”，", Width(3.5, 5, 5, justified=False)),
        ("3项A", Width(2, 2, 3, justified=False)),
        ("强基固本 服务", Width(6, 6, 6, justified=False)),
        ("力 ，积 极 探 索 流 动", Width(7.5, 8, 8, justified=True)),
    ],
)
def test_a_width_lies_between_the_narrowest_and_the_widest_setting(text: str, expected: Width) -> None:
    """Punctuation may be set at half its width, Latin letters and figures at half or all of a place."""
    assert measure(text) == expected


def test_lines_are_cut_after_a_number_of_visible_characters() -> None:
    """Spaces do not count, and none is left at the cut."""
    before, after = cut_lines([Line(1, "甲 乙 丙"), Line(2, "丁")], 2)

    assert before == (Line(1, "甲 乙"),)
    assert after == (Line(1, "丙"), Line(2, "丁"))


@given(st.lists(TEXTS.map(lambda text: Line(1, text)), max_size=4), st.integers(0, 40))
def test_a_cut_loses_nothing(lines: list[Line], visible: int) -> None:
    """Both parts together hold the visible characters of the whole, and the first as many as asked."""
    whole = "".join("".join(line.text.split()) for line in lines)

    before, after = (
        "".join("".join(line.text.split()) for line in part) for part in cut_lines(lines, visible)
    )
    assert (before, after) == (whole[:visible], whole[visible:])


def test_ranges_follow_the_text_and_take_in_blank_lines() -> None:
    """One blank line between lines of a paragraph is inside its range; a step back begins another."""
    lines = [Line(number, "甲", blank_before=number == 7) for number in (5, 7, 8, 12, 2)]

    assert line_ranges(lines) == ((5, 8), (12, 12), (2, 2))
