"""Updates in trouble: bad input, archives of another version, a full disk, an interruption."""

from __future__ import annotations

import gzip
import lzma
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import searcher
from index.errors import ArchiveError
from index.language import CHINESE, speaking
from index.updating.update import Report, update
from index.writer import ArchiveWriter
from tests.builders import (
    PAGE,
    PAGE_ID,
    alter_mark,
    bring_up_to_date,
    complaints,
    found,
    line,
    names,
    needs_permissions,
    texts,
    write,
    write_articles,
)

if TYPE_CHECKING:
    from index.model import Article


def many_lines() -> bytes:
    """Return so many lines that the first are articles before the end of the file is looked at."""
    noise = ["".join("，。、；：？！…"[byte % 8] for byte in os.urandom(700)) for _ in range(40)]
    return "".join(line(id=str(number), text=f"红蜂{text}") for number, text in enumerate(noise)).encode()


def test_a_bad_line_is_reported_every_time_and_the_others_are_kept(archive: Path) -> None:
    """The file is unchanged all the same, and not written again."""
    write(Path("a.jsonl"), line(id="x", text="红蜂") + "no json\n" + line(id="y", text="红蜂"))
    complaint = [
        "a.jsonl:2: not JSON (Expecting value: line 1 column 1 (char 0)); one JSON object a line is expected"
    ]
    first = update(archive, [Path()])
    before = names(archive)
    second = update(archive, [Path()])
    assert (complaints(first), first.read, first.articles) == (complaint, 1, 2)
    assert (complaints(second), second.read, second.unchanged) == (complaint, 0, 1)
    assert names(archive) == before
    assert found(archive, "红蜂") == [("x", 2), ("y", 2)]


