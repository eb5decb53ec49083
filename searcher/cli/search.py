"""`searcher search`: find passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import searcher
from searcher.cli.console import complain, results_console, write
from searcher.cli.context import BY_DEFAULT, COMMANDS, FOUND, NOT_FOUND, archive_to_search
from searcher.facets import FACETS, parse_facets
from searcher.printers.machine import format_csv, format_json, format_jsonl
from searcher.printers.results import print_results

if TYPE_CHECKING:
    from searcher.archive import SearchMode
    from searcher.engine import Sort
    from searcher.results import Results

EPILOG = """\b
Examples:
  searcher search 红蜂驿站 双报到              both, in one passage or its headline
  searcher search '"流动党员" OR 返乡' -武川县   either of two, without a third
  searcher search --relaxed 快递员如何参与治理  a question, best passages first
  searcher search 党建 --sort newest --format json
  searcher search 党建 --facet year,byline       how many passages of each year, of each author
"""

MACHINE_FORMATS = {"json": format_json, "jsonl": format_jsonl, "csv": format_csv}


@click.command(
    "search",
    epilog=EPILOG,
    help=f"""{COMMANDS["search"]}

    A space means AND; OR, NOT (或, 非, a leading -) and parentheses combine words; quotation
    marks hold one literal together. Every passage that contains the words is found. Where none
    does, those that share words with the query are shown, and the output says so.
    """,
    context_settings={"ignore_unknown_options": True},
)
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--limit", type=click.IntRange(min=0), default=10, show_default=True, help="Passages to show; 0: totals."
)
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="Order of the passages; those without a date come last.",
)
@click.option(
    "--group/--no-group",
    default=None,
    help="Show one of several copies of an article; as text, that is the default.",
)
@click.option("--count", is_flag=True, help="Print only how many passages match.")
@click.option("--facet", metavar="FIELDS", help=f"Count all that is found by: {', '.join(FACETS)}.")
@click.option("--exact", is_flag=True, help="Never fall back to passages that only share words.")
@click.option("--relaxed", is_flag=True, help="Take the query as plain text, a question for example.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "jsonl", "csv"]),
    default="text",
    show_default=True,
    help="For a person, or for a program.",
)
@click.pass_context
def command(  # noqa: D103 - its help stands above
    ctx: click.Context,
    query: tuple[str, ...],
    limit: int,
    group: bool | None,
    sort: Sort,
    count: bool,
    facet: str | None,
    exact: bool,
    relaxed: bool,
    output_format: str,
) -> int:
    if exact and relaxed:
        raise click.UsageError("--exact and --relaxed exclude each other; give one of them", ctx)
    if facet is not None and (count or output_format not in {"text", "json"}):
        raise click.UsageError("--facet counts beside the hits; leave out --count and take text or json", ctx)
    facets = () if facet is None else parse_facets(facet)
    mode: SearchMode = "relaxed" if relaxed else "exact" if exact or count else "auto"
    # A program that asks for all hits gets all of them.
    is_grouped = output_format == "text" if group is None else group
    text = " ".join(query)
    with searcher.open(archive_to_search(ctx)) as archive:
        results = archive.search(
            text, limit=0 if count else limit, mode=mode, sort=sort, facets=facets, group=is_grouped
        )
    if count:
        write(f"{results.total}\n")
    elif output_format in MACHINE_FORMATS:
        write(MACHINE_FORMATS[output_format](results))
    elif results.total:
        print_results(results_console(), results, is_fallback=not relaxed)
    else:
        complain(_nothing_found(results, mode))
    suggestion = None if results.total else _meant_command(ctx, query)
    if suggestion:
        complain(f"{query[0]} was taken for a query; did you mean the command {suggestion}?")
    return FOUND if results.total else NOT_FOUND


def _nothing_found(results: Results, mode: SearchMode) -> str:
    if "AND" in results.query.split():
        return f"nothing found for {results.query}; AND was looked for as a word, a space means the same"
    if mode == "exact":
        return f"nothing matches {results.query} exactly; leave out --exact to see passages that share words"
    return (
        f"nothing matches {results.query}, nor shares a word with it; check the spelling or try fewer words"
    )


def _meant_command(ctx: click.Context, query: tuple[str, ...]) -> str | None:
    """Return the command that the query's first word is one edit away from."""
    if not ctx.meta.get(BY_DEFAULT):
        return None
    return next((name for name in COMMANDS if one_edit_apart(query[0], name)), None)


def one_edit_apart(first: str, second: str) -> bool:
    """Say whether one character added, dropped, changed or swapped with its neighbour makes one the other."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    if len(first) > len(second):
        first, second = second, first
    start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    rest, other = first[start:], second[start:]
    if len(first) < len(second):
        return rest == other[1:]
    return rest[1:] == other[1:] or (rest[1::-1] == other[:2] and rest[2:] == other[2:])
