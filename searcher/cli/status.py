"""`searcher status`: what the archive holds, and what it could not take."""

from __future__ import annotations

import click

from index.status import look_at
from searcher.cli.console import results_console, write
from searcher.cli.context import COMMANDS, FOUND, archive_to_search
from searcher.cli.formats import format_option
from searcher.printers.machine import to_json

EPILOG = """\b
Examples:
  searcher status                   how many files and articles, from when to when, of which papers
  searcher status --format json     for a program
"""


@click.command(
    "status",
    epilog=EPILOG,
    help=f"""{COMMANDS["status"]}

    Files and lines that could not be taken when they were last looked at stand at the end, with the reason.
    """,
)
@format_option("json")
@click.pass_context
def command(ctx: click.Context, output_format: str) -> int:  # noqa: D103 - its help stands above
    folder = archive_to_search(ctx)
    status = look_at(folder)
    if output_format == "json":
        write(to_json(status.as_dict()))
    else:
        from searcher.printers.status import print_status  # a program gets JSON

        print_status(results_console(), status, folder)
    return FOUND
