"""The archive as a folder: where it is, which version it has, who may write it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import searcher
from index import archive
from index.analysis import fingerprint
from index.archive import SCHEMA_VERSION
from index.columnar import snapshot
from index.errors import ArchiveError
from searcher.array_engine import engine
from tests.builders import alter_mark, bring_up_to_date, found, names, needs_permissions, write_articles

if TYPE_CHECKING:
    from index.columnar.segment import Segment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an archive of one article."""
    bring_up_to_date(tmp_path / "made", write_articles(tmp_path / "a.jsonl", x1="红蜂驿站"))
    return tmp_path / "made"


def refusal(folder: Path) -> str:
    """Return why an archive cannot be opened for searching."""
    with pytest.raises(ArchiveError) as refused:
        searcher.open(folder)
    return str(refused.value).replace(str(folder), "DIR")


def refusal_to_write(folder: Path, seconds: float = 0.0) -> str:
    """Return why an archive cannot be held for writing."""
    with pytest.raises(ArchiveError) as refused, archive.locked(folder, seconds):
        pass
    return str(refused.value).replace(str(folder), "DIR")


def test_an_archive_is_a_folder_of_few_files(folder: Path) -> None:
    """Its one segment is one file; so is the dictionary that queries are cut with."""
    (segment,) = folder.glob("index-1/MAIN_*.columns")
    assert names(folder) == [
        "archive.json",
        f"index-1/{segment.name}",
        "index-1/_MAIN_1.toc",
        "index-1/lexicon.columns",
        "index-1/segments-1.json",
        "index-1/sources-1.json",
        "lock",
    ]


def test_an_archive_says_what_it_was_made_with(folder: Path) -> None:
    """The version of its schema, the fingerprint of its analysis, and where its index is."""
    state = archive.read_state(folder)
    assert state == archive.State(SCHEMA_VERSION, fingerprint(), "index-1")
    assert state.is_current


def test_the_option_names_the_archive(tmp_path: Path) -> None:
    """Before the environment and what is near, there or not."""
    (tmp_path / ".searcher").mkdir()
    assert archive.locate(Path("given"), {"SEARCHER_ARCHIVE": "set"}, tmp_path) == Path("given")


def test_the_environment_names_the_archive(tmp_path: Path) -> None:
    """Before what is near; set to nothing it names none."""
    (tmp_path / ".searcher").mkdir()
    assert archive.locate(None, {"SEARCHER_ARCHIVE": "set"}, tmp_path) == Path("set")
    assert archive.locate(None, {"SEARCHER_ARCHIVE": ""}, tmp_path) == tmp_path / ".searcher"


def test_the_nearest_archive_upwards_is_taken(tmp_path: Path) -> None:
    """As git finds .git; a file of that name is none."""
    here = tmp_path / "a" / "b" / "c"
    here.mkdir(parents=True)
    (tmp_path / ".searcher").mkdir()
    (tmp_path / "a" / ".searcher").mkdir()
    (here / ".searcher").write_text("", encoding="utf-8")
    assert archive.locate(None, {}, here) == tmp_path / "a" / ".searcher"
    assert archive.locate(None, {}, tmp_path) == tmp_path / ".searcher"


def test_where_no_archive_is_near_there_is_none() -> None:
    """The root has none."""
    assert archive.locate(None, {}, Path("/")) is None


