"""Long output on a terminal goes through the reader's pager, as git's does."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.console import results_console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console

DEFAULT = "less"

pager_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--pager/--no-pager",
    default=True,
    help="Whether what is longer than the terminal goes through $PAGER.",
)


@contextmanager
def paged(is_wanted: bool) -> Iterator[Console]:
    """Give a console; what is written on it goes through the pager where it is longer than the terminal.

    Piped output never does, nor any where $PAGER is blank or `cat`.
    """
    console = results_console()
    pager = os.environ.get("PAGER", DEFAULT).strip()
    if not is_wanted or pager in {"", "cat"} or not sys.stdout.isatty():
        yield console
        return
    with console.capture() as captured:
        yield console
    text = captured.get()
    if text.count("\n") < console.height or not _page(pager, text):
        sys.stdout.write(text)


def _page(pager: str, text: str) -> bool:
    """Show a text in the pager; say whether there is one."""
    import shlex
    import subprocess

    # As git has it: colours pass, and the text stays on the screen.
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    try:
        command = shlex.split(pager)
        with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as process:  # noqa: S603 - the reader's own pager
            try:
                process.communicate(text.encode(errors="backslashreplace"))
            except KeyboardInterrupt:
                # It is the pager's: it goes on, and leaves when its reader does.
                process.wait()
    except (OSError, ValueError):
        return False
    return True
