"""All figures of a printed text: one reading of each place, spans in the text as printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.folding import fold_with_map
from searcher.facts import dates, persons, quantities
from searcher.facts.figure import Figure, Kind, Value, normal_form
from searcher.facts.numerals import HAN_NUMERALS
from searcher.facts.units import MONEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.folding import Folded

    Reading = tuple[int, int, Kind, str, Value | None]

_TAKEN: Final = "\N{OBJECT REPLACEMENT CHARACTER}"


def find_figures(text: str) -> list[Figure]:
    """Return the figures of `text` in order; none overlaps another. Linear in the length of the text."""
    folded = fold_with_map(text)
    view = _with_printed_commas(folded, text)
    found: list[Figure] = []
    for reader in _READERS if _NUMERAL.search(view) else _WITHOUT_NUMERALS:
        taken: list[tuple[int, int]] = []
        for start, end, kind, normal, value in reader(view):
            if _TAKEN not in view[start:end] and (not taken or taken[-1][1] <= start):
                span = folded.span(start, end)
                found.append(Figure(kind, text[slice(*span)], span, normal, value))
                taken.append((start, end))
        view = _without(view, taken)
    return sorted(found, key=lambda figure: figure.span)


def _with_printed_commas(folded: Folded, text: str) -> str:
    """Return the folded text with the full-width commas back: they part figures, and never thousands."""
    if "," not in folded.text:
        return folded.text
    parts = folded.text.split(",")
    view = parts[0]
    for part in parts[1:]:
        view += text[folded.starts[len(view)]] + part
    return view


def _without(view: str, taken: Iterable[tuple[int, int]]) -> str:
    """Return the text with what was read blanked out, so that nothing is read twice."""
    parts: list[str] = []
    done = 0
    for start, end in taken:
        parts += (view[done:start], _TAKEN * (end - start))
        done = end
    return "".join([*parts, view[done:]])


def _read_dates(view: str) -> Iterator[Reading]:
    for start, end, normal in dates.find_dates(view):
        yield start, end, "date", normal, None


def _read_years(view: str) -> Iterator[Reading]:
    for start, end, normal in dates.find_years_of_ranges(view):
        yield start, end, "date", normal, None


def _read_times(view: str) -> Iterator[Reading]:
    for start, end, normal in dates.find_times(view):
        yield start, end, "time", normal, None


def _read_shares(view: str) -> Iterator[Reading]:
    for quantity in quantities.find_shares(view):
        yield quantity.start, quantity.end, "share", normal_form(quantity.value), quantity.value


def _read_ratios(view: str) -> Iterator[Reading]:
    for quantity in quantities.find_ratios(view):
        yield quantity.start, quantity.end, "ratio", normal_form(quantity.value), quantity.value


def _read_ordinals(view: str) -> Iterator[Reading]:
    for quantity in quantities.find_ordinals(view):
        yield quantity.start, quantity.end, "ordinal", f"第{normal_form(quantity.value)}", quantity.value


def _read_quantities(view: str) -> Iterator[Reading]:
    for quantity in quantities.find_quantities(view):
        value = quantity.value
        kind = _kind(value, quantity.magnitude)
        # A code is no number: the 0 it may begin with is part of it.
        normal = view[quantity.start : quantity.end] if kind == "code" else normal_form(value)
        yield quantity.start, quantity.end, kind, normal, value


def _read_persons(view: str) -> Iterator[Reading]:
    for start, end, name in persons.find_persons(view):
        yield start, end, "person", name, None


def _kind(value: Value, magnitude: int) -> Kind:
    if value.unit == "%":
        return "share"
    if value.unit in MONEY:
        return "money"
    return "quantity" if value.unit or magnitude > 1 else "code"


# What is read first is not read again: the years of a range look ahead to a date, 9:30 is no ratio,
# and 第七 no seven.
_READERS: Final[tuple[Callable[[str], Iterator[Reading]], ...]] = (
    _read_years,
    _read_dates,
    _read_times,
    _read_ratios,
    _read_shares,
    _read_ordinals,
    _read_quantities,
    _read_persons,
)
_WITHOUT_NUMERALS: Final = (_read_persons,)
_NUMERAL: Final = re.compile(rf"[\d{HAN_NUMERALS}半几数]")
"""What every figure but a person has a character of."""
