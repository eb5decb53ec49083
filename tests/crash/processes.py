"""A command of searcher in a process of its own, which is killed at some moment.

The process is forked from ours, where everything is imported: a start takes milliseconds. Those that it
starts itself, to make and merge segments, are plain interpreters as ever.
"""

from __future__ import annotations

import io
import mmap
import os
import random
import signal
import struct
import sys
import time
import warnings
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from unittest.mock import patch

from index.updating.update import update
from searcher.cli.app import run as run_command
from searcher.cli.context import INTERRUPTED
from tests.crash.system_calls import CHANGES, SYNCS, Call, Watcher, watching

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LONGEST = 120.0
"""Seconds after which a process counts as hanging."""

COUNTED = CHANGES | SYNCS
"""The calls at which a process kills itself: between two of them nothing changes."""

BESIDE = "TESTS_CRASH_BESIDE"
"""The variable that says at which of its calls a process beside ours kills itself, and in which folder."""

PROGRAM = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from tests.crash.processes import run_beside; run_beside()"
)
"""What the interpreters beside ours are given in place of `index.jobs.PROGRAM`."""


@dataclass(frozen=True, slots=True)
class AfterSeconds:
    """The moment so many seconds after the start; processes beside it are killed too, or outlive it.

    Where the signal is that of Ctrl-C, it is not killed but interrupted.
    """

    seconds: float
    together: bool = False
    signal: int = signal.SIGKILL


@dataclass(frozen=True, slots=True)
class AtCall:
    """The moment of the n-th call, from 1 on, that changes or syncs something; a write is cut in half."""

    number: int


@dataclass(frozen=True, slots=True)
class Beside:
    """The moment of the n-th such call of a process that makes or merges segments; it alone is killed."""

    number: int


Moment = AfterSeconds | AtCall | Beside | None
"""`None`: it is not killed."""


@dataclass(slots=True)
class Outcome:
    """What became of a process."""

    status: int
    """Its exit status; of one that was killed the signal, negative."""
    output: str
    errors: str
    seconds: float
    calls: int
    """Changing and syncing calls it made."""
    left: list[int] = field(default_factory=list)
    """Processes it had started and that outlived it."""

    @property
    def is_killed(self) -> bool:
        """Say whether it came to no end of its own."""
        return self.status == -signal.SIGKILL


@dataclass(slots=True)
class Killer(Watcher):
    """Kills this process at its n-th call that changes or syncs something."""

    number: int
    tell: Callable[[int], None]
    """Is told how many there were."""
    count: int = 0
    _is_cut: bool = False

    def before(self, call: Call) -> int | None:
        """Count the call; kill at its turn, or cut the write short first."""
        if call.name not in COUNTED:
            return None
        self.count += 1
        self.tell(self.count)
        if self.count == self.number:
            if call.name != "write" or call.size < 2:
                _end()
            self._is_cut = True
            return call.size // 2
        return None

    def after(self, call: Call) -> None:  # noqa: ARG002 - the signature of watchers
        """Kill after half a write."""
        if self._is_cut:
            _end()


def _end() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a process that was killed goes on")


def warm_up(folder: Path) -> None:
    """Load in this process what every command would load, the dictionaries above all."""
    (folder / "papers").mkdir()
    (folder / "papers" / "page.txt").write_text(
        "红蜂驿站\n\n本报讯（记者 李明）流动党员报到。\n", encoding="utf-8"
    )
    (folder / "papers" / "a.jsonl").write_text('{"text": "红蜂驿站"}', encoding="utf-8")
    update(folder / "archive", [folder / "papers"])


def run_beside() -> None:
    """Do the jobs of a process beside another, and be killed as the environment says."""
    from index.jobs import run

    number, _, folder = os.environ[BESIDE].partition(" ")
    with watching(Killer(int(number), lambda _: None), Path(folder)):
        run()


