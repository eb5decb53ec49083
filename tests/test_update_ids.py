"""The ids of articles while files change: whose they are, and what is said where two claim one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from index.model import Article
from index.updating.update import Report, update
from tests.builders import (
    PAGE,
    PAGE_ID,
    article_of,
    bring_up_to_date,
    complaints,
    found,
    line,
    texts,
    write,
    write_articles,
)


def test_the_same_id_twice_in_one_file(archive: Path) -> None:
    """The last one counts, with a warning that names its line."""
    write(
        Path("a.jsonl"),
        line(id="x", text="红蜂一\n二") + line(id="y", text="红蜂") + line(id="x", text="红蜂三"),
    )
    report = update(archive, [Path()])
    assert [str(warning) for warning in report.warnings] == [
        "a.jsonl:3: id x stands in it more than once; the last one counts"
    ]
    assert (report.problems, report.articles, report.units) == ([], 2, 6)
    assert texts(archive, "红蜂") == ["红蜂", "红蜂三"]
    assert bring_up_to_date(archive, Path()) == Report(unchanged=1)


def test_the_same_id_in_two_files_is_an_error_that_names_both(archive: Path) -> None:
    """The first one stays, the other lines of the second are kept, and every update says so again."""
    write_articles(Path("a.jsonl"), x="红蜂一")
    write_articles(Path("b.jsonl"), y="红蜂二", x="红蜂三")
    complaint = ["b.jsonl:2: id x is in a.jsonl too; give one of them another"]
    for _ in range(3):
        assert complaints(update(archive, [Path()])) == complaint
        assert texts(archive, "红蜂") == ["红蜂一", "红蜂二"]


def test_the_same_id_in_a_later_file_is_an_error_that_names_both(archive: Path) -> None:
    """Also when the first file came in by an earlier update."""
    bring_up_to_date(archive, write_articles(Path("b.jsonl"), x="红蜂一"))
    report = update(archive, [write_articles(Path("a.jsonl"), x="红蜂二")])
    assert complaints(report) == ["a.jsonl:1: id x is in b.jsonl too; give one of them another"]
    assert texts(archive, "红蜂") == ["红蜂一"]


def test_a_refused_id_is_taken_when_it_is_free(archive: Path) -> None:
    """The file did not change, but what stood in its way has gone."""
    write_articles(Path("a.jsonl"), x="红蜂一")
    write_articles(Path("b.jsonl"), x="红蜂二")
    update(archive, [Path()])
    Path("a.jsonl").unlink()
    assert bring_up_to_date(archive, Path()) == Report(read=1, removed=1, articles=1, units=3)
    assert texts(archive, "红蜂") == ["红蜂二"]


@pytest.mark.parametrize(("old", "new"), [("a.jsonl", "b.jsonl"), ("b.jsonl", "a.jsonl")])
def test_an_article_may_move_between_two_changed_files(archive: Path, old: str, new: str) -> None:
    """In whichever order they are read."""
    write_articles(Path(old), x="红蜂", y="红蜂")
    write_articles(Path(new), z="红蜂")
    bring_up_to_date(archive, Path())
    write_articles(Path(old), y="红蜂")
    write_articles(Path(new), x="红蜂", z="红蜂")
    bring_up_to_date(archive, Path())
    assert found(archive, "红蜂") == [("x", 2), ("y", 2), ("z", 2)]


@pytest.mark.parametrize("name", ["a.jsonl", "z.jsonl"])
def test_an_article_may_move_to_a_new_file(archive: Path, name: str) -> None:
    """Whether its name comes before or after that of the old one."""
    write_articles(Path("m.jsonl"), x="红蜂", y="红蜂")
    bring_up_to_date(archive, Path())
    write_articles(Path("m.jsonl"), y="红蜂")
    write_articles(Path(name), x="红蜂")
    bring_up_to_date(archive, Path())
    assert found(archive, "红蜂") == [("x", 2), ("y", 2)]


def test_two_files_may_swap_their_articles(archive: Path) -> None:
    """Each has what the other had."""
    write_articles(Path("a.jsonl"), x="红蜂一")
    write_articles(Path("b.jsonl"), y="红蜂二")
    bring_up_to_date(archive, Path())
    write_articles(Path("a.jsonl"), y="红蜂三")
    write_articles(Path("b.jsonl"), x="红蜂四")
    bring_up_to_date(archive, Path())
    assert texts(archive, "红蜂") == ["红蜂三", "红蜂四"]


def test_an_article_that_moved_out_of_a_file_that_broke_is_there_once(archive: Path) -> None:
    """The broken file keeps the rest, and gives all it has when it is mended."""
    write_articles(Path("a.jsonl"), w="红蜂")
    write_articles(Path("b.jsonl"), x="红蜂\n红蜂", y="红蜂")
    bring_up_to_date(archive, Path())
    write_articles(Path("a.jsonl"), w="红蜂", x="红蜂")
    Path("b.jsonl").write_bytes(b"\0")
    update(archive, [Path()])
    assert found(archive, "红蜂") == [("w", 2), ("x", 2), ("y", 2)]
    write_articles(Path("b.jsonl"), y="红蜂", z="红蜂")
    assert bring_up_to_date(archive) == Report(read=1, articles=2, units=6)
    assert found(archive, "红蜂") == [("w", 2), ("x", 2), ("y", 2), ("z", 2)]


@pytest.mark.parametrize("suffix", ["txt", "jsonl"])
def test_copies_without_ids_of_their_own_are_both_kept(archive: Path, suffix: str) -> None:
    """Pages, and lines without id: the second copy's id gets a mark that stays."""
    content = PAGE if suffix == "txt" else line(text="红蜂驿站")
    for name in ("b", "a"):
        write(Path(f"{name}.{suffix}"), content)
        bring_up_to_date(archive, Path())
    before = found(archive, "红蜂驿站")
    first, second = sorted({identifier for identifier, _ in before}, key=len)
    assert second == f"{first}-{hashlib.sha256(os.path.realpath(f'a.{suffix}').encode()).hexdigest()[:6]}"
    os.utime(f"a.{suffix}", (0, 0))
    assert bring_up_to_date(archive, Path()) == Report(unchanged=2)
    assert found(archive, "红蜂驿站") == before
    copy = article_of(archive, second)
    assert isinstance(copy, Article)
    assert copy.file == f"a.{suffix}"


def test_a_given_id_that_a_page_has_is_an_error(archive: Path) -> None:
    """The line can be changed, the page cannot."""
    write(Path("a.txt"), PAGE)
    write_articles(Path("b.jsonl"), **{PAGE_ID: "红蜂"})
    report = update(archive, [Path("a.txt"), Path("b.jsonl")])
    assert complaints(report) == [f"b.jsonl:1: id {PAGE_ID} is in a.txt too; give one of them another"]
