"""`searcher index`: bring the archive up to date."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from index.errors import ArchiveError, OptionError
from index.language import gettext as _
from index.sources import SUFFIXES, printable
from index.updating import provenance
from index.updating.update import Progress, Report, plan, update
from searcher.cli.console import complain, write
from searcher.cli.context import COMMANDS, FAILED, FOUND, PATH, archive_to_write
from searcher.printers.screen import counted, safe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.manifest import Manifest
    from index.updating.plan import Plan
    from index.updating.provenance import Given

EPILOG = """\b
Examples:
  searcher index seeds
  searcher index seeds --dry-run         says what it would do
  searcher index ~/pages --watch         keeps on, until Ctrl-C
  searcher index page.txt --paper 呼和浩特日报 --date 2025-04-18 --page 7
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

    What a page does not print can be given: by --paper, --date, --page and --section, or by the names of
    files, as a file {provenance.SETTINGS} in their folder says. What is printed counts before what is given.
    """,
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PATH)
@click.option("--paper", metavar="TEXT", help="The paper, where none is printed.")
@click.option("--date", metavar="DATE", help="The day, as YYYY-MM-DD, where none is printed.")
@click.option("--page", metavar="PAGE", help="The page, where none is printed.")
@click.option("--section", metavar="TEXT", help="The section, where none is printed.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--watch", is_flag=True, help="Go on whenever a file changes, until Ctrl-C.")
@click.pass_context
def command(  # noqa: D103 - its help stands above
    ctx: click.Context,
    paths: tuple[Path, ...],
    paper: str | None,
    date: str | None,
    page: str | None,
    section: str | None,
    dry_run: bool,
    watch: bool,
) -> int:
    folder = archive_to_write(ctx)
    options = _checked({"paper": paper, "date": date, "page": page, "section": section})
    if dry_run:
        if watch:
            ctx.fail(_("--dry-run and --watch exclude each other"))
        return _print_plan(*plan(folder, paths, options))
    status = _update(folder, paths, options)
    if watch:
        from index.updating.watching import changes  # loads what watches

        # Ctrl-C is how it ends, also while an update runs, which leaves the archive as it last was.
        with suppress(KeyboardInterrupt):
            for _change in changes(paths, folder):
                try:
                    status = _update(folder, paths, options, is_quiet=True)
                except ArchiveError as error:
                    complain(str(error))  # another writer, a full disk: the next time it may be over
                    status = FAILED
    return status


def _checked(given: dict[str, str | None]) -> Given:
    try:
        return provenance.checked({name: value for name, value in given.items() if value is not None})
    except ValueError as error:
        reason = _("no existing day; give one as YYYY-MM-DD")
        raise OptionError("--date", str(given["date"]), reason) from error


def _update(folder: Path, paths: tuple[Path, ...], options: Given, *, is_quiet: bool = False) -> int:
    """Update and say so; one that `is_quiet` says nothing where nothing was to be done."""
    with _progress_bar() as progress:
        report = update(folder, paths, progress, options)
    for warning in report.warnings:
        complain(str(warning))
    for problem in report.problems:
        complain(str(problem))
    if not is_quiet or report.read or report.removed or report.moved:
        write(f"{safe(format_report(report, folder))}\n")
        sys.stdout.flush()
    return FAILED if report.problems else FOUND


def _print_plan(planned: Plan, known: Manifest) -> int:
    for line in format_plan(planned, known):
        write(f"{safe(line)}\n")
    problems = [
        *planned.problems,
        *(refusal.as_error() for refusal in planned.refusals),
        *(error for _source, error in planned.unreadable),
    ]
    for problem in problems:
        complain(str(problem))
    return FAILED if problems else FOUND


def format_plan(planned: Plan, known: Manifest) -> Iterator[str]:
    """Yield what an update would do, a line for each file, and last how many stay as they are."""
    for task in planned.changed:
        yield _("changed: {file}").format(file=task.source.file)
    for task in planned.told_otherwise:
        yield _("other paper, date, page or section: {file}").format(file=task.source.file)
    for task in planned.moved:
        before = known.records[task.key].file if task.key is not None else ""
        yield _("moved: {before} to {file}").format(before=before, file=task.source.file)
    for task in planned.doubtful:
        yield _("to be looked at again: {file}").format(file=task.source.file)
    for task in planned.new:
        yield _("new: {file}").format(file=task.source.file)
    for key in planned.gone:
        yield _("gone: {file}").format(file=known.records[key].file)
    yield _("{unchanged:,} unchanged; nothing was written").format(unchanged=len(planned.unchanged))


def format_report(report: Report, folder: Path) -> str:
    """Return what an update did, in one line."""
    if not (report.read or report.unchanged or report.removed or report.moved):
        if report.problems:
            return _("no file was indexed")
        return _("no file was indexed; files are known by their endings: {suffixes}").format(
            suffixes=", ".join(SUFFIXES)
        )
    moved = _(", {moved:,} moved").format(moved=report.moved) if report.moved else ""
    return _(
        "{files} read: {articles}, {units}; "
        "{unchanged:,} unchanged{moved}, {removed:,} removed; archive {folder}"
    ).format(
        files=counted(report.read, "file"),
        articles=counted(report.articles, "article"),
        units=counted(report.units, "unit"),
        unchanged=report.unchanged,
        moved=moved,
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
