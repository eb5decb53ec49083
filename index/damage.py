"""Damage that is met while an archive is read, named as `searcher check` names it."""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def named(folder: Path) -> Iterator[None]:
    """Raise `ArchiveError` where a block fails because the archive in `folder` is damaged.

    Opening compares no checksums of columns, which would read whole files. So a damaged one is met as
    a number that leads nowhere, anywhere; then everything is read, and the damaged file named. Where
    none is, the fault is our own and not hidden.
    """
    try:
        yield
    except (ArithmeticError, LookupError, MemoryError, ValueError, zlib.error) as error:
        problem = _problem(folder)
        if problem is None:
            raise
        raise ArchiveError(problem) from error


def _problem(folder: Path) -> str | None:
    """Return what is wrong with an archive; `None` where nothing is, or none of this version is there."""
    from index.archive import read_state
    from index.check import check  # a search that goes well imports nothing of it

    try:
        state = read_state(folder)
        problems = check(folder).problems if state is not None and state.is_current else []
    except ArchiveError as error:
        return str(error)
    return problems[0] if problems else None
