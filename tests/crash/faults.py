"""Whether an archive survives a system that refuses any one call, or all of a kind from one on.

    python -m tests.crash.faults [--seed N] [--only NAME] [--every N]

Every operation is done once to see its calls of the file system: opening, reading, mapping, writing, syncing,
renaming, removing, making, listing, closing, locking. Then it is done again and again, and each time one
call is refused: with the errors that such a call can have, once, or with all like it that follow; and writes
are cut short before the disk is full.

Each time the command must end with one line of error and status 2, or have nothing to say and be done. The
archive must hold what it held before or what it should hold now; where a file of the folder could not be
read, of this one what it held before. "it is as it was" must be true. The next run must succeed, and leave
nothing that is not its own.

Then the commands that read are refused every call: one line of error, or the right answer, and the archive
untouched. The exit status is 1 where anything is not as it should be.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.crash.asking import WrongError
from tests.crash.operations import OPERATIONS
from tests.crash.processes import warm_up
from tests.crash.refusals import faults_of
from tests.crash.refused import Asked, Refused, workspace_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.crash.refusals import Fault
    from tests.crash.workspace import Workspace

COMMANDS = (
    ("search", "红蜂驿站", "--limit", "3", "--format", "json"),
    ("search", "版", "--facet", "paper,month", "--sort", "newest"),
    ("show", "a1"),
    ("names",),
    ("facts", "红蜂驿站"),
    ("timeline", "红蜂驿站"),
    ("similar", "papers/0003.jsonl"),
    ("check",),
)
"""What is done to an archive by those who only read."""


@dataclass(slots=True)
class Faults:
    """Counts what came of faults."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def operate(self, refused: Refused, every: int) -> None:
        """Do an operation with every n-th of all faults."""
        for fault in list(faults_of(refused.calls()))[::every]:
            self._try(fault, partial(refused.refuse, fault))

    def read(self, workspace: Workspace, arguments: tuple[str, ...], every: int) -> None:
        """Run a command that reads with every n-th of all faults."""
        asked = Asked(workspace, arguments)
        for fault in list(faults_of(asked.calls))[::every]:
            self._try(fault, partial(asked.refuse, fault))

    def _try(self, fault: Fault, attempt: Callable[[], str]) -> None:
        self.counts["faults"] += 1
        try:
            self.counts[attempt()] += 1
        except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
            if not isinstance(error, WrongError):
                traceback.print_exc()
            self.counts["wrong"] += 1
            self.wrong.append(f"{fault}: {error!r}")
            print(f"WRONG {self.wrong[-1]}", flush=True)


def main() -> int:
    """Refuse, print the table, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.crash.faults", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", metavar="NAME", default="", help="operations whose name begins so")
    parser.add_argument("--every", type=int, default=1, help="of all faults try one of so many")
    options = parser.parse_args()
    began = time.monotonic()
    rng = random.Random(options.seed)  # noqa: S311 - repeatable, not secret
    rows: list[tuple[str, Faults]] = []
    with tempfile.TemporaryDirectory(prefix="searcher-faults-") as folder:
        (Path(folder) / "warm").mkdir()
        warm_up(Path(folder) / "warm")
        for operation in OPERATIONS:
            if operation.name.startswith(options.only) and not operation.complaining:
                rows.append((operation.name, Faults()))
                workspace = workspace_in(Path(folder) / operation.name, rng, operation)
                rows[-1][1].operate(Refused(workspace, operation), options.every)
        if "reading".startswith(options.only):
            workspace = workspace_in(Path(folder) / "reading", rng)
            for arguments in COMMANDS:
                rows.append((arguments[0], Faults()))
                rows[-1][1].read(workspace, arguments, options.every)
    columns = ("faults", "done", "old", "between", "new", "wrong")
    print(f"{'':20}" + "".join(f"{name:>9}" for name in columns))
    total: Counter[str] = sum((each.counts for _, each in rows), Counter())
    for name, counts in [*((name, each.counts) for name, each in rows), ("all", total)]:
        print(f"{name:20}" + "".join(f"{counts[column]:9}" for column in columns))
    print(f"\n{total['faults']} faults in {time.monotonic() - began:.0f} seconds: {total['wrong']} wrong")
    return 1 if total["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
