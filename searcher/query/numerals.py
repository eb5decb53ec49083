"""Numerals: the ways in which newspapers spell one number, and a literal in all of them.

Two numerals are the same if one table of spellings holds both, and the table is made from the
number alone: so each spelling leads to every other. It holds, at most up to 9999万亿,

    2024      2,024   二千零二十四, 两千… (零, 〇 or ○)   二〇二四 (digit by digit)
    12        十二, 一十二    一二                    105000    十万五千, 十万零五千
    12000     1.2万   一点二万   12,000                 350000000 3.5亿, 35000万, 3亿5000万
    3000      3千     3000000   3百万, 300万
    85.05     八十五点零五                           85.05%    百分之八十五点零五
    0471      〇四七一: beginning with 0 it is no quantity, and equals its digits alone

What a table does not hold stays as it is: 廿, 壹, 一万二 (12 thousand in speech), 几十, 1.20.

A literal becomes its variants, to be joined by OR, and not a form to which texts are reduced:
each variant is found by the index as any literal is, exactly and inside longer text, and the
literal itself always remains one of them. As 31 is found in 131, 三十一 is found in 一百三十一.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final

from index.errors import QueryError
from index.folding import fold
from index.language import gettext as _
from searcher.query.traversal import replace_patterns
from searcher.query.tree import Literal, Or, Wildcard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searcher.query.tree import Node, Operand, Pattern

MOST_VARIANTS: Final = 200
"""In how many ways a literal may be spelled. A full date has 88."""

_LIMIT: Final = 10**16
_LONGEST: Final = 48
"""Characters of the longest numeral that is read; a cardinal below the limit has at most 40."""

_DIGITS: Final = "零一二三四五六七八九"
_ZEROS: Final = "零〇○"
_VALUES: Final = {character: value for value, character in enumerate(_DIGITS)} | {"〇": 0, "○": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_GROUPS: Final = {"万": 10**4, "亿": 10**8}
_LARGE: Final = (("万", 10**4), ("亿", 10**8), ("万亿", 10**12))
_FEW_DECIMALS: Final = 4

_DIGIT: Final = "[〇零○一二三四五六七八九]"
_CHINESE: Final = rf"[〇零○一二两三四五六七八九十百千万亿]+(?:点{_DIGIT}+(?![十百千])[万亿]*)?"
_ARABIC: Final = r"\d+(?:,\d{3})*(?:\.\d+)?(?:亿\d+万|[百千万亿]*)"
_NUMERAL: Final = re.compile(rf"百分之{_CHINESE}|{_CHINESE}|{_ARABIC}%?", re.ASCII)
_POSITIONAL: Final = re.compile(f"{_DIGIT}{{2,}}")


def numeral_variants(literal: str) -> tuple[str, ...]:
    """Return a literal and what it is with its numerals spelled otherwise, folded; the literal comes first.

    Raises `ValueError` where there are more than `MOST_VARIANTS`.
    """
    folded = fold(literal)
    choices: list[tuple[str, ...]] = []
    done = 0
    for match in _NUMERAL.finditer(folded):
        ways = spellings(match[0])
        if len(ways) > 1:
            choices += [(folded[done : match.start()],), ways]
            done = match.end()
    choices.append((folded[done:],))
    if prod(map(len, choices)) > MOST_VARIANTS:
        raise ValueError(
            _("its numerals can be spelled in more than {most} ways; put a space between them").format(
                most=MOST_VARIANTS
            )
        )
    variants = dict.fromkeys("".join(chosen) for chosen in product(*choices))
    return literal, *(variant for variant in variants if variant != folded)


def spell_numerals(node: Node) -> Node:
    """Return the tree with each literal and wildcard as an OR of itself and its numeral variants.

    Raises `QueryError` where there are more than `MOST_VARIANTS` of one.
    """
    return replace_patterns(node, _in_every_spelling)


@lru_cache(maxsize=1024)
def spellings(numeral: str) -> tuple[str, ...]:
    """Return all spellings of a folded numeral's number, the numeral among them.

    The numeral alone where it is none that the table holds.
    """
    if len(numeral) > _LONGEST:
        return (numeral,)
    found = tuple(dict.fromkeys(_table(numeral)))
    return found if numeral in found else (numeral,)


def whole_number(numeral: str) -> int | None:
    """Return the number that a folded numeral spells, in figures or Chinese; `None` where it spells none."""
    if len(numeral) > _LONGEST or not _NUMERAL.fullmatch(numeral):
        return None
    value = _value(numeral)
    return int(value) if value is not None and value == value.to_integral_value() else None


def _in_every_spelling(pattern: Pattern) -> Operand:
    try:
        if isinstance(pattern, Literal):
            others: list[Pattern] = [
                Literal(text, pattern.span) for text in numeral_variants(pattern.text)[1:]
            ]
        else:
            others = list(_wildcards(pattern))
    except ValueError as error:
        raise QueryError(f"{pattern}: {error}", pattern.span[0] + 1) from None
    return Or((pattern, *others), pattern.span) if others else pattern


def _wildcards(pattern: Wildcard) -> Iterator[Wildcard]:
    choices = [numeral_variants(part) for part in pattern.parts]
    if prod(map(len, choices)) > MOST_VARIANTS:
        raise ValueError(
            _("its numerals can be spelled in more than {most} ways; name fewer").format(most=MOST_VARIANTS)
        )
    for parts in product(*choices):
        if parts != pattern.parts:
            yield Wildcard(parts, pattern.gaps, pattern.span)


def _table(numeral: str) -> Iterator[str]:
    """Yield the spellings of the number that a numeral seems to spell."""
    if numeral.startswith("百分之") or numeral.endswith("%"):
        value = _value(numeral.removeprefix("百分之").removesuffix("%"))
        if value is not None:
            yield from (f"{way}%" for way in _figures(value))
            yield from (f"百分之{way}" for way in _chinese(value))
        return
    digits = _digits(numeral)
    if len(digits) > 1 and digits.isdecimal() and digits.startswith("0"):
        yield digits
        yield from _positional(digits)
        return
    value = _value(numeral)
    if value is not None:
        yield from _quantity(value)


def _quantity(value: Decimal) -> Iterator[str]:
    yield from _figures(value)
    yield from _chinese(value)
    digits = _plain(value)
    if len(digits) > 1 and digits.isdecimal() and (value < 10000 or value % 1000):
        yield from _positional(digits)
    for name, unit in _LARGE:
        if value < unit:
            break
        shortened = value / unit
        if -int(_exponent(shortened)) <= _FEW_DECIMALS:
            yield from (f"{way}{name}" for way in _figures(shortened))
            if shortened != shortened.to_integral_value():
                yield from (f"{way}{name}" for way in _chinese(shortened))
    if value == value.to_integral_value():
        yield from _with_units(int(value))


def _with_units(number: int) -> Iterator[str]:
    """Yield 3千, 5百, 3百万, 5千亿; 3亿5000万."""
    for group, size in (("", 1), *_GROUPS.items()):
        for name in "百千":
            count, rest = divmod(number, size * _UNITS[name])
            if not rest and 1 <= count <= 9:
                yield f"{count}{name}{group}"
    hundred_millions, rest = divmod(number, _GROUPS["亿"])
    if hundred_millions and rest and not rest % _GROUPS["万"]:
        yield f"{hundred_millions}亿{rest // _GROUPS['万']}万"


def _figures(value: Decimal) -> Iterator[str]:
    digits = _plain(value)
    yield digits
    if value >= 1000:
        whole, point, decimals = digits.partition(".")
        yield f"{int(whole):,}{point}{decimals}"


def _chinese(value: Decimal) -> Iterator[str]:
    whole, point, decimals = _plain(value).partition(".")
    after = f"点{''.join(_DIGITS[int(digit)] for digit in decimals)}" if point else ""
    for way in _cardinals(int(whole)):
        yield from _with_each_zero(way + after)
    if value == 2:
        yield "两"


def _positional(digits: str) -> Iterator[str]:
    yield from _with_each_zero("".join(_DIGITS[int(digit)] for digit in digits))


def _with_each_zero(spelled: str) -> Iterator[str]:
    if "零" not in spelled:
        yield spelled
        return
    yield from (spelled.replace("零", zero) for zero in _ZEROS)


def _cardinals(number: int) -> list[str]:
    """Return the ways to say a number in Chinese, with 零 for every zero."""
    for name, size in reversed(_GROUPS.items()):
        if number >= size:
            count, rest = divmod(number, size)
            heads = ["二", "两"] if count == 2 else _cardinals(count)
            joints = [""]
            if rest and rest < size // 10:
                joints = ["零"]
            elif rest and not count % 10:
                joints = ["", "零"]
            tails = _cardinals(rest) if rest else [""]
            return [f"{head}{name}{joint}{tail}" for head in heads for joint in joints for tail in tails]
    return _below_ten_thousand(number)


def _below_ten_thousand(number: int) -> list[str]:
    if number < 10:
        return [_DIGITS[number]]
    for name, size in reversed(_UNITS.items()):
        if number >= size:
            count, rest = divmod(number, size)
            heads = [f"{_DIGITS[count]}{name}"]
            if count == 1 and size == 10:
                heads.append(name)
            elif count == 2 and size > 10:
                heads.append(f"两{name}")
            joint = "零" if rest and rest < size // 10 else ""
            tails = _below_ten_thousand(rest) if rest else [""]
            return [f"{head}{joint}{tail}" for head in heads for tail in tails]
    raise AssertionError(number)


def _value(numeral: str) -> Decimal | None:
    """Return the number that a numeral seems to spell; what is spelled oddly is told by its table."""
    plain = numeral.replace(",", "")
    units = len(plain) - len(plain.rstrip("百千万亿"))
    head, tail = plain[: len(plain) - units], plain[len(plain) - units :]
    if head and head[0].isdecimal() and "亿" in head:
        large, small = head.split("亿", 1)
        value = Decimal(large) * _GROUPS["亿"] + Decimal(small)
        value = value if tail != "万" else Decimal(large) * _GROUPS["亿"] + Decimal(small) * _GROUPS["万"]
    elif head and head[0].isdecimal():
        value = Decimal(head) * prod(_size(unit) for unit in tail)
    elif "点" in head:
        whole, decimals = head.split("点", 1)
        number = _cardinal(whole)
        if number is None:
            return None
        value = Decimal(f"{number}.{_digits(decimals)}") * prod(_size(unit) for unit in tail)
    elif _POSITIONAL.fullmatch(plain):
        value = Decimal(_digits(plain))
    else:
        number = _cardinal(plain)
        if number is None:
            return None
        value = Decimal(number)
    return value if value < _LIMIT else None


def _cardinal(spelled: str) -> int | None:
    """Return the number of a Chinese cardinal; `None` without a digit that a unit could stand for."""
    total = section = digit = 0
    for character in spelled:
        if character in _VALUES:
            digit = _VALUES[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            total = (
                (total + section + digit) * _GROUPS[character]
                if character == "亿"
                else (total + (section + digit) * _GROUPS[character])
            )
            section = digit = 0
    return total + section + digit


def _digits(numeral: str) -> str:
    """Return the digits of a numeral that is spelled digit by digit."""
    return "".join(str(_VALUES.get(character, character)) for character in numeral)


def _size(unit: str) -> int:
    return _UNITS.get(unit) or _GROUPS[unit]


def _plain(value: Decimal) -> str:
    """Return a number in figures, without an exponent and without idle zeros."""
    return f"{value.normalize():f}"


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return int(exponent)
