"""A command of searcher in this process, its calls of the file system watched."""

from __future__ import annotations

import os
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from importlib import import_module
from typing import TYPE_CHECKING
from unittest.mock import patch

from searcher.cli.app import run as run_command
from tests.crash.processes import Outcome
from tests.crash.system_calls import Watcher, watching

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path


class Jobs:
    """Does in this process what `index.jobs.Jobs` does beside it, so that every call is seen."""

    def start(self, function: Callable[..., None], *arguments: object) -> None:
        """Call the function."""
        function(*arguments)

    def feed(self, function: Callable[..., None], *arguments: object) -> Feed:
        """Call the function once all items are there."""
        return Feed(function, arguments)

    def wait(self, most: int = 0) -> None:
        """Do nothing: all is done."""

    def kill(self) -> None:
        """Do nothing: nothing runs."""


class Feed:
    """The items of a function that is yet to be called."""

    def __init__(self, function: Callable[..., None], arguments: tuple[object, ...]) -> None:
        self._function = function
        self._arguments = arguments
        self._items: list[object] = []

    def send(self, item: object) -> None:
        """Keep an item."""
        self._items.append(item)

    def close(self) -> None:
        """Call the function."""
        self._function(*self._arguments, iter(self._items))


def run(
    root: Path,
    arguments: Sequence[str],
    constants: Mapping[str, int] | None = None,
    watcher: Watcher | None = None,
) -> Outcome:
    """Run a command in a folder, with constants of modules changed; a watcher sees its calls below it.

    What the command does not turn into an exit status is raised.
    """
    paths = output, errors = root / "output", root / "errors"
    with ExitStack() as stack:
        # Files, as a command may have: one that gives up its output closes them.
        streams = [stack.enter_context(path.open("w", encoding="utf-8")) for path in paths]
        stack.enter_context(patch("index.writer.Jobs", Jobs))
        stack.enter_context(redirect_stdout(streams[0]))
        stack.enter_context(redirect_stderr(streams[1]))
        stack.enter_context(chdir(root))
        stack.enter_context(patch.dict(os.environ, {"LC_ALL": "C.UTF-8"}))
        for name, value in (constants or {}).items():
            module, _, constant = name.rpartition(".")
            stack.enter_context(patch.object(import_module(module), constant, value))
        if watcher is not None:
            stack.enter_context(watching(watcher, root))
        status = run_command(list(arguments))
    return Outcome(status, output.read_text(encoding="utf-8"), errors.read_text(encoding="utf-8"), 0.0, 0)
