"""Bringing an archive up to date: what is read, what stays, what goes, and what is told of it."""

from __future__ import annotations

import gzip
import lzma
import os
import random
import time
from pathlib import Path

import searcher
from index.updating.update import Report, update
from tests.builders import (
    PAGE,
    PAGE_ID,
    article_of,
    bring_up_to_date,
    complaints,
    found,
    line,
    names,
    size,
    texts,
    write,
    write_articles,
)


def test_pages_and_lines_are_found(archive: Path) -> None:
    """Of every kind of file, with what the report says of them."""
    write(Path("page.txt"), PAGE)
    write_articles(Path("a.jsonl"), x1="红蜂驿站一", x2="红蜂驿站二\n流动党员")
    Path("b.jsonl.xz").write_bytes(lzma.compress(line(id="x3", text="红蜂驿站三").encode()))
    Path("c.jsonl.gz").write_bytes(gzip.compress(line(id="x4", text="红蜂驿站四").encode()))
    report = bring_up_to_date(archive, Path())
    assert report == Report(read=4, articles=5, units=16)
    assert found(archive, "红蜂驿站") == [
        (PAGE_ID, 0),
        (PAGE_ID, 2),
        ("x1", 2),
        ("x2", 2),
        ("x3", 2),
        ("x4", 2),
    ]


def test_paths_add_up(archive: Path) -> None:
    """What an earlier update brought in stays, though it is not named again."""
    bring_up_to_date(archive, write_articles(Path("a.jsonl"), x1="红蜂"))
    report = bring_up_to_date(archive, write_articles(Path("b.jsonl"), x2="红蜂"))
    assert report == Report(read=1, articles=1, units=3)
    assert found(archive, "红蜂") == [("x1", 2), ("x2", 2)]


def test_unchanged_files_are_skipped(archive: Path) -> None:
    """Also when they are named in another way, or only touched; and nothing is written."""
    path = write_articles(Path("a.jsonl"), x1="红蜂")
    bring_up_to_date(archive, path)
    before = names(archive)
    assert bring_up_to_date(archive, path) == Report(unchanged=1)
    assert bring_up_to_date(archive, path.absolute(), Path()) == Report(unchanged=1)
    os.utime(path, (0, 0))
    assert bring_up_to_date(archive, path) == Report(unchanged=1)
    assert bring_up_to_date(archive, path) == Report(unchanged=1)
    assert names(archive) == before
    assert found(archive, "红蜂") == [("x1", 2)]


def test_a_file_is_known_by_its_place_and_cited_as_it_was_given(archive: Path) -> None:
    """The path is that of the update that read it."""
    path = write_articles(Path("a.jsonl"), x1="红蜂")
    bring_up_to_date(archive, path)
    bring_up_to_date(archive, path.absolute())
    with searcher.open(archive) as opened:
        assert [hit.file for hit in opened.search("红蜂")] == ["a.jsonl"]


def test_a_changed_file_is_read_again(archive: Path) -> None:
    """What it no longer says is no longer found."""
    bring_up_to_date(archive, write_articles(Path("a.jsonl"), x1="红蜂", x2="流动"))
    report = bring_up_to_date(archive, write_articles(Path("a.jsonl"), x1="党员", x3="流动"))
    assert report == Report(read=1, articles=2, units=6)
    assert [found(archive, word) for word in ("红蜂", "流动", "党员")] == [[], [("x3", 2)], [("x1", 2)]]


def test_a_change_that_keeps_size_and_time_is_seen(archive: Path) -> None:
    """Two changes within one tick of the file system's clock look like one."""
    now = time.time_ns()
    for text in ("红蜂", "党员"):
        path = write_articles(Path("a.jsonl"), x1=text)
        os.utime(path, ns=(now, now))
        bring_up_to_date(archive, path)
    assert texts(archive, "党员") == ["党员"]


def test_an_article_goes_with_its_file(archive: Path) -> None:
    """Whatever is named; a folder in the file's place is no file."""
    for name in ("a", "b", "c"):
        write_articles(Path(f"{name}.jsonl"), **{name: "红蜂"})
    bring_up_to_date(archive, Path())
    Path("a.jsonl").unlink()
    Path("b.jsonl").unlink()
    Path("b.jsonl").mkdir()
    assert bring_up_to_date(archive) == Report(removed=2)
    assert found(archive, "红蜂") == [("c", 2)]


