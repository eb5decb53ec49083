"""Whether an archive survives a writer that is killed at any moment.

    python -m tests.crash [--kills 500] [--seed N] [--only NAME]

A process does a random operation on an archive and is killed: after a random time, alone or with the
processes it has started; at a random one of its calls that change or sync something on the disk, in the
middle of a write; or one of the processes beside it is killed, as a system short of memory does. Or it is
interrupted, as by Ctrl-C, and must say so in one line.

After every kill the archive is asked for all it holds, by the ids of all articles and by substrings of their
texts: it must be exactly what was there before the operation or what should be there after it, in steps each
file for itself, and `searcher check` must find nothing; where it is being mended it may be damaged as before,
and nothing that was sound may be gone. What is killed and brings nothing up to date need not be done again,
but an update must go as ever. The next run, which is killed too now and then, must succeed, leave nothing
that is not its own, and give what a fresh archive gives, in at most three times its bytes.

Before and after: kills before and after the operation took effect. Remains: kills that left something to be
swept. Orphans: kills at which processes beside were at work. The exit status is 1 where anything is not as it
should be.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from searcher.cli.context import FAILED, INTERRUPTED
from tests.crash.asking import WrongError
from tests.crash.operations import OPERATIONS
from tests.crash.processes import AfterSeconds, AtCall, Beside, wait_for, warm_up
from tests.crash.workspace import INDEX, Workspace

if TYPE_CHECKING:
    from random import Random

    from tests.crash.operations import Operation
    from tests.crash.papers import Holdings
    from tests.crash.processes import Moment, Outcome

STEPS = 8
"""Operations on one archive, before the next one is begun."""

LAST = 12
"""Calls at the end of a run among which every other kill at a call is: there operations take effect."""

AGAIN = 0.35
"""How often the run after a killed one is killed too."""

COLUMNS = (
    *(
        "kills",
        "by time",
        "at a call",
        "beside",
        "Ctrl-C",
        "before",
        "between",
        "after",
        "remains",
        "orphans",
    ),
)


@dataclass(slots=True)
class Tally:
    """What was counted of one operation, and what its runs take."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.3
    calls: int = 60

    def learn(self, outcome: Outcome) -> None:
        """Take note of a run that came to its end."""
        self.seconds = outcome.seconds
        self.calls = max(outcome.calls, 1)


