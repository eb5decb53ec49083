"""Work beside this process: functions that write files, each in a process of its own, a few at once.

A process gives its memory back when it ends, and two of them keep two cores busy. They are started as
plain interpreters: `multiprocessing` would run the main module of whoever calls us once more in each.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections import deque
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from index.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable

_PROGRAM = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from index.jobs import run; run()"
)


class Jobs:
    """Runs at most `most` functions at once. What goes wrong in one is raised where it is waited for."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._running: deque[subprocess.Popen[bytes]] = deque()

    def start(self, function: Callable[..., None], *arguments: object) -> None:
        """Start a function of a module, once fewer than `most` are running.

        Raises `ArchiveError` where one that ran before has failed.
        """
        self._wait_for_fewer_than(self._most)
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=0,  # Ctrl-C is for us: whoever holds these processes ends them
        )
        self._running.append(process)
        # Where it has ended already, how is seen where it is waited for.
        with suppress(BrokenPipeError), _stream(process.stdin) as stream:
            pickle.dump(sys.path, stream)
            pickle.dump((function, arguments), stream)

    def wait(self) -> None:
        """Wait for all of them. Raises `ArchiveError` where one has failed."""
        self._wait_for_fewer_than(1)

    def kill(self) -> None:
        """End what is still running."""
        for process in self._running:
            process.kill()
            with _stream(process.stdout):
                process.wait()
        self._running.clear()

    def _wait_for_fewer_than(self, number: int) -> None:
        while len(self._running) >= number:
            process = self._running.popleft()
            with _stream(process.stdout) as stream:
                output = stream.read()
            process.wait()
            if output:
                raise ArchiveError(output.decode())
            if process.returncode:
                raise ArchiveError(
                    f"a process that wrote a segment ended with {process.returncode}; "
                    "the archive is as it was; make room in memory and index again"
                )


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    """Return a stream of a process that was started with it."""
    if stream is None:
        raise ValueError("the process has no such stream")
    return stream


def run() -> None:
    """Do one job in this process: what standard input says; an error goes to standard output."""
    function, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
    try:
        function(*arguments)
    except ArchiveError as error:
        sys.stdout.buffer.write(str(error).encode("utf-8", "backslashreplace"))
    except MemoryError:
        sys.stdout.write("there is not enough memory to write a segment; make room in memory and index again")
