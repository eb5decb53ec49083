"""Bylines: names and roles out of every printed form."""

from __future__ import annotations

import pytest

from index.model import Credit
from index.rebuild.bylines import is_standing_byline, lead_length, parse_credits, tail_length


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
        ("记者走基层", False),
        ("记者在采访中了解到", False),
        ("（新华社）", False),
    ],
)
def test_a_standing_byline_is_nothing_but_names_and_roles(text: str, expected: bool) -> None:
    """A column's name or the beginning of a sentence is no byline."""
    assert is_standing_byline(text) is expected


def test_the_wrapper_at_a_bodys_start_is_measured_in_visible_characters() -> None:
    """Spaces do not count, so that a byline over two lines is measured like one."""
    assert lead_length("本报讯（记者 祁晓燕）近日，") == len("本报讯（记者祁晓燕）")


def test_a_name_in_brackets_is_a_byline_only_after_a_sentence() -> None:
    """`（阿柔娜）` ends a brief; in the middle of a sentence brackets are text."""
    assert tail_length("共同缅怀革命先辈的光辉业绩。(阿柔娜)") == len("(阿柔娜)")
    assert tail_length("共同缅怀革命先辈(阿柔娜)") == 0
