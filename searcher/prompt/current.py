"""An archive that stays open, and is opened again when somebody has written to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import searcher
from index.archive import read_state
from index.columnar.snapshot import latest_generation

if TYPE_CHECKING:
    from pathlib import Path

    from index.archive import State
    from searcher.archive import Archive

    Version = tuple[State, int] | None
    """What an archive says of itself and the generation of its index; `None` where there is none."""


class CurrentArchive:
    """Gives the archive of a folder as it was last written."""

    def __init__(self, folder: Path) -> None:
        """Open it. Raises `ArchiveError` where there is none, or one of another version."""
        self._folder = folder
        # Before it is opened: what is written in between makes it be opened once more, not missed.
        self._version = _version(folder)
        self._archive = searcher.open(folder)

    def get(self) -> Archive:
        """Return the archive, opened again where it has changed. Raises `ArchiveError` as opening does.

        One that was returned before is closed with that.
        """
        version = _version(self._folder)
        if version != self._version:
            archive = searcher.open(self._folder)
            self._archive.close()
            self._archive, self._version = archive, version
        return self._archive

    def close(self) -> None:
        """Let go of its files."""
        self._archive.close()


def _version(folder: Path) -> Version:
    state = read_state(folder)
    return None if state is None else (state, latest_generation(folder / state.folder))
