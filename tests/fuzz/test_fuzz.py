"""The fuzzers themselves: what fails is found, kept and counted; what takes too much is stopped."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.fuzz.__main__ import main, parse_options
from tests.fuzz.findings import Recorder, shrink
from tests.fuzz.limits import TookTooLongError, limited

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def fails(data: bytes) -> None:
    """Fail in two places."""
    if b"a" in data:
        raise KeyError("a")
    if b"b" in data:
        raise ValueError(data)


def test_of_each_place_the_smallest_input_is_kept(tmp_path: Path) -> None:
    """However often it failed; each with its traceback beside it."""
    recorder = Recorder(fails, tmp_path)
    for data in (b"xxa", b"xa", b"xxxa", b"bb", b"sound"):
        recorder(data)
    assert (recorder.executions, sorted(recorder.seen.values())) == (5, [1, 3])
    assert sorted(path.read_bytes() for path in tmp_path.glob("*.input")) == [b"bb", b"xa"]
    assert sorted(path.read_text(encoding="utf-8").split(",")[0] for path in tmp_path.glob("*.txt")) == [
        "KeyError",
        "ValueError",
    ]


def test_an_input_is_shrunk_to_what_fails() -> None:
    """And only to what fails at the same place."""
    assert shrink(fails, b"bbbbbxxxxxxxxaxxbbbb") == b"a"
    assert shrink(fails, b"sound") == b"sound"


def wait(_data: bytes) -> None:
    """Take longer than an input may."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        pass


@pytest.mark.parametrize(
    ("run", "error"),
    [(wait, TookTooLongError), (lambda _: np.zeros(1 << 29, np.uint8), MemoryError)],
    ids=["time", "memory"],
)
def test_an_input_that_takes_too_much_is_stopped(
    run: Callable[[bytes], object], error: type[BaseException]
) -> None:
    """Time and memory have a limit, and none is left when the input is done."""
    with pytest.raises(error), limited(megabytes=256, seconds=1):
        run(b"")
    assert len(np.zeros(1 << 29, np.uint8)) == 1 << 29


def test_a_run_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Executions, time and findings: in one line, and in a file for all runs."""
    status = main(["decoding", "--engine", "hypothesis", "--minutes", "0.05", "--results", str(tmp_path)])
    line = capsys.readouterr().out
    row = (tmp_path / "results.tsv").read_text(encoding="utf-8").split("\t")
    assert (status, row[2:4], row[-1]) == (0, ["decoding", "hypothesis"], "0\n")
    assert int(row[5]) > 0
    assert line.startswith(f"decoding: {int(row[5]):,} executions")


def test_a_target_that_there_is_none_of_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The line names those there are."""
    with pytest.raises(SystemExit):
        parse_options(["nothing"])
    assert "nothing is no target; give one of " in capsys.readouterr().err
