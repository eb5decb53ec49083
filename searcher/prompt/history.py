"""What was asked in earlier sessions, where the reader wants it kept.

Queries tell whom a reporter is looking into, so nothing is kept unless a file is named for it; that
file is its owner's alone, and the archive's folder, which is copied and shared, never holds it.
"""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE: Final = "SEARCHER_HISTORY"
"""Of the environment: the file to keep what was asked in."""

MOST: Final = 1000
"""Lines that are kept."""

_ITS_OWNERS: Final = 0o600


class History:
    """The lines of a file, one each; of those only the last `MOST`."""

    def __init__(self, path: Path) -> None:
        """Read the file, made where there is none; others lose the right to read it. Raises `OSError`."""
        self._path = path
        with self._opened(os.O_RDWR) as file:
            path.chmod(_ITS_OWNERS)
            kept = file.read().splitlines()
            self.lines = kept[-MOST:]
            if len(kept) > MOST:
                file.seek(0)
                file.truncate()
                file.writelines(f"{line}\n" for line in self.lines)

    def add(self, line: str) -> None:
        """Keep a line, at the end of the file. Raises `OSError`."""
        with self._opened(os.O_WRONLY | os.O_APPEND) as file:
            file.write(" ".join(line.split()) + "\n")

    def _opened(self, flags: int) -> IO[str]:
        descriptor = os.open(self._path, flags | os.O_CREAT, _ITS_OWNERS)
        mode = "r+" if flags & os.O_RDWR else "w"
        return os.fdopen(descriptor, mode, encoding="utf-8", errors="replace")
