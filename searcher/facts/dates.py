"""Dates and times of day in folded text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from searcher.facts.numerals import HAN_DIGITS, read_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN_NUMBER: Final = "[〇零一二三四五六七八九十]"
_YEAR: Final = (
    rf"(?<![\d.])[12]\d{{3}}\s?年(?!代)|(?<![{HAN_DIGITS}十])[一二][零〇一二三四五六七八九]{{3}}年(?!代)"
)
_MONTH: Final = rf"(?:(?<![\d.+])\d{{1,2}}|(?<!{_HAN_NUMBER}){_HAN_NUMBER}{{1,3}})\s?月份?(?![\u4e00]线)"
_DAY: Final = rf"(?:(?<![\d.+])\d{{1,2}}|(?<!{_HAN_NUMBER}){_HAN_NUMBER}{{1,3}})\s?[日号](?!楼|线|院|店|文件)"
_PART: Final = r"上半年|下半年|第?[一二三四1-4]季度"

_DATE: Final = re.compile(
    rf"(?P<year>{_YEAR})(?:度?(?P<part>{_PART})|(?P<month>{_MONTH})(?P<day>{_DAY})?)?"
    rf"|(?P<month2>{_MONTH})(?P<day2>{_DAY})?"
    r"|(?<![\d.-])(?P<iso>[12]\d{3}(?P<mark>[-./])\d{1,2}(?P=mark)\d{1,2})(?![\d.-])"
    rf"|(?P<day3>(?<!\d)(?:\d{{1,2}})日)(?![均常复]|益)"
)
# What each pattern cannot do without, and is found many times as fast.
_DATED: Final = re.compile(r"[年月日号]|[-./]\d")
_TIMED: Final = re.compile(r"\d\s?[时点:]")
_TO: Final = re.compile(r"\s?(?:至|到|-{1,2}|~)\s?")
_BARE_YEAR: Final = re.compile(r"(?<![\d.])([12]\d{3})(?=\s?(?:至|到|-{1,2}|~|、)\s?[12]\d{3}\s?年)")
_NUMBER: Final = re.compile(rf"\d+|{_HAN_NUMBER}+")

_TIME: Final = re.compile(
    r"(?P<part>凌晨|清晨|早上|早|上午|中午|下午|傍晚|晚上|晚|夜里|夜间)?(?<![\d.:])(?P<hour>\d{1,2})\s?"
    r"(?:[时点](?:(?P<minute>\d{1,2})分?|(?P<half>半)|(?P<whole>整|许|钟))?(?![\d期代候而间常刻])"
    r"|:(?P<minute2>[0-5]\d)(?![\d:]))"
)
_AFTER_NOON: Final = frozenset(["下午", "傍晚", "晚上", "晚", "夜里", "夜间"])
_PART_NUMBER: Final = {"上半年": "H1", "下半年": "H2"}

Found = tuple[int, int, str]
"""Start and end in the folded text, and the normal form."""


def find_dates(folded: str) -> Iterator[Found]:
    """Find dates, ascending: 2025年4月18日, 4月8日, 2024年上半年, 18日, 2025-04-18, 二〇二五年四月.

    The normal form is that of ISO 8601, with the parts that are not printed left out: `2025-04-18`,
    `2025-04`, `2025`, `--04-08`, `---18`; `2024-H1` and `2024-Q3` are half a year and a quarter. A range
    is two dates.
    """
    if not _DATED.search(folded):
        return
    for match in _DATE.finditer(folded):
        normal = _normal_date(match)
        if normal is not None:
            yield match.start(), match.end(), normal


def find_years_of_ranges(folded: str) -> Iterator[Found]:
    """Find the years that share the 年 of a later one: 2021至2023年."""
    for match in _BARE_YEAR.finditer(folded):
        yield match.start(), match.end(), match[1]


def find_times(folded: str) -> Iterator[Found]:
    """Find times of day, ascending: 上午9时30分, 9:30, 下午3点半; `HH:MM` is the normal form."""
    if not _TIMED.search(folded):
        return
    for match in _TIME.finditer(folded):
        hour, minute = (
            int(match["hour"]),
            int(match["minute"] or match["minute2"] or (match["half"] and 30) or 0),
        )
        plain = match["minute"] or match["minute2"] or match["part"] or match["whole"] or match["half"]
        if not plain or hour > 24 or minute > 59:
            continue
        if match["part"] in _AFTER_NOON and hour < 12:
            hour += 12
        yield match.start(), match.end(), f"{hour:02}:{minute:02}"


def _normal_date(match: re.Match[str]) -> str | None:
    if match["iso"]:
        year, month, day = (int(number) for number in re.findall(r"\d+", match["iso"]))
        return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    months, days = (
        _number(match["month"] or match["month2"]),
        _number(match["day"] or match["day2"] or match["day3"]),
    )
    if (months is not None and not 1 <= months <= 12) or (days is not None and not 1 <= days <= 31):
        return None
    parts = [
        "-" if match["year"] is None else str(_number(match["year"])),
        "" if months is None else f"{months:02}",
        "" if days is None else f"{days:02}",
    ]
    if match["part"]:
        quarter = _number(match["part"])
        return f"{parts[0]}-{_PART_NUMBER.get(match['part']) or f'Q{quarter}'}"
    if days is None:
        parts.pop()
        if months is None:
            parts.pop()
    return "-".join(parts)


def _number(text: str | None) -> int | None:
    found = _NUMBER.search(text) if text else None
    if found is None:
        return None
    if found[0].isdecimal():
        return int(found[0])
    numeral = read_numeral(found[0])
    return None if numeral is None or numeral.low != numeral.high else int(numeral.low)
