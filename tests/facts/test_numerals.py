"""What numerals in Han characters say."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.facts.numerals import Numeral, read_numeral


def exactly(number: int) -> Numeral:
    """Return what a plain numeral says."""
    return Numeral(Fraction(number), Fraction(number))


PLAIN = {
    "十": 10,
    "十二": 12,
    "二十": 20,
    "二十一": 21,
    "一百零二": 102,
    "一百二": 120,
    "三百二十": 320,
    "两千": 2000,
    "一万零五百": 10_500,
    "三万五": 35_000,
    "三千零五十万": 30_500_000,
    "一亿二千万": 120_000_000,
    "一万亿": 10**12,
    "二〇二五": 2025,
    "千": 1000,
}


@pytest.mark.parametrize(("text", "number"), PLAIN.items())
def test_a_numeral_is_added_up(text: str, number: int) -> None:
    """By its units, or by the places of its digits."""
    assert read_numeral(text) == exactly(number)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("七八", 7, 8), ("三五", 3, 5), ("二三十", 20, 30), ("十五六", 15, 16), ("几十", 20, 90)],
)
def test_two_neighbours_are_a_range(text: str, low: int, high: int) -> None:
    """Nobody counted."""
    assert read_numeral(text) == Numeral(Fraction(low), Fraction(high))


@pytest.mark.parametrize("text", ["", "二一", "十百", "个"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    """Digits side by side that are no neighbours, units in the wrong order."""
    assert read_numeral(text) is None


def written(number: int) -> str:
    """Write a number below 10,000 as a careful writer does."""
    digits, units = "零一二三四五六七八九", ["千", "百", "十", ""]
    padded = f"{number:04}"
    parts = [
        digits[int(digit)] + unit if digit != "0" else "零" for digit, unit in zip(padded, units, strict=True)
    ]
    text = "".join(parts).strip("零")
    while "零零" in text:
        text = text.replace("零零", "零")
    return text


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_a_written_number_is_read_back(high: int, low: int) -> None:
    """With and without 万."""
    assert read_numeral(written(high)) == exactly(high)
    between = "零" if low < 1000 else ""
    assert read_numeral(f"{written(high)}万{between}{written(low)}") == exactly(high * 10_000 + low)
