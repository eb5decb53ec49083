"""An operation that is done anew with each fault, and a command that reads; what must become of both."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tests.crash import here
from tests.crash.asking import WrongError, strays
from tests.crash.system_calls import CHANGES, Seen
from tests.crash.workspace import INDEX, Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from tests.crash.operations import Operation
    from tests.crash.papers import Holdings
    from tests.crash.processes import Outcome
    from tests.crash.refusals import Fault
    from tests.crash.system_calls import Call, Watcher


def workspace_in(
    root: Path, rng: Random, operation: Operation | None = None, sizes: Sequence[int] = (3, 2, 5, 1)
) -> Workspace:
    """Return a folder of files of so many articles, with an archive unless the operation is to make it."""
    root.mkdir()
    workspace = Workspace(root, rng, queries=3)
    for articles in sizes:
        workspace.papers.add(articles)
    if operation is None or not operation.is_first:
        outcome = here.run(root, INDEX)
        if outcome.status:
            raise WrongError(outcome.errors)
        workspace.held = workspace.papers.now()
    return workspace


class Refused:
    """An operation on one archive, that is done anew with each fault."""

    def __init__(self, workspace: Workspace, operation: Operation) -> None:
        self.workspace = workspace
        self.operation = operation
        operation.change(workspace)
        self.new: Holdings = operation.expected(workspace)
        self._held = workspace.held
        self._saved = workspace.root / "saved"
        if workspace.archive.exists():
            shutil.copytree(workspace.archive, self._saved)

    def calls(self) -> list[Call]:
        """Return the calls that the operation makes."""
        self._restore()
        seen = Seen()
        self._run(seen)
        return seen.calls

    def refuse(self, fault: Fault) -> str:
        """Do it with a fault; return what came of it: "done", "old" or "new", the state after an error.

        Raises `WrongError` where anything is not as it should be.
        """
        self._restore()
        outcome = self._run(fault.refuser())
        is_source = "papers" in Path(fault.call.path).parts
        state = self._look(is_source=is_source)
        if state == "between" and fault.call.name == "stat":
            # Whether a file is gone cannot be told: it stays, as one that is not named.
            self._judge(outcome, "new", is_source=is_source)
        else:
            self._judge(outcome, state, is_source=is_source)
        if not self.workspace.is_foreign and self.workspace.is_there:
            self.workspace.keep(self.new, state)
        self._mend()
        return "done" if not outcome.status else state

    def _run(self, watcher: Watcher | None) -> Outcome:
        return here.run(self.workspace.root, self.operation.arguments, self.operation.constants, watcher)

    def _restore(self) -> None:
        self.workspace.held = self._held
        shutil.rmtree(self.workspace.archive, ignore_errors=True)
        if self._saved.exists():
            shutil.copytree(self._saved, self.workspace.archive)

    def _look(self, *, is_source: bool) -> str:
        return self.workspace.look(self.new, in_steps=is_source or self.operation.in_steps)

    def _judge(self, outcome: Outcome, state: str, *, is_source: bool) -> None:
        lines = outcome.errors.splitlines()
        if not outcome.status:
            if lines or state != "new":
                raise WrongError(f"status 0, the archive is {state}: {outcome.errors}")
        elif outcome.status != 2:
            raise WrongError(f"status {outcome.status}: {outcome.errors}")
        elif not lines or (len(lines) > 1 and not is_source):
            raise WrongError(f"not one line: {outcome.errors}")
        elif not all(line.startswith("searcher: ") for line in lines):
            raise WrongError(f"lines that are none of ours: {outcome.errors}")
        elif "as it was" in outcome.errors and state != "old":
            raise WrongError(f"it is not as it was but {state}: {outcome.errors}")
        elif "remove the" in outcome.errors:
            raise WrongError(f"advice that costs a sound archive: {outcome.errors}")

    def _mend(self) -> None:
        outcome = self._run(None)
        if outcome.status or outcome.errors:
            raise WrongError(f"the next run ended with {outcome.status}: {outcome.errors}")
        if (left := strays(self.workspace.archive)) != []:
            raise WrongError(f"the next run left {left}")
        if (state := self.workspace.look(self.new)) != "new":
            raise WrongError(f"after the next run the archive is {state}")


class Asked:
    """A command that reads an archive, done anew with each fault."""

    def __init__(self, workspace: Workspace, arguments: Sequence[str]) -> None:
        """Do it once, without a fault. Raises `WrongError` where it writes anything."""
        self._workspace = workspace
        self._arguments = ("--archive", "archive", *arguments)
        seen = Seen()
        self._answer = here.run(workspace.root, self._arguments, watcher=seen)
        self.calls = seen.calls
        if changes := [call for call in seen.calls if call.name in CHANGES]:
            raise WrongError(f"a command that reads writes: {changes}")

    def refuse(self, fault: Fault) -> str:
        """Do it with a fault; return what came of it: "done" with the same answer, or "old" after an error.

        Raises `WrongError` where it is another answer, or not one line of error.
        """
        outcome = here.run(self._workspace.root, self._arguments, watcher=fault.refuser())
        lines = outcome.errors.splitlines()
        if outcome.status == 2:
            if len(lines) != 1 or not lines[0].startswith("searcher: ") or outcome.output:
                raise WrongError(f"not one line: {outcome.errors}")
            if "remove the" in outcome.errors:
                raise WrongError(f"advice that costs a sound archive: {outcome.errors}")
            return "old"
        if _said(outcome) != _said(self._answer):
            raise WrongError(f"another answer, and no error: {outcome.output[:200]} {outcome.errors}")
        return "done"


def _said(outcome: Outcome) -> tuple[int, str, str]:
    """Return what a command said, without the time it took."""
    output = re.sub(r'[\d.]+ ms|"took_ms": [\d.]+', "", outcome.output)
    return outcome.status, output, outcome.errors
