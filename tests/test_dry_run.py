"""`searcher index --dry-run`: says what an update would do, and does nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.builders import PAGE, alter_mark, bring_up_to_date, names, write, write_articles
from tests.command import Outcome, call

if TYPE_CHECKING:
    import pytest


def test_each_file_with_what_would_become_of_it(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line each; then the update does just that."""
    for name in "abcd":
        write_articles(Path(f"{name}.jsonl"), **{name: "红蜂"})
    write(Path("p.txt"), PAGE)
    bring_up_to_date(archive, Path())
    before = {name: (archive / name).read_bytes() for name in names(archive)}
    write_articles(Path("a.jsonl"), a="红蜂驿站")
    Path("b.jsonl").rename("m.jsonl")
    Path("c.jsonl").unlink()
    write_articles(Path("e.jsonl"), e="红蜂")
    outcome = call(capsys, "--archive", archive, "index", ".", "nowhere", "--dry-run")
    lines = outcome.output.splitlines()
    assert [each for each in lines if not each.startswith("to be looked at again")] == [
        "changed: a.jsonl",
        "moved: b.jsonl to m.jsonl",
        "new: e.jsonl",
        "gone: c.jsonl",
        lines[-1],
    ]
    assert lines[-1].endswith(" unchanged; nothing was written")
    assert (outcome.status, outcome.errors) == (
        2,
        "searcher: nowhere: no such file or folder; check the path\n",
    )
    assert {name: (archive / name).read_bytes() for name in names(archive)} == before
    report = bring_up_to_date(archive, Path())
    assert (report.read, report.moved, report.removed, report.unchanged) == (2, 1, 1, 2)


def test_files_of_which_something_else_is_said(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Their articles would be read again."""
    write_articles(Path("a.jsonl"), a="红蜂")
    bring_up_to_date(archive, Path())
    outcome = call(capsys, "--archive", archive, "index", ".", "--dry-run", "--paper", "晚报")
    assert outcome == Outcome(
        0, "other paper, date, page or section: a.jsonl\n0 unchanged; nothing was written\n", ""
    )


def test_without_an_archive_all_is_new_and_none_is_made(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even its folder."""
    write_articles(Path("a.jsonl"), a="红蜂")
    outcome = call(capsys, "--archive", archive, "index", "a.jsonl", "--dry-run")
    assert outcome == Outcome(0, "new: a.jsonl\n0 unchanged; nothing was written\n", "")
    assert not archive.exists()


def test_an_archive_of_another_version_would_be_read_anew(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All its files, whatever is named."""
    write_articles(Path("a.jsonl"), a="红蜂")
    bring_up_to_date(archive, Path())
    alter_mark(archive, schema=1)
    write_articles(Path("b.jsonl"), b="红蜂")
    outcome = call(capsys, "--archive", archive, "index", "--dry-run", "b.jsonl")
    assert outcome == Outcome(0, "changed: a.jsonl\nnew: b.jsonl\n0 unchanged; nothing was written\n", "")
