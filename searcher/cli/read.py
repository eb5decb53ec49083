"""`searcher read`: rebuild the articles of files, no archive needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.errors import SourceError, SourceWarning
from index.model import Article
from index.reading import documents, read, read_document
from index.rebuild import Furniture
from index.sources import Source, find
from searcher.cli.console import complain, results_console, write
from searcher.cli.context import COMMANDS, FAILED, FOUND, PATH
from searcher.cli.formats import format_option
from searcher.printers.machine import format_article
from searcher.printers.page import print_page

if TYPE_CHECKING:
    from pathlib import Path

EPILOG = """\b
Examples:
  searcher read page.txt
  searcher read pages --format jsonl > articles.jsonl
"""


@click.command(
    "read",
    epilog=EPILOG,
    help=f"""{COMMANDS["read"]}

    Takes the files and folders that `searcher index` takes; shows each page as it was understood.
    """,
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PATH)
@format_option("jsonl")
def command(paths: tuple[Path, ...], output_format: str) -> int:  # noqa: D103 - its help stands above
    status = FOUND
    for found in find(paths):
        try:
            if isinstance(found, SourceError):
                raise found
            problems = _print_lines(found) if output_format == "jsonl" else _print_screen(found)
        except SourceError as error:
            problems = [error]
        for problem in problems:
            complain(str(problem))
            if not isinstance(problem, SourceWarning):
                status = FAILED
    return status


def _print_lines(source: Source) -> list[SourceError]:
    problems = []
    for item in read(source):
        if isinstance(item, SourceError):
            problems.append(item)
        else:
            write(format_article(item))
    return problems


def _print_screen(source: Source) -> list[SourceError]:
    console = results_console()
    problems = []
    for document in documents(source):
        try:
            if isinstance(document, SourceError):
                raise document
            items = list(read_document(document))
        except SourceError as error:
            problems.append(error)
            continue
        articles = [item for item in items if isinstance(item, Article)]
        furniture = [item for item in items if isinstance(item, Furniture)]
        problems += [item for item in items if isinstance(item, SourceError)]
        print_page(console, document.file, articles, furniture)
    return problems