@pytest.mark.parametrize("name", ["nothing", "file", "empty", "file/below"])
def test_without_an_archive_the_command_that_makes_one_is_named(tmp_path: Path, name: str) -> None:
    """Nothing there, a file, an empty folder."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    assert refusal(tmp_path / name) == "no archive in DIR; make one with: searcher index PATH"


@pytest.mark.parametrize("fields", [{"schema": 999}, {"fingerprint": "another"}])
def test_an_archive_of_another_version_is_refused_by_the_search(folder: Path, fields: dict[str, Any]) -> None:
    """With the command that rebuilds it, and never misread."""
    alter_mark(folder, **fields)
    reason = "was made by another version of searcher; rebuild it with: searcher index PATH"
    assert refusal(folder) == f"archive DIR {reason}"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "archive.json is damaged"),
        (b"{", "archive.json is damaged"),
        (b"[]", "archive.json is damaged"),
        (b"\xff", "archive.json is damaged"),
        (b'{"schema": 1}', "archive.json is damaged"),
        (b'{"schema": null, "fingerprint": "", "folder": ""}', "archive.json is damaged"),
        (b'{"schema": 1, "fingerprint": "", "folder": "../elsewhere"}', "archive.json names no index"),
        (b"[" * 100_000, "archive.json is damaged"),
    ],
)
def test_a_damaged_archive_is_refused(folder: Path, content: bytes, reason: str) -> None:
    """By the search as by the update, with what to do."""
    (folder / "archive.json").write_bytes(content)
    complaint = f"archive DIR: {reason}; mend it with: searcher check --repair"
    assert refusal(folder) == complaint
    with pytest.raises(ArchiveError) as refused:
        bring_up_to_date(folder)
    assert str(refused.value).replace(str(folder), "DIR") == complaint


@pytest.mark.parametrize(
    ("pattern", "content", "reason"),
    [
        ("index-1/*", None, "index-1 is missing"),
        ("index-1/segments-*.json", b"", "index-1 is damaged (segments-1.json is no table of segments)"),
        ("index-1/segments-*.json", b"[{}]", "index-1 is damaged (segments-1.json is no table of segments)"),
        ("index-1/segments-*.json", b"null", "index-1 is damaged (segments-1.json is no table of segments)"),
    ],
)
def test_a_damaged_index_is_refused(folder: Path, pattern: str, content: bytes | None, reason: str) -> None:
    """By the search as by the update, with what to do."""
    for path in folder.glob(pattern):
        path.unlink() if content is None else path.write_bytes(content)
    complaint = f"archive DIR: {reason}; mend it with: searcher check --repair"
    assert refusal(folder) == complaint
    with pytest.raises(ArchiveError) as refused:
        bring_up_to_date(folder)
    assert str(refused.value).replace(str(folder), "DIR") == complaint


def test_a_damaged_segment_is_refused(folder: Path) -> None:
    """By its name, with what to do."""
    (segment,) = folder.glob("index-1/MAIN_*.columns")
    segment.write_bytes(segment.read_bytes()[:-1])
    assert refusal(folder).startswith(f"DIR/index-1/{segment.name}: has ")


@pytest.mark.parametrize(
    "names", [["notes.txt"], ["index-1"], ["index-1", "archive.json.new"], ["lock", "notes.txt"]]
)
def test_a_folder_with_other_files_is_refused(tmp_path: Path, names: list[str]) -> None:
    """Whatever is somebody else's is left alone."""
    for name in names:
        (tmp_path / name).write_text("", encoding="utf-8")
    assert (
        refusal_to_write(tmp_path) == "DIR holds other files and is no archive; name an empty or a new folder"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_a_folder_that_a_killed_writer_began_is_taken_over(tmp_path: Path) -> None:
    """It has the lock, and no archive.json yet."""
    folder = tmp_path / "made"
    (folder / "index-1").mkdir(parents=True)
    for name in ("lock", "archive.json.new", "index-1/MAIN_abc.trm"):
        (folder / name).write_text("half", encoding="utf-8")
    bring_up_to_date(folder, write_articles(tmp_path / "a.jsonl", x1="红蜂驿站"))
    assert found(folder, "红蜂") == [("x1", 2)]
    assert len(list(names(folder))) == 7


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file stands in its way."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    advice = "check its permissions or name another with --archive"
    assert refusal_to_write(tmp_path / "file") == f"archive DIR cannot be written (File exists); {advice}"
    assert (
        refusal_to_write(tmp_path / "file" / "below")
        == f"archive DIR cannot be written (Not a directory); {advice}"
    )


@needs_permissions
def test_a_read_only_archive_can_be_searched_and_not_written(folder: Path) -> None:
    """The search writes nothing."""
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & 0o555)
    try:
        assert found(folder, "红蜂") == [("x1", 2)]
        assert refusal_to_write(folder) == (
            "archive DIR cannot be written (Permission denied); "
            "check its permissions or name another with --archive"
        )
    finally:
        for path in paths:
            path.chmod(path.stat().st_mode | 0o700)


@needs_permissions
def test_an_archive_without_permission_is_named(folder: Path) -> None:
    """In the words of the system."""
    folder.chmod(0)
    try:
        assert refusal(folder) == "archive DIR cannot be read (Permission denied); check its permissions"
    finally:
        folder.chmod(0o700)


def test_searching_writes_nothing(folder: Path) -> None:
    """No lock, no cache, no time of change."""
    before = {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}
    assert found(folder, "红蜂") == [("x1", 2)]
    assert {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]} == before


def test_a_second_writer_waits_and_then_is_refused(folder: Path) -> None:
    """With how long it waited."""
    with archive.locked(folder):
        assert refusal_to_write(folder, 0.2) == (
            "archive DIR is being written by another process; waited 0.2 seconds, try again when it is done"
        )
    with archive.locked(folder, 0.0):
        pass


def test_readers_go_on_while_a_writer_holds_the_archive(folder: Path) -> None:
    """One writer, any number of readers."""
    with archive.locked(folder):
        assert found(folder, "红蜂") == [("x1", 2)]


def test_the_lock_of_a_killed_process_is_free(folder: Path) -> None:
    """The system lets go of it."""
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom index.archive import locked\n"
        "with locked(Path(sys.argv[1])):\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    here = Path(__file__).parent.parent
    killed = subprocess.run([sys.executable, "-c", program, str(folder)], cwd=here, check=False)  # noqa: S603 - ours
    assert killed.returncode < 0
    with archive.locked(folder, 0.0):
        pass


def test_a_reader_looks_again_where_a_writer_was_faster(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table of contents that it saw may be replaced before it is opened."""
    tries: list[Path] = []

    def open_segments(index_folder: Path) -> list[Segment]:
        tries.append(index_folder)
        if len(tries) < 3:
            raise FileNotFoundError
        return snapshot.open_segments(index_folder)

    monkeypatch.setattr(engine, "open_segments", open_segments)
    assert found(folder, "红蜂") == [("x1", 2)]
    assert len(tries) == 3


def test_a_reader_keeps_its_state(folder: Path, tmp_path: Path) -> None:
    """Whatever is written, and even where the index is replaced by a new one."""
    with searcher.open(folder) as reader:
        bring_up_to_date(folder, write_articles(tmp_path / "a.jsonl", y1="流动党员"))
        alter_mark(folder, fingerprint="another")
        bring_up_to_date(folder)
        assert [(hit.article, hit.text) for hit in reader.search("红蜂", mode="exact")] == [
            ("x1", "红蜂驿站")
        ]
        assert reader.search("党员", mode="exact").total == 0
    assert found(folder, "党员") == [("y1", 2)]
