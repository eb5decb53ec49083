"""`searcher quote`: whether a quotation is verbatim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import searcher
from searcher.cli.console import write
from searcher.cli.context import COMMANDS, FOUND, NOT_FOUND, archive_to_search
from searcher.cli.formats import format_option
from searcher.cli.options import filtering
from searcher.cli.pager import paged, pager_option
from searcher.cli.texts import STANDARD_INPUT, read_standard_input
from searcher.printers.machine import to_json
from searcher.printers.quotation import print_quotation

if TYPE_CHECKING:
    from searcher.query.filters import Filters

EPILOG = """\b
Examples:
  searcher quote 设立“红蜂驿站”31个     a sentence, or several
  searcher quote - < quotation.txt     from standard input
  searcher quote 驿站31个 --since 2025  among the articles of this year and later
"""


@click.command(
    "quote",
    epilog=EPILOG,
    help=f"""{COMMANDS["quote"]}

    Sentence by sentence: verbatim (but for variants of characters and the kind of quotation marks),
    altered, with what differs between [-printed-] and {{+quoted+}}, or not found; each with the article
    it stood in. An ellipsis in the quotation may leave out whatever stands there.

    The exit status is 0 where all of it is verbatim, in one article and in this order, and 1 otherwise.
    """,
    context_settings={"ignore_unknown_options": True},
)
@click.argument("quotation", nargs=-1, required=True, metavar="QUOTATION | -", type=click.UNPROCESSED)
@format_option("json")
@filtering
@pager_option
@click.pass_context
def command(  # noqa: D103 - its help stands above
    ctx: click.Context, quotation: tuple[str, ...], output_format: str, pager: bool, options: Filters
) -> int:
    with searcher.open(archive_to_search(ctx)) as archive:
        text = read_standard_input() if quotation == (STANDARD_INPUT,) else " ".join(quotation)
        found = archive.quote(text, options=options)
    if output_format == "json":
        write(to_json(found.as_dict()))
    else:
        with paged(pager) as console:
            print_quotation(console, found)
    return FOUND if found.verdict == "verbatim" else NOT_FOUND
