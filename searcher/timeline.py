"""When something was written about: what a query finds, counted over time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from index.errors import OptionError
from index.language import gettext as _
from searcher.facets import Count
from searcher.query.syntax import shown
from searcher.query.tree import And, Dates, Or, Relaxed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from searcher.engine import Engine
    from searcher.query.tree import Query
    from searcher.results import Results

Period = Literal["year", "month", "day"]

TimelineMode = Literal["exact", "relaxed"]

PERIODS: Final[tuple[Period, ...]] = get_args(Period)

MOST_BARS: Final = 60
"""Where nobody says by what to count: the shortest period of which so many or fewer are enough."""

MOST_PERIODS: Final = 50_000
"""Periods of a timeline, empty ones included: the days of more than a century."""

_LENGTHS: Final = {"year": 4, "month": 7, "day": 10}
"""How many characters of YYYY-MM-DD name the period."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a query finds, counted by year, month or day.

    `periods` has every period from the first to the last in which something was found, empty ones too;
    `undated` counts what has no date. `first` and `last` are days, `peak` is the first of the periods with
    the most units; `None` where nothing has a date. `on_this_day` is the day of the calendar (MM-DD) that
    was asked for, and `results` has the units of that day, the newest first.
    """

    query: str
    mode: TimelineMode
    by: Period
    total: int
    articles: int
    periods: tuple[Count, ...]
    undated: Count
    first: str | None
    last: str | None
    peak: Count | None
    on_this_day: str | None = None
    results: Results | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object; its hits only where a day of the calendar was asked for."""
        hits = {} if self.results is None else {"hits": [hit.as_dict() for hit in self.results]}
        return {
            "query": self.query,
            "mode": self.mode,
            "by": self.by,
            "on_this_day": self.on_this_day,
            "total": self.total,
            "articles": self.articles,
            "first": self.first,
            "last": self.last,
            "peak": None if self.peak is None else _period_as_dict(self.peak),
            "undated": {"units": self.undated.units, "articles": self.undated.articles},
            "periods": [_period_as_dict(period) for period in self.periods],
            **hits,
        }


def days_of(engine: Engine, query: Query) -> tuple[Count, ...]:
    """Return how much a query finds of each day, in order of time; of no date, last."""
    counts = engine.tally(query, ["day"])["day"]
    return tuple(sorted(counts, key=lambda count: (count.value is None, count.value)))


def on_day(days: Iterable[Count], month_and_day: str) -> tuple[Count, ...]:
    """Return those of the days that are this one (MM-DD), of whatever year."""
    return tuple(day for day in days if day.value is not None and day.value[5:] == month_and_day)


def within_days(query: Query, days: Iterable[Count]) -> Query:
    """Return the query of what one finds of some days; of none, itself."""
    firsts = [date.fromisoformat(day.value) for day in days if day.value]
    ranges = tuple(Dates(first, _day_after(first)) for first in firsts)
    if not ranges:
        return query
    within = Or(ranges) if len(ranges) > 1 else ranges[0]
    if isinstance(query, Relaxed):
        return replace(query, within=within if query.within is None else And((query.within, within)))
    return And((query, within))


def _day_after(day: date) -> date | None:
    return None if day == date.max else day + timedelta(days=1)


def check_options(by: str | None, mode: str) -> None:
    """Raise `ValueError` for a period or a mode that is none."""
    if by is not None and by not in PERIODS:
        raise ValueError(f"by is {by!r}; give one of {', '.join(PERIODS)}")
    if mode not in get_args(TimelineMode):
        raise ValueError(f"mode is {mode!r}; give one of {', '.join(get_args(TimelineMode))}")


def draw(query: str, mode: TimelineMode, days: Sequence[Count], by: Period | None = None) -> Timeline:
    """Return the timeline of days in order of time; without `by`, by the shortest period that fits a screen.

    Raises `OptionError` where there would be more than `MOST_PERIODS`.
    """
    dated = [day for day in days if day.value is not None]
    undated = next((day for day in days if day.value is None), Count(None, 0, 0))
    chosen = _fitting(dated) if by is None else by
    periods = _periods(dated, chosen)
    return Timeline(
        query=query,
        mode=mode,
        by=chosen,
        total=sum(day.units for day in days),
        articles=sum(day.articles for day in days),
        periods=periods,
        undated=undated,
        first=dated[0].value if dated else None,
        last=dated[-1].value if dated else None,
        peak=max(periods, key=lambda period: period.units, default=None),
    )


def parse_month_and_day(text: str) -> str:
    """Return a day of the calendar as MM-DD. Raises `OptionError` for what is none."""
    option = "--on-this-day"
    month, _dash, day = text.strip().replace("月", "-").removesuffix("日").partition("-")
    if not (month.isdecimal() and day.isdecimal() and len(month) <= 2 and len(day) <= 2):
        raise OptionError(
            option, shown(text) or _("(blank)"), _("expected a month and a day like 04-18 or 4月18日")
        )
    try:
        # A year in which February has 29 days.
        return date(2000, int(month), int(day)).strftime("%m-%d")
    except ValueError:
        raise OptionError(option, shown(text), _("is no day of the calendar")) from None


def _fitting(dated: Sequence[Count]) -> Period:
    if not dated:
        return "year"
    by_length: tuple[Period, ...] = ("day", "month")
    return next((by for by in by_length if _size(dated, by) <= MOST_BARS), "year")


def _size(dated: Sequence[Count], by: Period) -> int:
    """Return how many periods there are from the first to the last of some days."""
    return _number(dated[-1], by) - _number(dated[0], by) + 1


def _periods(dated: Sequence[Count], by: Period) -> tuple[Count, ...]:
    if not dated:
        return ()
    size = _size(dated, by)
    if size > MOST_PERIODS:
        raise OptionError(
            "--by",
            by,
            _("there are {size:,} from {first} to {last}; take a longer period").format(
                size=size, first=dated[0].value, last=dated[-1].value
            ),
        )
    units: defaultdict[str, int] = defaultdict(int)
    articles: defaultdict[str, int] = defaultdict(int)
    for day in dated:
        name = (day.value or "")[: _LENGTHS[by]]
        units[name] += day.units
        articles[name] += day.articles
    first = _number(dated[0], by)
    names = [_name(number, by) for number in range(first, first + size)]
    return tuple(Count(name, units[name], articles[name]) for name in names)


def _number(day: Count, by: Period) -> int:
    """Return the number of a day's period, of which the next has the next."""
    first = date.fromisoformat(day.value or "")
    if by == "day":
        return first.toordinal()
    return first.year if by == "year" else first.year * 12 + first.month - 1


def _name(number: int, by: Period) -> str:
    if by == "day":
        return date.fromordinal(number).isoformat()
    return f"{number:04}" if by == "year" else f"{number // 12:04}-{number % 12 + 1:02}"


def _period_as_dict(period: Count) -> dict[str, Any]:
    return {"period": period.value, "units": period.units, "articles": period.articles}
