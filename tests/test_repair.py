"""`searcher check --repair`: what is damaged is made again from the files it came from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import merge_policy
from index.check import check
from index.errors import ArchiveError
from index.updating.repair import Lost, repair
from index.updating.update import Report
from tests.builders import PAGE, alter_mark, bring_up_to_date, found, line, names, write, write_articles
from tests.command import call

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TEXT = "红蜂驿站"


@pytest.fixture
def made(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive of two segments."""
    monkeypatch.setattr(merge_policy, "SMALL", 0)
    write_articles(Path("a.jsonl"), a1=f"{TEXT}一", a2=f"{TEXT}二")
    write(Path("page.txt"), PAGE)
    bring_up_to_date(archive, Path())
    write_articles(Path("b.jsonl"), b1=f"{TEXT}三", b2=f"{TEXT}四")
    bring_up_to_date(archive, Path())
    assert len(segments(archive)) == 2
    return archive


def segments(archive: Path) -> list[Path]:
    """Return the files of an archive's segments, the oldest first."""
    return sorted(archive.glob("index-*/MAIN_*.columns"), key=lambda path: path.stat().st_mtime_ns)


def flip(path: Path) -> None:
    """Change a byte in the middle of a file, in place of another."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()
    path.write_bytes(content)


def flip_all(paths: Iterable[Path]) -> None:
    """Change a byte in the middle of each file."""
    for path in paths:
        flip(path)


def spoil(path: Path) -> None:
    """Let a file begin an object of JSON, and no more."""
    path.write_text("{", encoding="utf-8")


def rename_index(archive: Path) -> None:
    """Let an archive name another index than the one that is there."""
    mark = archive / "archive.json"
    mark.write_text(mark.read_text(encoding="utf-8").replace("index-1", "index-9"), encoding="utf-8")


def generation(archive: Path, name: str) -> Path:
    """Return the one file of an archive's index that a pattern names."""
    (path,) = archive.glob(f"index-*/{name}")
    return path


