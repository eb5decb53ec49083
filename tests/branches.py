"""How many of the branches of `index/` and `searcher/` the tests take.

    make coverage, which ends with: python -m tests.branches coverage.json [--least 95]

A line that goes on in several ways has a branch for each of them, as coverage.py counts. The exit status is 1
where less than `--least` per cent are taken. The files are named that have most of the others.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

NAMED = 10
"""Files that are named at most."""


def main() -> int:
    """Print the share of branches that are taken, and where the others are; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.branches", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("report", type=Path, help="as `coverage json` writes it")
    parser.add_argument("--least", type=float, default=95.0, metavar="PER CENT")
    options = parser.parse_args()
    measured: dict[str, Any] = json.loads(options.report.read_bytes())
    for name, missing in most_missing(measured["files"]):
        print(f"{missing:5} not taken in {name}")
    totals = measured["totals"]
    share = 100 * totals["covered_branches"] / max(totals["num_branches"], 1)
    print(f"{totals['covered_branches']:,} of {totals['num_branches']:,} branches taken: {share:.1f} %")
    return 0 if share >= options.least else 1


def most_missing(files: dict[str, Any]) -> list[tuple[str, int]]:
    """Return the files with branches that were not taken, those with most of them first, and how many."""
    missing = {name: file["summary"]["missing_branches"] for name, file in files.items()}
    most = sorted(missing, key=lambda name: (-missing[name], name))[:NAMED]
    return [(name, missing[name]) for name in most if missing[name]]


if __name__ == "__main__":
    sys.exit(main())
