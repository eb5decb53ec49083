"""Numbers with their units and approximations, in folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from searcher.facts.figure import Value
from searcher.facts.numerals import HAN_DIGITS, HAN_NUMERALS, Numeral, read_numeral
from searcher.facts.units import AFTER_ONE, AFTER_ONE_HAN, UNITS, unit_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searcher.facts.figure import Exactness

# Every repetition is bounded, and no number begins inside another: hostile text is read once.
_ARABIC: Final = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,8})?|\d{1,18}(?:\.\d{1,8})?"
_HAN: Final = rf"[几数]?[{HAN_NUMERALS}]{{1,16}}(?:点[{HAN_DIGITS}]{{1,6}}|(?![{HAN_NUMERALS}]))"
_MAGNITUDE: Final = r"\s?(?P<magnitude>[十百千]?[万亿]{1,2}|[百千])(?P<more_after>[余多])?"

_NUMBER: Final = re.compile(
    rf"(?:(?<![\da-z+.])(?P<arabic>{_ARABIC})(?![\d+×])|(?<![{HAN_NUMERALS}几数第周期])(?P<han>{_HAN}))"
    rf"(?P<more>[余多几来])?(?:{_MAGNITUDE})?\s?(?P<unit>{unit_pattern(UNITS | {'大'})})?"
    r"(?P<half>半(?![导岛决径程山球成])(?P<rest>小时|月)?)?"
)
_MAGNITUDES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_MORE: Final[dict[str, Exactness]] = {"余": "over", "多": "over", "几": "over", "来": "about"}
_ROUND: Final = frozenset("百千万亿")
_BEFORE: Final = re.compile(
    r"(?:(?P<under>将近|接近|不足|不到|未满|最多|至多|不超过|不高于|近)"
    r"|(?P<over>超过|突破|不少于|不低于|不下|至少|最少|逾|超|(?<![以之])上(?=\s?[百千万亿]))"
    r"|(?P<about>大约|约为|大概|大致|约))\s?"
)
_LONGEST_BEFORE: Final = 4
# 约有新就业形态劳动者7万人: what is counted stands between 约 and the number.
_FAR_ABOUT: Final = re.compile(r"约有[^\d,，。、;:!?]{1,14}\Z")
_LONGEST_FAR: Final = 16
_AFTER: Final = re.compile(r"(?P<about>左右|上下)|(?P<over>及?以上|开外)|(?P<under>及?以下|以内|之内)")

_TO: Final = re.compile(r"\s?(?:至|到|-{1,2}|~)\s?")
_SHARE: Final = re.compile(
    rf"(?P<base>[百千万]|[二三四五六七八九十]{{1,3}}|(?<!\d)\d{{1,4}})分之"
    rf"(?P<part>[{HAN_NUMERALS}]{{1,8}}(?:点[{HAN_DIGITS}]{{1,6}})?|\d{{1,6}}(?:\.\d{{1,6}})?)"
)
_HALF: Final = re.compile(r"一半|半数|(?<=[过超])半(?![导岛决径程山球夜生])")
_RATIO: Final = re.compile(
    r"(?<![\d.:])(?P<first>\d{1,6}(?:\.\d{1,4})?)(?P<to>[:比])(?P<second>\d{1,6}(?:\.\d{1,4})?)(?![\d:])"
)
_ORDINAL: Final = re.compile(
    rf"第(?P<number>[{HAN_NUMERALS}]{{1,6}}|\d{{1,5}})(?P<unit>{unit_pattern(UNITS)})?(?P<word>方|者|产业)?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that was found: its span in the folded text and what it says."""

    start: int
    end: int
    value: Value
    magnitude: int = 1


def find_shares(folded: str) -> Iterator[Quantity]:
    """Find parts of a whole in words, ascending: 三分之一, 百分之八十五, 一半, 过半; in hundredths."""
    found = [*_fractions(folded), *_halves(folded)]
    yield from sorted(found, key=lambda quantity: quantity.start)


def _fractions(folded: str) -> Iterator[Quantity]:
    # Looking for a word is many times as fast as trying a pattern everywhere.
    if "分之" not in folded:
        return
    for match in _SHARE.finditer(folded):
        base, part = _read(match["base"]), _read(match["part"])
        if base and part and base.low:
            share = Value(100 * part.low / base.low, 100 * part.high / base.low, "exact", "%")
            yield _approximated(folded, Quantity(match.start(), match.end(), share))


def _halves(folded: str) -> Iterator[Quantity]:
    if "半" not in folded:
        return
    for match in _HALF.finditer(folded):
        half = Quantity(match.start(), match.end(), Value(Fraction(50), Fraction(50), "exact", "%"))
        if match[0] == "半" and folded[match.start() - 1] == "过":
            half = replace(half, start=half.start - 1, value=replace(half.value, exactness="over"))
        yield _approximated(folded, half)


def find_ratios(folded: str) -> Iterator[Quantity]:
    """Find 1：1.5 and 3比2, as the first part divided by the second."""
    if ":" not in folded and "比" not in folded:
        return
    for match in _RATIO.finditer(folded):
        first, second = Fraction(match["first"]), Fraction(match["second"])
        if second:
            yield Quantity(match.start(), match.end(), Value(first / second, first / second, "exact", ""))


