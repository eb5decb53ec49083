"""An archive that others use too: readers, second writers, media that cannot be written, folders that move.

Here a few seconds of it; `python -m tests.company` keeps company for a minute.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import searcher
from index import archive as archives
from index.check import check
from index.updating.update import Report, update
from tests.builders import article_of, bring_up_to_date, found, names, write_articles
from tests.command import ROOT, Outcome, call, masked
from tests.company.__main__ import faults, keep_company

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COMMANDS = (
    ("search", "红蜂", "--format", "json"),
    ("search", "驿站的座位", "--relaxed"),
    ("show", "x"),
    ("names",),
    ("facts", "红蜂"),
    ("check",),
)
"""What one does who only reads."""


@pytest.fixture
def folder(archive: Path) -> Path:
    """Return an archive of one file, which is beside it in the working folder."""
    Path("papers").mkdir()
    write_articles(Path("papers/a.jsonl"), x="“红蜂驿站”有三十一个座位", y="红蜂")
    bring_up_to_date(archive, Path("papers"))
    return archive


def test_readers_see_one_version_whatever_is_written_meanwhile(tmp_path: Path) -> None:
    """Two of them, through a dozen versions and an index in a new folder."""
    last, readers = keep_company(tmp_path, 2, seed=1, versions=13)
    assert faults(last, readers) == []
    assert last == 13
    assert all(reader["answers"] for reader in readers)


def test_two_who_write_at_once_write_one_after_the_other(folder: Path) -> None:
    """Both have what they wanted, and the archive is sound."""
    papers = [write_articles(Path(f"{name}.jsonl"), **{name: "红蜂"}) for name in ("b", "c", "d")]
    writers = [
        subprocess.Popen(  # noqa: S603 - our own interpreter
            [
                sys.executable,
                "-c",
                "from searcher.cli import main; main()",
                "--archive",
                folder,
                "index",
                path,
            ],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for path in papers
    ]
    ended = [(writer.communicate()[1], writer.returncode) for writer in writers]
    assert ended == [(b"", 0)] * 3
    assert found(folder, "红蜂") == [("b", 2), ("c", 2), ("d", 2), ("x", 2), ("y", 2)]
    assert check(folder).problems == []


def test_who_waits_too_long_to_write_is_told_so(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line, and the archive is as it was."""
    monkeypatch.setattr(archives, "LOCK_SECONDS", 0.2)
    write_articles(Path("b.jsonl"), z="红蜂")
    before = names(folder)
    with archives.locked(folder):
        outcome = call(capsys, "--archive", folder, "index", "b.jsonl")
    assert outcome == Outcome(
        2,
        "",
        f"searcher: archive {folder} is being written by another process; "
        "waited 0.2 seconds, try again when it is done\n",
    )
    assert names(folder) == before


def _works(prefix: Sequence[str]) -> bool:
    """Say whether a program can be started in such a way."""
    if shutil.which(prefix[0]) is None:
        return False
    return subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0  # noqa: S603 - ours


def without_rights(folder: Path) -> list[str]:
    """Take from a folder the right to be written; return how who has no right beyond it is started."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode & 0o555)
    # root may write all the same, but for its capabilities to do so.
    prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else ["env"]
    if not _works(prefix):
        pytest.skip("root may read and write everything, and there is no setpriv")
    return prefix


def on_a_medium(folder: Path) -> list[str]:
    """Return how one is started who has a folder on a medium that cannot be written."""
    mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
    prefix = ["unshare", "--mount", "sh", "-c", mount, str(folder)]
    if not _works(prefix):
        pytest.skip("nothing can be mounted here")
    return prefix


@pytest.mark.parametrize(
    ("readers", "reason"),
    [(without_rights, "Permission denied"), (on_a_medium, "Read-only file system")],
)
def test_an_archive_that_cannot_be_written_can_be_read(
    folder: Path,
    readers: Callable[[Path], list[str]],
    reason: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the same answers; and who would write is told why it cannot be."""
    answers = [call(capsys, "--archive", folder, *arguments) for arguments in COMMANDS]
    prefix = readers(folder)
    try:
        before = {path: path.stat().st_mtime_ns for path in (folder, *folder.rglob("*"))}
        for arguments, answer in zip(COMMANDS, answers, strict=True):
            assert _run(prefix, folder, *arguments) == replace(answer, output=masked(answer.output))
        assert {answer.status for answer in answers} == {0}
        assert _run(prefix, folder, "index", "papers") == Outcome(
            2,
            "",
            f"searcher: archive {folder} cannot be written ({reason}); "
            "check its permissions or name another with --archive\n",
        )
        assert {path: path.stat().st_mtime_ns for path in (folder, *folder.rglob("*"))} == before
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(path.stat().st_mode | 0o700)


def _run(prefix: Sequence[str], folder: Path, *arguments: str) -> Outcome:
    script = "from searcher.cli import main; main()"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [*prefix, sys.executable, "-c", script, "--archive", str(folder), *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return Outcome(done.returncode, masked(done.stdout), done.stderr)


def test_an_archive_that_was_moved_is_brought_up_to_date_where_it_is(folder: Path) -> None:
    """It knows its files by their real paths, wherever it is itself."""
    folder.rename("moved")
    assert found(Path("moved"), "红蜂") == [("x", 2), ("y", 2)]
    write_articles(Path("papers/b.jsonl"), z="红蜂")
    assert bring_up_to_date(Path("moved"), Path("papers")) == Report(read=1, unchanged=1, articles=1, units=3)
    assert found(Path("moved"), "红蜂") == [("x", 2), ("y", 2), ("z", 2)]


def test_a_copy_of_an_archive_is_one_of_its_own(folder: Path) -> None:
    """What is written to one is not in the other."""
    shutil.copytree(folder, "copy")
    write_articles(Path("papers/b.jsonl"), z="红蜂")
    bring_up_to_date(Path("copy"), Path("papers"))
    assert found(folder, "红蜂") == [("x", 2), ("y", 2)]
    assert found(Path("copy"), "红蜂") == [("x", 2), ("y", 2), ("z", 2)]


def test_a_reader_does_not_notice_that_the_archive_is_moved(folder: Path) -> None:
    """It has all of it open: exact and relaxed searches, articles, names, facts."""
    with searcher.open(folder) as reader:
        folder.rename("moved")
        assert reader.search("红蜂", mode="exact").total == 2
        assert reader.search("驿站的座位", mode="relaxed").total == 1
        assert reader.article("x") == article_of(Path("moved"), "x")
        assert [name.text for name in reader.names().names] == ["红蜂驿站"]
        assert [fact.figure for fact in reader.facts("红蜂").facts] == ["三十一个"]


def test_an_archive_that_moves_with_its_files_keeps_its_articles(folder: Path) -> None:
    """Under their ids: the files are read again where they are now."""
    Path("there").mkdir()
    folder.rename("there/archive")
    Path("papers").rename("there/papers")
    os.chdir("there")
    report = update(Path("archive"), [Path("papers")])
    assert (report.problems, report.moved) == ([], 1)
    assert found(Path("archive"), "红蜂") == [("x", 2), ("y", 2)]
