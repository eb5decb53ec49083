"""A figure as it was printed, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from searcher.facts.units import comparable_unit

Span = tuple[int, int]

Kind = Literal["quantity", "share", "money", "ordinal", "ratio", "code", "date", "time", "person"]
"""What a figure is: a number of things, a part of a whole, an amount of money, 第七, 1：1.5, a number
without a unit (12345热线), a date, a time of day, a person with an office or speaking."""

Exactness = Literal["exact", "about", "over", "under"]
"""How a figure is to be taken: 31个; 约3000吨; 40余个, 超10万元, 90%以上; 近7成, 不足百人."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number as printed, exactly; a range has two ends.

    `unit` is what is counted, magnitude taken out: 1.23万亩 is 12300 亩, 近7成 is 70 %.
    """

    low: Fraction
    high: Fraction
    exactness: Exactness
    unit: str

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """Between which numbers, both included, the thing itself may lie.

        A paper rounds at the last digit that it prints: 40余 is at most 50, 近70 is at least 60,
        约3000 is 2500 to 3500.
        """
        below, above = _step(self.low), _step(self.high)
        match self.exactness:
            case "exact":
                return self.low, self.high
            case "over":
                return self.low, self.high + above
            case "under":
                return self.low - below, self.high
            case "about":
                return self.low - below / 2, self.high + above / 2

    def agrees(self, other: Value) -> bool:
        """Whether both can be true of the same thing; never where the units differ."""
        if comparable_unit(self.unit) != comparable_unit(other.unit):
            return False
        (low, high), (other_low, other_high) = self.bounds, other.bounds
        return low <= other_high and other_low <= high


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it was printed: `span` in code points of the text it was found in.

    `value` is `None` for dates, times, persons. `normal` compares and is the same however the figure was
    printed: `>40 个`, `85.05 %`, `5-8 分钟`, `2025-04-18`, `--04-18` (no year), `09:30`, a name.
    """

    kind: Kind
    text: str
    span: Span
    normal: str
    value: Value | None = None

    def moved(self, by: int) -> Figure:
        """Return the same figure in a text that begins `by` characters earlier."""
        return replace(self, span=(self.span[0] + by, self.span[1] + by))


def decimal(number: Fraction) -> str:
    """Return a number in digits; as a fraction where it has no end: 1/3."""
    if number.denominator == 1:
        return str(number.numerator)
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
        if places > _MOST_PLACES:
            return str(number)
    digits = str(abs(number.numerator) * 10**places // number.denominator).zfill(places + 1)
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def normal_form(value: Value) -> str:
    """Return a value in the one form in which equal values are equal texts."""
    sign = {"exact": "", "about": "~", "over": ">", "under": "<"}[value.exactness]
    numbers = [decimal(value.low)] if value.low == value.high else [decimal(value.low), decimal(value.high)]
    return " ".join(filter(None, [sign + "-".join(numbers), value.unit]))


_MOST_PLACES = 20


def _step(number: Fraction) -> Fraction:
    """Return the worth of the last digit that is not 0: 10 of 40, 1/100 of 85.05, 0 of 1/3."""
    if not number:
        return Fraction(0)
    step = Fraction(1)
    while (number / step).denominator != 1:
        step /= 10
        if step.denominator > 10**_MOST_PLACES:
            return Fraction(0)
    while (number / (step * 10)).denominator == 1:
        step *= 10
    return step
