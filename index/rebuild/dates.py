"""Dates as newspapers print them over a page, and what stands beside them: weekday, lunar date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_NUMERALS: Final = {
    "〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
_DIGIT = "[〇○零一二三四五六七八九]"
_NUMBER = "[一二三四五六七八九十]{1,3}"
_DATES = (
    re.compile(r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"),
    re.compile(rf"(?P<year>{_DIGIT}{{4}})\s*年\s*(?P<month>{_NUMBER})\s*月\s*(?P<day>{_NUMBER})\s*日"),
    re.compile(
        r"(?<!\d)(?P<year>(?:18|19|20)\d\d)(?P<mark>[-./])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"
    ),
)
_WEEKDAY = re.compile(r"星\s*期\s*[一二三四五六日天]|周[一二三四五六日](?=\s|$)")
_CYCLE = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
_LUNAR = re.compile(
    rf"(?:农历\s*(?:{_CYCLE})?|{_CYCLE})\s*闰?[正一二三四五六七八九十冬腊]{{1,2}}月[初十廿二三]?[一二三四五六七八九十]{{0,2}}"
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a line of text: `[start, end)` there, and the day as `YYYY-MM-DD`.

    `day` is `None` where the calendar has no such day: a misread figure is never guessed at.
    """

    start: int
    end: int
    day: str | None


def find_date(text: str) -> PrintedDate | None:
    """Return the first full date of a text, in Western or Chinese figures, or `None`."""
    for pattern in _DATES:
        if match := pattern.search(text):
            return PrintedDate(match.start(), match.end(), _day(*match.group("year", "month", "day")))
    return None


def has_weekday(text: str) -> bool:
    """Tell whether a text names a day of the week."""
    return _WEEKDAY.search(text) is not None


def without_dates(text: str) -> str:
    """Return a text without its date, weekday and lunar date, spaces in their place."""
    if found := find_date(text):
        text = f"{text[: found.start]} {text[found.end :]}"
    return _WEEKDAY.sub(" ", _LUNAR.sub(" ", text)).strip()


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(_year(year), _number(month), _number(day)).isoformat()
    except ValueError:
        return None


def _year(text: str) -> int:
    # int() reads full-width figures as well.
    return int(text) if text.isdecimal() else int("".join(str(_NUMERALS[figure]) for figure in text))


def _number(text: str) -> int:
    """Return a number below a hundred; 十 alone, before and after a figure is ten, -teen and -ty.

    Raises ValueError for figures that make no number (一二).
    """
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        raise ValueError(text)
    return (10 * (_NUMERALS[tens] if tens else 1) if ten else 0) + (_NUMERALS[ones] if ones else 0)
