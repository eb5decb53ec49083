"""Variant folding: what is folded equal, what never is, and the way back to the printed page."""

from __future__ import annotations

import re
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import folding
from index.characters import CJK, ENDS_CJK, PLAIN, STARTS_CJK
from index.folding import Folded, fold, fold_version, fold_with_map

ASSIGNED = [
    character
    for character in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(character) not in {"Cn", "Co", "Cs"}
]

# Characters that meet in the rules: neighbours of spaces, dropped characters, marks of several combining
# classes, forms that join, expand or fold to a CJK character on one side only.
CROSSING = (
    "中国漢々〇芸乾⻓⼈戸a1Ａ１，。“”‘’—…· \u3000\xa0\n\t\u200b\u00ad\ufe0f\U000e0100か\u3099\u309a゛ｶﾞﾟ"
    "\u0301\u0323\u0334\u0338\u0345\u093c\u302a=eßİǰŀ㋀㍘㊀㎡½ﬁ가\u1100\u1161\u11a8ﾡￂ𠮷"
)
texts = st.text(st.characters() | st.sampled_from(CROSSING) | st.characters(categories=["Mn", "Mc", "Zs"]))


PUBLISHED = Path(__file__).parent.parent / "docs" / "folding.md"
EXAMPLES = re.findall("^\\| `(.+?)` \\| `(.+?)` \\|", PUBLISHED.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_published_examples_are_true() -> None:
    """Every line of the table in `docs/folding.md` folds as it says."""
    assert len(EXAMPLES) == 11
    assert [(printed, fold(printed)) for printed, _ in EXAMPLES] == EXAMPLES


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("県級排査", "县级排查"),
        ("國家", "国家"),
        ("黨員", "党员"),
        ("⼈民", "人民"),
        ("⻓城", "长城"),
        ("⺠生", "民生"),
        ("⿓", "龙"),
        ("⻱", "龟"),
        ("説說", "说说"),
        ("戸戶", "户户"),
        ("內", "内"),
        ("產産", "产产"),
        ("広廣", "广广"),
        ("気氣", "气气"),
        ("沢澤", "泽泽"),
        ("靑淸卽", "青清即"),
        ("䴉䴙", "鹮䴙"),
    ],
)
def test_a_variant_is_its_simplified_form(printed: str, folded: str) -> None:
    """Traditional, Japanese and old forms and radicals fold to the simplified ideograph."""
    assert fold(printed) == folded


@pytest.mark.parametrize("text", ["芸公益", "乾坤", "著者", "二〇二五年", "狼藉", "馀", "𠮷野家", "陶喆"])
def test_a_character_of_its_own_stays(text: str) -> None:
    """What GB 2312 holds is never folded to another ideograph, nor 〇, nor what only looks alike."""
    assert fold(text) == text


def test_no_character_of_gb_2312_becomes_another_ideograph() -> None:
    """All 6,763 ideographs of GB 2312 fold to themselves."""
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    ideographs = "".join(pair.decode("gb2312", errors="ignore") for pair in rows)
    assert (len(ideographs), fold(ideographs)) == (6763, ideographs)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("５Ｇ　ＡＰＰ", "5g app"),
        ("85．05％", "85.05%"),
        ("㎡", "m2"),
        ("ﬁ", "fi"),
        ("½", "1⁄2"),
        ("Straße STRASSE", "strasse strasse"),
        ("“流而有为”‘新’＂＇", "\"流而有为\"'新'\"'"),
        ("－﹣—–‐‑‒―−⸺︱", "-----------"),
        ("一ー", "一ー"),
        ("……", "......"),
        ("cafe\u0301", "café"),
        ("ｶﾞｽ", "ガス"),
        ("\u1112\u1161\u11ab", "한"),
        ("党\u200b员\ufeff，葛\U000e0100城，co\u00adop", "党员,葛城,coop"),
    ],
)
def test_widths_case_quotes_and_dashes_are_alike(printed: str, folded: str) -> None:
    """NFKC with full case folding; quotes straight, dashes a hyphen, the invisible dropped."""
    assert fold(printed) == folded


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("力 ，积 极 探 索", "力,积极探索"),
        ("流动\n\n 党员", "流动党员"),
        ("流动\u3000\xa0\u200b 党员", "流动党员"),
        ("”　“", '""'),
        ("— — 主题", "--主题"),
        ("カ タ ｶ ﾞ", "カタガ"),
        ("か\u3099 く", "がく"),
        ("㋀ 一", "1月一"),
        ("一 ㋀", "一 1月"),
        ("3 项 App 党", "3 项 app 党"),
        ("Ａ 党 １", "a 党 1"),
        (" 党 \n", " 党 \n"),
        ("the  end", "the  end"),
    ],
)
def test_white_space_between_two_cjk_characters_is_ignored(printed: str, folded: str) -> None:
    """Any white space goes between two CJK characters and stays everywhere else."""
    assert fold(printed) == folded


def test_one_printed_character_may_be_two_folded_ones() -> None:
    """Both characters of m2 lead back to the one ㎡."""
    folded = fold_with_map("12㎡地")
    assert folded.text == "12m2地"
    assert list(zip(folded.starts, folded.ends, strict=True)) == [(0, 1), (1, 2), (2, 3), (2, 3), (3, 4)]


def test_several_code_points_may_be_one_folded_character() -> None:
    """A folded character stands for a letter with its accent and a kana with its voicing mark."""
    folded = fold_with_map("e\u0301ｶﾞ中")
    assert folded.text == "éガ中"
    assert list(zip(folded.starts, folded.ends, strict=True)) == [(0, 2), (2, 4), (4, 5)]


