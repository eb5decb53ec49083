"""Forgetting files, and putting segments in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import merge_policy
from index.check import check
from index.updating.maintenance import compact, remove
from index.updating.update import Report
from tests.builders import bring_up_to_date, found, write_articles
from tests.command import Outcome, call


@pytest.fixture
def _files(archive: Path) -> None:
    """Index three files, two of them in a folder."""
    Path("p").mkdir()
    write_articles(Path("p/a.jsonl"), a="红蜂")
    write_articles(Path("p/b.jsonl"), b="红蜂")
    write_articles(Path("pc.jsonl"), c="红蜂")
    bring_up_to_date(archive, Path())


@pytest.mark.usefixtures("_files")
def test_a_folder_is_forgotten_with_all_that_is_below_it(archive: Path) -> None:
    """What only begins with its name is not below it."""
    assert remove(archive, [Path("p/")]) == Report(removed=2)
    assert found(archive, "红蜂") == [("c", 2)]
    assert check(archive).problems == []


@pytest.mark.usefixtures("_files")
def test_a_file_that_is_forgotten_comes_in_again_when_it_is_indexed_again(archive: Path) -> None:
    """It is not forbidden, and it is not there any more to be brought up to date."""
    assert remove(archive, [Path("pc.jsonl"), Path("pc.jsonl")]) == Report(removed=1)
    assert bring_up_to_date(archive, Path("p")) == Report(unchanged=2)
    assert bring_up_to_date(archive, Path()) == Report(read=1, unchanged=2, articles=1, units=3)


@pytest.mark.usefixtures("_files")
def test_the_command_says_what_was_removed(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Or that there was nothing to remove."""
    outcome = call(capsys, "--archive", archive, "remove", "p/a.jsonl", "nothing")
    assert outcome == Outcome(0, f"1 file removed; archive {archive}\n", "")
    complaint = f"searcher: nothing of p/a.jsonl is in archive {archive}; searcher status says what is\n"
    assert call(capsys, "--archive", archive, "remove", "p/a.jsonl") == Outcome(1, "", complaint)


def test_where_no_archive_is_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By no command that changes one."""
    for arguments in (["remove", "a"], ["compact"], ["check", "--repair"], ["status"]):
        outcome = call(capsys, "--archive", tmp_path / "none", *arguments)
        assert outcome == Outcome(
            2, "", f"searcher: no archive in {tmp_path / 'none'}; make one with: searcher index PATH\n"
        )
    assert list(tmp_path.iterdir()) == []


def test_compacting_drops_what_is_deleted(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And finds what was found before; done twice, it does nothing."""
    monkeypatch.setattr(merge_policy, "SMALL", 0)
    texts = {f"x{number}": f"红蜂驿站第{number}号" for number in range(200)}
    for name in "abcd":
        write_articles(Path(f"{name}.jsonl"), **{name + key: text for key, text in texts.items()})
    bring_up_to_date(archive, Path())
    write_articles(Path("a.jsonl"), ax0="红蜂")
    bring_up_to_date(archive, Path())
    before = found(archive, "红蜂")
    first, second = compact(archive)
    assert (first.segments, second.segments, second.bytes < first.bytes) == (2, 1, True)
    assert found(archive, "红蜂") == before
    assert check(archive).problems == []
    assert compact(archive) == (second, second)
    outcome = call(capsys, "--archive", archive, "compact")
    expected = f"archive {archive} is compact: 1 segment, {second.bytes:,} bytes\n"
    assert outcome == Outcome(0, expected, "")
    assert bring_up_to_date(archive, Path()) == Report(unchanged=4)
