"""`searcher check`: read the whole archive and say whether it is what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.check import Findings, check
from index.language import gettext as _
from index.sources import printable
from searcher.cli.console import complain, write
from searcher.cli.context import COMMANDS, FAILED, FOUND, archive_to_search
from searcher.printers.screen import counted, safe

if TYPE_CHECKING:
    from pathlib import Path

    from index.updating.repair import Repaired

EPILOG = """\b
Examples:
  searcher check                      the nearest archive upwards
  searcher --archive ~/papers check   another one
  searcher check --repair             read again what is damaged
"""


@click.command(
    "check",
    epilog=EPILOG,
    help=f"""{COMMANDS["check"]}

    Every byte is compared with its checksum, and the counts with each other. A damaged file is named, with
    the part of it, and the exit status is 2. Nothing is changed but with --repair: then what is damaged is
    made again from the files it came from. What stood in a file that is gone is lost, and named.
    """,
)
@click.option("--repair", "is_repairing", is_flag=True, help="Mend what is damaged.")
@click.pass_context
def command(ctx: click.Context, is_repairing: bool) -> int:  # noqa: D103 - its help stands above
    folder = archive_to_search(ctx)
    if is_repairing:
        return _repair(folder)
    findings = check(folder)
    for leftover in findings.leftovers:
        complain(
            _("{path} belongs to no generation; unless an update is running, the next one removes it").format(
                path=leftover
            )
        )
    for problem in findings.problems:
        complain(problem)
    if findings.problems:
        return FAILED
    write(f"{safe(format_findings(findings, folder))}\n")
    return FOUND


def _repair(folder: Path) -> int:
    from index.updating.repair import repair  # loads all that writes

    repaired = repair(folder)
    for problem in (*repaired.problems, *map(str, repaired.report.problems)):
        complain(problem)
    for lost in repaired.lost:
        complain(
            _("{file} is gone; lost: {articles}").format(
                file=lost.file, articles=counted(lost.articles, "article")
            )
        )
    if repaired.problems:
        write(f"{safe(format_repaired(repaired, folder))}\n")
    findings = check(folder)
    for problem in findings.problems:
        complain(problem)
    if findings.problems or repaired.lost or repaired.report.problems:
        return FAILED
    write(f"{safe(format_findings(findings, folder))}\n")
    return FOUND


def format_repaired(repaired: Repaired, folder: Path) -> str:
    """Return what mending did, in one line."""
    return _("archive {folder} was mended: {files} read again").format(
        folder=printable(folder), files=counted(repaired.report.read, "file")
    )


def format_findings(findings: Findings, folder: Path) -> str:
    """Return what a sound archive holds, in one line."""
    return _("archive {folder} is sound: {articles}, {units}, {segments}; {bytes:,} bytes read").format(
        folder=printable(folder),
        articles=counted(findings.articles, "article"),
        units=counted(findings.units, "unit"),
        segments=counted(findings.segments, "segment"),
        bytes=findings.bytes,
    )
