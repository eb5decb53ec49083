"""Inputs that are hardly a page: each comes out sane and whole."""

from __future__ import annotations

import pytest

from index.model import Page
from index.rebuild import Reconstruction, reconstruct
from tests.rebuild.pages import shown

PAGE = """\
武川县：流动党员有了家
●本报记者 云艳芳

武川县坚持精准施策，引导流动党员亮身份。
哈乐镇党委召开乡村振兴座谈会。
"""
REBUILT = """\
[article] 武川县：流动党员有了家
by 云艳芳 本报记者
武川县坚持精准施策，引导流动党员亮身份。
哈乐镇党委召开乡村振兴座谈会。
---"""


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_break_is_one(line_break: str) -> None:
    """Pages come from every system; a lone carriage return ends a line too."""
    assert shown(PAGE.replace("\n", line_break)) == REBUILT


def test_control_characters_are_kept_where_they_stand() -> None:
    """NUL, BEL and escape sequences are characters like others: nothing is lost, nothing parted."""
    page = PAGE.replace("施策", "施\x00策").replace("座谈会", "座\x07谈\x1b[31m会")

    assert shown(page) == REBUILT.replace("施策", "施\x00策").replace("座谈会", "座\x07谈\x1b[31m会")


@pytest.mark.parametrize("page", ["", " ", "\n\u3000\n\t\r\n"])
def test_a_blank_page_holds_nothing(page: str) -> None:
    """Neither articles nor furniture."""
    assert reconstruct(Page("page.txt", page, "0" * 64)) == Reconstruction((), ())


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("这里就像我的家。", "[article]\n这里就像我的家。\n---"),
        ("武川县：流动党员有了家", "[fragment] 武川县：流动党员有了家\n---"),
        ("●本报记者 云艳芳", "[fragment]\nby 云艳芳 本报记者\n---"),
        ("2025年4月18日 星期五", "---\n2025年4月18日 星期五"),
    ],
)
def test_a_page_of_one_line_is_what_the_line_is(page: str, expected: str) -> None:
    """A sentence is an article, a heading or a byline a fragment, furniture no article."""
    assert shown(page) == expected


def test_a_page_of_furniture_has_no_articles() -> None:
    """Every line is kept as furniture, in the order of the page."""
    page = "2025年4月18日 星期五 7党建\n\n简讯\n\n责任编辑：王敏\n"

    assert shown(page) == "---\n2025年4月18日 星期五 7党建\n简讯\n责任编辑：王敏"


def test_a_page_of_headings_is_all_fragments() -> None:
    """Headlines whose bodies are on other pages stay headlines."""
    page = "流动党员有了家\n\n义诊车开到了村口\n\n小学请回算盘\n"

    expected = "[fragment] 流动党员有了家\n[fragment] 义诊车开到了村口\n[fragment] 小学请回算盘\n---"
    assert shown(page) == expected


def test_latin_text_keeps_the_spaces_between_its_words() -> None:
    """Lines are joined by a space, also after a figure, and curly quotes and accents keep theirs."""
    page = """\
A New Home for Party Members

The county has opened a station for its workers. It serves hot water and
meals, and it is open “day and night”, said Mr. Li in 2024
before he left.

A second paragraph: café au lait is served in a well-
known cup.
"""

    expected = """\
[article] A New Home for Party Members
The county has opened a station for its workers. It serves hot water and meals, and it is open \
“day and night”, said Mr. Li in 2024 before he left.
A second paragraph: café au lait is served in a well-known cup.
---"""
    assert shown(page) == expected


def test_a_million_blank_lines_are_nothing() -> None:
    """They stand between a headline and its body like one."""
    page = PAGE.replace("\n\n", "\n" * 1_000_000)

    assert shown(page) == REBUILT


def test_the_source_lines_of_every_unit_are_kept() -> None:
    """Headline, byline and two paragraphs stand on lines 1, 2, 4 and 5."""
    (article,) = reconstruct(Page("page.txt", PAGE, "0" * 64)).articles

    assert [unit.lines for unit in article.units] == [((1, 1),), ((2, 2),), ((4, 4),), ((5, 5),)]