class Kills:
    """Operations on archives in a folder, killed until there were so many kills."""

    def __init__(self, folder: Path, operations: list[Operation], most: int, rng: Random) -> None:
        self.folder = folder
        self.operations = operations
        self.most = most
        self.rng = rng
        self.tallies = {operation.name: Tally() for operation in OPERATIONS}
        self.faults: list[str] = []
        self.largest = 0.0
        self.kills = 0

    def run(self) -> None:
        """Begin one archive after the other."""
        for number in range(sys.maxsize):
            if self.kills >= self.most:
                return
            root = self.folder / str(number)
            root.mkdir()
            try:
                self._session(Workspace(root, self.rng))
            except Exception as fault:  # noqa: BLE001 - whatever is raised is what is looked for
                if not isinstance(fault, WrongError):
                    traceback.print_exc()
                operation = ", ".join(getattr(fault, "__notes__", []))
                self.faults.append(f"{root}, {operation}: {fault}")
                print(f"WRONG {self.faults[-1]}", flush=True)

    def _session(self, workspace: Workspace) -> None:
        first = [each for each in OPERATIONS if each.is_first]
        later = [each for each in self.operations if not each.is_first]
        begin = [each for each in self.operations if each.is_first] or first
        steps = [self.rng.choice(begin), *(self.rng.choices(later, k=STEPS) if later else [])]
        for operation in steps:
            if self.kills < self.most:
                try:
                    self._operate(workspace, operation)
                except Exception as fault:
                    fault.add_note(operation.name)
                    raise

    def _operate(self, workspace: Workspace, operation: Operation) -> None:
        tally = self.tallies[operation.name]
        if operation.is_first != workspace.is_there:
            operation.change(workspace)
        new = operation.expected(workspace)
        is_done = False
        left: list[int] = []
        while not is_done:
            moment = self._moment(operation, tally)
            before = workspace.mark()
            outcome = workspace.run(*operation.arguments, constants=operation.constants, moment=moment)
            left += outcome.left
            if outcome.is_killed or outcome.status == INTERRUPTED or (_is_beside(moment) and outcome.status):
                self._examine(workspace, operation, new, moment, outcome, before)
                if self.rng.random() > AGAIN:
                    break
            elif (outcome.status or outcome.errors) and outcome.status not in operation.complaining:
                raise WrongError(f"{operation.name} ended with {outcome.status}: {outcome.errors}")
            else:
                if workspace.mark() != before:  # else it was done before, and there was little to do
                    tally.learn(outcome)
                is_done = True
        if is_done or operation.is_update or operation.is_mending or self.rng.random() < 0.5:
            self._finish(workspace, operation, new, left, is_done=is_done)
        if not operation.is_update:
            self._update(workspace, left)
        self.largest = max(self.largest, workspace.compare_with_fresh())

    def _finish(
        self, workspace: Workspace, operation: Operation, new: Holdings, left: list[int], *, is_done: bool
    ) -> None:
        """Do what was killed, unless it is done, and look whether it did what it should."""
        if not is_done:
            before = workspace.mark()
            done = workspace.finish(
                *operation.arguments, constants=operation.constants, complaining=operation.complaining
            )
            if workspace.mark() != before:
                self.tallies[operation.name].learn(done)
        wait_for(left)
        state = workspace.look(new, in_steps=operation.is_mending)
        # Mending reads only the files that it has to: the others may be as they were.
        if state != "new" and not (operation.is_mending and state in {"old", "between"}):
            raise WrongError(f"{operation.name} was done, and the archive is {state}")
        workspace.keep(new, state)

    def _update(self, workspace: Workspace, left: list[int]) -> None:
        """Bring the archive up to date after something else was done to it, or begun."""
        workspace.finish(*INDEX)
        wait_for(left)
        workspace.held = workspace.papers.now()
        if (state := workspace.look(workspace.held)) != "new":
            raise WrongError(f"it was brought up to date, and is {state}")

    def _moment(self, operation: Operation, tally: Tally) -> Moment:
        kind = self.rng.random()
        if operation.is_beside and kind < 0.2:
            return Beside(self.rng.choice((1, 2, 3, 5, 8, 13, 21)))
        if kind < 0.3:
            return AfterSeconds(self.rng.uniform(0, tally.seconds), signal=signal.SIGINT)
        if kind < 0.6:
            return AfterSeconds(self.rng.uniform(0, tally.seconds), together=self.rng.random() < 0.5)
        first = self.rng.choice((1, max(tally.calls - LAST, 1)))
        return AtCall(self.rng.randint(first, tally.calls))

    def _examine(
        self,
        workspace: Workspace,
        operation: Operation,
        new: Holdings,
        moment: Moment,
        outcome: Outcome,
        before: tuple[str, int],
    ) -> None:
        """Count a kill and hold the archive against what it may be now."""
        counts = self.tallies[operation.name].counts
        self.kills += 1
        counts["kills"] += 1
        kinds = {AfterSeconds: "by time", AtCall: "at a call", Beside: "beside"}
        counts["Ctrl-C" if outcome.status == INTERRUPTED else kinds[type(moment)]] += 1
        state = workspace.look(new, in_steps=operation.in_steps)
        is_after = workspace.mark() != before
        counts["between" if state == "between" else "after" if is_after else "before"] += 1
        counts["remains"] += workspace.has_remains()
        counts["orphans"] += bool(outcome.left)
        lines = outcome.errors.count("\n")
        # A Ctrl-C that comes before anything has begun need not be said.
        is_said = lines == 1 or (lines > 1 and operation.complaining) or outcome.status == INTERRUPTED
        if not outcome.is_killed and (outcome.status not in {FAILED, INTERRUPTED} or not is_said):
            raise WrongError(f"it should have ended with one line: {outcome.status}, {outcome.errors}")
        workspace.keep(new, state)

    def table(self) -> str:
        """Return what was counted, a line for each operation."""
        total: Counter[str] = sum((each.counts for each in self.tallies.values()), Counter())
        rows = [(name, each.counts) for name, each in self.tallies.items() if each.counts]
        lines = [f"{'':20}" + "".join(f"{name:>11}" for name in COLUMNS)]
        lines += [
            f"{name:20}" + "".join(f"{counts[column]:11}" for column in COLUMNS)
            for name, counts in [*rows, ("all", total)]
        ]
        return "\n".join(lines)


def _is_beside(moment: Moment) -> bool:
    return isinstance(moment, Beside)


def main() -> int:
    """Kill, print the table, and return the exit status."""
    os.environ["LC_ALL"] = "C.UTF-8"
    parser = argparse.ArgumentParser(
        prog="python -m tests.crash", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", metavar="NAME", default="", help="operations whose name begins so")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(1_000_000) if options.seed is None else options.seed
    operations = [each for each in OPERATIONS if each.name.startswith(options.only)]
    if not operations:
        parser.error(
            f"no operation begins with {options.only}; known: {', '.join(o.name for o in OPERATIONS)}"
        )
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="searcher-crash-") as folder:
        kills = Kills(Path(folder), operations, options.kills, random.Random(seed))  # noqa: S311 - repeatable, not secret
        (Path(folder) / "warm").mkdir()
        warm_up(Path(folder) / "warm")
        kills.run()
    print(kills.table())
    print(
        f"\n{kills.kills} kills in {time.monotonic() - began:.0f} seconds, seed {seed}: "
        f"{len(kills.faults)} wrong\n"
        f"the largest archive had {kills.largest:.2f} times the bytes of a fresh one"
    )
    return 1 if kills.faults else 0


if __name__ == "__main__":
    sys.exit(main())
