"""What an archive holds, for a person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.text import Text

from index.errors import SourceError
from index.language import gettext as _
from index.sources import printable
from searcher.printers import screen
from searcher.printers.screen import QUIET, counted
from searcher.printers.table import format_table

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from index.status import Status

WIDEST: Final = 100
"""Columns beyond which lines grow no longer."""

_UNITS: Final = ("kB", "MB", "GB", "TB")


def print_status(console: Console, status: Status, folder: Path) -> None:
    """Write what an archive holds, its papers below, and last what was skipped."""
    for line in _summary(status, folder):
        screen.print_wrapped(console, Text(screen.safe(line)))
    width = min(console.width, WIDEST)
    rows = [[paper, counted(articles, "article")] for paper, articles in status.papers.items()]
    for row in format_table(rows, width, indent=2):
        console.print(row, soft_wrap=True)
    if status.skipped:
        console.print()
        screen.print_wrapped(console, Text(_("skipped:")))
        for each in status.skipped:
            error = SourceError(each.file, each.reason, each.line)
            screen.print_wrapped(console, Text(screen.safe(str(error)), QUIET), indent=2)


def _summary(status: Status, folder: Path) -> list[str]:
    place = _("archive {folder}").format(folder=printable(folder))
    if status.updated:
        changed = datetime.fromisoformat(status.updated).astimezone()
        place += _(", last changed {time}").format(time=f"{changed:%Y-%m-%d %H:%M}")
    held = " · ".join(
        [
            counted(status.files, "file"),
            counted(status.articles, "article"),
            counted(status.units, "unit"),
        ]
    )
    space = _("{archive} on the disk in {segments}, from files of {sources}").format(
        archive=size(status.bytes),
        segments=counted(status.segments, "segment"),
        sources=size(status.source_bytes),
    )
    return [place, held, _dates(status), space]


def _dates(status: Status) -> str:
    if status.first is None:
        return _("no article has a date")
    dates = _("from {first} to {last}").format(first=status.first, last=status.last)
    undated = _("; {articles} without a date").format(articles=counted(status.undated, "article"))
    return dates + (undated if status.undated else "")


def size(count: int) -> str:
    """Return a number of bytes as a person reads it, by powers of a thousand."""
    if count < 1000:
        return counted(count, "byte")
    power = min((len(str(count)) - 1) // 3, len(_UNITS))
    return f"{count / 1000**power:.1f} {_UNITS[power - 1]}"
