"""What a numeral written in Han characters says: 二十, 两千, 二〇二五, 七八, 几十."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

HAN_DIGITS: Final = "零〇一二两三四五六七八九"
HAN_NUMERALS: Final = HAN_DIGITS + "十百千万亿"

_DIGIT: Final = {digit: index for index, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8}
_SEVERAL: Final = re.compile("[几数](?=[十百千万亿])")
_NEIGHBOURS: Final = re.compile(
    "(?<![零〇一二两三四五六七八九])[一二两三四五六七八九]{2}(?![零〇一二两三四五六七八九])"
)
_LEAST_PLACES: Final = 3
_ONES: Final = 10
"""The unit after which a digit counts ones."""
_BEYOND: Final = 10**9


@dataclass(frozen=True, slots=True)
class Numeral:
    """The least and the greatest number that a numeral may mean; both the same where it is plain."""

    low: Fraction
    high: Fraction


def read_numeral(text: str) -> Numeral | None:
    """Read a numeral in Han characters, `None` where it is none.

    七八 is 7 to 8, 二三十 is 20 to 30, 三五 is 3 to 5, 几十 and 数十 are 20 to 90; 一百二 is 120;
    digits alone are read by their place (二〇二五), three of them or more.
    """
    if several := _SEVERAL.match(text):
        rest = text[several.end() :]
        return _between("二" + rest, "九" + rest)
    neighbours = _NEIGHBOURS.search(text)
    if neighbours and _side_by_side(neighbours[0]):
        first, second = neighbours.span()[0], neighbours.span()[1] - 1
        return _between(text[:second] + text[second + 1 :], text[:first] + text[first + 1 :])
    value = _plain(text)
    return None if value is None else Numeral(Fraction(value), Fraction(value))


def _between(low: str, high: str) -> Numeral | None:
    least, most = _plain(low), _plain(high)
    return None if least is None or most is None else Numeral(Fraction(least), Fraction(most))


def _side_by_side(pair: str) -> bool:
    """Whether two digits name a range: 七八, but not 二一; 三五 is said of few."""
    return _DIGIT[pair[1]] - _DIGIT[pair[0]] == 1 or pair == "三五"


def _plain(text: str) -> int | None:
    if not text or any(character not in HAN_NUMERALS for character in text):
        return None
    if all(character in _DIGIT for character in text):
        if len(text) != 1 and len(text) < _LEAST_PLACES:
            return None
        return int("".join(str(_DIGIT[character]) for character in text))
    return _by_units(text)


def _by_units(text: str) -> int | None:
    """Add up digits and units: 三千零五十万 is (3 · 1000 + 5 · 10) · 10,000."""
    total = section = 0
    digit: int | None = None
    last_small = _BEYOND
    said = _ONES
    for character in text:
        if character in _DIGIT:
            if digit:
                return None
            digit = _DIGIT[character]
            said = said if digit else _ONES
        elif character in _SMALL:
            unit = _SMALL[character]
            if unit >= last_small:
                return None
            section += (1 if digit is None else digit) * unit
            digit, last_small, said = None, unit, unit
        else:
            unit = _LARGE[character]
            section += digit or 0
            # In 一万亿 the second unit multiplies all before it, in 一亿二千万 what was said since.
            total = (total + section or 1) * unit if unit > total else total + (section or 1) * unit
            section, digit, last_small, said = 0, None, _BEYOND, unit
    # 一百二: a last digit counts the next lower unit, unless a 零 stands before it.
    return total + section + (digit or 0) * (said // 10)
