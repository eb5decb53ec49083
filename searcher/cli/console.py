"""The two streams: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys

from rich.console import Console

from searcher.printers.screen import safe

UNWRAPPED = 1_000_000
"""The width of output that is piped: a file has none, and the next tool wants whole lines."""


class _ResultsConsole(Console):
    """Rich's console, but that a closed pipe is left to the command line, for which it is no error."""

    def on_broken_pipe(self) -> None:
        """Leave the process running, where Rich would end it with status 1."""
        raise BrokenPipeError


def results_console() -> Console:
    """Return where results for a person go: as wide as the terminal, plain and unwrapped when piped."""
    console = _ResultsConsole(highlight=False, markup=False, emoji=False)
    if not console.is_terminal and not os.environ.get("COLUMNS"):
        console.width = UNWRAPPED
    return console


def write(text: str) -> None:
    """Write results for a machine, as they are."""
    sys.stdout.write(text)


def complain(message: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(f"searcher: {safe(message)}\n")
