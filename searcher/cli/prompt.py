"""`searcher` alone on a terminal: a prompt."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from index.language import gettext as _
from searcher.cli.console import results_console
from searcher.cli.context import COMMANDS
from searcher.prompt.current import CurrentArchive
from searcher.prompt.history import VARIABLE, History
from searcher.prompt.session import Session
from searcher.prompt.terminal import converse
from searcher.prompt.vocabulary import ArchiveVocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def start(folder: Path, run: Callable[[list[str]], int]) -> None:
    """Answer lines from the terminal on the archive of a folder; `run` is the whole command line.

    Raises `ArchiveError` where there is no such archive, `OSError` where the history cannot be kept.
    """
    archive = CurrentArchive(folder)
    kept_in = os.environ.get(VARIABLE)
    history = History(Path(kept_in)) if kept_in else None
    console = results_console()

    def run_program(name: str, arguments: Sequence[str]) -> int:
        return run(["--archive", str(folder), name, *arguments])

    session = Session(archive.get, console, programs=COMMANDS, run=run_program)
    console.print(_("Type words to find passages, :help for more, :quit to leave."), soft_wrap=True)
    try:
        converse(session, ArchiveVocabulary(archive.get), history)
    finally:
        archive.close()
