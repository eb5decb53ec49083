"""Shell completion, by click's own protocol."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from searcher.cli.context import COMMANDS
from tests.command import ROOT


def completed(*words: str) -> list[str]:
    """Return what a shell offers for the last of some words."""
    done = subprocess.run(
        [sys.executable, "-c", "from searcher.cli import main; main()"],
        cwd=ROOT,
        env={
            **os.environ,
            "_SEARCHER_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(["searcher", *words]),
            "COMP_CWORD": str(len(words)),
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.split()]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["fa"], ["facts"]),
        (["s"], [name for name in COMMANDS if name.startswith("s")]),
        (["search", "--so"], ["--sort"]),
        (["search", "--sort", "n"], ["newest"]),
        (["红蜂驿站", "--unt"], ["--until"]),
        (["红"], []),
        (["show", "be74"], []),
    ],
)
def test_commands_options_and_values_are_completed(words: list[str], offered: list[str]) -> None:
    """After a query too; a query and an article's id are left as they are."""
    assert sorted(completed(*words)) == sorted(offered)
