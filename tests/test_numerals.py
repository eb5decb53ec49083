"""One number in all its spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.folding import fold
from searcher.query.numerals import numeral_variants, spell_numerals, spellings, whole_number
from searcher.query.parser import parse
from searcher.query.tree import And, Literal, Not, Or, Wildcard


@pytest.mark.parametrize(
    ("literal", "variants"),
    [
        ("31个", "31个 三十一个 三一个"),
        ("三十一个", "三十一个 31个 三一个"),
        ("１２", "１２ 一十二 十二 一二"),
        ("二", "二 2 两"),
        ("2024", """2024 2,024 二千零二十四 二千〇二十四 二千○二十四 两千零二十四 两千〇二十四 两千○二十四
         二零二四 二〇二四 二○二四"""),
        ("1.23万亩", """1.23万亩 12300亩 12,300亩 一万二千三百亩 一万两千三百亩 一二三零零亩 一二三〇〇亩
         一二三○○亩 一点二三万亩"""),
        ("3亿5000万", "3亿5000万 350000000 350,000,000 三亿五千万 35000万 35,000万 3.5亿 三点五亿"),
        ("3百万", "3百万 3000000 3,000,000 三百万 300万"),
        ("８５．０５％", "８５．０５％ 百分之八十五点零五 百分之八十五点〇五 百分之八十五点○五"),
        ("0471", "0471 零四七一 〇四七一 ○四七一"),
        ("四中全会", "四中全会 4中全会"),
        # Several numerals, each in every spelling.
        ("3月8日", "3月8日 3月八日 三月8日 三月八日"),
        # No numeral of the table: left as they are.
        ("百姓", "百姓"),
        ("1.20", "1.20"),
        ("一万二三", "一万二三"),
        ("廿四", "廿四 廿4"),
        ("党员", "党员"),
    ],
)  # fmt: skip
def test_a_literal_has_the_spellings_of_its_numerals(literal: str, variants: str) -> None:
    """The literal as it is given comes first, then it with every other spelling, folded."""
    assert list(numeral_variants(literal)) == variants.split()


@given(st.one_of(st.integers(0, 300), st.integers(0, 10**6), st.integers(0, 10**16 - 1)))
def test_every_spelling_leads_to_every_other(number: int) -> None:
    """The spellings of a spelling are those of the number: none is a one-way street."""
    all_of_them = set(spellings(str(number)))
    assert str(number) in all_of_them
    assert all(set(spellings(spelling)) == all_of_them for spelling in all_of_them)


@given(st.decimals(0, 10**9, places=2).map(str), st.sampled_from(["", "万", "亿", "%"]))
def test_every_spelling_of_a_decimal_leads_to_every_other(figures: str, unit: str) -> None:
    """With units and per cent too."""
    all_of_them = set(spellings(f"{figures}{unit}"))
    assert all(set(spellings(spelling)) == all_of_them for spelling in all_of_them)


@given(st.text("〇零○一二两三十百千万亿点百分之0123456789.,%年 ", max_size=12))
def test_whatever_has_numerals_remains_its_own_variant(literal: str) -> None:
    """Any mixture of signs is left as it is or spelled otherwise, and each way leads back."""
    try:
        variants = numeral_variants(literal)
    except ValueError:
        return
    assert variants[0] == literal
    assert len(variants) == len(set(variants)) <= 200
    assert fold(literal) not in variants[1:]


@given(st.integers(1, 10**12))
def test_different_numbers_share_no_spelling(number: int) -> None:
    """What is spelled alike is alike."""
    assert not set(spellings(str(number))) & set(spellings(str(number + 1)))


@pytest.mark.parametrize(
    "literal", ["9" * 100_000, "一" * 100_000, "1," * 50_000, "百分之" * 30_000, "1万" * 9]
)
def test_a_hostile_literal_is_spelled_or_refused(literal: str) -> None:
    """However long, at once: as it is, or with an error."""
    try:
        variants = numeral_variants(literal)
    except ValueError as error:
        assert "more than 200 ways" in str(error)  # noqa: PT017 - either way is right
    else:
        assert variants == (literal,)


def test_a_tree_looks_for_every_spelling() -> None:
    """Each literal and wildcard is joined by OR with its variants, under NOT and in NEAR too; no field."""
    tree = spell_numerals(parse("四中 -三*个 版:7"))
    four = Or((Literal("四中"), Literal("4中")))
    three = parse("三*个 OR 3*个")
    assert tree == And((four, Not(three), parse("版:7")))
    near = spell_numerals(parse("四中 NEAR/5 全会"))
    assert str(near) == "(四中 OR 4中) NEAR/5 全会"


def test_a_variant_stands_where_its_literal_stood() -> None:
    """Spans stay for messages."""
    tree = spell_numerals(parse("甲 四中"))
    assert isinstance(tree, And)
    spelled = tree.children[1]
    assert isinstance(spelled, Or)
    assert [child.span for child in spelled.children] == [(2, 4), (2, 4)]


def test_too_many_spellings_are_an_error_at_the_literal() -> None:
    """It says what to do."""
    with pytest.raises(QueryError) as caught:
        spell_numerals(parse("甲 2025年4月18日12时30分"))
    assert str(caught.value) == (
        "2025年4月18日12时30分: its numerals can be spelled in more than 200 ways; put a space between them "
        "(column 3)"
    )


def test_too_many_spellings_of_a_wildcard_are_an_error() -> None:
    """Its parts are counted together."""
    with pytest.raises(QueryError, match="more than 200 ways"):
        spell_numerals(Wildcard(("2024", "2024", "2024"), parse("甲?乙?丙").gaps))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("7", 7),
        ("十二", 12),
        ("二〇二四", 2024),
        ("1.2万", 12000),
        ("1.5", None),
        ("A7", None),
        ("9" * 99, None),
    ],
)
def test_a_whole_number_is_read(numeral: str, number: int | None) -> None:
    """In figures or in Chinese."""
    assert whole_number(numeral) == number
