"""The options that narrow and widen a query, the same for every command that takes one or some of them."""

from __future__ import annotations

from dataclasses import fields
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from searcher.query.asking import Options
from searcher.query.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Function = TypeVar("_Function", bound="Callable[..., Any]")

since = click.option("--since", metavar="DATE", help="Articles of this year, month or day, and later.")
until = click.option("--until", metavar="DATE", help="Articles of this year, month or day, and earlier.")

_FILTERS = (
    since,
    until,
    click.option("--paper", metavar="TEXT", help="Articles of papers whose name contains the text."),
    click.option("--page", metavar="PAGE", help="Articles on this page."),
    click.option("--byline", metavar="TEXT", help="Articles whose byline contains the text."),
    click.option("--section", metavar="TEXT", help="Articles of sections whose name contains the text."),
    click.option("--kind", metavar="KIND", help="article, brief, photo or fragment."),
)

_WIDENING = (
    click.option("--numerals", is_flag=True, help="Find numerals however they are spelled: 31, 三十一."),
    click.option(
        "--synonyms/--no-synonyms", default=True, help="Whether words of synonyms.txt find each other."
    ),
)


def narrowing(function: _Function) -> Callable[..., Any]:
    """Give a command the options of a query; it gets them as one argument, `options`."""
    return _with_options(function, Options, (*_FILTERS, *_WIDENING))


def filtering(function: _Function) -> Callable[..., Any]:
    """Give a command those that narrow it alone: for a text that is compared as it stands."""
    return _with_options(function, Filters, _FILTERS)


def _with_options(
    function: _Function, kind: type[Filters], given: Sequence[Callable[[Any], Any]]
) -> Callable[..., Any]:
    names = [field.name for field in fields(kind)]

    @wraps(function)
    def with_options(*arguments: Any, **values: Any) -> Any:
        options = kind(**{name: values.pop(name) for name in names})
        return function(*arguments, options=options, **values)

    command: Callable[..., Any] = with_options
    for option in reversed(given):
        command = option(command)
    return command
