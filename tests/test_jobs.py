"""Jobs in processes of their own: several a process, fed or not, and what becomes of those that fail."""

from __future__ import annotations

import fcntl
import os
import pickle
import signal
import subprocess
import sys
import time
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

import pytest

from index.archive import locked
from index.errors import ArchiveError
from index.jobs import PROGRAM, Jobs, sharing
from tests.command import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.jobs import Feed


def note_process(path: Path) -> None:
    """Write which process this is."""
    path.write_text(str(os.getpid()), encoding="ascii")


def join(path: Path, items: Iterable[str]) -> None:
    """Write all items once the last one is there."""
    path.write_text(" ".join(items), encoding="utf-8")


def refuse(items: Iterable[str]) -> None:
    """Fail at the first item."""
    for item in items:
        raise ArchiveError(f"{item} \ud800 is refused")


def note_process_and_stay(path: Path) -> None:
    """Write which process this is, have work for a minute, and write that it is done."""
    note_process(path)
    time.sleep(60)
    path.write_text("done", encoding="ascii")


def wait_for_file(path: Path) -> None:
    """Have work until a file is there."""
    while not path.exists():
        time.sleep(0.01)


def note_open_files(path: Path) -> None:
    """Write the numbers of the files that this process has open."""
    numbers = []
    for descriptor in range(64):
        with suppress(OSError):
            numbers.append(os.fstat(descriptor).st_ino)
    path.write_text(" ".join(map(str, numbers)), encoding="ascii")


STARTER = """
import os, signal, time
from pathlib import Path
from index.jobs import Jobs
from tests.test_jobs import note_process_and_stay

Jobs().start(note_process_and_stay, Path("job"))
while not Path("job").exists() or not Path("job").read_bytes():
    time.sleep(0.01)
os.kill(os.getpid(), signal.SIGKILL)
"""
"""Starts a job, and is killed."""


def send_all(feed: Feed, items: Iterable[str]) -> None:
    """Feed a job all items."""
    for item in items:
        feed.send(item)


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """Return jobs whose processes end with the test."""
    made = Jobs()
    yield made
    made.kill()


def test_a_process_does_one_job_after_the_other(jobs: Jobs, tmp_path: Path) -> None:
    """Another one is started only where all are busy."""
    for name in "ab":
        jobs.start(note_process, tmp_path / name)
        jobs.wait()
    numbers = {name: int((tmp_path / name).read_text(encoding="ascii")) for name in "ab"}
    assert numbers["a"] == numbers["b"] != os.getpid()


def test_a_job_is_fed(jobs: Jobs, tmp_path: Path) -> None:
    """Two at once, each with its own items, and a process is free for more when it has them all."""
    feeds = [jobs.feed(join, tmp_path / str(number)) for number in range(2)]
    for item in ("红蜂", "驿站"):
        for number, feed in enumerate(feeds):
            feed.send(f"{item}{number}")
    for feed in feeds:
        feed.close()
    jobs.wait()
    jobs.start(note_process, tmp_path / "more")
    jobs.wait()
    written = [(tmp_path / str(number)).read_text(encoding="utf-8") for number in range(2)]
    assert written == ["红蜂0 驿站0", "红蜂1 驿站1"]
    assert (tmp_path / "more").exists()


def test_what_fails_is_said_to_whoever_feeds_it(jobs: Jobs) -> None:
    """It need not come to an end that nothing is made of."""
    feed = jobs.feed(refuse)
    with pytest.raises(ArchiveError) as refused:
        send_all(feed, ["first", *["x" * 100_000] * 100])
    assert str(refused.value) == "first \ud800 is refused"


def test_what_fails_is_said_to_whoever_waits(jobs: Jobs) -> None:
    """Where it was fed with all there is before it failed."""
    feed = jobs.feed(refuse)
    feed.send("first")
    with pytest.raises(ArchiveError) as refused:
        jobs.wait()
    assert str(refused.value) == "first \ud800 is refused"


def test_a_job_whose_items_break_off_is_given_up(tmp_path: Path) -> None:
    """Whoever fed it was killed: nothing is written, and the process ends."""
    items = b"".join(map(pickle.dumps, (sys.path, ("en", join, (tmp_path / "joined",), True), "红蜂")))
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", PROGRAM], input=items, cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_a_job_ends_when_whoever_started_it_is_killed(tmp_path: Path) -> None:
    """Whatever it is at, and without a word: the pipes it has from us are at an end."""
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", STARTER],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )
    _, errors = process.communicate()  # the job has the other end of standard error as long as it lives
    assert (process.returncode, errors) == (-signal.SIGKILL, b"")
    assert (tmp_path / "job").read_text(encoding="ascii").isdigit()


def test_a_lock_holds_until_the_last_job_under_it_has_ended(jobs: Jobs, tmp_path: Path) -> None:
    """Though whoever took it is gone: the system has closed its files."""
    lock, other = (os.open(tmp_path / "lock", os.O_CREAT | os.O_WRONLY) for _ in range(2))
    fcntl.flock(lock, fcntl.LOCK_EX)
    with sharing(lock):
        jobs.start(wait_for_file, tmp_path / "go")
    os.close(lock)
    with pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    (tmp_path / "go").touch()
    jobs.wait()
    jobs.kill()
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(other)


def test_the_processes_of_a_writer_hold_the_archive(jobs: Jobs, tmp_path: Path) -> None:
    """Each has the lock open; one that was started before has not."""
    for name in ("before", "meanwhile"):
        with locked(tmp_path / "archive") if name == "meanwhile" else nullcontext():
            jobs.start(note_open_files, tmp_path / name)
            jobs.wait()
        jobs.kill()
    lock = str((tmp_path / "archive" / "lock").stat().st_ino)
    held = {
        name: lock in (tmp_path / name).read_text(encoding="ascii").split()
        for name in ("before", "meanwhile")
    }
    assert held == {"before": False, "meanwhile": True}


def test_a_job_whose_item_breaks_off_in_the_middle_is_given_up(tmp_path: Path) -> None:
    """As one that gets no more."""
    items = [pickle.dumps(item) for item in (sys.path, ("en", join, (tmp_path / "joined",), True), "红蜂")]
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", PROGRAM],
        input=b"".join(items)[:-3],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert list(tmp_path.iterdir()) == []
