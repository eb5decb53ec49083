"""The two streams: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from rich.console import Console

from index.language import gettext as _
from searcher.printers.screen import safe, safe_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.errors import QueryError

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
    """Write results for a machine, as they are; a person at a terminal is shown them safely."""
    sys.stdout.write(safe_lines(text) if sys.stdout.isatty() else text)


def complain(message: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(f"searcher: {safe(message)}\n")


def complain_of_query(error: QueryError) -> None:
    """Write one line to standard error, and on a terminal below it the query with a caret where it breaks."""
    complain(str(error))
    if error.query is not None and sys.stderr.isatty():
        from searcher.printers.caret import point_at

        sys.stderr.write(point_at(error.query, error.column, Console(stderr=True).width))


def complain_of_synonyms(synonyms: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Say on standard error which words were looked for in others too."""
    for word, others in synonyms:
        complain(
            _("{word} also finds {others}; --no-synonyms looks for it alone").format(
                word=word, others=", ".join(others)
            )
        )
