"""Whether many may read an archive while one writes it.

    python -m tests.company [--readers 8] [--seconds 60] [--seed N]

One process writes version after version: files added, changed, renamed, removed, segments side by side and
merged, now and then an index in a new folder. The others ask, each in its way: opening the archive anew each
time; keeping it open for some seconds; by the command, in processes; reading all of it as `searcher check`
does.

What a version holds is written down before it is committed, and one article tells which version an archive
shows. So every answer is held against that version alone: all units that contain a string, their texts,
the totals, the counts of a facet, an article by its id, names, facts. Nobody sees a version older than one
that he saw before; an archive that is kept open shows the same all the time; after the last version
everybody sees the last. The exit status is 1 where an answer is wrong, or anything is raised.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.company.reader import KINDS, READY
from tests.company.writer import DONE
from tests.crash.asking import strays


def keep_company(
    root: Path, readers: int, seed: int, *, seconds: float = 600.0, versions: int = sys.maxsize
) -> tuple[int, list[dict[str, Any]]]:
    """Write for so many seconds, or so many versions, while so many read; return the versions, and who read.

    Raises `subprocess.CalledProcessError` where the writer or a reader fails as a whole.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "LC_ALL": "C.UTF-8"}
    reading = [
        subprocess.Popen(  # noqa: S603 - our own interpreter
            [
                sys.executable,
                "-m",
                "tests.company.reader",
                str(root),
                KINDS[each % len(KINDS)],
                str(seed + each),
            ],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for each in range(readers)
    ]
    while len(list(root.glob(f"{READY}*"))) < readers and all(reader.poll() is None for reader in reading):
        time.sleep(0.01)
    writing = [sys.executable, "-m", "tests.company.writer", str(seed), str(seconds), str(versions)]
    writer = subprocess.Popen(writing, env=environment, cwd=root)  # noqa: S603 - our own interpreter
    if status := writer.wait():
        (root / DONE).write_text("0", encoding="ascii")
        raise subprocess.CalledProcessError(status, writing)
    answers = [reader.communicate()[0] for reader in reading]
    for reader in reading:
        if reader.returncode:
            raise subprocess.CalledProcessError(reader.returncode, "reader")
    return int((root / DONE).read_text(encoding="ascii")), [json.loads(answer) for answer in answers]


def faults(last: int, readers: list[dict[str, Any]]) -> list[str]:
    """Return what was wrong: with the answers, and where a reader did not see the last version."""
    found = [what for reader in readers for what in reader["what"]]
    seeing = [reader for reader in readers if reader["kind"] != "checking"]
    return found + [
        f"{reader['kind']}: saw version {max(reader['versions'], default=0)} last, not {last}"
        for reader in seeing
        if max(reader["versions"], default=0) != last
    ]


def main() -> int:
    """Keep company, print the table, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.company", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(1_000_000) if options.seed is None else options.seed
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="searcher-company-") as folder:
        root = Path(folder)
        last, readers = keep_company(root, options.readers, seed, seconds=options.seconds)
        wrong = faults(last, readers)
        if left := strays(root / "archive"):
            wrong.append(f"the writer left {left}")
    columns = ("answers", "versions", "errors", "wrong")
    print(f"{'':12}" + "".join(f"{name:>10}" for name in columns))
    total = dict.fromkeys(columns, 0)
    for reader in readers:
        counts = {name: reader.get(name, 0) for name in columns} | {"versions": len(reader["versions"])}
        total = {name: total[name] + counts[name] for name in columns}
        print(f"{reader['kind']:12}" + "".join(f"{counts[name]:10}" for name in columns))
    print(f"{'all':12}" + "".join(f"{total[name]:10}" for name in columns))
    for each in wrong:
        print(f"WRONG {each}")
    print(
        f"\n{last} versions, {options.readers} readers, {time.monotonic() - began:.0f} seconds, seed {seed}: "
        f"{total['errors']} errors, {total['wrong']} wrong answers"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
