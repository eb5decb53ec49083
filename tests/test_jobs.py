"""Jobs in processes of their own: several a process, fed or not, and what becomes of those that fail."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from index.errors import ArchiveError
from index.jobs import PROGRAM, Jobs
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
