"""A long update takes effect in steps, and goes on where it was stopped."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import searcher
from index import reading
from index.check import check
from index.updating import session
from index.updating.update import Report, update
from tests.builders import alter_mark, bring_up_to_date, found, write_articles

if TYPE_CHECKING:
    from index.sources import Source


class StoppedError(Exception):
    """What stops an update in these tests: as good as a power cut, but for what a test can see."""


def update_and_stop_at(archive: Path, name: str) -> None:
    """Update an archive; reading a file of this name stops it."""
    original = reading.read

    def stopping(source: Source, *arguments: object) -> object:
        if source.path.name == name:
            raise StoppedError
        return original(source, *arguments)  # type: ignore[arg-type]  # passed on as they came

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read", stopping)
        with pytest.raises(StoppedError):
            update(archive, [Path()])


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "STEP", 2)


def write_files(*names: str) -> None:
    """Write files of two articles each."""
    for name in names:
        write_articles(Path(f"{name}.jsonl"), **{f"{name}1": "红蜂", f"{name}2": "红蜂"})


def ids(*names: str) -> list[tuple[str, int]]:
    """Return what is found of such files."""
    return [(f"{name}{number}", 2) for name in names for number in (1, 2)]


def test_a_first_update_that_is_stopped_has_done_its_whole_steps(archive: Path) -> None:
    """What they read is found, and not read again by the next update."""
    write_files("a", "b", "c", "d")
    update_and_stop_at(archive, "d.jsonl")
    assert found(archive, "红蜂") == ids("a", "b", "c")
    assert check(archive).problems == []
    report = bring_up_to_date(archive, Path())
    assert report == Report(read=1, unchanged=3, articles=2, units=6)
    assert found(archive, "红蜂") == ids("a", "b", "c", "d")


def test_steps_do_what_one_does(archive: Path) -> None:
    """Changed, gone and new files, and the report of all of them."""
    write_files("a", "b", "c", "d")
    assert bring_up_to_date(archive, Path()) == Report(read=4, articles=8, units=24)
    write_files("e", "f")
    write_articles(Path("b.jsonl"), b1="红蜂", b2="红蜂", b3="红蜂")
    Path("c.jsonl").unlink()
    assert bring_up_to_date(archive, Path()) == Report(read=3, unchanged=2, removed=1, articles=7, units=21)
    assert found(archive, "红蜂") == sorted([*ids("a", "b", "d", "e", "f"), ("b3", 2)])
    assert check(archive).problems == []


def test_an_article_that_moves_between_files_is_there_once_after_each_step(archive: Path) -> None:
    """The file that had it may not have been read again when the step ends."""
    write_articles(Path("a.jsonl"), a1="红蜂", a2="红蜂")
    write_articles(Path("b.jsonl"), x="红蜂", b1="红蜂")
    bring_up_to_date(archive, Path())
    write_articles(Path("a.jsonl"), a1="红蜂", x="红蜂")
    write_articles(Path("b.jsonl"), b1="红蜂", b2="红蜂")
    update_and_stop_at(archive, "b.jsonl")
    assert found(archive, "红蜂") == [("a1", 2), ("b1", 2), ("x", 2)]
    assert check(archive).problems == []
    assert bring_up_to_date(archive, Path()).read == 1
    assert found(archive, "红蜂") == [("a1", 2), ("b1", 2), ("b2", 2), ("x", 2)]
    assert check(archive).problems == []


def test_a_moved_file_that_a_step_did_not_come_to_is_read_by_the_next_update(archive: Path) -> None:
    """Though it has the size and the time of change that it had: its articles are shown where it stands."""
    write_files("a", "b")
    for name in ("a", "b"):
        os.utime(f"{name}.jsonl", (0, 0))
    bring_up_to_date(archive, Path())
    Path("a.jsonl").rename("c.jsonl")
    Path("b.jsonl").rename("d.jsonl")
    update_and_stop_at(archive, "d.jsonl")
    assert files(archive) == {"a1": "c.jsonl", "a2": "c.jsonl", "b1": "b.jsonl", "b2": "b.jsonl"}
    bring_up_to_date(archive, Path())
    assert files(archive) == {"a1": "c.jsonl", "a2": "c.jsonl", "b1": "d.jsonl", "b2": "d.jsonl"}


def files(archive: Path) -> dict[str, str]:
    """Return the file that each article is shown to stand in."""
    with searcher.open(archive) as opened:
        return {hit.article: hit.file for hit in opened.search("红蜂")}


def test_what_replaces_an_archive_takes_effect_as_a_whole(archive: Path) -> None:
    """Half of it would find less than there was."""
    write_files("a", "b", "c", "d")
    bring_up_to_date(archive, Path())
    alter_mark(archive, schema=999)
    before = Path(shutil.copytree(archive, "before"))
    update_and_stop_at(archive, "d.jsonl")
    assert (archive / "archive.json").read_bytes() == (before / "archive.json").read_bytes()
    bring_up_to_date(archive, Path())
    assert found(archive, "红蜂") == ids("a", "b", "c", "d")
