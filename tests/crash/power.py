"""Whether an archive survives a power cut at any moment.

    python -m tests.crash.power [--seed N] [--only NAME]

Every operation is done once, and every step that it takes on the disk recorded. Then the disk is put
together as a power cut after the first, the second … step may leave it (`disk.py`): with all that was synced,
and of the rest any part. On every such disk the archive must hold what it held before or what it should hold
now, and after the last step the latter: what is done lasts. The next run must succeed on it, and leave
nothing that is not its own.

Steps: on the disk. Disks: those that differ. The exit status is 1 where anything is not as it should be.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.crash import here
from tests.crash.asking import WrongError, strays
from tests.crash.disk import Recorder, write_tree
from tests.crash.operations import OPERATIONS
from tests.crash.processes import warm_up
from tests.crash.refused import workspace_in

if TYPE_CHECKING:
    from random import Random

    from tests.crash.disk import Tree
    from tests.crash.operations import Operation
    from tests.crash.workspace import Workspace

OUTSIDE = frozenset({"papers", "output", "errors", "saved"})
"""What is beside the archive: the files it is made from do not change."""


def cut(
    workspace: Workspace, operation: Operation, rng: Random, most: int = sys.maxsize
) -> tuple[Counter[str], list[str]]:
    """Do an operation and cut the power everywhere; return what was counted, and what was wrong.

    After so many wrong disks it stops.
    """
    operation.change(workspace)
    held = workspace.held
    recorder = Recorder(workspace.root, OUTSIDE)
    outcome = here.run(workspace.root, operation.arguments, operation.constants, recorder)
    if outcome.status:
        raise WrongError(outcome.errors)
    counts = Counter({"steps": len(recorder.steps)})
    wrong: list[str] = []
    for number, tree in recorder.cuts(rng):
        if len(wrong) >= most:
            break
        counts["disks"] += 1
        workspace.held = held
        try:
            state = _survive(workspace, operation, tree)
            if number == len(recorder.steps) and state != "new":
                raise WrongError("what was done is gone")  # noqa: TRY301 - it is counted as any other
            counts[state] += 1
        except Exception as fault:  # noqa: BLE001 - whatever is raised is what is looked for
            counts["wrong"] += 1
            wrong.append(
                f"{operation.name}, {number} of {len(recorder.steps)} steps: {fault!r}; {_shown(tree)}"
            )
    return counts, wrong


def _survive(workspace: Workspace, operation: Operation, tree: Tree) -> str:
    """Put a disk together, and say in which state the archive is; then let the next run mend it."""
    for path in workspace.root.iterdir():
        if path.name not in OUTSIDE:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    write_tree(workspace.root, tree)
    new = operation.expected(workspace)
    state = workspace.look(new, in_steps=operation.in_steps)
    if not workspace.is_foreign and workspace.is_there:
        workspace.keep(new, state)
    outcome = here.run(workspace.root, operation.arguments, operation.constants)
    if outcome.status or outcome.errors:
        raise WrongError(f"the next run ended with {outcome.status}: {outcome.errors}")
    if (left := strays(workspace.archive)) != []:
        raise WrongError(f"the next run left {left}")
    if (after := workspace.look(new)) != "new":
        raise WrongError(f"after the next run the archive is {after}")
    return state


def _shown(tree: Tree) -> str:
    return ", ".join(
        f"{path} {'' if (content := tree[path]) is None else len(content)}" for path in sorted(tree)
    )


def main() -> int:
    """Cut, print the table, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.crash.power", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", metavar="NAME", default="", help="operations whose name begins so")
    options = parser.parse_args()
    began = time.monotonic()
    rng = random.Random(options.seed)  # noqa: S311 - repeatable, not secret
    total: Counter[str] = Counter()
    columns = ("steps", "disks", "old", "between", "new", "wrong")
    print(f"{'':20}" + "".join(f"{name:>9}" for name in columns))
    with tempfile.TemporaryDirectory(prefix="searcher-power-") as folder:
        (Path(folder) / "warm").mkdir()
        warm_up(Path(folder) / "warm")
        for operation in OPERATIONS:
            if operation.name.startswith(options.only) and not operation.complaining:
                workspace = workspace_in(Path(folder) / operation.name, rng, operation)
                counts, wrong = cut(workspace, operation, rng)
                print(
                    f"{operation.name:20}" + "".join(f"{counts[column]:9}" for column in columns), flush=True
                )
                for each in wrong[:5]:
                    print(f"WRONG {each}")
                total += counts
    print(f"{'all':20}" + "".join(f"{total[column]:9}" for column in columns))
    print(f"\n{total['disks']} disks in {time.monotonic() - began:.0f} seconds: {total['wrong']} wrong")
    return 1 if total["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
