"""`searcher search`: find passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

import searcher
from index.errors import OptionError
from index.language import gettext as _
from searcher.cli.console import complain, complain_of_synonyms, write
from searcher.cli.context import BY_DEFAULT, COMMANDS, FOUND, NOT_FOUND, archive_to_search
from searcher.cli.options import narrowing
from searcher.cli.pager import paged, pager_option
from searcher.facets import FACETS, parse_facets
from searcher.printers.machine import format_csv, format_json, format_jsonl
from searcher.printers.results import print_results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from searcher.advice import Suggestion
    from searcher.archive import Archive, SearchMode
    from searcher.engine import Sort
    from searcher.query.asking import Options
    from searcher.results import Results

EPILOG = """\b
Examples:
  searcher search 红蜂驿站 双报到              both, in one passage or its headline
  searcher search '"流动党员" OR 返乡' -武川县   either of two, without a third
  searcher search --relaxed 快递员如何参与治理  a question, best passages first
  searcher search 党建 --sort newest --format json
  searcher search 红蜂驿站 --format cite        as a paper cites it
  searcher search 红蜂驿站 --open               the first hit in $EDITOR
  searcher search 三十一个 --numerals --since 2025-04 --paper 日报
  searcher search 党建 --facet year,byline       how many passages of each year, of each author
"""

FORMATS = ["text", "json", "jsonl", "csv", "markdown", "cite"]
MACHINE_FORMATS = {"jsonl": format_jsonl, "csv": format_csv}


class Rank(click.IntRange):
    """The number of a hit. A word that follows --open is taken for its value: the message says so."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number, from 1 on."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"expected the number of a hit, not '{value}'; put --open behind the query", param, ctx)


RANK = Rank(min=1)


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
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="For a person, for a program, or to carry away.",
)
@click.option("--context", type=click.IntRange(min=0), metavar="N", help="Show N paragraphs around each hit.")
@click.option("--full", is_flag=True, help="Show the whole articles of the hits.")
@click.option(
    "--open",
    "to_open",
    type=RANK,
    is_flag=False,
    flag_value="1",
    metavar="[N]",
    help="Open the source of the first hit, or of the Nth, in $VISUAL or $EDITOR.",
)
@pager_option
@narrowing
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
    context: int | None,
    full: bool,
    to_open: int | None,
    pager: bool,
    options: Options,
) -> int:
    if (full or context is not None) and output_format != "text":
        raise click.UsageError(
            _("--context and --full are for text, not for {format}; see show").format(format=output_format),
            ctx,
        )
    if exact and relaxed:
        raise click.UsageError(_("--exact and --relaxed exclude each other; give one of them"), ctx)
    if facet is not None and (count or output_format not in {"text", "json"}):
        raise click.UsageError(
            _("--facet counts beside the hits; leave out --count and take text or json"), ctx
        )
    facets = () if facet is None else parse_facets(facet)
    mode: SearchMode = "relaxed" if relaxed else "exact" if exact or count else "auto"
    # A program that asks for all hits gets all of them.
    is_grouped = output_format == "text" if group is None else group
    text = " ".join(query)
    with searcher.open(archive_to_search(ctx)) as archive:
        wanted = 0 if count else max(limit, to_open or 0)
        results = archive.search(
            text, limit=wanted, mode=mode, sort=sort, options=options, facets=facets, group=is_grouped
        )
        has_missed = not count and mode != "relaxed" and not (results.mode == "exact" and results.total)
        advice = archive.advise(text, options) if has_missed else ()
        if output_format != "json":
            complain_of_synonyms(results.synonyms)
        if count:
            write(f"{results.total}\n")
        elif to_open is not None and results.total:
            _open(results, to_open)
        elif output_format != "text":
            write(_format(output_format, results, advice))
        elif results.total:
            with paged(pager) as console:
                if full or context is not None:
                    _print_surroundings(console, results, archive, None if full else context, not relaxed)
                else:
                    print_results(console, results, is_fallback=not relaxed)
        else:
            complain(_nothing_found(results, mode))
        if output_format == "text" and advice:
            _complain_of_advice(advice)
    suggestion = None if results.total else _meant_command(ctx, query)
    if suggestion:
        complain(
            _("{word} was taken for a query; did you mean the command {suggestion}?").format(
                word=query[0], suggestion=suggestion
            )
        )
    return FOUND if results.total else NOT_FOUND


def _format(output_format: str, results: Results, advice: Sequence[Suggestion]) -> str:
    if output_format == "json":
        return format_json(results, advice)
    if output_format in MACHINE_FORMATS:
        return MACHINE_FORMATS[output_format](results)
    from searcher.printers.citation import format_citations, format_markdown  # few searches need it

    return format_markdown(results) if output_format == "markdown" else format_citations(results)


def _print_surroundings(
    console: Console,
    results: Results,
    archive: Archive,
    around: int | None,
    is_fallback: bool,
) -> None:
    from searcher.printers.surroundings import print_surroundings  # few searches need it

    print_surroundings(console, results, archive.article, around, is_fallback=is_fallback)


def _complain_of_advice(advice: Sequence[Suggestion]) -> None:
    from searcher.printers.advice import format_advice  # few searches need it

    for suggestion in advice:
        complain(format_advice(suggestion))


def _open(results: Results, rank: int) -> None:
    from searcher.cli.opening import open_source  # few searches need it

    if rank > len(results):
        raise OptionError(
            "--open",
            str(rank),
            _("there are only {number} hits; give a number up to it").format(number=len(results)),
        )
    open_source(results[rank - 1])


def _nothing_found(results: Results, mode: SearchMode) -> str:
    if "AND" in results.query.split():
        return _("nothing found for {query}; AND was looked for as a word, a space means the same").format(
            query=results.query
        )
    if mode == "exact":
        return _(
            "nothing matches {query} exactly; leave out --exact to see passages that share words"
        ).format(query=results.query)
    return _(
        "nothing matches {query}, nor shares a word with it; check the spelling or try fewer words"
    ).format(query=results.query)


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
