"""Watching files: an archive follows them until it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

import pytest

from index.errors import SourceError
from index.updating.watching import changes
from tests.builders import PAGE, found, write, write_articles
from tests.command import call

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0
"""Seconds after which a test gives up; no test asserts that anything is quick."""


def wait_for_line(process: subprocess.Popen[str]) -> str:
    """Return the next line that a command writes."""
    assert process.stdout is not None
    return process.stdout.readline()


def test_an_archive_follows_its_files(archive: Path) -> None:
    """New, changed, renamed and deleted ones, until Ctrl-C; each update says what it did."""
    Path("pages").mkdir()
    write_articles(Path("pages/a.jsonl"), a="红蜂")
    command = [sys.executable, "-c", "from searcher.cli import main; main()"]
    arguments = ["--archive", str(archive), "index", "pages", "--watch"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [*command, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            tail = f"; archive {archive}\n"
            assert wait_for_line(process) == "1 file read: 1 article, 3 units; 0 unchanged, 0 removed" + tail
            write(Path("pages/page.txt"), PAGE)
            assert wait_for_line(process) == "1 file read: 1 article, 3 units; 1 unchanged, 0 removed" + tail
            assert found(archive, "红蜂驿站有") == []
            Path("pages/a.jsonl").rename("pages/b.jsonl")
            assert (
                wait_for_line(process)
                == "0 files read: 0 articles, 0 units; 1 unchanged, 1 moved, 0 removed" + tail
            )
            Path("pages/page.txt").unlink()
            assert (
                wait_for_line(process) == "0 files read: 0 articles, 0 units; 1 unchanged, 1 removed" + tail
            )
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
    assert found(archive, "红蜂") == [("a", 2)]


def test_what_a_watcher_is_told_first_is_that_it_watches(tmp_path: Path) -> None:
    """What changed before it did is looked at then; the archive's own files do not count."""
    stop = Event()
    (tmp_path / "archive").mkdir()
    watching = changes([tmp_path], tmp_path / "archive", stop)
    next(watching)
    write(tmp_path / "archive" / "a.txt", "x")
    write(tmp_path / "image.png", "x")
    write(tmp_path / "a.txt", "x")
    next(watching)
    began = time.monotonic()
    stop.set()
    assert list(watching) == []
    assert time.monotonic() - began < PATIENCE


def test_a_folder_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    """It is named."""
    with pytest.raises(SourceError, match="nowhere: no such folder to watch; check the path"):
        next(changes([tmp_path / "nowhere" / "a"], tmp_path / "archive"))


def test_watching_and_a_dry_run_exclude_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a usage error."""
    outcome = call(capsys, "--archive", tmp_path / "x", "index", tmp_path, "--dry-run", "--watch")
    assert (outcome.status, outcome.errors) == (
        2,
        "searcher: --dry-run and --watch exclude each other; see: searcher index --help\n",
    )
