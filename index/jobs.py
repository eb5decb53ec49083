"""Work beside this process: functions that write files, in a few processes that do one after the other.

Two of them keep two cores busy. They are started as plain interpreters: `multiprocessing` would run the
main module of whoever calls us once more in each. What a process has loaded (numpy, the tables of folding,
the dictionary of the segmenter) serves all its jobs.

To a process go pickles: the job with the language of its messages, then what is sent to it, then
`None`. From it comes a pickle a job: what went wrong, `None` for nothing. After an error it ends, and
when we end, however that is, it ends too: nobody would want what it writes, and whoever writes the same
files next must not be disturbed. So it keeps open what holds the lock of these files.
"""

from __future__ import annotations

import fcntl
import os
import pickle
import select
import subprocess
import sys
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from index.errors import ArchiveError
from index.language import current, speaking
from index.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PROGRAM = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from index.jobs import run; run()"
"""What an interpreter is given: it finds our modules where we do."""

_PIPE_BYTES = 1 << 20
"""What may wait for a process that is busy: a batch of articles, so that it finds its next one there."""

_shared: ContextVar[tuple[int, ...]] = ContextVar("_shared", default=())
"""The file descriptors that the processes started now keep open too."""


@contextmanager
def sharing(descriptor: int) -> Iterator[None]:
    """Let every process that is started meanwhile keep a file open until it ends: a lock holds as long."""
    token = _shared.set((*_shared.get(), descriptor))
    try:
        yield
    finally:
        _shared.reset(token)


class Jobs:
    """Processes for jobs, as many as are asked for; what fails in one is raised where it is awaited."""

    def __init__(self) -> None:
        self._idle: list[_Process] = []
        self._busy: list[_Process] = []

    def start(self, function: Callable[..., None], *arguments: object) -> None:
        """Start a function of a module in a process of its own."""
        self._begin(function, arguments, is_fed=False)

    def feed(self, function: Callable[..., None], *arguments: object) -> Feed:
        """Start a function that takes, after its arguments, an iterator of what it is then sent."""
        return Feed(self._begin(function, arguments, is_fed=True))

    def _begin(
        self, function: Callable[..., None], arguments: tuple[object, ...], *, is_fed: bool
    ) -> _Process:
        is_new = not self._idle
        process = _Process() if is_new else self._idle.pop()
        self._busy.append(process)
        if is_new:
            process.send(sys.path)
        process.send((current(), function, arguments, is_fed))
        return process

    def wait(self, most: int = 0) -> None:
        """Wait until at most so many run, the eldest first. Raises `ArchiveError` where one has failed."""
        while len(self._busy) > most:
            self._busy[0].finish()
            self._idle.append(self._busy.pop(0))

    def kill(self) -> None:
        """End all processes, whatever they do."""
        for process in (*self._idle, *self._busy):
            process.kill()
        self._idle.clear()
        self._busy.clear()


class Feed:
    """The input of a job that is running."""

    def __init__(self, process: _Process) -> None:
        self._process = process

    def send(self, item: object) -> None:
        """Hand over an item, anything but `None`; waits while the process has enough to do.

        Raises `ArchiveError` where the job has failed.
        """
        self._process.send(item)

    def close(self) -> None:
        """Say that there are no more."""
        self._process.send(None)


class _Process:
    """An interpreter that does jobs."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            process_group=0,  # Ctrl-C is for us: whoever holds these processes ends them
            pass_fds=_shared.get(),
        )
        _widen(_stream(self._process.stdin))

    def send(self, item: object) -> None:
        """Hand over an item. Raises `ArchiveError` where the process has ended."""
        stream = _stream(self._process.stdin)
        try:
            pickle.dump(item, stream, pickle.HIGHEST_PROTOCOL)
            stream.flush()
        except BrokenPipeError:
            self.finish()  # says why
            raise

    def finish(self) -> None:
        """Wait for the end of a job. Raises `ArchiveError` where it has failed."""
        try:
            error = pickle.load(_stream(self._process.stdout))  # noqa: S301 - from the process we started
        except EOFError:
            raise ArchiveError(
                _(
                    "a process that wrote a segment ended with {status}; "
                    "the archive is as it was; make room in memory and index again"
                ).format(status=self._process.wait())
            ) from None
        if error is not None:
            raise ArchiveError(error)

    def kill(self) -> None:
        """End it."""
        self._process.kill()
        with suppress(BrokenPipeError):
            _stream(self._process.stdin).close()
        _stream(self._process.stdout).close()
        self._process.wait()


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    """Return a stream of a process that was started with it."""
    if stream is None:
        raise ValueError("the process has no such stream")
    return stream


def _widen(stream: IO[bytes]) -> None:
    """Let more wait in a pipe, where the system knows how and allows it."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(stream, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def run() -> None:
    """Do jobs in this process, as standard input says, until it ends or one fails."""
    Thread(target=_end_with_our_reader, daemon=True).start()
    error = None
    while error is None:
        try:
            language, function, arguments, is_fed = _received()
        except EOFError:
            return
        try:
            with speaking(language):
                error = _error_of(function, [*arguments, iter(_received, None)] if is_fed else arguments)
        except EOFError:
            return  # whoever sent the items has ended, and does not want the rest
        try:
            pickle.dump(error, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            _end()


def _end_with_our_reader() -> None:
    """End this process, whatever it is at, once nobody can read its answers any more."""
    answers = select.poll()
    answers.register(sys.stdout.fileno(), 0)  # that a pipe has no reader is told without asking
    answers.poll()
    _end()


def _end() -> None:
    """End without a word: Python would complain of the pipe on a screen that is no longer ours."""
    os._exit(1)


def _error_of(function: Callable[..., None], arguments: Iterable[object]) -> str | None:
    """Call a function and return what went wrong, `None` for nothing."""
    try:
        function(*arguments)
    except ArchiveError as refused:
        return str(refused)
    except MemoryError:
        return _("there is not enough memory to write a segment; make room in memory and index again")
    return None


def _received() -> Any:
    """Return what was sent. Raises `EOFError` where whoever sends has ended, in the middle of it too."""
    try:
        return pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
    except pickle.UnpicklingError as error:
        raise EOFError from error
