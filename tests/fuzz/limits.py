"""What one input may take: memory and time, in this process."""

from __future__ import annotations

import resource
import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class TookTooLongError(BaseException):
    """An input that takes longer than it may. No `Exception`: nothing that is called must take it for one."""


def limit_memory(megabytes: int) -> None:
    """Let this process take so much more address space than it has now: what asks for more is refused."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + (megabytes << 20), hard))


@contextmanager
def limited(megabytes: int, seconds: int) -> Iterator[None]:
    """Hold a block to a limit of memory and of time; raises `MemoryError` or `TookTooLongError`."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    handler = signal.signal(signal.SIGALRM, _stop)
    limit_memory(megabytes)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, handler)
        resource.setrlimit(resource.RLIMIT_AS, before)


def _address_space() -> int:
    """Return the bytes of address space of this process."""
    pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    return pages * resource.getpagesize()


def _stop(_signal: int, _frame: object) -> None:
    raise TookTooLongError
