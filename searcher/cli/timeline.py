"""`searcher timeline`: what a query finds, over time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

import searcher
from index.language import gettext as _
from searcher.cli.console import UNWRAPPED, complain, results_console, write
from searcher.cli.context import COMMANDS, FOUND, NOT_FOUND, archive_to_search
from searcher.cli.formats import format_option
from searcher.cli.options import narrowing
from searcher.printers.timeline import format_timeline_csv, format_timeline_json, print_timeline
from searcher.query.syntax import shown
from searcher.timeline import PERIODS, parse_month_and_day

if TYPE_CHECKING:
    from searcher.query.asking import Options
    from searcher.timeline import Period, Timeline

EPILOG = """\b
Examples:
  searcher timeline 红蜂驿站                       from the first day to the last
  searcher timeline 党建 --by year --format csv    for a spreadsheet
  searcher timeline 党建 --on-this-day             what stood in the papers today, in other years
  searcher timeline 党建 --on-this-day=04-18       or on 18 April
"""

TODAY = "today"

MACHINE_FORMATS = {"json": format_timeline_json, "csv": format_timeline_csv}


@click.command(
    "timeline",
    epilog=EPILOG,
    help=f"""{COMMANDS["timeline"]}

    Counts the passages of which the query is true, and their articles, from the first day to the last;
    what has no date is counted apart. Without --by, by the shortest period that fits a screen.
    """,
    context_settings={"ignore_unknown_options": True},
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option("--by", type=click.Choice(PERIODS), help="Count by year, month or day.")
@click.option(
    "--on-this-day",
    metavar="[MM-DD]",
    is_flag=False,
    flag_value=TODAY,
    help="Only this day of the calendar, of whatever year, with its passages; without a value, today.",
)
@click.option(
    "--limit", type=click.IntRange(min=0), default=10, show_default=True, help="Passages of --on-this-day."
)
@click.option("--relaxed", is_flag=True, help="Take the query as plain text; count what shares a word.")
@format_option(*MACHINE_FORMATS)
@narrowing
@click.pass_context
def command(  # noqa: D103 - its help stands above
    ctx: click.Context,
    query: tuple[str, ...],
    by: Period | None,
    on_this_day: str | None,
    limit: int,
    relaxed: bool,
    output_format: str,
    options: Options,
) -> int:
    day = _month_and_day(on_this_day)
    with searcher.open(archive_to_search(ctx)) as archive:
        timeline = archive.timeline(
            " ".join(query),
            by=by,
            mode="relaxed" if relaxed else "exact",
            on_this_day=day,
            limit=limit,
            options=options,
        )
    if output_format in MACHINE_FORMATS:
        write(MACHINE_FORMATS[output_format](timeline))
    elif timeline.total:
        console = results_console()
        print_timeline(console, timeline, with_bars=console.width < UNWRAPPED)
    else:
        complain(_nothing_found(timeline))
    return FOUND if timeline.total else NOT_FOUND


def _month_and_day(given: str | None) -> str | None:
    if given is None:
        return None
    return date.today().strftime("%m-%d") if given == TODAY else parse_month_and_day(given)


def _nothing_found(timeline: Timeline) -> str:
    query = shown(timeline.query)
    if timeline.on_this_day:
        return _("nothing dated {day} of any year matches {query}; leave out --on-this-day").format(
            day=timeline.on_this_day, query=query
        )
    if timeline.mode == "relaxed":
        return _("nothing shares a word with {query}; check the spelling or try fewer words").format(
            query=query
        )
    return _("nothing matches {query} exactly; --relaxed counts what shares words with it").format(
        query=query
    )