def test_a_missing_file_that_is_named_is_a_problem_and_goes(archive: Path) -> None:
    """As any path that is not there."""
    path = write_articles(Path("a.jsonl"), x1="红蜂")
    bring_up_to_date(archive, path)
    path.unlink()
    report = update(archive, [path])
    assert (complaints(report), report.removed) == (["a.jsonl: no such file or folder; check the path"], 1)
    assert found(archive, "红蜂") == []


def test_a_renamed_file_keeps_its_articles(archive: Path) -> None:
    """Under their ids: it is the same file, elsewhere."""
    write_articles(Path("a.jsonl"), x1="红蜂")
    write(Path("a.txt"), PAGE)
    bring_up_to_date(archive, Path())
    Path("a.jsonl").rename("b.jsonl")
    Path("a.txt").rename("b.txt")
    assert bring_up_to_date(archive, Path()) == Report(moved=2)
    assert found(archive, "红蜂") == [(PAGE_ID, 0), (PAGE_ID, 2), ("x1", 2)]


def test_no_file_makes_no_archive(archive: Path) -> None:
    """A first update without one leaves only its lock."""
    assert update(archive, [Path()]) == Report()
    assert names(archive) == ["lock"]


def test_a_file_without_articles_is_known(archive: Path) -> None:
    """It is not read again."""
    path = write(Path("a.jsonl"), "x")
    assert complaints(update(archive, [path])) == [
        "a.jsonl:1: not JSON (Expecting value: line 1 column 1 (char 0)); one JSON object a line is expected"
    ]
    write(path, line(text=""))
    assert bring_up_to_date(archive, path) == Report(read=1, articles=1, units=2)
    assert bring_up_to_date(archive, path) == Report(unchanged=1)


def test_progress_counts_the_bytes_to_read(archive: Path) -> None:
    """Before each file, and at the end."""
    write_articles(Path("a.jsonl"), x1="a")
    write_articles(Path("b.jsonl"), x2="bb")
    steps: list[tuple[int, int, str]] = []
    update(archive, [Path()], lambda *step: steps.append(step))
    assert steps == [(0, 53, "a.jsonl"), (26, 53, "b.jsonl"), (53, 53, "")]


def test_an_archive_made_in_steps_finds_what_a_fresh_one_finds(archive: Path, tmp_path: Path) -> None:
    """Through additions, changes, removals and the merging of segments; articles stay whole."""
    rng = random.Random(7)  # noqa: S311 - repeatable, not secret
    for step in range(30):
        name = f"{rng.randrange(8)}.jsonl"
        if rng.random() < 0.2 and Path(name).exists():
            Path(name).unlink()
        else:
            bodies = {
                f"{name}-{number}": "\n".join(
                    f"红蜂驿站{step}段{part}" for part in range(rng.randrange(1, 5))
                )
                for number in range(rng.randrange(1, 6))
            }
            write_articles(Path(name), **bodies)
        bring_up_to_date(archive, Path())
        assert len(list(archive.glob("index-1/MAIN_*.columns"))) <= 1
    bring_up_to_date(tmp_path / "fresh", *sorted(Path().glob("*.jsonl")))
    for query in ("红蜂驿站", "驿", "段0", "2", "29段"):
        assert found(archive, query) == found(tmp_path / "fresh", query)
    identifiers = {identifier for identifier, _ in found(archive, "红")}
    assert len(identifiers) > 10
    for identifier in identifiers:
        assert article_of(archive, identifier) == article_of(tmp_path / "fresh", identifier)


def test_an_archive_does_not_grow_with_its_changes(archive: Path, tmp_path: Path) -> None:
    """After ten changes of all its content it is at most three times a fresh one."""
    for step in range(10):
        for name in "abc":
            bodies = {f"{name}{number}": f"第{step}版红蜂驿站{number}" * 20 for number in range(20)}
            bring_up_to_date(archive, write_articles(Path(f"{name}.jsonl"), **bodies))
    bring_up_to_date(tmp_path / "fresh", *map(Path, ("a.jsonl", "b.jsonl", "c.jsonl")))
    assert size(archive) <= 3 * size(tmp_path / "fresh")
    assert found(archive, "第8版") == []
    assert len(found(archive, "第9版")) == 60
