"""Options that narrow a search, as conditions of its tree: `--since 2024` is `日期:>=2024`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, overload

from index.errors import OptionError
from index.language import gettext as _
from searcher.query.conditions import field_value
from searcher.query.syntax import shown
from searcher.query.traversal import all_of
from searcher.query.tree import And, Dates, Field, Relaxed

if TYPE_CHECKING:
    from datetime import date

    from searcher.query.syntax import FieldName
    from searcher.query.tree import Condition, Node, Query


@dataclass(frozen=True, slots=True)
class Filters:
    """The values of the options, as they were typed; `None` for an option that was not given."""

    since: str | None = None
    until: str | None = None
    paper: str | None = None
    page: str | None = None
    byline: str | None = None
    section: str | None = None
    kind: str | None = None


def conditions_of(filters: Filters) -> tuple[Condition, ...]:
    """Return what the options ask of an article; none where none was given.

    `since` counts from the first day of its year, month or day on, `until` to the last, included.

    Raises `OptionError` for what is no date or no value, and where `until` ends before `since` begins.
    """
    start = _period("--since", filters.since)[0] if filters.since is not None else None
    end = _period("--until", filters.until)[1] if filters.until is not None else None
    if filters.until is not None and start is not None and end is not None and end <= start:
        raise OptionError(
            "--until",
            filters.until,
            _("ends before --since {since} begins; give a later date").format(since=filters.since),
        )
    dates = () if start is None and end is None else (Dates(start, end),)
    fields: list[tuple[FieldName, str | None]] = [
        ("paper", filters.paper),
        ("page", filters.page),
        ("byline", filters.byline),
        ("section", filters.section),
        ("kind", filters.kind),
    ]
    return (*dates, *(_field(name, value) for name, value in fields if value is not None))


def within_of(filters: Filters) -> Node | None:
    """Return what the options ask of an article as one tree, `None` where none was given.

    Raises `OptionError` as `conditions_of` does.
    """
    conditions = conditions_of(filters)
    return all_of(conditions) if conditions else None


@overload
def narrow(query: Node, conditions: tuple[Condition, ...]) -> Node: ...
@overload
def narrow(query: Relaxed, conditions: tuple[Condition, ...]) -> Relaxed: ...
def narrow(query: Query, conditions: tuple[Condition, ...]) -> Query:
    """Return the query of what it finds within the conditions: relaxed or not, the text stays the same."""
    if not conditions:
        return query
    if isinstance(query, Relaxed):
        within = conditions if query.within is None else (query.within, *conditions)
        return replace(query, within=all_of(within))
    children = query.children if isinstance(query, And) else (query,)
    return And((*children, *conditions), query.span)


def _period(option: str, value: str) -> tuple[date, date]:
    # Few searches have a date, and every start would wait for its pattern.
    from searcher.query.dates import DateError, parse_period

    try:
        return parse_period(value)
    except DateError as error:
        raise OptionError(option, shown(value), str(error)) from None


def _field(name: FieldName, value: str) -> Field:
    try:
        return Field(name, field_value(name, value))
    except ValueError as error:
        raise OptionError(f"--{name}", shown(value), str(error)) from None
