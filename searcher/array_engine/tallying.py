"""What was found in segments, counted by what the articles have in a field, or by their dates."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import distinct
from searcher.facets import Count, Facet, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from index.columnar.values import Field

    Units = NDArray[np.uint32]
    Numbers = NDArray[np.int64]

    Row = tuple[str | None, int, int]
    """A value, and how many units and articles of a segment have it."""

_DIGITS = {"year": 4, "month": 6, "day": 8}
"""How many digits of a date as a number, YYYYMMDD, are its year, month or day."""


def tally_units(segments: Sequence[Segment], found: Sequence[Units], by: Facet) -> tuple[Count, ...]:
    """Count the units found in each segment, and their articles, by a facet."""
    units: defaultdict[str | None, int] = defaultdict(int)
    articles: defaultdict[str | None, int] = defaultdict(int)
    for segment, of_segment in zip(segments, found, strict=True):
        # How many units were found of each article.
        hits = np.bincount(segment.articles_of(of_segment), minlength=len(segment.dates))
        for value, unit_count, article_count in _rows(segment, hits, by):
            units[value] += unit_count
            articles[value] += article_count
    return in_order(Count(value, units[value], articles[value]) for value in units)


def _rows(segment: Segment, hits: Numbers, by: Facet) -> Iterable[Row]:
    if by == "year" or by == "month" or by == "day":
        return _by_date(segment, hits, _DIGITS[by])
    return _by_value(segment, hits, by)


def _by_date(segment: Segment, hits: Numbers, digits: int) -> Iterator[Row]:
    articles = np.flatnonzero(hits)
    periods = segment.dates[articles] // 10 ** (_DIGITS["day"] - digits)
    different = distinct(periods)
    places = different.searchsorted(periods)
    units, counts = _counted(places, hits[articles], len(different))
    for period, unit_count, article_count in zip(different.tolist(), units, counts, strict=True):
        yield written(period, digits), unit_count, article_count


def written(period: int, digits: int = 8) -> str | None:
    """Return a year, month or day, given as a number of so many digits, as it is written; 0 is none.

    Raises `ValueError` for one that the calendar has not.
    """
    if not period:
        return None
    text = f"{period:0{digits}}"
    parts = [part for part in (text[:4], text[4:6], text[6:]) if part]
    date(*map(int, [*parts, "1", "1"][:3]))
    return "-".join(parts)


def _by_value(segment: Segment, hits: Numbers, field: Field) -> Iterator[Row]:
    column = segment.values(field)
    values = column.values
    hits_of_each = np.repeat(hits, values.counts)
    units, counts = _counted(values.numbers, hits_of_each, len(column.terms))
    for term, unit_count, article_count in zip(column.terms, units, counts, strict=True):
        if unit_count:
            yield term, unit_count, article_count
    without = hits[values.counts == 0]
    if without.any():
        yield None, int(without.sum()), int(np.count_nonzero(without))


def _counted(places: Numbers, hits: Numbers, size: int) -> tuple[list[int], list[int]]:
    """Return for each place below `size` the sum of its hits, and how many of them are not 0.

    The sums are those of whole numbers below 2**53, which floats hold exactly.
    """
    units = np.bincount(places, hits, size).astype(np.int64)
    return units.tolist(), np.bincount(places, hits > 0, size).astype(np.int64).tolist()