def find_ordinals(folded: str) -> Iterator[Quantity]:
    """Find 第七 and 第7版, not what begins with 第一 but counts nothing: 第一时间, 第三方."""
    for match in _ORDINAL.finditer(folded):
        number = _read(match["number"])
        counts = match["unit"] or (number and number.low > 1 and not match["word"])
        if number and counts and number.low == number.high:
            value = Value(number.low, number.high, "exact", match["unit"] or "")
            yield Quantity(match.start(), match.end("unit") if match["unit"] else match.end("number"), value)


def find_quantities(folded: str) -> Iterator[Quantity]:
    """Find numbers with a unit, ascending: 40余个, 1.23万亩, 近7成, 两千余人, 3至5天.

    A number of two digits or more without one is found too (12345), unless a letter follows (3D).
    """
    last: Quantity | None = None
    for match in _NUMBER.finditer(folded):
        quantity = _quantity(match)
        if quantity is None:
            continue
        joined = last and _range(folded, last, quantity)
        if joined:
            last = joined
            continue
        if last and _tells(folded, last):
            yield _approximated(folded, last)
        last = quantity
    if last and _tells(folded, last):
        yield _approximated(folded, last)


def _quantity(match: re.Match[str]) -> Quantity | None:
    """Read a number with its unit; `None` where it is part of a word."""
    number = _read(match["arabic"] or match["han"])
    unit = match["unit"] or ""
    if number is None or (match["han"] and not _counts(match, unit)):
        return None
    magnitude = _magnitude(match["magnitude"] or "")
    more = match["more"] or match["more_after"]
    exactness: Exactness = _MORE[more] if more else "exact" if number.low == number.high else "about"
    half = Fraction(1, 2) if match["half"] and unit else Fraction(0)
    end = match.end() if half or not match["half"] else match.start("half")
    if half and match["rest"]:
        unit = "小时" if match["rest"] == "小时" else "个月"
    low, high = number.low * magnitude + half, number.high * magnitude + half
    match unit:
        case "成":
            low, high, unit = low * 10, high * 10, "%"
        case "‰":
            low, high, unit = low / 10, high / 10, "%"
    return Quantity(match.start(), end, Value(low, high, exactness, unit), magnitude)


def _counts(match: re.Match[str], unit: str) -> bool:
    """Whether a numeral in Han characters counts something, and is no part of a word."""
    han = match["han"]
    if len(han) > 1 or match["magnitude"]:
        return unit not in {"", "大"}
    if han in _ROUND:
        # 千余条, 近百人; but 百年, 万象, 千家万户.
        before = match.string[max(match.start() - 1, 0) : match.start()]
        return (
            bool(unit)
            and unit != "大"
            and (match["more"] is not None or before in {"近", "上", "超", "逾", "约"})
        )
    if han == "一":
        return unit in AFTER_ONE
    return unit in AFTER_ONE_HAN or (match["more"] is not None and unit in UNITS)


def _tells(folded: str, quantity: Quantity) -> bool:
    """Whether a number tells something: it has a unit or a magnitude, or is long enough to be a code."""
    if quantity.value.unit or quantity.magnitude > 1:
        return True
    follows = folded[quantity.end : quantity.end + 1]
    return quantity.end - quantity.start > 1 and not (follows.isascii() and follows.isalpha())


def _range(folded: str, first: Quantity, second: Quantity) -> Quantity | None:
    """Join 3 and 5天 to 3至5天, 30% and 40% to 30%—40%; `None` where they are two figures."""
    between = folded[first.end : second.start]
    low, high = first.value.low, second.value.high
    if not second.value.unit or first.value.unit not in {"", second.value.unit} or not _TO.fullmatch(between):
        return None
    if not first.value.unit:
        scale = {"%": 1, "小时": 1}.get(second.value.unit, 1) * (
            second.magnitude if first.magnitude == 1 else 1
        )
        low = low * scale if low * scale <= high else low
    if low > high:
        return None
    return Quantity(first.start, second.end, replace(second.value, low=low), second.magnitude)


def _approximated(folded: str, quantity: Quantity) -> Quantity:
    """Add what stands beside a number and says how it is to be taken: 近, 超过, 左右, 以上."""
    start, end, exactness = quantity.start, quantity.end, quantity.value.exactness
    if before := _before(folded, start):
        start, exactness = before.start(), _name(before)
    elif after := _AFTER.match(folded, end):
        end, exactness = after.end(), _name(after)
    elif exactness == "exact" and _FAR_ABOUT.search(folded[max(0, start - _LONGEST_FAR) : start]):
        exactness = "about"
    return replace(quantity, start=start, end=end, value=replace(quantity.value, exactness=exactness))


def _before(folded: str, start: int) -> re.Match[str] | None:
    for length in range(_LONGEST_BEFORE, 0, -1):
        match = _BEFORE.match(folded, max(0, start - length))
        if match and match.end() == start:
            return match
    return None


def _name(match: re.Match[str]) -> Exactness:
    """Return which of the named groups matched."""
    return "about" if match["about"] else "over" if match["over"] else "under"


def _read(text: str) -> Numeral | None:
    if text[0].isdecimal():
        number = Fraction(text.replace(",", ""))
        return Numeral(number, number)
    whole, point, places = text.partition("点")
    numeral = read_numeral(whole)
    if numeral is None or not point:
        return numeral
    number = numeral.low + Fraction("0." + "".join(str(_digit(place)) for place in places))
    return Numeral(number, number)


def _digit(character: str) -> int:
    numeral = read_numeral(character)
    return int(numeral.low) if numeral else 0


def _magnitude(text: str) -> int:
    product = 1
    for character in text:
        product *= _MAGNITUDES[character]
    return product
