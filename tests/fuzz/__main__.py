"""Fuzz targets for some minutes each, and say what was found."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.fuzz import findings
from tests.fuzz import target as targets
from tests.fuzz.findings import PROGRESS, ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS: Final = ROOT.parent / "fuzz-results"
"""Beside the repository: what a run finds is looked at before it is kept in it."""

HARD: Final = ("crash-*", "timeout-*", "oom-*", "leak-*", "slow-unit-*")
"""What libFuzzer names the inputs that end a process, or take too long."""

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - only the parent of a folder of our own

SLICE: Final = 240
"""Seconds of one process: atheris loses some kilobytes with every input that it traces."""

_COUNT: Final = re.compile(r"^#(\d+)\s", re.MULTILINE)
_COVERAGE: Final = re.compile(r"cov: (\d+) ft: (\d+) corp: (\d+)")


@dataclass(slots=True)
class Run:
    """What became of one target."""

    name: str
    engine: str
    seconds: float = 0.0
    executions: int = 0
    branches: int = 0
    """Counters of our modules that were reached, 0 where they are not counted."""
    corpus: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    """Places that failed, and how often."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 1 where something was found."""
    options = parse_options(arguments)
    if options.replay:
        return replay(options.targets[0], options.replay, is_shrinking=options.shrink)
    is_sound = True
    for name in options.targets:
        run = fuzz(name, options.minutes, options.engine, options.corpus, options.results)
        print(described(run), flush=True)
        is_sound = is_sound and not run.seen
    return 0 if is_sound else 1


def parse_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options; ends the process where they cannot be understood."""
    known = ", ".join(targets.NAMES)
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {known}; without any: all of them")
    parser.add_argument("--minutes", type=float, default=1.0, metavar="N", help="for each target (1)")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="inputs to go on from, and the new ones")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="DIR", help=f"({RESULTS})")
    parser.add_argument(
        "--engine", choices=["atheris", "hypothesis"], default=None, help="(atheris, if installed)"
    )
    parser.add_argument("--replay", type=Path, nargs="+", metavar="FILE", help="run these inputs alone")
    parser.add_argument(
        "--shrink", action="store_true", help="with --replay: make them as small as they can be"
    )
    options = parser.parse_args(arguments)
    for name in options.targets:
        if name not in targets.NAMES:
            parser.error(f"{name} is no target; give one of {known}")
    if options.replay and len(options.targets) != 1:
        parser.error("--replay needs one target")
    options.targets = options.targets or list(targets.NAMES)
    options.engine = options.engine or ("atheris" if find_spec("atheris") else "hypothesis")
    return options


def replay(name: str, files: Sequence[Path], *, is_shrinking: bool) -> int:
    """Run inputs one after the other in this process, until one fails with its traceback."""
    run = targets.load(name).run
    for file in files:
        if is_shrinking:
            data = findings.shrink(run, file.read_bytes())
            file.write_bytes(data)
            print(f"{file}: {len(data)} bytes: {data!r}")
        else:
            run(file.read_bytes())
            print(f"{file}: nothing is wrong with it")
    return 0


STARTING = 15
"""Seconds below which no other process is started: on a busy machine it might not get to its first input."""


def fuzz(name: str, minutes: float, engine: str, corpus: Path | None, results: Path) -> Run:
    """Run one target for some minutes: in processes of their own, a new one wherever one ends before."""
    kept = results / "findings" / name
    corpus = (corpus or results / "corpus" / name).resolve()
    for folder in (kept, corpus):
        folder.mkdir(parents=True, exist_ok=True)
    run = Run(name, engine)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=f"fuzz-{name}-") as given:
        folder = Path(given)
        (folder / "seeds").mkdir()
        (folder / "findings").symlink_to(kept.resolve())
        (folder / "corpus").symlink_to(corpus)
        before = _hard(kept)
        left = minutes * 60
        while left >= 1:
            executed = run.executions
            _run_once(run, folder, min(int(left), SLICE))
            (results / f"{name}.log").write_bytes((folder / "log").read_bytes())
            new = _hard(kept) - before
            before |= new
            run.seen.update(path.partition("-")[0] + f", {path}" for path in new)
            if run.executions == executed and not new:
                raise SystemExit(f"fuzz: target {name} does not start; see {results}/{name}.log")
            left = minutes * 60 - (time.monotonic() - began)
            if left < STARTING:
                break
    run.seconds = time.monotonic() - began
    run.corpus = sum(1 for _ in corpus.iterdir())
    with (results / "results.tsv").open("a", encoding="utf-8") as file:
        file.write(_row(run))
    return run


def _run_once(run: Run, folder: Path, seconds: int) -> None:
    progress = folder / "findings" / PROGRESS
    progress.unlink(missing_ok=True)
    log = folder / "log"
    command = [sys.executable, "-m", f"tests.fuzz.{run.engine}_driver", run.name, str(folder), str(seconds)]
    # In memory where the system can: on a disk, writing takes longer than reading what is written. Removed
    # here, since libFuzzer ends its process without further ado.
    memory = MEMORY if MEMORY.is_dir() else None
    with log.open("wb") as file, tempfile.TemporaryDirectory(prefix="fuzz-work-", dir=memory) as work:
        subprocess.run(  # noqa: S603 - our own interpreter
            command,
            cwd=ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", targets.WORK: work},
            stdout=file,
            stderr=subprocess.STDOUT,
            check=False,
        )
    text = log.read_text(encoding="utf-8", errors="replace")
    noted: dict[str, Any] = {"executions": 0, "seen": {}}
    if progress.exists():
        noted = json.loads(progress.read_bytes())
    run.executions += max([noted["executions"], *map(int, _COUNT.findall(text)[-1:])])
    run.seen.update(noted["seen"])
    for branches, _features, _corpus in _COVERAGE.findall(text)[-1:]:
        run.branches = max(run.branches, int(branches))


def _hard(folder: Path) -> set[str]:
    """Return the inputs on which a process ended."""
    return {path.name for pattern in HARD for path in folder.glob(pattern)}


def described(run: Run) -> str:
    """Return what became of a target, for a person."""
    rate = run.executions / max(run.seconds, 1)
    did = f"{run.executions:,} executions in {run.seconds / 60:.1f} min, {rate:,.0f} a second by {run.engine}"
    covered = f"{run.branches:,} branches" if run.branches else "branches not counted"
    lines = [f"{run.name}: {did}; {covered}, {run.corpus:,} inputs in the corpus; {len(run.seen)} findings"]
    lines += [f"    {times:,} times {place}" for place, times in run.seen.most_common()]
    return "\n".join(lines)


def _row(run: Run) -> str:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"],  # noqa: S607 - whichever git there is
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout.strip()
    when = datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")
    figures = [round(run.seconds), run.executions, run.branches, run.corpus, len(run.seen)]
    return "\t".join(map(str, [when, commit, run.name, run.engine, *figures])) + "\n"


if __name__ == "__main__":
    sys.exit(main())
