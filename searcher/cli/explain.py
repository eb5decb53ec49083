"""`searcher explain`: why a unit is found, and where its score comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import searcher
from index.errors import OptionError
from index.language import gettext as _
from searcher.cli.console import complain, write
from searcher.cli.context import COMMANDS, FOUND, NOT_FOUND, archive_to_search, no_such_article
from searcher.cli.formats import format_option
from searcher.cli.options import narrowing
from searcher.cli.pager import paged, pager_option
from searcher.printers.explanation import print_explanation
from searcher.printers.machine import to_json

if TYPE_CHECKING:
    from searcher.query.asking import Options

EPILOG = """\b
Example:
  searcher explain 红蜂驿站 快递 be74f7779571-4 5
"""


@click.command(
    "explain",
    epilog=EPILOG,
    help=f"""{COMMANDS["explain"]}

    Shows how QUERY was understood, where its parts stand in a paragraph, and what each term adds to the
    score. ARTICLE is the id under the headline in the results, UNIT the number of the paragraph that
    searcher show prints before it (0 is the headline, 1 the byline).
    """,
    context_settings={"ignore_unknown_options": True},
)
@click.argument("arguments", nargs=-1, required=True, metavar="QUERY… ARTICLE UNIT", type=click.UNPROCESSED)
@click.option("--relaxed", is_flag=True, help="Take the query as plain text.")
@format_option("json")
@pager_option
@narrowing
@click.pass_context
def command(  # noqa: D103 - its help stands above
    ctx: click.Context,
    arguments: tuple[str, ...],
    relaxed: bool,
    output_format: str,
    pager: bool,
    options: Options,
) -> int:
    if len(arguments) < 3:
        raise click.UsageError(_("expected a query, the id of an article and the number of a unit"), ctx)
    *words, article_id, number = arguments
    unit = _unit(number)
    with searcher.open(archive_to_search(ctx)) as archive:
        article = archive.article(article_id)
        if article is None:
            complain(no_such_article(article_id))
            return NOT_FOUND
        if unit >= len(article.units):
            last = len(article.units) - 1
            complain(
                _("article {id} has the units 0 to {last}, not {unit}; see: searcher show").format(
                    id=article_id, last=last, unit=unit
                )
            )
            return NOT_FOUND
        explanation = archive.explain(" ".join(words), article, unit, relaxed=relaxed, options=options)
    if output_format == "json":
        write(to_json(explanation.as_dict()))
    else:
        with paged(pager) as console:
            print_explanation(console, explanation)
    return FOUND


def _unit(number: str) -> int:
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise OptionError("UNIT", number, _("expected the number of a unit; searcher show prints them"))
    return int(number)
