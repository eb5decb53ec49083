"""A folder of files with its archive, in which commands run."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from index.archive import SCHEMA_VERSION
from index.errors import ArchiveError
from tests.crash import processes
from tests.crash.asking import WrongError, ask, disk, mark, strays, which
from tests.crash.damage import Damage
from tests.crash.papers import Papers, joined, outermost

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path
    from random import Random

    from tests.crash.papers import Holdings, State
    from tests.crash.processes import Moment, Outcome

INDEX = ("--archive", "archive", "index", "papers")
"""The command that brings the archive up to date."""

FOREIGN = 999
"""A version of archives that is not ours."""

MOST_ON_DISK = 3
"""How many times the bytes of a fresh archive one may have."""


class Workspace:
    """Files in `papers`, their archive in `archive`, and what it holds as last committed."""

    def __init__(self, root: Path, rng: Random, queries: int = 8) -> None:
        """Take an empty folder; each time the archive is asked, so many substrings are looked for."""
        self.root = root
        self.queries = queries
        self.archive = root / "archive"
        self.rng = rng
        self.papers = Papers(root / "papers", rng)
        self.held: Holdings = {}
        self._damage: Damage | None = None

    @property
    def is_there(self) -> bool:
        """Say whether there is an archive."""
        return (self.archive / "archive.json").exists()

    @property
    def is_foreign(self) -> bool:
        """Say whether the archive is of another version, which only indexing accepts."""
        return self.is_there and json.loads((self.archive / "archive.json").read_bytes())["schema"] == FOREIGN

    def make_foreign(self, schema: int = FOREIGN) -> None:
        """Make the archive one of another version."""
        path = self.archive / "archive.json"
        path.write_text(json.dumps(json.loads(path.read_bytes()) | {"schema": schema}), encoding="utf-8")

    def damage(self) -> None:
        """Damage the archive: until it is mended only that is asked of it, and that no more is lost."""
        self._damage = Damage(self.archive, self.rng)

    def mark(self) -> tuple[str, int]:
        """Return which index is the current one, and its generation; of a damaged archive `("", -1)`."""
        try:
            return mark(self.archive)
        except ArchiveError:
            return ("", -1)

    def has_remains(self) -> bool:
        """Say whether a killed writer has left something; a damaged archive cannot tell."""
        try:
            return self.archive.exists() and bool(strays(self.archive))
        except (ArchiveError, FileNotFoundError, ValueError):
            return False

    def run(
        self,
        *arguments: str,
        constants: Mapping[str, int] | None = None,
        moment: Moment = None,
    ) -> Outcome:
        """Run a command, killed at a moment where one is given."""
        return processes.run(self.root, arguments, constants, moment)

    def finish(
        self, *arguments: str, constants: Mapping[str, int] | None = None, complaining: Collection[int] = ()
    ) -> Outcome:
        """Run a command that must succeed and have nothing to complain of, but with some statuses."""
        outcome = self.run(*arguments, constants=constants)
        if (outcome.status or outcome.errors) and outcome.status not in complaining:
            raise WrongError(f"{' '.join(arguments)} ended with {outcome.status}: {outcome.errors}")
        return outcome

    def _ask(self, archive: Path, known: list[State]) -> State:
        return ask(archive, known, self.rng, self.queries)

    def look(self, new: Holdings, *, in_steps: bool = False) -> str:
        """Ask the archive; say whether it is in its old state or in the new one, or between, or damaged."""
        known = [joined(self.held), joined(new)]
        if self._damage is not None:
            if self._damage.is_there():
                return "damaged"
            self._damage = None
        if not self.is_there:
            if self.held:
                raise WrongError("the archive is gone")
            return "old"
        if not self.is_foreign:
            return which(self._ask(self.archive, known), self.held, new, in_steps=in_steps)
        # Readers refuse it, and rightly; what it holds must be there all the same.
        self.make_foreign(SCHEMA_VERSION)
        found = self._ask(self.archive, known)
        self.make_foreign()
        if found != joined(self.held):
            raise WrongError("an archive of another version holds what it did not")
        return "old"

    def keep(self, new: Holdings, state: str) -> None:
        """Take what the archive was found to hold for what it holds as last committed."""
        if state == "new":
            self.held = new
        elif state == "between":
            known = [joined(self.held), joined(new)]
            found = self._ask(self.archive, known)
            self.held = {}
            for article in found.values():
                self.held.setdefault(outermost(article.file), {})[article.id] = article

    def compare_with_fresh(self) -> float:
        """Hold the archive, which was found to hold what it should, against one made at once.

        Returns how many times its bytes it has.
        """
        fresh = self.root / "fresh"
        self.finish("--archive", "fresh", *INDEX[2:])
        try:
            if (left := strays(self.archive)) != []:
                raise WrongError(f"what should not be there, or should: {left}")
            if mark(self.archive)[1] < 0:
                raise WrongError("the archive has no generation")
            if self.held != self.papers.now() or self._ask(fresh, [joined(self.held)]) != joined(self.held):
                raise WrongError("it differs from a fresh archive")
            times = disk(self.archive) / disk(fresh)
            if times > MOST_ON_DISK:
                raise WrongError(f"it has {times:.2f} times the bytes of a fresh archive")
            return times
        finally:
            shutil.rmtree(fresh)
