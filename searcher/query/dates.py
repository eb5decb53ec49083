"""Dates as a person types them, and the half-open ranges of days they mean.

2025  2025年  2025-04  2025.4  2025年4月  2025-04-18  2025/4/18  2025年4月18日  20250418
A..B   from the first day of A to the last of B      A..   ..B   open to one side
>=A  from the first day of A on     >A  after the last     <A  before the first     <=A  to the last
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from index.folding import fold
from index.language import gettext as _
from searcher.query.syntax import shown

DateRange = tuple[date | None, date | None]
"""From the first day (included) to the last (excluded); `None` is open, never both."""

EXAMPLES: Final = "2025, 2025-04, 2025年4月18日, 2024-01..2025-03 or >=2025-01"

_DATE: Final = re.compile(
    r"(?P<year>\d{4})"
    r"(?:年?|[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?"
    r"|年(?P<month_cn>\d{1,2})月(?:(?P<day_cn>\d{1,2})[日号])?"
    r"|(?P<month_8>\d\d)(?P<day_8>\d\d))",
    re.ASCII,
)
_COMPARED: Final = re.compile(r"(?P<sign>>=|<=|[<>≥≤])(?P<date>.*)", re.DOTALL)
_RANGE: Final = ".."
_LONGEST: Final = 30


class DateError(ValueError):
    """A date that cannot be; the message shows it, `offset` is where it stands in the text."""

    def __init__(self, message: str, offset: int = 0) -> None:
        self.offset = offset
        super().__init__(message)


def parse_dates(text: str) -> DateRange:
    """Return the range of days that a text means.

    Raises `DateError` for what is no date, for a day or month the calendar has not, and for a
    range whose end lies before its beginning.
    """
    if compared := _COMPARED.fullmatch(text.translate(_SIGNS)):
        return _compared(compared["sign"], text[compared.start("date") :], compared.start("date"))
    first, dots, last = text.partition(_RANGE)
    if not dots:
        return parse_period(text)
    if not first and not last:
        raise DateError(
            _("expected a date before or after {range}, like {examples}").format(
                range=_RANGE, examples=EXAMPLES
            )
        )
    start = parse_period(first)[0] if first else None
    end = parse_period(last, len(first) + len(dots))[1] if last else None
    if start is not None and end is not None and end <= start:
        raise DateError(_("{text} is reversed; put the earlier date first").format(text=text))
    return start, end


def parse_period(text: str, offset: int = 0) -> tuple[date, date]:
    """Return the first day of a year, month or day, and the first day after it.

    Raises `DateError`; `offset` is where the text stands in a longer one.
    """
    match = _DATE.fullmatch(fold(text)) if len(text) <= _LONGEST else None
    if match is None:
        raise DateError(
            _("expected a date like {examples}, not {text}").format(
                examples=EXAMPLES, text=shown(text) or _("nothing")
            ),
            offset,
        )
    year = match["year"]
    month = match["month"] or match["month_cn"] or match["month_8"]
    day = match["day"] or match["day_cn"] or match["day_8"]
    try:
        start = date(int(year), int(month or 1), int(day or 1))
        if day:
            return start, start + timedelta(days=1)
        if month and start.month < 12:
            return start, start.replace(month=start.month + 1)
        return start, date(start.year + 1, 1, 1)
    except (ValueError, OverflowError):
        raise DateError(_("{text} is no date of the calendar").format(text=text), offset) from None


_SIGNS: Final = str.maketrans("＞＜＝", "><=")


def _compared(sign: str, text: str, offset: int) -> DateRange:
    first, after = parse_period(text, offset)
    match sign:
        case ">=" | "≥":
            return first, None
        case ">":
            return after, None
        case "<":
            return None, first
        case _:
            return None, after
