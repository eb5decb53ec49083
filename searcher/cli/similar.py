"""`searcher similar`: prior coverage of a draft."""

from __future__ import annotations

from pathlib import Path

import click

import searcher
from index.language import gettext as _
from searcher.cli.console import complain, write
from searcher.cli.context import COMMANDS, FOUND, NOT_FOUND, archive_to_search
from searcher.cli.formats import format_option
from searcher.cli.options import filtering
from searcher.cli.pager import paged, pager_option
from searcher.cli.texts import STANDARD_INPUT, read_file, read_standard_input
from searcher.printers.machine import to_json
from searcher.printers.similar import print_similar
from searcher.query.filters import Filters

EPILOG = """\b
Examples:
  searcher similar draft.txt               what of it stood in the paper already
  searcher similar acc5dc69a896-3          other articles like one of the archive
  searcher similar draft.txt --paper 日报  what stood in one paper
"""


@click.command(
    "similar",
    epilog=EPILOG,
    help=f"""{COMMANDS["similar"]}

    Shows the passages of the draft that stand in the archive word for word, with their sources, and the
    articles closest in subject, with the words and the passage that say so. The draft is a file, - for
    standard input, or the id of an article, which is then left out.
    """,
)
@click.argument("draft", metavar="FILE | - | ARTICLE")
@click.option("--limit", type=click.IntRange(min=0), default=5, show_default=True, help="Close articles.")
@format_option("json")
@filtering
@pager_option
@click.pass_context
def command(  # noqa: D103 - its help stands above
    ctx: click.Context, draft: str, limit: int, output_format: str, pager: bool, options: Filters
) -> int:
    with searcher.open(archive_to_search(ctx)) as archive:
        article = None
        if draft == STANDARD_INPUT:
            text = read_standard_input()
        elif (article := archive.article(draft)) is not None:
            text = "\n".join(article.paragraphs)
        elif Path(draft).exists():
            text = read_file(Path(draft))
        else:
            complain(
                _("{draft} is no file, and no article of the archive; give the path of a draft").format(
                    draft=draft
                )
            )
            return NOT_FOUND
        similar = archive.similar(text, limit=limit, without=article.id if article else None, options=options)
    if output_format == "json":
        write(to_json(similar.as_dict()))
    elif similar.reused or similar.closest:
        with paged(pager) as console:
            print_similar(console, similar)
    elif options == Filters():
        complain(_("nothing in the archive is similar; the draft shares no rare word with it"))
    else:
        complain(_("nothing is similar among the articles asked for; try without the options that narrow"))
    return FOUND if similar.reused or similar.closest else NOT_FOUND
