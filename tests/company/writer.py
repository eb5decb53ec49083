"""The one who writes: version after version, each a generation, until the time is over."""

from __future__ import annotations

import random
import sys
import time
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from index import archive, manifest
from index.updating import update
from index.updating.provenance import Provenance
from tests.company.versions import Versions
from tests.crash.operations import APART, BESIDE
from tests.crash.papers import Papers

DONE = "done"
"""The file whose being there says that nothing is written any more."""

MOST_FILES = 40
"""With more, some are removed."""

REBUILT = 12
"""Of so many versions one is an index in a new folder."""


class Writer:
    """Writes the archive in `archive` of the files in `papers`, both in the working folder."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._papers = Papers(Path("papers"), self._rng)
        Path("versions").mkdir()
        self._versions = Versions(Path("versions"))
        self._number = 0

    def write(self) -> None:
        """Write the next version, of some of everything: additions, changes, renamings, deletions."""
        self._number += 1
        self._papers.mix()
        while len(self._papers.holdings) > MOST_FILES:
            self._papers.delete(self._papers.some(1)[0])
        self._papers.stamp(self._number)
        self._versions.keep(self._number, self._papers.now())
        # Now segments stand side by side, now all become one, made and merged by processes or here.
        constants = self._rng.choice((APART, APART, {}, BESIDE))
        with ExitStack() as stack:
            for name, value in constants.items():
                module, _, constant = name.rpartition(".")
                stack.enter_context(patch.object(import_module(module), constant, value))
            self._rebuild() if self._number % REBUILT == 0 else self._update()

    def _update(self) -> None:
        report = update.update(Path("archive"), [Path("papers")])
        if report.problems or report.warnings:
            raise ValueError(f"version {self._number}: {report}")

    def _rebuild(self) -> None:
        folder = Path("archive")
        with archive.locked(folder):
            state = archive.read_state(folder)
            known = manifest.Manifest()
            if state is not None:
                known = manifest.to_read_again(manifest.path_of_latest(folder / state.folder))
            update.rebuild(folder, state, known, [Path("papers")], None, Provenance())


def main(seed: int, seconds: float, most: int) -> None:
    """Write versions for so many seconds, and at most so many; say how many there are."""
    until = time.monotonic() + seconds
    writer = Writer(seed)
    number = 0
    while not number or (number < most and time.monotonic() < until):
        number += 1
        writer.write()
    Path(DONE + ".new").write_text(str(number), encoding="ascii")
    Path(DONE + ".new").rename(DONE)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
