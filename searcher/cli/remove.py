"""`searcher remove`: forget files and their articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.language import gettext as _
from index.sources import printable
from searcher.cli.console import complain, write
from searcher.cli.context import COMMANDS, FOUND, NOT_FOUND, PATH, archive_to_search
from searcher.printers.screen import counted, safe

if TYPE_CHECKING:
    from pathlib import Path

EPILOG = """\b
Examples:
  searcher remove drafts                  all that was indexed of a folder
  searcher remove 2025-04-18_07.txt       one page
"""


@click.command(
    "remove",
    epilog=EPILOG,
    help=f"""{COMMANDS["remove"]}

    A folder stands for all files that were indexed below it. The files themselves stay as they are, and
    come in again when they are indexed again. Exit status 1 where the archive has none of them.
    """,
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=PATH)
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...]) -> int:  # noqa: D103 - its help stands above
    from index.updating.maintenance import remove  # loads all that writes

    folder = archive_to_search(ctx)
    report = remove(folder, paths)
    if not report.removed:
        message = _("nothing of {paths} is in archive {folder}; searcher status says what is").format(
            paths=", ".join(map(printable, paths)), folder=printable(folder)
        )
        complain(message)
        return NOT_FOUND
    line = _("{files} removed; archive {folder}").format(
        files=counted(report.removed, "file"), folder=printable(folder)
    )
    write(f"{safe(line)}\n")
    return FOUND
