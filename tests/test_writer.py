"""The writer: sessions that become segments, segments that become few, and never too much on the disk."""

from __future__ import annotations

import errno
import os
import pkgutil
import random
import resource
import subprocess
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

import searcher
from index import archive, merge_policy, segment_making, writer
from index.columnar import container
from index.columnar.snapshot import latest_generation, read_table
from index.errors import ArchiveError
from index.jobs import Feed, Jobs
from index.writer import ArchiveWriter
from tests.builders import article, size, write_articles
from tests.command import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from index.model import Article


class JobsHere(Jobs):
    """Jobs that are done in this process, where a test can watch."""

    def start(self, function: Callable[..., None], *arguments: object) -> None:
        function(*arguments)

    def feed(self, function: Callable[..., None], *arguments: object) -> Feed:
        return FeedHere(partial(function, *arguments))


class FeedHere(Feed):
    """The input of a job that is done once its input is there."""

    def __init__(self, function: Callable[[list[object]], None]) -> None:
        self._function = function
        self._items: list[object] = []

    def send(self, item: object) -> None:
        self._items.append(item)

    def close(self) -> None:
        self._function(self._items)


@pytest.fixture
def _small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments of a few articles, merged as if they were large ones."""
    make_segments_of(5_000, monkeypatch)
    monkeypatch.setattr(writer, "Jobs", JobsHere)
    monkeypatch.setattr(merge_policy, "SMALL", 0)


def make_segments_of(characters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let segments have so many characters, in batches of a thousand or so, none of them made here."""
    monkeypatch.setattr(segment_making, "CHARACTERS", characters)
    monkeypatch.setattr(segment_making, "BATCH", 1_000)
    monkeypatch.setattr(segment_making, "FEW", 0)


def many(version: int, number: int = 60) -> list[Article]:
    """Return articles of random news, other ones for each version."""
    chance = random.Random(version)  # noqa: S311 - a sample, no secret
    alphabet = [chr(0x4E00 + place) for place in range(40)]
    return [
        article(f"{version}.{each}", "".join(chance.choices(alphabet, k=1_000)), headline=f"第{version}版")
        for each in range(number)
    ]


def write(folder: Path, articles: Iterable[Article], removed: Iterable[str] = ()) -> None:
    """Write articles in one session."""
    with ArchiveWriter(folder / "index-1") as session:
        session.remove_articles(removed)
        for each in articles:
            session.add(each, source=1)
        session.commit()
    if not (folder / "archive.json").exists():
        archive.publish(folder, "index-1")


def segments(folder: Path) -> list[int]:
    """Return how many articles each segment of an archive has."""
    index_folder = folder / "index-1"
    return [entry.articles for entry in read_table(index_folder, latest_generation(index_folder))]


def total(folder: Path, query: str) -> int:
    """Return how many units an archive finds."""
    with searcher.open(folder) as opened:
        return opened.search(query, mode="exact", limit=0).total


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an archive that is not there yet."""
    made = tmp_path / "archive"
    made.mkdir()
    return made


def test_sessions_become_one_segment_while_they_are_small(folder: Path) -> None:
    """A day's articles, added every day: one file is read by a query, and not one a day."""
    for day in range(5):
        write(folder, [article(f"{day}", "红蜂驿站")])
    assert (segments(folder), total(folder, "红蜂")) == ([5], 5)
    assert len(list(folder.glob("index-1/MAIN_*.columns"))) == 1


@pytest.mark.usefixtures("_small_segments")
def test_segments_of_one_session_are_merged(folder: Path) -> None:
    """Thirteen segments of five articles are at most four of a size in the end."""
    articles = many(1)
    write(folder, articles)
    assert sum(segments(folder)) == len(articles)
    assert len(segments(folder)) <= 2 * merge_policy.MOST_OF_A_SIZE
    assert total(folder, "第1版") == len(articles)


@pytest.mark.usefixtures("_small_segments")
def test_articles_can_be_taken_back(folder: Path) -> None:
    """Whatever segments they have gone to meanwhile, and wherever they stand in them."""
    with ArchiveWriter(folder / "index-1") as session:
        numbers = [session.add(each, source=1) for each in many(1)]
        session.take_back(numbers[::7])
        session.take_back(numbers[1::7])
        session.commit()
    archive.publish(folder, "index-1")
    with searcher.open(folder) as opened:
        found = {hit.article for hit in opened.search("第1版", mode="exact", limit=100)}
    assert found == {f"1.{number}" for number in range(60) if number % 7 > 1}


