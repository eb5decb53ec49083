"""What every command of the reporter's desk does without an archive, and when nobody reads it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.command import Outcome, call, make_archive, start

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = [
    ["facts", "驿站", "--format", "csv"],
    ["quote", "快递员进了驿站"],
    ["explain", "驿站", "one", "2"],
    ["similar", "one"],
    ["search", "驿站", "--full"],
    ["search", "驿站", "--format", "cite"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=[" ".join(each) for each in COMMANDS])
def test_without_an_archive_the_next_step_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """One line, status 2."""
    monkeypatch.chdir(tmp_path)
    assert call(capsys, *arguments) == Outcome(
        2,
        "",
        "searcher: no archive here or in any folder above; make one with: searcher index PATH\n",
    )


@pytest.mark.parametrize("arguments", COMMANDS, ids=[" ".join(each) for each in COMMANDS])
def test_a_closed_pipe_is_no_error(tmp_path: Path, arguments: list[str]) -> None:
    """Who reads the output has read enough: nothing is said."""
    folder = make_archive(tmp_path)
    process = start("--archive", folder, *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert (process.stderr.read(), process.wait() in {0, 1}) == (b"", True)
    process.stderr.close()
