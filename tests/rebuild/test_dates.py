"""Dates as newspapers print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.rebuild.dates import PrintedDate, find_date, without_dates

FIGURES = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025年4月18日", "2025-04-18"),
        ("2025 年 04 月 18 日", "2025-04-18"),
        ("２０２５年４月１８日", "2025-04-18"),
        ("二〇二五年四月十八日", "2025-04-18"),
        ("一九九八年十二月三十一日", "1998-12-31"),
        ("2025-04-18", "2025-04-18"),
        ("2025.4.18", "2025-04-18"),
        ("2025/4/18", "2025-04-18"),
        ("2025年4月81日", None),
        ("二〇二五年四月一八日", None),
    ],
)
def test_a_date_is_read_in_every_printed_form(text: str, day: str | None) -> None:
    """A day that no calendar has is a date still, but not guessed at."""
    assert find_date(text) == PrintedDate(0, len(text), day)


@pytest.mark.parametrize("text", ["4月18日", "2025年4月", "2025.4", "1.2.3", "0471-6635799", "2025-4/18"])
def test_without_year_month_and_day_it_is_no_date(text: str) -> None:
    """Numbers of other kinds are left alone."""
    assert find_date(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_written_in_chinese_figures_is_read(day: date) -> None:
    """Year by its figures, month and day by their names."""

    def name(number: int) -> str:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else FIGURES[tens]) + ("十" if tens else "") + (FIGURES[ones] if ones else "")

    year = "".join(FIGURES[int(figure)] for figure in str(day.year))
    found = find_date(f"{year}年{name(day.month)}月{name(day.day)}日")

    assert found is not None
    assert found.day == day.isoformat()


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2025年4月18日 星期五 第7版", "第7版"),
        ("星期五 2025年4月18日 农历乙巳年三月廿一 7党建", "7党建"),
        ("2025年4月18日 乙巳年三月廿一", ""),
        ("第7版 党建", "第7版 党建"),
    ],
)
def test_what_is_left_of_a_date_line_tells_of_the_page(text: str, rest: str) -> None:
    """Date, weekday and lunar date are taken out."""
    assert " ".join(without_dates(text).split()) == rest