@pytest.mark.usefixtures("_small_segments")
def test_an_archive_rewritten_whole_never_takes_three_times_its_size(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old segments, the new ones, and what is being merged of them, whenever a file is finished."""
    make_segments_of(50_000, monkeypatch)
    write(folder, many(0, 300))
    fresh = size(folder)
    most = 0

    def sync_folder(path: Path) -> None:
        nonlocal most
        most = max(most, size(path))

    monkeypatch.setattr(container, "sync_folder", sync_folder)
    for version in range(1, 4):
        write(folder, many(version, 300), [f"{version - 1}.{each}" for each in range(300)])
        assert total(folder, f"第{version}版") == 300
        assert total(folder, f"第{version - 1}版") == 0
    assert fresh < most <= 3 * fresh
    write(folder, many(4, 1))
    assert size(folder) < 1.2 * fresh


@pytest.mark.usefixtures("_small_segments")
@pytest.mark.parametrize("call", range(1, 46, 3))
@pytest.mark.parametrize("name", ["os:fsync", "pathlib:Path.replace"])
def test_a_disk_that_fills_up_leaves_the_generation_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, call: int
) -> None:
    """Wherever it fills up: while segments are made, merged or listed."""
    write(folder, many(0, 12))
    before = content(folder)
    with monkeypatch.context() as patch:
        original = pkgutil.resolve_name(name)
        calls = iter(range(1, 1_000))

        def full(*arguments: Any) -> Any:
            if next(calls) == call:
                raise OSError(errno.ENOSPC, "No space left on device")
            return original(*arguments)

        patch.setattr(name.replace(":", "."), full)
        with suppress(ArchiveError, OSError):
            write(folder, many(1, 40), [f"0.{each}" for each in range(6)])
    is_new = "_MAIN_2.toc" in content(folder)
    assert is_new or content(folder) == before
    assert (total(folder, "第0版"), total(folder, "第1版")) == ((6, 40) if is_new else (12, 0))


@pytest.mark.usefixtures("_small_segments")
@pytest.mark.parametrize("limit", [0, 100, 20_000, 40_000])
def test_a_write_that_fails_leaves_the_generation_before(folder: Path, limit: int) -> None:
    """A file may grow so far and no further: the system refuses the write itself."""
    write(folder, many(0, 12))
    before = content(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(ArchiveError, match="File too large"):
            write(folder, many(1, 40))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert content(folder) == before
    write(folder, many(2, 3))
    assert (total(folder, "第0版"), total(folder, "第2版")) == (12, 3)


@pytest.mark.parametrize("large", [0, writer.LARGE], ids=["beside this process", "in this process"])
def test_a_merging_that_fails_leaves_the_generation_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    """There is room for what the session made, and none for what it becomes with what was there."""
    monkeypatch.setattr(writer, "LARGE", large)
    write(folder, many(0, 30))
    before = content(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000 + max(map(len, before.values())), hard))
    try:
        with pytest.raises(ArchiveError, match=r"MAIN_\w+.columns: cannot be written \(File too large\)"):
            write(folder, many(1, 12))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert content(folder) == before
    write(folder, many(2, 12))
    assert (segments(folder), total(folder, "第0版"), total(folder, "第2版")) == ([42], 30, 12)


def test_what_goes_wrong_in_another_process_is_said_here(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """In one line and with the file's name, and nothing on standard error."""
    make_segments_of(5_000, monkeypatch)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, hard))
    try:
        with pytest.raises(ArchiveError, match=r"MAIN_\w+.columns: cannot be written \(File too large\)"):
            write(folder, many(1, 12))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert capfd.readouterr().err == ""


def test_segments_are_made_and_merged_beside_this_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With real processes, two at once."""
    make_segments_of(5_000, monkeypatch)
    monkeypatch.setattr(writer, "LARGE", 0)
    write(folder, many(1, 12))
    assert (segments(folder), total(folder, "第1版")) == ([12], 12)


def test_a_process_that_is_killed_fails_the_session(folder: Path) -> None:
    """With how it ended, as the system says it."""
    running = Jobs()
    running.start(os.abort)
    try:
        with pytest.raises(ArchiveError, match="a process that wrote a segment ended with -6"):
            running.wait()
    finally:
        running.kill()
    assert list(folder.iterdir()) == []


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of an archive."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_program_may_write_an_archive_at_its_top_level(folder: Path) -> None:
    """It is not run again by the processes that write segments."""
    program = folder.parent / "program.py"
    program.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from index import segment_making\n"
        "from index.updating.update import update\n"
        "segment_making.BATCH = segment_making.FEW = 10\n"
        "print(update(Path(sys.argv[1]), [Path(sys.argv[2])]).articles)\n",
        encoding="utf-8",
    )
    papers = write_articles(folder.parent / "papers.jsonl", a="红蜂驿站" * 5, b="流动党员" * 5)
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, str(program), str(folder), str(papers)],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"2\n", b"")
