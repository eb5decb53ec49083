"""White space: what is the typesetter's goes, what a reader would read stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.rebuild.lines import Line
from index.rebuild.spacing import close_up, close_up_heading, join_byline, join_heading, join_paragraph


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力 ，积 极 探 索", "力，积极探索"),
        ("以 3 项举措建成 Wi-Fi 站点", "以3项举措建成Wi-Fi站点"),
        ("7 × 24 小时", "7×24小时"),
        ("“双报到 双服务”机 制", "“双报到 双服务”机制"),
        ("“双 报 到”", "“双报到”"),
        ("用 Apple Pay 付款", "用Apple Pay付款"),
        ("it is “day  and night” – café au lait", "it is “day and night” – café au lait"),
        ("喝 café au lait 吧", "喝café au lait吧"),
    ],
)
def test_the_spaces_of_justification_are_closed_up(text: str, expected: str) -> None:
    """Beside full-width characters they go; inside Latin text and a quoted couplet they stay."""
    assert close_up(text) == expected


@given(st.text("党员“”，A1é \u3000", max_size=20))
def test_closing_up_takes_spaces_only_and_leaves_none_to_take(text: str) -> None:
    """No visible character goes, and closing up twice is closing up once."""
    closed = close_up(text)

    assert "".join(closed.split()) == "".join(text.split())
    assert close_up(closed) == closed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("强基固本筑堡垒 服务下沉润民心", "强基固本筑堡垒 服务下沉润民心"),
        ("强 基 固 本 筑 堡 垒", "强基固本筑堡垒"),
        ("武川县 3 项举措", "武川县3项举措"),
    ],
)
def test_the_space_between_two_phrases_is_a_part_of_the_heading(text: str, expected: str) -> None:
    """It stands for the comma that headlines do without; stretched lines are closed up."""
    assert close_up_heading(text) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["流动党", "员管理"], "流动党员管理"),
        (["共有10", "20人"], "共有1020人"),
        (["打开App", "Store下载"], "打开App Store下载"),
        (["said in 2024", "that he left"], "said in 2024 that he left"),
        (["a well-", "known cup"], "a well-known cup"),
        (["a news\u00ad", "paper"], "a news\u00adpaper"),
        ([], ""),
    ],
)
def test_the_lines_of_a_paragraph_become_one_line(lines: list[str], expected: str) -> None:
    """Nothing stands between ideographs or the figures of one number, a space between Latin words."""
    assert join_paragraph([Line(1, text) for text in lines]) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["武川县：", "3 项举措"], "武川县：3项举措"),
        (["“三度”工作法", "打造新标杆"], "“三度”工作法 打造新标杆"),
    ],
)
def test_the_lines_of_a_headline_are_joined_by_a_space_or_a_colon(lines: list[str], expected: str) -> None:
    """Directly after a colon, else by one space."""
    assert join_heading([Line(1, text) for text in lines]) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["●本报记者 云艳芳", "通讯员 乔羽"], "●本报记者 云艳芳 通讯员 乔羽"),
        (["●本报记者 云", "艳芳"], "●本报记者 云艳芳"),
        (["本 报 记 者  云 艳 芳"], "本报记者 云艳芳"),
    ],
)
def test_a_name_cut_by_the_end_of_a_line_is_healed(lines: list[str], expected: str) -> None:
    """Whole names keep the space between them."""
    assert join_byline([Line(1, text) for text in lines]) == expected