def test_a_mark_that_does_not_compose_is_part_of_the_printed_character() -> None:
    """A span never parts a letter from its accent."""
    folded = fold_with_map("q\u0303x")
    assert list(zip(folded.starts, folded.ends, strict=True)) == [(0, 2), (0, 2), (2, 3)]


@pytest.mark.parametrize(
    ("printed", "literal", "span"),
    [
        ("（红 蜂\n驿站）", "红蜂驿站", (1, 7)),
        ("红蜂 驿站", "红蜂", (0, 2)),
        ("面积20㎡。", "20m", (2, 5)),
        ("去𠮷野家", "野家", (2, 4)),
        ("在葛\ufe00城", "葛", (1, 3)),
        ("党\u200b員", "党员", (0, 3)),
        ("党\u200b員", "党", (0, 1)),
        ("オｶﾞスト", "ガス", (1, 4)),
    ],
)
def test_a_span_is_shown_as_printed(printed: str, literal: str, span: tuple[int, int]) -> None:
    """A span covers whole printed characters and the spaces inside, none at its edges."""
    folded = fold_with_map(printed)
    start = folded.text.index(literal)
    assert folded.span(start, start + len(literal)) == span


@pytest.mark.parametrize(("start", "end"), [(0, 0), (1, 3), (-1, 1), (2, 1)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    """Only a span of at least one folded character has a place in the original."""
    with pytest.raises(ValueError, match="no span of a folded text of 2 characters"):
        Folded("党员", range(2), range(1, 3)).span(start, end)


@pytest.mark.parametrize(
    "unit", ["\u0301\u0323", "\uff9e\u0301", "か\u3099\u0334", "中 ", " ", "\ufe00", "\u1161", "ŀ "]
)
def test_a_hostile_text_is_folded_as_any_other(unit: str) -> None:
    """Long runs of marks, spaces, selectors and half syllables keep the laws."""
    text = "が" + unit * 20_000 + "中"
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    assert fold(folded.text) == folded.text


def test_a_long_run_of_marks_is_normalised_as_unicode_says() -> None:
    """Sorting the marks ourselves gives the text `unicodedata` gives."""
    text = "e" + "\u0323\u0301\u0344\u3099" * 50
    assert fold(text) == unicodedata.normalize("NFKC", text)


def test_half_a_surrogate_pair_is_kept() -> None:
    """A string that no file holds, but a Python caller may pass, is folded around its fault."""
    assert fold_with_map("\ud800黨").text == "\ud800党"


@given(texts)
def test_folding_is_idempotent(text: str) -> None:
    """A folded text folds to itself."""
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_the_map_belongs_to_the_folded_text(text: str) -> None:
    """`fold_with_map` folds as `fold` does; its ranges are inside, not empty, and never step back."""
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    ranges = list(zip(folded.starts, folded.ends, strict=True))
    assert len(ranges) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(one[0] <= next_[0] and one[1] <= next_[1] for one, next_ in pairwise(ranges))


@given(texts, texts)
def test_folding_concatenates_at_a_sentence_end(left: str, right: str) -> None:
    """Beside plain characters without white space a text folds independently of its neighbours."""
    assert fold(left + "x，。y" + right) == fold(left + "x，") + fold("。y" + right)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_white_space_aside_folding_is_unicodes_own(text: str) -> None:
    """Texts equal under Unicode's compatibility caseless matching (D146) are folded equal.

    Without white space, because which white space goes is decided on the printed characters.
    """
    solid = "".join(text.split())
    caseless = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", solid).casefold()).casefold()
    joined = "".join(fold(unicodedata.normalize("NFKD", caseless)).split())
    assert "".join(fold(solid).split()) == joined


def test_every_character_folds_to_a_fixed_point_that_names_it() -> None:
    """No character of Unicode folds to something that folds further."""
    assert [character for character in ASSIGNED if fold(fold(character)) != fold(character)] == []


def test_plain_characters_stay_one_character() -> None:
    """Each of `PLAIN` folds to one character, and none composes with the one before it."""
    plain = re.compile(f"[{PLAIN}]")
    followers = {
        unicodedata.decomposition(character).split()[1]
        for character in ASSIGNED
        if len(unicodedata.decomposition(character).split()) == 2
        and not unicodedata.decomposition(character).startswith("<")
    }
    seconds = {chr(int(code_point, 16)) for code_point in followers}
    assert [c for c in ASSIGNED if plain.match(c) and (len(fold("x" + c)) != 2 or c in seconds)] == []


def test_common_characters_are_plain() -> None:
    """A text of nothing else needs no closer look."""
    common, plain = folding._COMMON, re.compile(f"[{PLAIN}]")
    assert [c for c in map(chr, range(0x10000)) if common.fullmatch(c) and not plain.match(c)] == []


def test_cjk_neighbours_are_judged_printed_or_folded() -> None:
    """`STARTS_CJK` and `ENDS_CJK` are `CJK` and what folds to it at that end."""
    cjk, starts, ends = (re.compile(f"[{members}]") for members in (CJK, STARTS_CJK, ENDS_CJK))

    def expected(character: str, end: int) -> bool:
        folded = fold(character)
        return bool(cjk.match(character) or (folded and cjk.match(folded[end])))

    assert [c for c in ASSIGNED if bool(starts.match(c)) != expected(c, 0)] == []
    assert [c for c in ASSIGNED if bool(ends.match(c)) != expected(c, -1)] == []


def test_the_version_is_short_and_stable() -> None:
    """The fingerprint is 16 hexadecimal digits and the same each time."""
    assert re.fullmatch("[0-9a-f]{8}", fold_version())
    assert fold_version() == fold_version()
