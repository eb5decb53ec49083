"""`searcher index`: bring the archive up to date."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from index.language import gettext as _
from index.sources import SUFFIXES, printable
from index.update import Progress, Report, update
from searcher.cli.console import complain, write
from searcher.cli.context import COMMANDS, FAILED, FOUND, PATH, archive_to_write
from searcher.printers.screen import counted, safe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EPILOG = """\b
Examples:
  searcher index seeds
  searcher --archive ~/papers index ~/pages/2025 articles.jsonl.xz
"""


@click.command(
    "index",
    epilog=EPILOG,
    help=f"""{COMMANDS["index"]}

    Reads pages and articles ({", ".join(SUFFIXES)}), packed files and folders with all that is in
    them. New and changed files are read, unchanged ones skipped; what earlier runs brought in stays
    until its file is gone. A file or line that cannot be used is reported, the others go on, and the
    exit status is 2.
    """,
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PATH)
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...]) -> int:  # noqa: D103 - its help stands above
    folder = archive_to_write(ctx)
    with _progress_bar() as progress:
        report = update(folder, paths, progress)
    for warning in report.warnings:
        complain(str(warning))
    for problem in report.problems:
        complain(str(problem))
    write(f"{safe(format_report(report, folder))}\n")
    return FAILED if report.problems else FOUND


def format_report(report: Report, folder: Path) -> str:
    """Return what an update did, in one line."""
    if not (report.read or report.unchanged or report.removed):
        if report.problems:
            return _("no file was indexed")
        return _("no file was indexed; files are known by their endings: {suffixes}").format(
            suffixes=", ".join(SUFFIXES)
        )
    return _(
        "{files} read: {articles}, {units}; {unchanged:,} unchanged, {removed:,} removed; archive {folder}"
    ).format(
        files=counted(report.read, "file"),
        articles=counted(report.articles, "article"),
        units=counted(report.units, "unit"),
        unchanged=report.unchanged,
        removed=report.removed,
        folder=printable(folder),
    )


@contextmanager
def _progress_bar() -> Iterator[Progress | None]:
    """Show a bar on standard error, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def progress(done: int, whole: int, file: str) -> None:
            bar.update(task, completed=done, total=whole, description=safe(file))

        yield progress
