"""`searcher show`: one whole article."""

from __future__ import annotations

import click

import searcher
from searcher.archive import marker
from searcher.cli.console import complain
from searcher.cli.context import COMMANDS, FOUND, NOT_FOUND, archive_to_search, no_such_article
from searcher.cli.pager import paged, pager_option
from searcher.printers.article import print_article

EPILOG = """\b
Example:
  searcher show acc5dc69a896-3 --mark 赛罕区
"""


@click.command(
    "show",
    epilog=EPILOG,
    help=f"""{COMMANDS["show"]}

    ARTICLE is the id that stands under every headline in the results.
    """,
)
@click.argument("article_id", metavar="ARTICLE")
@click.option("--mark", metavar="QUERY", help="Mark the words of a query in the article.")
@pager_option
@click.pass_context
def command(ctx: click.Context, article_id: str, mark: str | None, pager: bool) -> int:  # noqa: D103 - its help stands above
    mark_unit = marker(mark) if mark is not None else None
    with searcher.open(archive_to_search(ctx)) as archive:
        article = archive.article(article_id)
    if article is None:
        complain(no_such_article(article_id))
        return NOT_FOUND
    with paged(pager) as console:
        print_article(console, article, mark_unit)
    return FOUND
