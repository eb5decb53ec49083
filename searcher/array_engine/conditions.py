"""Fields and dates: which articles of a segment they are true of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.columnar.layout import UNIT_KINDS
from index.columnar.recall import find_literal
from index.folding import fold
from searcher.query.conditions import is_value_of
from searcher.query.tree import Dates

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from index.model import UnitKind
    from searcher.query.tree import Condition, Field

    Mask = NDArray[np.bool_]


def articles_with(segment: Segment, condition: Condition) -> Mask:
    """Say of each article of a segment whether a field or a range of dates is true of it."""
    return _of_days(segment, condition) if isinstance(condition, Dates) else _of_field(segment, condition)


def _of_days(segment: Segment, dates: Dates) -> Mask:
    is_within: Mask = segment.dates > 0
    if dates.start is not None:
        is_within &= segment.dates >= _number(dates.start)
    if dates.end is not None:
        is_within &= segment.dates < _number(dates.end)
    return is_within


def _number(day: date) -> int:
    """Return a day as segments store it."""
    return day.year * 10_000 + day.month * 100 + day.day


def _of_field(segment: Segment, field: Field) -> Mask:
    """Say it of each article.

    Printed values are compared once each, however many articles have one; headlines and bylines as
    printed are texts, and looked for as such.
    """
    if field.name == "headline":
        return _with_text(segment, field.value, "headline")
    column = segment.values(field.name)
    found = column.articles_with([is_value_of(field.name, field.value, term) for term in column.terms])
    return found | _with_text(segment, field.value, "byline") if field.name == "byline" else found


def _with_text(segment: Segment, value: str, kind: UnitKind) -> Mask:
    """Say of each article whether its unit of a kind, of which it has one, contains a value."""
    units = find_literal(segment, fold(value))
    units = units[segment.kinds[units] == UNIT_KINDS.index(kind)]
    is_found = np.zeros(len(segment.dates), np.bool_)
    is_found[segment.articles_of(units)] = True
    return is_found
