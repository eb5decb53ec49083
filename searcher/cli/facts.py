"""`searcher facts`: the figures near a query's words."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, get_args

import click

import searcher
from index.language import gettext as _
from searcher.cli.console import complain, complain_of_synonyms, write
from searcher.cli.context import COMMANDS, FOUND, NOT_FOUND, archive_to_search
from searcher.cli.formats import format_option
from searcher.cli.options import narrowing
from searcher.cli.pager import paged, pager_option
from searcher.facts.answer import Facts, FoundFact
from searcher.facts.figure import Kind
from searcher.printers.facts import print_facts
from searcher.printers.machine import format_table, to_json

if TYPE_CHECKING:
    from searcher.query.asking import Options

EPILOG = """\b
Example:
  searcher facts 赛罕区 红蜂驿站     how many there are, who says so, and when
"""


@click.command(
    "facts",
    epilog=EPILOG,
    help=f"""{COMMANDS["facts"]}

    Every sentence in which a word of the query stands with a figure, an amount, a date or a person,
    the nearest first; below them, side by side, the figures that cannot all be true of one thing.
    QUERY and the options that narrow it are those of search; --kind is that of the article.
    """,
    context_settings={"ignore_unknown_options": True},
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Facts to show; 0: totals."
)
@click.option(
    "--figure",
    "kinds",
    multiple=True,
    type=click.Choice(get_args(Kind)),
    help="Only figures of this kind; may be given several times.",
)
@format_option("json", "jsonl", "csv")
@narrowing
@pager_option
@click.pass_context
def command(  # noqa: D103 - its help stands above
    ctx: click.Context,
    query: tuple[str, ...],
    limit: int,
    kinds: tuple[Kind, ...],
    output_format: str,
    pager: bool,
    options: Options,
) -> int:
    with searcher.open(archive_to_search(ctx)) as archive:
        facts = archive.facts(" ".join(query), limit=limit, kinds=kinds or None, options=options)
    if output_format == "json":
        write(to_json(facts.as_dict()))
    else:
        complain_of_synonyms(facts.synonyms)
    if output_format == "jsonl":
        write("".join(to_json(fact.as_dict()) for fact in facts.facts))
    elif output_format == "csv":
        columns = [column.name for column in fields(FoundFact)]
        write(format_table(columns, (fact.as_dict() for fact in facts.facts)))
    elif output_format == "text" and facts.total:
        with paged(pager) as console:
            print_facts(console, facts)
    elif output_format == "text":
        complain(_nothing_found(facts))
    return FOUND if facts.total else NOT_FOUND


def _nothing_found(facts: Facts) -> str:
    if not facts.passages:
        return _("nothing matches {query}; to see what would: searcher search {query}").format(
            query=facts.query
        )
    return _("no such figure stands near {query} in the passages that match it; try: searcher search").format(
        query=facts.query
    )
