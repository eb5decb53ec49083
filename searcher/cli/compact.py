"""`searcher compact`: few segments, and nothing in them that was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.language import gettext as _
from index.sources import printable
from searcher.cli.console import write
from searcher.cli.context import COMMANDS, FOUND, archive_to_search
from searcher.printers.screen import counted, safe

if TYPE_CHECKING:
    from pathlib import Path

    from index.updating.maintenance import Size

EPILOG = """\b
Examples:
  searcher compact                      after many small updates
  searcher --archive ~/papers compact   another archive
"""


@click.command(
    "compact",
    epilog=EPILOG,
    help=f"""{COMMANDS["compact"]}

    Updates merge as they go, so it is never needed; it saves some space and time where articles came and
    went. The disk must have room for the archive once more. What is found stays the same.
    """,
)
@click.pass_context
def command(ctx: click.Context) -> int:  # noqa: D103 - its help stands above
    from index.updating.maintenance import compact  # loads all that writes

    folder = archive_to_search(ctx)
    before, after = compact(folder)
    write(f"{safe(format_compacted(before, after, folder))}\n")
    return FOUND


def format_compacted(before: Size, after: Size, folder: Path) -> str:
    """Return what compacting did, in one line."""
    if before == after:
        return _("archive {folder} is compact: {segments}, {bytes:,} bytes").format(
            folder=printable(folder), segments=counted(after.segments, "segment"), bytes=after.bytes
        )
    return _("archive {folder}: {segments}, {bytes:,} bytes; before {before}, {more:,} bytes").format(
        folder=printable(folder),
        segments=counted(after.segments, "segment"),
        bytes=after.bytes,
        before=counted(before.segments, "segment"),
        more=before.bytes,
    )
