"""Characters to lines: what stands on one base line, without a gutter between."""

from __future__ import annotations

import random

import pytest

from tests.pdf.reading import column, text_of
from tests.pdf.writer import Filled, Item, Text

LEFT = [
    "武川县坚持精准施策多维发力",
    "积极探索流动党员管理新路径",
    "引导流动党员主动亮身份担职",
    "责出实绩推动基层党建工作。",
]
RIGHT = [
    "托克托县中医院的医生来到双",
    "河镇为村民测血压量血糖讲解",
    "冬季养生的常识让群众在家门",
    "口看上了病受到村民的欢迎。",
]


def test_spread_characters_are_one_line_without_spaces() -> None:
    """A line is filled by spreading its characters: the gaps are alike, and none is a space."""
    assert text_of(Text(50, 700, "力，积极探索流动党员", 10, spread=5)) == "力，积极探索流动党员"


def test_a_gap_wider_than_the_others_is_a_space() -> None:
    """Between the two phrases of a headline, and between a title and a name."""
    assert text_of(Text(50, 700, "义诊进村", 20), Text(150, 700, "看病不难", 20)) == "义诊进村 看病不难"


def test_words_of_letters_are_parted_where_they_are_set_apart() -> None:
    """Also where a file has no spaces at all, only places."""
    assert text_of(Text(50, 700, "hot", 10), Text(68, 700, "water", 10)) == "hot water"


def test_printed_spaces_are_kept_one_at_a_time() -> None:
    """A run of them is one, and those around a line are none."""
    assert text_of(Text(50, 700, "  记者  云艳芳 ", 10)) == "记者 云艳芳"


def test_an_index_stands_on_its_line() -> None:
    """Smaller and higher, it belongs to the characters before it."""
    assert (
        text_of(Text(50, 700, "一百平方米m", 10), Text(105, 704, "2", 6), Text(109, 700, "的院子", 10))
        == "一百平方米m2的院子"
    )


@pytest.mark.parametrize("gutter", [8.0, 12.0, 17.0, 30.0])
@pytest.mark.parametrize("by", ["columns", "rows", "characters"])
def test_lines_end_at_the_gutter(gutter: float, by: str) -> None:
    """However narrow it is, and in whatever order columns, rows or characters are painted."""
    left, right = column(50, 700, *LEFT * 2), column(50 + 130 + gutter, 700, *RIGHT * 2)
    items = {
        "columns": [*left, *right],
        "rows": [item for pair in zip(left, right, strict=True) for item in pair],
        "characters": _scattered([*left, *right]),
    }[by]

    assert text_of(*items) == "\n".join([*LEFT * 2, "", *RIGHT * 2])


def _scattered(items: list[Item]) -> list[Item]:
    """Paint each character by itself, line after line in any order."""
    texts = [item for item in items if isinstance(item, Text)]
    random.Random(3).shuffle(texts)  # noqa: S311 - no secret: seeded
    return [
        Text(text.x + number * text.size, text.y, character, text.size)
        for text in texts
        for number, character in enumerate(text.text)
    ]


def test_two_headlines_side_by_side_are_two() -> None:
    """They fill their columns, and the gutter is narrower than the space between two of their phrases."""
    heads: list[Item] = [Text(50, 720, "武川县流动党员", 18), Text(190, 720, "托克托义诊进村", 18)]

    found = text_of(*heads, *column(50, 690, *LEFT), *column(190, 690, *RIGHT))

    assert found == "\n".join(["武川县流动党员", "", *LEFT, "", "托克托义诊进村", "", *RIGHT])


def test_a_rule_parts_what_is_near() -> None:
    """Two short lines side by side with an upright rule between them."""
    items: list[Item] = [Text(50, 700, "乡村", 20), Text(100, 700, "民生", 20), Filled(94, 650, 0.5, 80)]

    assert text_of(*items) == "乡村\n\n民生"


def test_a_line_written_downwards_is_one_line() -> None:
    """Set character by character, or in a font that writes downwards."""
    single = [Text(50, 700 - 24 * number, letter, 22) for number, letter in enumerate("流动党员有了家")]

    assert text_of(*single) == "流动党员有了家"
    assert text_of(Text(50, 700, "流动“党员”有了家", 22, font="vertical")) == "流动“党员”有了家"


def test_figures_stand_upright_in_a_line_written_downwards() -> None:
    """They are set side by side, as wide as one character."""
    letters = ["第", "12", "次", "党", "代", "会"]
    items = [Text(50, 700 - 12 * number, letter, 10) for number, letter in enumerate(letters)]

    assert text_of(*items) == "第12次党代会"


def test_a_page_of_vertical_writing_reads_from_right_to_left() -> None:
    """Its lines come from the right; its tiers from above."""
    upper = ["武川县坚持精准施策多维发力", "积极探索流动党员管理新路径", "引导流动党员主动亮身份担职"]
    lower = ["托克托县中医院的医生来到双", "河镇为村民测血压量血糖讲解", "冬季养生的常识让群众在家门"]
    items = [
        Text(500 - 16 * number, top, line, 10, font="vertical")
        for top, tier in ((760, upper), (600, lower))
        for number, line in enumerate(tier)
    ]

    assert text_of(*items) == "\n".join([*upper, "", *lower])


def test_a_drop_capital_begins_its_line() -> None:
    """It is as high as two lines, which begin to its right."""
    items = [Text(50, 685, "武", 25), *column(78, 700, "川县坚持精准施策多维", "发力积极探索流动党员")]

    assert text_of(*items, *column(50, 670, "管理新路径引导流动党员主")) == (
        "武川县坚持精准施策多维\n发力积极探索流动党员\n管理新路径引导流动党员主"
    )


def test_overlapping_texts_are_read_one_after_the_other() -> None:
    """Two sizes of type on the same spot do not mix their characters."""
    items = [Text(50, 700, "流动党员有家可归", 10), Text(50, 699, "义诊进村", 30)]

    assert sorted(text_of(*items).split()) == ["义诊进村", "流动党员有家可归"]
