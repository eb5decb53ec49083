"""Arrays that are needed again later, kept in a file without a name meanwhile."""

from __future__ import annotations

import errno
import os
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray


class Spool:
    """One-dimensional arrays in the order in which they were appended, read again as often as needed.

    They lie in a file in `folder` that has no name: whatever becomes of this process, nothing is left of
    it. Memory is taken for the one array that is being read. Raises `OSError` as files do.
    """

    def __init__(self, folder: Path) -> None:
        # Without a buffer there is nothing left to write, and to fail, when the file is closed.
        self._file = TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - open as long as the spool is
        self._pieces: list[tuple[np.dtype[Any], int]] = []

    def append(self, array: NDArray[Any]) -> None:
        """Add an array at the end."""
        rest = np.ascontiguousarray(array).view(np.uint8).data
        while len(rest):
            rest = rest[self._file.write(rest) :]
        self._pieces.append((array.dtype, len(array)))

    def __iter__(self) -> Iterator[NDArray[Any]]:
        """Yield all arrays as they were appended; one reader at a time."""
        self._file.seek(0)
        for dtype, size in self._pieces:
            array = np.empty(size, dtype)
            rest = array.view(np.uint8).data
            while len(rest):
                read = self._file.readinto(rest)
                if not read:
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
                rest = rest[read:]
            yield array

    def close(self) -> None:
        """Give the file back."""
        self._file.close()
