"""Dates as a person types them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.query.dates import DateError, DateRange, parse_dates

YEAR = (date(2025, 1, 1), date(2026, 1, 1))
APRIL = (date(2025, 4, 1), date(2025, 5, 1))
DAY = (date(2025, 4, 8), date(2025, 4, 9))


@pytest.mark.parametrize(
    ("texts", "dates"),
    [
        (["2025", "2025年", "２０２５"], YEAR),
        (["2025-04", "2025-4", "2025/04", "2025.4", "2025年4月", "2025年04月"], APRIL),
        (["2025-04-08", "2025-4-8", "2025/4/8", "20250408", "2025年4月8日", "2025年04月08号"], DAY),
        (["2025-12"], (date(2025, 12, 1), date(2026, 1, 1))),
        (["2024-02-29"], (date(2024, 2, 29), date(2024, 3, 1))),
        (["2025-04..2025", "2025年4月..20251231"], (date(2025, 4, 1), date(2026, 1, 1))),
        (["2025-04-08..2025-04-08"], DAY),
        (["2025-04..", ">=2025-04", "≥2025-04", "＞＝2025-04", ">2025-03"], (date(2025, 4, 1), None)),
        (["..2025-04", "<=2025-04", "≤2025-04", "<2025-05", "＜2025-05"], (None, date(2025, 5, 1))),
    ],
)
def test_a_date_is_a_half_open_range(texts: list[str], dates: DateRange) -> None:
    """From the first day it names, up to the first after the last, however it is written."""
    assert [parse_dates(text) for text in texts] == [dates] * len(texts)


EXPECTED = "expected a date like 2025, 2025-04, 2025年4月18日, 2024-01..2025-03 or >=2025-01"


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("今天", f"{EXPECTED}, not 今天", 0),
        ("202504", f"{EXPECTED}, not 202504", 0),
        ("2025-", f"{EXPECTED}, not 2025-", 0),
        ("9" * 100, f"{EXPECTED}, not {'9' * 30}…", 0),
        (">=", f"{EXPECTED}, not nothing", 2),
        ("2024..2025..", f"{EXPECTED}, not 2025..", 6),
        (">=2024..2025", f"{EXPECTED}, not 2024..2025", 2),
        ("..", ("expected a date before or after .., like 2025, 2025-04, 2025年4月18日, 2024-01..2025-03 or "
         ">=2025-01"), 0),
        ("2025-00", "2025-00 is no date of the calendar", 0),
        ("2025-02-29", "2025-02-29 is no date of the calendar", 0),
        ("2024..2025-04-31", "2025-04-31 is no date of the calendar", 6),
        ("0000", "0000 is no date of the calendar", 0),
        ("9999", "9999 is no date of the calendar", 0),
        ("2025-05..2025-04", "2025-05..2025-04 is reversed; put the earlier date first", 0),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_shown(text: str, message: str, offset: int) -> None:
    """The error repeats the value and knows where in the text it stands."""
    with pytest.raises(DateError) as caught:
        parse_dates(text)
    assert (str(caught.value), caught.value.offset) == (message, offset)


@given(st.dates(max_value=date(9998, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    """In digits, with dashes and in Chinese, a day lies in the range it means, alone."""
    texts = [day.isoformat(), f"{day:%Y%m%d}".zfill(8), f"{day.year:04}年{day.month}月{day.day}日"]
    for text in texts:
        start, end = parse_dates(text)
        assert start is not None
        assert end is not None
        assert (start, (end - start).days) == (day, 1)


@given(st.text("0123456789年月日号-/.<>=≥ \u0663９", max_size=14))
def test_any_text_is_a_range_or_an_error(text: str) -> None:
    """A range is never empty nor open on both sides."""
    try:
        start, end = parse_dates(text)
    except DateError as error:
        assert 0 <= error.offset <= len(text)  # noqa: PT017 - either way is right
    else:
        assert (start, end) != (None, None)
        assert start is None or end is None or start < end
