"""Damage that is met while an archive is read, named as `searcher check` names it."""

from __future__ import annotations

import zlib
from contextlib import contextmanager, suppress
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
        from index.check import check  # a search that goes well imports nothing of it

        problems: list[str] = []
        with suppress(ArchiveError):  # no archive yet, or one of another version
            problems = check(folder).problems
        if not problems:
            raise
        raise ArchiveError(problems[0]) from error
