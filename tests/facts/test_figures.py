"""Which figures a printed text holds, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.facts import dates, persons
from searcher.facts.figures import find_figures

if TYPE_CHECKING:
    import re

QUANTITIES = [
    ("设立“红蜂驿站”31个", "31个", "31 个"),
    ("“红蜂驿站”40余个", "40余个", ">40 个"),
    ("流转土地1.23万亩", "1.23万亩", "12300 亩"),
    ("群众满意度提升至85.05%", "85.05%", "85.05 %"),
    ("各类微信群精简率达75.94％", "75.94％", "75.94 %"),
    ("考核指标精减近7成", "近7成", "<70 %"),
    ("不少于三分之一的工作时间", "不少于三分之一", ">100/3 %"),
    ("占百分之八十五", "百分之八十五", "85 %"),
    ("荒了二十多年", "二十多年", ">20 年"),
    ("荒了十几年的汽修城", "十几年", ">10 年"),
    ("两千余人参加", "两千余人", ">2000 人"),
    ("突破3000万元", "突破3000万元", ">30000000 元"),
    ("40余万件问题", "40余万件", ">400000 件"),
    ("为村集体经济年创收8万余元", "8万余元", ">80000 元"),
    ("基层治理问题千余条", "千余条", ">1000 条"),
    ("缩短取餐时间5—8分钟", "5—8分钟", "5-8 分钟"),
    ("用3至5天完成", "3至5天", "3-5 天"),
    ("补贴3至5万元", "3至5万元", "30000-50000 元"),
    ("占30%—40%", "30%—40%", "30-40 %"),
    ("比例为1：1.5", "1：1.5", "2/3"),
    ("约3000吨滴灌带", "约3000吨", "~3000 吨"),
    ("每个网格覆盖300户左右", "300户左右", "~300 户"),
    ("60周岁以上老人", "60周岁以上", ">60 周岁"),
    ("动用率较去年提升15个百分点", "15个百分点", "15 个百分点"),
    ("增长一倍", "一倍", "1 倍"),
    ("用了三个半小时", "三个半小时", "3.5 小时"),
    ("得票过半", "过半", ">50 %"),
    ("来了七八个人", "七八个", "~7-8 个"),
    ("几十万人", "几十万人", "~200000-900000 人"),
    ("投资三点五亿元", "三点五亿元", "350000000 元"),
    ("共1,234个", "1,234个", "1234 个"),
    ("１２３４人次", "１２３４人次", "1234 人次"),
    ("约有新就业形态劳动者7万人", "7万人", "~70000 人"),
    ("24 小时", "24 小时", "24 小时"),
]
"""A text, its figure as printed, the normal form of its value."""


@pytest.mark.parametrize(("text", "printed", "normal"), QUANTITIES)
def test_a_number_is_read_with_its_unit_and_approximation(text: str, printed: str, normal: str) -> None:
    """As the newspapers print it, in digits and in Han characters."""
    assert [(figure.text, figure.normal) for figure in find_figures(text)] == [(printed, normal)]


@pytest.mark.parametrize(
    ("text", "printed", "normal"),
    [
        ("2025年4月18日", "2025年4月18日", "2025-04-18"),
        ("4月8日，新城区丁香社区", "4月8日", "--04-08"),
        ("于2024年3月成立", "2024年3月", "2024-03"),
        ("2024年上半年", "2024年上半年", "2024-H1"),
        ("2025年第一季度", "2025年第一季度", "2025-Q1"),
        ("二〇二五年四月十八日", "二〇二五年四月十八日", "2025-04-18"),
        ("(2025-04-18)", "2025-04-18", "2025-04-18"),
        ("18日在京召开", "18日", "---18"),
        ("今年8月起", "8月", "--08"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_printed(text: str, printed: str, normal: str) -> None:
    """What is not printed is not made up: the year of 4月8日 stays open."""
    assert [(figure.kind, figure.text, figure.normal) for figure in find_figures(text)] == [
        ("date", printed, normal)
    ]


def test_a_date_and_a_time_are_two_figures() -> None:
    """The day and the hour can be asked for apart."""
    assert [(figure.kind, figure.normal) for figure in find_figures("2025年4月18日下午3时30分")] == [
        ("date", "2025-04-18"),
        ("time", "15:30"),
    ]


def test_the_years_of_a_range_are_both_dates() -> None:
    """The first shares the 年 of the second."""
    assert [figure.normal for figure in find_figures("2021至2023年")] == ["2021", "2023"]


def test_a_long_number_without_a_unit_is_a_code() -> None:
    """A hotline is no amount, and its first 0 counts."""
    assert [(figure.kind, figure.normal) for figure in find_figures("12345热线，邮编010010")] == [
        ("code", "12345"),
        ("code", "010010"),
    ]


def test_an_ordinal_says_which() -> None:
    """第七 alone and with what is counted; 第一时间 and 第三方 count nothing."""
    assert [(figure.kind, figure.normal) for figure in find_figures("第七，第7版，第一时间，第三方")] == [
        ("ordinal", "第7"),
        ("ordinal", "第7 版"),
    ]


WORDS = """
三位一体 两会精神 三级联动 “三度”工作法 一个单位 十分重要 千万工程 党的二十大 一老一小 半导体 近年来
第一书记 “1+1”“1+N” 5G网络 G20 PM2.5 四议两公开 万一 一带一路 百姓 星期三 成千上万 以上 统一 双报到
党的二十大报告
"""


@pytest.mark.parametrize("text", WORDS.split())
def test_a_numeral_inside_a_word_is_no_figure(text: str) -> None:
    """Names of campaigns and ordinary words are full of numerals."""
    assert find_figures(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("俪城社区党支部书记、居委会主任王晓敏说", "王晓敏"),
        ("负责人李娜表示", "李娜"),
        ("九原区委常委、组织部部长刘烨介绍道", "刘烨"),
        ("村民张海文凭借建筑经验报名", "张海文"),
        ("窑沟乡党委书记乔建斌介绍", "乔建斌"),
        ("近日，欧阳明说，", "欧阳明"),
    ],
)
def test_a_person_has_an_office_or_speaks(text: str, name: str) -> None:
    """A common surname, and after the name what shows where it ends."""
    assert [(figure.kind, figure.normal) for figure in find_figures(text)] == [("person", name)]


@pytest.mark.parametrize(
    "text", ["村民高兴地说", "成员高敏向记者展示", "干部下沉一线", "于是说", "最高法司法解释"]
)
def test_what_only_begins_like_a_name_is_no_person(text: str) -> None:
    """高 and 于 are surnames, 高兴 and 于是 are not; 成员 is no office."""
    assert find_figures(text) == []


def test_spans_are_those_of_the_printed_text() -> None:
    """Full-width digits and the spaces of justified lines stay where they are."""
    text = "设立 “红 蜂 驿 站” ３１ 个，办结率９４．７８％。"
    assert [text[slice(*figure.span)] for figure in find_figures(text)] == ["３１ 个", "９４．７８％"]


@given(st.text("0１23一二十百万亿余近约第个年月日%.,-:至成分之点半元书记王说，。 "))
def test_figures_are_in_order_apart_and_printed(text: str) -> None:
    """Whatever the text, each figure is what stands at its span, and none overlaps the next."""
    figures = find_figures(text)
    assert [figure.text for figure in figures] == [text[slice(*figure.span)] for figure in figures]
    ends = [0, *(figure.span[1] for figure in figures)]
    assert all(end <= figure.span[0] < figure.span[1] for end, figure in zip(ends, figures, strict=False))


@pytest.mark.parametrize(
    ("text", "normal"), [("占地100㎡", "100 m2"), ("水12m³", "12 m3"), ("面积3.5km²", "3.5 km2")]
)
def test_areas_and_volumes_have_signs_of_their_own(text: str, normal: str) -> None:
    """Folded, they end in a digit, which is part of the unit; they compare with 平方米 and the like."""
    assert [figure.normal for figure in find_figures(text)] == [normal]


PIECES = st.sampled_from(
    [
        "李",
        "欧阳",
        "娜",
        "书记",
        "副",
        "市委",
        "说",
        "介绍",
        "，",
        "。",
        "和",
        "2025",
        "1",
        "12",
        "年",
        "月",
        "日",
        "号",
        "-",
        ".",
        "/",
        ":",
        "点",
        "时",
        "半",
        "二",
        "十",
        "至",
        "季度",
        "上半年",
        "下午",
    ]
)


@pytest.mark.parametrize(
    ("needed", "pattern"),
    [
        (persons._OFFICE_OF_A_NAME, persons._WITH_OFFICE),
        (persons._SAID, persons._WITH_VERB),
        (dates._DATED, dates._DATE),
        (dates._TIMED, dates._TIME),
    ],
)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_is_found_without_what_it_needs(
    needed: re.Pattern[str], pattern: re.Pattern[str], text: str
) -> None:
    """The patterns that are tried first let every text pass in which there is something."""
    assert pattern.search(text) is None or needed.search(text) is not None