@pytest.fixture
def refused(archive: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is complained of a file refused in part and one as a whole; reading one again fails."""
    write(Path("a.jsonl"), line(id="x", text="红蜂") + "no json\n")
    Path("b.txt").write_bytes(b"")
    for name in ("a.jsonl", "b.txt"):
        os.utime(name, (0, 0))
    refused = complaints(update(archive, [Path()]))
    monkeypatch.setattr("index.reading.open_file", no_file)
    return refused


def no_file(path: Path) -> None:
    """Open no file."""
    raise AssertionError(f"{path} is read")


def test_what_was_refused_is_said_again_without_reading_it_again(archive: Path, refused: list[str]) -> None:
    """As long as it has the same size and time of change."""
    for _ in range(2):
        report = update(archive, [Path()])
        assert (complaints(report), report.read, report.unchanged) == (refused, 0, 1)
    assert [name.partition(":")[0] for name in refused] == ["a.jsonl", "b.txt"]


@pytest.mark.usefixtures("refused")
def test_what_was_refused_is_read_again_once_it_is_changed(archive: Path) -> None:
    """By its time of change, as any file."""
    os.utime("b.txt", (1, 1))
    with pytest.raises(AssertionError, match=r"b\.txt is read"):
        update(archive, [Path()])


@pytest.mark.usefixtures("refused")
def test_what_was_refused_is_read_again_by_another_version(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may know formats that this one does not."""
    monkeypatch.setattr("index.manifest.program", lambda: "99")
    with pytest.raises(AssertionError, match=r"a\.jsonl is read"):
        update(archive, [Path()])


def test_what_was_refused_is_said_in_the_language_of_who_reads_it(archive: Path) -> None:
    """Whatever it was said in before."""
    Path("b.txt").write_bytes(b"")
    os.utime("b.txt", (0, 0))
    assert complaints(update(archive, [Path()])) == ["b.txt: is empty; nothing to index"]
    with speaking(CHINESE):
        assert complaints(update(archive, [Path()])) == ["b.txt：是空的；没有可索引的内容"]


BROKEN = [
    (b"", "is empty; nothing to index"),
    (b"\0", "holds NUL bytes, so it is no text; convert it to UTF-8 text"),
    (b"\xff\xff\xff", "does not read as text in UTF-8, UTF-16, GB 18030 or Big5; convert it to UTF-8"),
]


@pytest.mark.parametrize(("content", "reason"), BROKEN)
def test_a_file_that_breaks_keeps_what_was_indexed(archive: Path, content: bytes, reason: str) -> None:
    """Reported by every update, until it is mended; and the others go on."""
    write(Path("a.txt"), PAGE)
    bring_up_to_date(archive, Path())
    Path("a.txt").write_bytes(content)
    write_articles(Path("b.jsonl"), x="红蜂")
    for _ in range(2):
        assert complaints(update(archive, [Path()])) == [f"a.txt: {reason}"]
        assert found(archive, "红蜂") == [(PAGE_ID, 0), (PAGE_ID, 2), ("x", 2)]
    write(Path("a.txt"), PAGE)
    assert bring_up_to_date(archive, Path()) == Report(unchanged=2)


def test_a_compressed_file_that_breaks_off_keeps_what_was_indexed(archive: Path) -> None:
    """The lines read before its end are not taken in."""
    write_articles(Path("b.jsonl"), b="红蜂")
    Path("a.jsonl.xz").write_bytes(lzma.compress(line(id="x", text="红蜂一").encode()))
    bring_up_to_date(archive, Path())
    Path("a.jsonl.xz").write_bytes(lzma.compress(many_lines())[:-500])
    (complaint,) = complaints(update(archive, [Path()]))
    assert complaint.startswith("a.jsonl.xz: is damaged")
    assert found(archive, "红蜂") == [("b", 2), ("x", 2)]


def test_a_new_file_that_breaks_off_leaves_nothing(archive: Path) -> None:
    """Not in the archive, and not beside it; its ids are free for another file."""
    bring_up_to_date(archive, write_articles(Path("0.jsonl"), y="红蜂"))
    before = names(archive)
    Path("a.jsonl.gz").write_bytes(gzip.compress(many_lines())[:-8])
    (complaint,) = complaints(update(archive, [Path()]))
    assert complaint.startswith("a.jsonl.gz: is damaged")
    assert (found(archive, "红蜂"), names(archive)) == ([("y", 2)], before)
    write_articles(Path("z.jsonl"), **{"0": "红蜂二"})
    update(archive, [Path()])
    assert texts(archive, "红蜂") == ["红蜂", "红蜂二"]


@needs_permissions
def test_a_file_without_permission_keeps_what_was_indexed(archive: Path) -> None:
    """Neither the file's nor its folder's."""
    Path("p").mkdir()
    path = write_articles(Path("p/a.jsonl"), x="红蜂")
    bring_up_to_date(archive, path)
    os.utime(path, (0, 0))
    path.chmod(0)
    assert complaints(update(archive, [Path("p")])) == [
        "p/a.jsonl: cannot be read (Permission denied); check that it is there and readable"
    ]
    Path("p").chmod(0)
    try:
        assert complaints(update(archive, [Path("p")])) == [
            "p: cannot be read (Permission denied); check its permissions"
        ]
        assert found(archive, "红蜂") == [("x", 2)]
    finally:
        Path("p").chmod(0o700)


def test_names_that_are_not_utf_8_are_indexed_and_known_again(archive: Path) -> None:
    """Shown escaped, kept as they are."""
    Path(os.fsdecode(b"\xba\xec.jsonl")).write_text(line(id="x", text="红蜂"), encoding="utf-8")
    bring_up_to_date(archive, Path())
    assert bring_up_to_date(archive, Path()) == Report(unchanged=1)
    alter_mark(archive, fingerprint="another")
    bring_up_to_date(archive)
    with searcher.open(archive) as opened:
        assert [hit.file for hit in opened.search("红蜂")] == [r"\xba\xec.jsonl"]


def test_ids_and_words_of_any_length_are_indexed(archive: Path) -> None:
    """Nothing in the archive has a fixed width."""
    long = "长" * 70_000
    write(Path("a.jsonl"), line(id=long, title=long, text="w" * 70_000 + "\n" + "\x00红蜂\n" * 2))
    bring_up_to_date(archive, Path())
    assert found(archive, "红蜂") == [(long, 3), (long, 4)]
    assert found(archive, "w" * 70_000) == [(long, 2)]
    assert found(archive, "\x00红") == [(long, 3), (long, 4)]


@pytest.mark.parametrize("fields", [{"schema": 999}, {"fingerprint": "another"}])
def test_an_archive_of_another_version_is_rebuilt_from_its_files(
    archive: Path, fields: dict[str, Any]
) -> None:
    """With the new ones, without those that are gone; the old index is removed."""
    for name in ("a", "b", "c"):
        write_articles(Path(f"{name}.jsonl"), **{name: "红蜂"})
    bring_up_to_date(archive, Path())
    for table in archive.glob("index-1/*.toc"):
        table.write_bytes(b"of a version that nobody knows")
    alter_mark(archive, **fields)
    Path("c.jsonl").unlink()
    write_articles(Path("d.jsonl"), d="红蜂")
    report = bring_up_to_date(archive, Path("d.jsonl"), Path("a.jsonl"))
    assert report == Report(read=3, removed=1, articles=3, units=9)
    assert found(archive, "红蜂") == [("a", 2), ("b", 2), ("d", 2)]
    (segment,) = archive.glob("index-2/MAIN_*.columns")
    assert names(archive) == [
        "archive.json",
        f"index-2/{segment.name}",
        "index-2/_MAIN_1.toc",
        "index-2/lexicon.columns",
        "index-2/segments-1.json",
        "index-2/sources-1.json",
        "lock",
    ]
    assert bring_up_to_date(archive, Path()) == Report(unchanged=3)


def test_an_archive_that_has_lost_its_name_is_made_again_of_all_its_files(archive: Path) -> None:
    """Not only of those that are named now."""
    bring_up_to_date(archive, write_articles(Path("a.jsonl"), x="红蜂"))
    (archive / "archive.json").unlink()
    bring_up_to_date(archive, write_articles(Path("b.jsonl"), y="红蜂"))
    assert found(archive, "红蜂") == [("x", 2), ("y", 2)]
    assert sorted(path.name for path in archive.iterdir()) == ["archive.json", "index-2", "lock"]


def test_a_file_with_a_bad_line_is_rebuilt_once(archive: Path) -> None:
    """Though it is both named and known."""
    write(Path("a.jsonl"), line(id="x", text="红蜂") + "no json\n")
    update(archive, [Path()])
    alter_mark(archive, schema=999)
    report = update(archive, [Path()])
    assert (report.read, report.articles, [problem.line for problem in report.problems]) == (1, 1, [2])


def test_a_file_that_a_rebuilding_cannot_read_is_not_forgotten(archive: Path) -> None:
    """Every update tries it again, named or not, until it is read or gone."""
    write(Path("a.txt"), PAGE)
    write_articles(Path("b.jsonl"), x="红蜂")
    bring_up_to_date(archive, Path())
    Path("a.txt").write_bytes(b"\0")
    alter_mark(archive, schema=999)
    complaint = ["a.txt: holds NUL bytes, so it is no text; convert it to UTF-8 text"]
    for _ in range(2):
        assert complaints(update(archive, [])) == complaint
        assert found(archive, "红蜂") == [("x", 2)]
    write(Path("a.txt"), PAGE)
    assert bring_up_to_date(archive) == Report(read=1, articles=1, units=3)
    assert found(archive, "红蜂驿站") == [(PAGE_ID, 0), (PAGE_ID, 2)]


def test_an_archive_without_a_file_is_rebuilt(archive: Path) -> None:
    """To one without a file, that can be searched and takes new ones."""
    bring_up_to_date(archive, write_articles(Path("a.jsonl"), x="红蜂"))
    Path("a.jsonl").unlink()
    bring_up_to_date(archive)
    alter_mark(archive, schema=999)
    assert bring_up_to_date(archive) == Report()
    assert found(archive, "红蜂") == []
    bring_up_to_date(archive, write_articles(Path("b.jsonl"), y="红蜂"))
    assert found(archive, "红蜂") == [("y", 2)]


def test_an_archive_of_which_no_file_can_be_read_is_rebuilt(archive: Path) -> None:
    """To one that finds nothing and tries the file again."""
    bring_up_to_date(archive, write_articles(Path("a.jsonl"), x="红蜂"))
    Path("a.jsonl").write_bytes(b"")
    alter_mark(archive, schema=999)
    for _ in range(2):
        assert complaints(update(archive, [])) == ["a.jsonl: is empty; nothing to index"]
        assert found(archive, "红蜂") == []
    write_articles(Path("a.jsonl"), x="红蜂")
    assert bring_up_to_date(archive) == Report(read=1, articles=1, units=3)
    assert found(archive, "红蜂") == [("x", 2)]


def test_a_full_disk_leaves_the_archive_as_it_was(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is no fault of the file at hand, and the next update has nothing in its way."""
    bring_up_to_date(archive, write_articles(Path("a.jsonl"), x="红蜂"))
    before = names(archive)
    write_articles(Path("b.jsonl"), y="红蜂")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(ArchiveWriter, "add", full)
        with pytest.raises(ArchiveError) as refused:
            update(archive, [Path()])
    assert str(refused.value) == (
        f"archive {archive} cannot be written (No space left on device); it is as it was; "
        "make room or name another with --archive"
    )
    assert (found(archive, "红蜂"), names(archive)) == ([("x", 2)], before)
    assert bring_up_to_date(archive, Path()) == Report(read=1, unchanged=1, articles=1, units=3)


def test_an_interrupted_update_leaves_the_archive_as_it_was(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After articles were added."""
    bring_up_to_date(archive, write_articles(Path("a.jsonl"), x="红蜂"))
    before = names(archive)
    write_articles(Path("b.jsonl"), y="红蜂", z="中断\n中断")

    add = ArchiveWriter.add

    def interrupt(writer: ArchiveWriter, article: Article, source: int) -> int:
        number = add(writer, article, source)
        if article.id == "z":
            raise KeyboardInterrupt
        return number

    with monkeypatch.context() as patched:
        patched.setattr(ArchiveWriter, "add", interrupt)
        with pytest.raises(KeyboardInterrupt):
            update(archive, [Path()])
    assert (found(archive, "红蜂"), names(archive)) == ([("x", 2)], before)
    assert bring_up_to_date(archive, Path()) == Report(read=1, unchanged=1, articles=2, units=7)
