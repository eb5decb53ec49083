"""Bylines: names and roles out of every printed form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import Credit
from index.rebuild.bylines import (
    is_broken_off,
    is_names,
    is_standing_byline,
    lead_length,
    parse_credits,
    tail_length,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "●本报记者 云艳芳 通讯员 苏晟杰 乔羽",
            [("云艳芳", "本报记者"), ("苏晟杰", "通讯员"), ("乔羽", "通讯员")],
        ),
        (
            "本报讯（记者 祁晓燕 通讯员 费娟 李富强）",
            [("祁晓燕", "记者"), ("费娟", "通讯员"), ("李富强", "通讯员")],
        ),
        ("■本报记者 祁晓燕 摄", [("祁晓燕", "本报记者")]),
        ("李永建 摄", [("李永建", "摄")]),
        ("(阿柔娜)", [("阿柔娜", "")]),
        ("本报记者 刘 健 张靖瑜", [("刘健", "本报记者"), ("张靖瑜", "本报记者")]),
        ("本报讯（记者蔡红白轩）", [("蔡红", "记者"), ("白轩", "记者")]),
        ("□本报记者 巴依斯古楞", [("巴依斯古楞", "本报记者")]),
        ("文/祁晓燕 图/李永建", [("祁晓燕", "文"), ("李永建", "图")]),
        ("文/图 祁晓燕", [("祁晓燕", "文/图")]),
        ("□文／图 本报记者 费娟", [("费娟", "本报记者")]),
        ("撰文 费娟 摄影 李永建", [("费娟", "撰文"), ("李永建", "摄影")]),
        ("李永建 摄影报道", [("李永建", "摄影报道")]),
        ("（阿柔娜 摄影）", [("阿柔娜", "摄影")]),
        ("郝 志/摄", [("郝志", "摄")]),
        ("供图：费娟", [("费娟", "供图")]),
        ("本报记者 费娟 实习生 李红", [("费娟", "本报记者"), ("李红", "实习生")]),
        ("本报实习记者 若谷", [("若谷", "本报实习记者")]),
        ("内蒙古日报社融媒体记者 若谷", [("若谷", "内蒙古日报社融媒体记者")]),
        ("本报讯（祁晓燕）", [("祁晓燕", "")]),
        ("本报讯 记者祁晓燕报道：", [("祁晓燕", "记者")]),
        ("新华社北京4月18日电（记者 王毅）", [("王毅", "记者")]),
        ("（费娟、李富强）", [("费娟", ""), ("李富强", "")]),
        ("●阿尔斯楞·巴特尔", [("阿尔斯楞·巴特尔", "")]),
        ("本报记者 欧阳娜娜", [("欧阳娜娜", "本报记者")]),
        ("张三", [("张三", "")]),
        ("John Smith", [("John Smith", "")]),
        ("", []),
    ],
)
def test_every_name_keeps_its_printed_role(text: str, expected: list[tuple[str, str]]) -> None:
    """A role holds for all names up to the next one; a plain name has none."""
    assert parse_credits(text) == tuple(Credit(name, role) for name, role in expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("□本报实习记者 若谷 通讯员 陈卓", True),
        ("新华社记者 王毅 摄", True),
        ("（卢涵睿）", True),
        ("本报记者云艳芳", True),
        ("本报记者/云艳芳", True),
        ("□ 本报记者 祁晓燕 文/图", True),
        ("记者 若谷 通讯员 陈卓 报道", True),
        ("人民日报记者 若谷", True),
        ("文/图 祁晓燕", True),
        ("李永建/摄", True),
        ("郝 志 摄", True),
        ("供图：费娟", True),
        ("□费娟 李富强", True),
        ("人民日报记者走进武川", False),
        ("本报评论员", False),
        ("（资料图）", False),
        ("（作者系武川县委组织部部长）", False),
        ("", False),
        ("记者走基层", False),
        ("记者在采访中了解到", False),
        ("（新华社）", False),
    ],
)
def test_a_standing_byline_is_nothing_but_names_and_roles(text: str, expected: bool) -> None:
    """A column's name or the beginning of a sentence is no byline."""
    assert is_standing_byline(text) is expected


@pytest.mark.parametrize(
    "wrapper",
    [
        "本报讯（记者 祁晓燕）",
        "本报讯（全媒体记者 祁晓燕、李永建）",
        "本报呼和浩特4月18日讯（记者 祁晓燕 通讯员 费娟）",
        "新华社北京4月18日电（记者 王毅）",
        "本报讯 记者祁晓燕报道：",
        "本报讯（祁晓燕）",
        "本报讯（祁晓燕、阿柔娜）",
    ],
)
def test_the_wrapper_at_a_bodys_start_is_measured_in_visible_characters(wrapper: str) -> None:
    """Spaces do not count, so that a byline over two lines is measured like one."""
    assert lead_length(wrapper + "近日，武川县") == len(wrapper.replace(" ", ""))


@pytest.mark.parametrize(
    "text",
    [
        "本报讯 近日，武川县",
        "本报讯（综合）近日，",
        "本报讯（武川县委宣传部）近日，",
        "武川县（记者 祁晓燕）",
    ],
)
def test_what_names_nobody_at_a_bodys_start_stays_there(text: str) -> None:
    """An office or no name at all is no byline."""
    assert lead_length(text) == 0


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("（阿柔娜）", True),
        ("（费娟 李富强）", True),
        ("（记者 费娟）", True),
        ("（李永建 摄）", True),
        ("李永建 摄", True),
        ("■本报记者 祁晓燕 摄", True),
        ("（新华社）", False),
        ("（下转第3版）", False),
        ("（2025年4月18日）", False),
    ],
)
def test_names_after_the_last_sentence_are_its_byline(tail: str, expected: bool) -> None:
    """Agencies, dates and references to other pages are text."""
    assert tail_length("共同缅怀革命先辈的光辉业绩。" + tail) == expected * len(tail.replace(" ", ""))


@given(st.text("本报记者通讯员摄文图/（）：、 ●云艳芳李红·A", max_size=30))
def test_no_name_is_invented(text: str) -> None:
    """Every name and every role stands in the text, spaces aside."""
    printed = "".join(text.split())

    for credit in parse_credits(text):
        assert credit.name
        assert "".join(credit.name.split()) in printed
        assert credit.role in printed


def test_a_name_in_brackets_is_a_byline_only_after_a_sentence() -> None:
    """`（阿柔娜）` ends a brief; in the middle of a sentence brackets are text."""
    assert tail_length("共同缅怀革命先辈的光辉业绩。(阿柔娜)") == len("(阿柔娜)")
    assert tail_length("共同缅怀革命先辈(阿柔娜)") == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("●本报记者 云艳芳 通讯员", True),
        ("本报记者", True),
        ("●本报记者 云艳芳", False),
        ("记者节的由来", False),
    ],
)
def test_a_byline_may_break_off_before_a_name(text: str, *, expected: bool) -> None:
    """It ends in a title."""
    assert is_broken_off(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("苏晟杰 乔羽", True), ("巴依斯古楞", True), ("苏晟杰，乔羽说", False), ("一", False), ("", False)],
)
def test_a_line_of_names_holds_nothing_else(text: str, *, expected: bool) -> None:
    """Names of two to five characters, with gaps between."""
    assert is_names(text) is expected
