"""What an archive should hold in each of its generations: written before it is committed, read by readers."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

from tests.crash.papers import joined

if TYPE_CHECKING:
    from pathlib import Path

    from tests.crash.papers import Holdings, State


class Versions:
    """Versions by their numbers, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: tuple[int, State] = (-1, {})

    def keep(self, number: int, holdings: Holdings) -> None:
        """Write down what version `number` holds."""
        path = self._folder / f"{number}.new"
        path.write_bytes(pickle.dumps(joined(holdings)))
        path.rename(self._folder / str(number))

    def __getitem__(self, number: int) -> State:
        if self._last[0] != number:
            content = (self._folder / str(number)).read_bytes()
            self._last = number, pickle.loads(content)  # noqa: S301 - our own
        return self._last[1]