def cut(name: str) -> Callable[[Path], None]:
    """Return what cuts such a file off in its middle."""

    def cutting(archive: Path) -> None:
        path = generation(archive, name)
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content[: len(content) // 2])

    return cutting


def lose(name: str) -> Callable[[Path], None]:
    """Return what removes such a file."""
    return lambda archive: generation(archive, name).unlink()


DAMAGES: dict[str, Callable[[Path], None]] = {
    "a flipped byte in the newest segment": lambda archive: flip(segments(archive)[-1]),
    "a flipped byte in every segment": lambda archive: flip_all(segments(archive)),
    "the newest segment is lost": lambda archive: segments(archive)[-1].unlink(),
    "the dictionary is cut off": cut("lexicon.columns"),
    "the dictionary is lost": lose("lexicon.columns"),
    "the list of files is cut off": cut("sources-*.json"),
    "the list of files is lost": lose("sources-*.json"),
    "the table of segments is cut off": cut("segments-*.json"),
    "the table of segments is lost": lose("segments-*.json"),
    "Whoosh's table of contents is cut off": cut("_MAIN_*.toc"),
    "Whoosh's table of contents is lost": lose("_MAIN_*.toc"),
    "archive.json is no JSON": lambda archive: spoil(archive / "archive.json"),
    "archive.json is lost": lambda archive: (archive / "archive.json").unlink(),
    "archive.json names another index": rename_index,
    "the archive is of another version": lambda archive: alter_mark(archive, schema=1),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_archive_is_mended(made: Path, damage: Callable[[Path], None]) -> None:
    """Everything is found again, nothing else is in its folder, and updates go on."""
    before = found(made, TEXT)
    damage(made)
    repaired = repair(made)
    assert len(repaired.problems) == (2 if damage is DAMAGES["a flipped byte in every segment"] else 1)
    assert (repaired.lost, repaired.report.problems) == ([], [])
    assert found(made, TEXT) == before
    assert (check(made).problems, check(made).leftovers) == ([], [])
    assert bring_up_to_date(made, Path()) == Report(unchanged=3)
    assert repair(made).problems == []
    assert {name.partition("/")[0] for name in names(made)} <= {
        "archive.json",
        "index-1",
        "index-2",
        "index-10",
        "lock",
    }


@pytest.mark.parametrize("file", ["archive.json", "index-1/segments-*.json"])
def test_a_repair_that_was_killed_is_done_by_the_next_one(made: Path, file: str) -> None:
    """It had begun to make an index anew, and what it had made of that tells of no files yet."""
    before = found(made, TEXT)
    (damaged,) = made.glob(file)
    spoil(damaged)
    (made / "index-2").mkdir()
    shutil.copy(segments(made)[0], made / "index-2" / "MAIN_begun.columns")
    repaired = repair(made)
    assert (repaired.report.read, repaired.lost) == (3, [])
    assert found(made, TEXT) == before
    assert (check(made).problems, check(made).leftovers) == ([], [])


def test_only_the_files_of_a_damaged_segment_are_read_again(made: Path) -> None:
    """The others are not even looked at."""
    (older, newer) = segments(made)
    flip(newer)
    repaired = repair(made)
    assert repaired.report == Report(read=1, articles=2, units=6)
    assert older in segments(made)


def test_what_stood_in_a_file_that_is_gone_is_lost_and_named(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rest is mended; the exit status is 2."""
    broken = Path(shutil.copytree(made, "broken"))
    for archive in (made, broken):
        flip(segments(archive)[-1])
    Path("b.jsonl").unlink()
    assert repair(made).lost == [Lost("b.jsonl", 2)]
    assert len(found(made, TEXT)) == 4
    outcome = call(capsys, "--archive", broken, "check", "--repair")
    assert outcome.status == 2
    assert outcome.errors.splitlines()[-1] == "searcher: b.jsonl is gone; lost: 2 articles"
    assert outcome.output.splitlines()[0] == f"archive {broken} was mended: 0 files read again"
    assert check(broken).problems == []


def test_a_file_that_cannot_be_read_keeps_what_is_sound_of_it(archive: Path) -> None:
    """It is tried again by the next update."""
    for number in range(3):
        write(Path("a.jsonl"), line(id="a", text=f"{TEXT}{number}") + line(id="b", text=TEXT))
        bring_up_to_date(archive, Path())
    flip(segments(archive)[-1])
    Path("a.jsonl").write_bytes(b"\0")
    repaired = repair(archive)
    assert [str(each) for each in repaired.report.problems] == [
        "a.jsonl: holds NUL bytes, so it is no text; convert it to JSON Lines"
    ]
    assert (check(archive).problems, found(archive, TEXT)) == ([], [])
    write(Path("a.jsonl"), line(id="a", text=TEXT))
    assert bring_up_to_date(archive, Path()).read == 1


def test_a_sound_archive_is_left_alone(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not a byte of it changes."""
    before = {name: (made / name).read_bytes() for name in names(made)}
    outcome = call(capsys, "--archive", made, "check", "--repair")
    assert (outcome.status, outcome.errors) == (0, "")
    assert outcome.output.startswith(f"archive {made} is sound: 5 articles, ")
    assert {name: (made / name).read_bytes() for name in names(made)} == before


def test_an_archive_that_tells_nothing_of_its_files_is_given_up(made: Path) -> None:
    """Its segments are lost, and its list of files."""
    for path in [*segments(made), generation(made, "sources-*.json"), generation(made, "segments-*.json")]:
        path.unlink()
    with pytest.raises(ArchiveError, match="does not tell which files it was made from"):
        repair(made)


def test_an_archive_without_any_index_is_given_up(made: Path) -> None:
    """Nothing is left but its name."""
    shutil.rmtree(made / "index-1")
    with pytest.raises(ArchiveError, match="does not tell which files it was made from"):
        repair(made)


def test_leftovers_are_named_and_are_no_fault(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The next update removes them."""
    path = made / "index-1" / "MAIN_abc.columns"
    path.write_bytes(b"half")
    outcome = call(capsys, "--archive", made, "check")
    assert (outcome.status, outcome.errors) == (
        0,
        f"searcher: {path} belongs to no generation; unless an update is running, the next one removes it\n",
    )
    write_articles(Path("c.jsonl"), c=TEXT)
    bring_up_to_date(made, Path())
    assert not path.exists()
    assert json.loads((made / "archive.json").read_text(encoding="utf-8"))["folder"] == "index-1"
