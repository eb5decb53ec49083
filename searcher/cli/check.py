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

EPILOG = """\b
Examples:
  searcher check                      the nearest archive upwards
  searcher --archive ~/papers check   another one
"""


@click.command(
    "check",
    epilog=EPILOG,
    help=f"""{COMMANDS["check"]}

    Every byte is compared with its checksum, and the counts with each other. A damaged file is named, with
    the part of it, and the exit status is 2. Nothing is changed; to mend an archive, remove it and index
    its files again.
    """,
)
@click.pass_context
def command(ctx: click.Context) -> int:  # noqa: D103 - its help stands above
    folder = archive_to_search(ctx)
    findings = check(folder)
    for problem in findings.problems:
        complain(problem)
    if findings.problems:
        return FAILED
    write(f"{safe(format_findings(findings, folder))}\n")
    return FOUND


def format_findings(findings: Findings, folder: Path) -> str:
    """Return what a sound archive holds, in one line."""
    return _("archive {folder} is sound: {articles}, {units}, {segments}; {bytes:,} bytes read").format(
        folder=printable(folder),
        articles=counted(findings.articles, "article"),
        units=counted(findings.units, "unit"),
        segments=counted(findings.segments, "segment"),
        bytes=findings.bytes,
    )
