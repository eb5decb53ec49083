"""Calls of the file system that the system refuses: which, with which errors, once or from then on."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.crash.system_calls import CHANGES, Call, Watcher

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL = frozenset({"create", "write", "truncate", "mkdir", "rename", "fsync", "close"})
"""Calls that a full disk refuses; removing always works."""

REFUSALS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: CHANGES - {"write", "truncate"},
    errno.EIO: CHANGES | {"open", "read", "map", "list", "stat", "fsync", "close"},
    errno.EACCES: frozenset({"create", "open", "rename", "unlink", "mkdir", "rmdir", "list", "stat"}),
    errno.EMFILE: frozenset({"create", "open", "list"}),
    errno.ENOMEM: frozenset({"map", "open", "list"}),
    errno.ENOLCK: frozenset({"lock"}),
}
"""Which calls may fail with which error."""


@dataclass(slots=True)
class Refuser(Watcher):
    """Refuses the n-th call with an error; where it is lasting, all that follow and that the error suits.

    Where it `cuts`, the n-th call is a write of which half is done; the next one is refused.
    """

    number: int
    error: int
    is_lasting: bool
    cuts: bool = False
    count: int = 0
    refused: Call | None = None

    def before(self, call: Call) -> int | None:
        """Count the call, and raise where it is its turn."""
        self.count += 1
        if self.count == self.number and self.cuts:
            return call.size // 2
        is_next = self.count == self.number + self.cuts
        is_like_it = self.is_lasting and self.count > self.number and call.name in REFUSALS[self.error]
        if is_next or is_like_it:
            self.refused = self.refused or call
            raise OSError(self.error, os.strerror(self.error), call.path)
        return None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is refused: the n-th call, with which error, and whether for good."""

    number: int
    call: Call
    error: int
    is_lasting: bool
    cuts: bool = False

    def __str__(self) -> str:
        where = Path(self.call.path).name
        how = "cut, then " if self.cuts else ""
        return f"{self.number} {self.call.name} {where} {how}{errno.errorcode[self.error]}" + (
            " and so on" if self.is_lasting else ""
        )

    def refuser(self) -> Refuser:
        """Return what does it."""
        return Refuser(self.number, self.error, self.is_lasting, self.cuts)


def faults_of(calls: list[Call], *, lasting: tuple[bool, ...] = (False, True)) -> Iterator[Fault]:
    """Yield everything that can be refused of some calls."""
    for number, call in enumerate(calls, start=1):
        for error, names in REFUSALS.items():
            if call.name in names:
                for is_lasting in lasting:
                    yield Fault(number, call, error, is_lasting)
        if call.name == "write" and call.size > 1:
            yield Fault(number, call, errno.ENOSPC, is_lasting=True, cuts=True)