def run(
    root: Path, arguments: Sequence[str], constants: Mapping[str, int] | None = None, moment: Moment = None
) -> Outcome:
    """Run a command in a folder, with constants of modules changed (`index.jobs.X`), up to a moment.

    Raises `TimeoutError` where it does not come to an end.
    """
    counter = mmap.mmap(-1, 8)
    began = time.monotonic()
    with warnings.catch_warnings():
        # numpy may have begun threads, which do nothing; the process calls no function of theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        # Ctrl-C waits until the process is the command.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        process = os.fork()
    if not process:
        _be_the_command(root, arguments, constants or {}, moment, counter)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    status = _wait(process, moment.seconds if isinstance(moment, AfterSeconds) else LONGEST)
    if status is None and isinstance(moment, AfterSeconds):
        together = [process, *_working_in(root)] if moment.together else [process]
        for each in together:
            with suppress(ProcessLookupError):
                os.kill(each, moment.signal)
        status = _wait(process, LONGEST)
    if status is None:
        os.kill(process, signal.SIGKILL)
        _wait(process, LONGEST)
        raise TimeoutError(f"{' '.join(arguments)} did not end within {LONGEST:g} seconds")
    seconds = time.monotonic() - began
    calls = struct.unpack("q", counter[:8])[0]
    output, errors = (
        (root / name).read_text(encoding="utf-8", errors="replace") for name in ("output", "errors")
    )
    return Outcome(os.waitstatus_to_exitcode(status), output, errors, seconds, calls, _working_in(root))


def _wait(process: int, seconds: float) -> int | None:
    """Return a process's wait status when it has ended, `None` where it has not in so many seconds."""
    until = time.monotonic() + seconds
    while True:
        found, status = os.waitpid(process, os.WNOHANG)
        if found:
            return status
        if time.monotonic() >= until:
            return None
        time.sleep(min(0.001, max(until - time.monotonic(), 0)))


def _be_the_command(
    root: Path, arguments: Sequence[str], constants: Mapping[str, int], moment: Moment, counter: mmap.mmap
) -> None:
    """Be the forked process; never returns."""
    status = 70
    try:
        os.chdir(root)
        random.seed()  # names of segments are drawn: no two processes shall draw the same
        for descriptor, name in ((1, "output"), (2, "errors")):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), descriptor)
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), "utf-8", write_through=True)
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), "utf-8", write_through=True)
        number = moment.number if isinstance(moment, AtCall) else 0

        def tell(count: int) -> None:
            counter[:8] = struct.pack("q", count)

        with ExitStack() as stack:
            for name, value in constants.items():
                module, _, constant = name.rpartition(".")
                stack.enter_context(patch.object(import_module(module), constant, value))
            if isinstance(moment, Beside):
                os.environ[BESIDE] = f"{moment.number} {root}"
                stack.enter_context(patch("index.jobs.PROGRAM", PROGRAM))
            stack.enter_context(watching(Killer(number, tell), root))
            # Where we run in the background, Ctrl-C is ignored.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            status = _interruptible(arguments)
    except BaseException:  # noqa: BLE001 - whatever it is, the forked process must not go on as ours
        import traceback

        traceback.print_exc()
    finally:
        os._exit(status)


def _interruptible(arguments: Sequence[str]) -> int:
    """Run the command with Ctrl-C let through; one that came too early is as one that the command saw."""
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    except KeyboardInterrupt:
        sys.stderr.write("searcher: interrupted before it began\n")
        return INTERRUPTED
    status = run_command(list(arguments))
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    return status


def _working_in(root: Path) -> list[int]:
    """Return the processes whose working folder this is, but for ours."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if (entry / "cwd").samefile(root) and int(entry.name) != os.getpid():
                    found.append(int(entry.name))
    return found


def wait_for(processes: Sequence[int], seconds: float = LONGEST) -> None:
    """Wait until processes that are not our children have ended. Raises `TimeoutError`."""
    until = time.monotonic() + seconds
    for process in processes:
        while _is_alive(process):
            if time.monotonic() > until:
                raise TimeoutError(f"process {process} outlived its parent by {seconds:g} seconds")
            time.sleep(0.002)


def _is_alive(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="latin-1")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
