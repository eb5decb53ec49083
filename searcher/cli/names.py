"""`searcher names`: the initiatives of the archive."""

from __future__ import annotations

import click

import searcher
from index.language import gettext as _
from searcher.cli.console import complain, results_console, write
from searcher.cli.context import COMMANDS, FOUND, NOT_FOUND, archive_to_search
from searcher.cli.formats import format_option
from searcher.cli.options import since as since_option
from searcher.cli.options import until as until_option
from searcher.printers.names import (
    format_names_csv,
    format_names_json,
    format_suggestions,
    format_suggestions_csv,
    format_suggestions_json,
    print_names,
)
from searcher.query.syntax import shown

EPILOG = """\b
Examples:
  searcher names --since 2024                     what was talked of since then
  searcher names --grep 党建 --format csv          all that is called so, for a spreadsheet
  searcher names --suggest-synonyms >> FILE       lines to choose from for synonyms.txt
"""

NAMES = {"json": format_names_json, "csv": format_names_csv}
SUGGESTIONS = {
    "text": format_suggestions,
    "json": format_suggestions_json,
    "csv": format_suggestions_csv,
}


@click.command(
    "names",
    epilog=EPILOG,
    help=f"""{COMMANDS["names"]}

    A name is a short term in quotation marks, such as “红蜂驿站”; what somebody says is none. Shown are
    the articles that have it, the first and the last date of these, the places that they speak of, and the
    names it stands with.
    """,
)
@click.option("--grep", metavar="TEXT", default="", help="Names that contain the text.")
@since_option
@until_option
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Names to show; 0: the total."
)
@click.option("--suggest-synonyms", is_flag=True, help="Propose lines for synonyms.txt: short = long.")
@format_option(*NAMES)
@click.pass_context
def command(  # noqa: D103 - its help stands above
    ctx: click.Context,
    grep: str,
    since: str | None,
    until: str | None,
    limit: int,
    suggest_synonyms: bool,
    output_format: str,
) -> int:
    with searcher.open(archive_to_search(ctx)) as archive:
        if suggest_synonyms:
            suggestions = archive.suggest_synonyms(grep, since=since, until=until)
            write(SUGGESTIONS[output_format](suggestions[:limit]))
            if not suggestions:
                complain(
                    _("no name here may stand for a longer one beside it, or synonyms.txt has it already")
                )
            return FOUND if suggestions else NOT_FOUND
        found = archive.names(grep, since=since, until=until, limit=limit)
    if output_format in NAMES:
        write(NAMES[output_format](found))
    elif found.total:
        print_names(results_console(), found)
    else:
        complain(_nothing_found(grep, is_narrowed=since is not None or until is not None))
    return FOUND if found.total else NOT_FOUND


def _nothing_found(grep: str, *, is_narrowed: bool) -> str:
    if not grep:
        if is_narrowed:
            return _("no article of that time sets a name in quotation marks")
        return _("no article here sets a name in quotation marks")
    message = (
        _("no name of that time contains {text}; try a shorter text, or search for it: searcher QUERY")
        if is_narrowed
        else _("no name contains {text}; try a shorter text, or search for it: searcher QUERY")
    )
    return message.format(text=shown(grep))
