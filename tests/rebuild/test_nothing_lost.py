"""The law of the rebuilding: every visible character of a page ends up in exactly one place."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import LineSetting, Page
from index.rebuild import reconstruct

SCRAPS = """\
●本报记者 云艳芳 通讯员 苏晟杰 乔羽
本报讯（记者 阿柔娜）
■本报记者 祁晓燕 摄
（阿柔娜）
李永建 摄
武川县：
简讯
2025年4月18日 星期五 7党建
编辑：胡日恒
近年来，托克托县围绕流动党
员管理难的问题，不断细化管理措
施，加强流动党员教育管理。
跟踪记录土壤变
化、作物生长情况
多向联动激发流动党员管理新效能
the quick brown fox
力 ，积 极 探 索 流 动 党 员
基
层"""
BREAKS = ["\n", "\n\n", "\r\n", "\r", "\x0c", " ", "\u3000", "\x00", "\ufeff", "# ", "## "]
PIECES = st.sampled_from([*SCRAPS.split("\n"), *BREAKS, *"●□■“”（）()。，、…！"])
PAGES = st.lists(PIECES | st.text(max_size=12), max_size=60).map("".join)


def visible(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


SETTINGS = st.lists(
    st.none()
    | st.builds(
        LineSetting,
        st.sampled_from([0.8, 1.0, 1.0, 1.2, 2.5]),
        st.floats(0, 60),
        st.none() | st.floats(-5, 60),
        st.none() | st.floats(0, 60),
    ),
    max_size=40,
).map(tuple)
"""How lines were set, for some lines of a page or for more than it has."""


@settings(max_examples=300, deadline=None)
@given(PAGES, st.just(()) | SETTINGS)
def test_every_visible_character_ends_up_in_exactly_one_place(
    text: str, known: tuple[LineSetting | None, ...]
) -> None:
    """The characters of all units and all furniture together are those of the page."""
    found: Counter[str] = Counter()
    result = reconstruct(Page("page.txt", text, "0" * 64, known))
    for article in result.articles:
        for unit in article.units:
            found += visible(unit.text)
    for piece in result.furniture:
        found += visible(piece.text)

    assert found == visible(text)
