"""Work beside this process: functions that write files, each in a process of its own, a few at once.

A process gives its memory back when it ends, and two of them keep two cores busy.
"""

from __future__ import annotations

import multiprocessing
import signal
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from index.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_CONTEXT = multiprocessing.get_context("spawn")
"""A fresh interpreter: a fork would share threads and locks of whatever the caller runs."""


class Jobs:
    """Runs at most `most` functions at once. What goes wrong in one is raised where it is waited for."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._running: dict[object, tuple[Connection, BaseProcess]] = {}

    def start(self, function: Callable[..., None], *arguments: object) -> None:
        """Start a function of a module, once fewer than `most` are running.

        Raises `ArchiveError` where one that ran before has failed.
        """
        self._wait_for_fewer_than(self._most)
        receiver, sender = _CONTEXT.Pipe(duplex=False)
        process = _CONTEXT.Process(target=_run, args=(sender, function, arguments), daemon=True)
        process.start()
        sender.close()
        self._running[receiver] = receiver, process

    def wait(self) -> None:
        """Wait for all of them. Raises `ArchiveError` where one has failed."""
        self._wait_for_fewer_than(1)

    def kill(self) -> None:
        """End what is still running."""
        for receiver, process in self._running.values():
            process.kill()
            process.join()
            receiver.close()
        self._running.clear()

    def _wait_for_fewer_than(self, number: int) -> None:
        while len(self._running) >= number:
            for ready in wait([receiver for receiver, _ in self._running.values()]):
                self._end(*self._running.pop(ready))

    @staticmethod
    def _end(receiver: Connection, process: BaseProcess) -> None:
        with receiver:
            try:
                fault = receiver.recv()
            except EOFError:
                fault = None
        process.join()
        if fault:
            raise ArchiveError(fault)
        if process.exitcode:
            raise ArchiveError(
                f"a process that wrote a segment ended with {process.exitcode}; the archive is as it was; "
                "make room in memory and index again"
            )


def _run(sender: Connection, function: Callable[..., None], arguments: tuple[object, ...]) -> None:
    # Ctrl-C reaches every process of the terminal; the one that started us ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        function(*arguments)
    except ArchiveError as error:
        sender.send(str(error))
    except MemoryError:
        sender.send("there is not enough memory to write a segment; make room in memory and index again")
