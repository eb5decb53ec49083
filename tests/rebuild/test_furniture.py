"""Furniture: which lines belong to no article, and what they tell of the page."""

from __future__ import annotations

import pytest

from index.rebuild.furniture import (
    PageFacts,
    finishes_vertical_title,
    is_furniture,
    is_picture_title,
    page_facts,
    vertical_titles,
)
from tests.rebuild.pages import lines_of


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("2025年4月18日 星期五 7党建 审签：张靖瑜", PageFacts(None, "2025-04-18", "7", "党建")),
        ("2025年11月21日 星期五 ■邮箱:nmgsszxfb@163.com", PageFacts(None, "2025-11-21")),
        ("2025年4月18日", PageFacts(None, "2025-04-18")),
        ("星期五 2025年4月18日 第7版 党建", PageFacts(None, "2025-04-18", "7", "党建")),
        ("党建 7版 2025年4月18日 星期五", PageFacts(None, "2025-04-18", "7", "党建")),
        ("2025 年 4 月 18 日 星期五 第 7 版", PageFacts(None, "2025-04-18", "7")),
        ("2025年4月18日 农历三月廿一 第7版", PageFacts(None, "2025-04-18", "7")),
        ("二〇二五年四月十八日　星期五　第七版", PageFacts(None, "2025-04-18", "七")),
        ("2025/4/18 第07版", PageFacts(None, "2025-04-18", "07")),
        ("2025年4月18日 星期五 B2 文化", PageFacts(None, "2025-04-18", "B2", "文化")),
        ("2025年4月18日 星期五 文化 B2", PageFacts(None, "2025-04-18", "B2", "文化")),
        ("内蒙古日报 2025年4月18日 星期五 7 党建", PageFacts("内蒙古日报", "2025-04-18", "7", "党建")),
        ("《内蒙古日报》2025年4月18日第7版", PageFacts("内蒙古日报", "2025-04-18", "7")),
        ("2025年4月81日 星期五", PageFacts()),
        ("4月18日 星期五", PageFacts()),
        ("星期五", PageFacts()),
        ("07版：党建", PageFacts(None, None, "07", "党建")),
        ("07 党建", PageFacts(None, None, "07", "党建")),
        ("— 7 —", PageFacts()),
        ("人民日报", PageFacts("人民日报")),
    ],
)
def test_a_date_line_is_furniture_and_tells_of_the_page(line: str, facts: PageFacts) -> None:
    """Paper, date, page and section in whatever order; what is not printed is not guessed."""
    assert is_furniture(line)
    assert page_facts([line]) == facts


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑：王敏",
        "编辑：胡日恒 刘健 侯玉刚 美编：王敏",
        "执行主编:郭俊楼 责任编辑:杨柳 版式策划:卓娜 制图:张动",
        "责编 王敏 版式 李红",
        "编辑/王敏 美编/李红、张动",
        "本版编辑 王敏",
        "电子信箱：wm@163.com",
        "E-mail:wm@163.com",
        "新闻热线：0471-6635799",
        "国内统一连续出版物号 CN 15-0001",
    ],
)
def test_editors_and_addresses_are_furniture(line: str) -> None:
    """With or without a colon, and they tell nothing of the page."""
    assert is_furniture(line)
    assert page_facts([line]) == PageFacts()


@pytest.mark.parametrize("line", ["简讯", "简 讯", "【简讯】", "■掠影", "图片新闻"])
def test_known_column_titles_are_furniture(line: str) -> None:
    """However they are set off."""
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "党旗领航",
        "2025年4月18日，武川县召开会议",
        "今年4月18日星期五上午",
        "编辑部的故事 还有很多",
        "12名党员受到表彰",
        "武川县：3项举措",
        "让新闻热线：有人接。",
        "",
    ],
)
def test_headlines_and_text_are_no_furniture(line: str) -> None:
    """A date or an editor inside a sentence makes none of it."""
    assert not is_furniture(line)


def test_the_first_line_that_tells_a_fact_counts() -> None:
    """Later ones only fill in what is missing."""
    lines = ["2025年4月18日 星期五", "2025年4月19日 7版", "8 文化"]

    assert page_facts(lines) == PageFacts(None, "2025-04-18", "7")


def test_some_column_titles_stand_over_photos() -> None:
    """掠影 does, 简讯 does not."""
    assert [is_picture_title(title) for title in ("掠影", "【图片新闻】", "简讯")] == [True, True, False]


def test_a_title_set_one_character_a_line_is_a_run_of_ideographs() -> None:
    """Two at least; a single one, a letter or a mark is none."""
    assert vertical_titles(lines_of("基\n层\n\n实\n践\n武川县\n党\nA\n旗\n红\n。")) == [(0, 4), (7, 9)]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [("基层实", "践回民区：强基固本", True), ("基层实", "践行初心", False), ("基层实", "践", False)],
)
def test_the_last_letter_of_such_a_title_is_found_on_the_next_line(
    title: str, text: str, expected: bool
) -> None:
    """实践 is a word and 践回 is none; 践行 is one."""
    assert finishes_vertical_title(title, text) is expected
