"""Files that are moved and renamed: they stay the files they were."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import searcher
from index.updating.update import Report, plan, update
from tests.builders import PAGE, bring_up_to_date, complaints, found, line, write, write_articles


def files(archive: Path) -> dict[str, str]:
    """Return the articles that have a text, each with the file it is cited from."""
    with searcher.open(archive) as opened:
        return {hit.article: hit.file for hit in opened.search("红蜂", limit=100)}


def test_a_folder_that_is_renamed_moves_its_files(archive: Path) -> None:
    """They are cited from where they stand now, and are known there from then on."""
    Path("old").mkdir()
    write_articles(Path("old/a.jsonl"), x="红蜂")
    write_articles(Path("old/b.jsonl"), y="红蜂")
    bring_up_to_date(archive, Path())
    Path("old").rename("new")
    assert bring_up_to_date(archive, Path()) == Report(moved=2)
    assert files(archive) == {"x": "new/a.jsonl", "y": "new/b.jsonl"}
    assert bring_up_to_date(archive, Path()) == Report(unchanged=2)


def test_a_copy_that_is_renamed_keeps_its_id(archive: Path) -> None:
    """Though the id is made from the path it first had; the original may be gone or not."""
    write(Path("a.txt"), PAGE)
    write(Path("b.txt"), PAGE)
    bring_up_to_date(archive, Path())
    before = files(archive)
    (copy,) = (identifier for identifier, file in before.items() if file == "b.txt")
    Path("b.txt").rename("c.txt")
    assert bring_up_to_date(archive, Path()) == Report(unchanged=1, moved=1)
    assert files(archive) == {**before, copy: "c.txt"}
    Path("a.txt").unlink()
    assert bring_up_to_date(archive, Path()) == Report(unchanged=1, removed=1)
    Path("c.txt").rename("d.txt")
    assert bring_up_to_date(archive, Path()) == Report(moved=1)
    assert files(archive) == {copy: "d.txt"}


def test_a_file_that_is_copied_and_whose_original_goes_has_moved(archive: Path) -> None:
    """As tools move a file from one disk to another; the time of change does not matter."""
    path = write_articles(Path("a.jsonl"), x="红蜂")
    bring_up_to_date(archive, path)
    shutil.copy(path, "b.jsonl")
    os.utime("b.jsonl", (0, 0))
    path.unlink()
    assert bring_up_to_date(archive, Path("b.jsonl")) == Report(moved=1)
    assert files(archive) == {"x": "b.jsonl"}


def test_two_files_of_one_content_move_in_their_order(archive: Path) -> None:
    """Each of them is one of the two that are gone."""
    for name in ("a", "b"):
        write(Path(f"{name}.jsonl"), line(text="红蜂"))
    bring_up_to_date(archive, Path())
    before = files(archive)
    for name in ("a", "b"):
        Path(f"{name}.jsonl").rename(f"{name}2.jsonl")
    assert bring_up_to_date(archive, Path()) == Report(moved=2)
    assert files(archive) == {key: file.replace(".", "2.") for key, file in before.items()}


def test_of_two_files_of_one_content_the_one_of_the_same_name_has_moved(archive: Path) -> None:
    """Where a folder is renamed, whatever else is gone."""
    Path("old").mkdir()
    for name in ("a", "old/b"):
        write(Path(f"{name}.jsonl"), line(text="红蜂"))
    bring_up_to_date(archive, Path())
    (copy,) = (identifier for identifier, file in files(archive).items() if file == "old/b.jsonl")
    Path("a.jsonl").unlink()
    Path("old").rename("new")
    assert bring_up_to_date(archive, Path()) == Report(moved=1, removed=1)
    assert files(archive) == {copy: "new/b.jsonl"}


def test_a_file_that_moved_and_changed_is_another_one(archive: Path) -> None:
    """Nothing says that it is the same."""
    write_articles(Path("a.jsonl"), x="红蜂")
    bring_up_to_date(archive, Path())
    Path("a.jsonl").unlink()
    write_articles(Path("b.jsonl"), y="红蜂")
    assert bring_up_to_date(archive, Path()) == Report(read=1, removed=1, articles=1, units=3)


def test_a_file_that_moved_and_cannot_be_read_keeps_its_articles(archive: Path) -> None:
    """It is tried again by every update, as a file that broke where it was."""
    write(Path("a.jsonl"), line(id="x", text="红蜂"))
    bring_up_to_date(archive, Path())
    planned, known = plan(archive, [Path()])
    assert (planned.is_empty, len(known.records)) == (False, 1)  # too young to be known by its time
    Path("a.jsonl").rename("b.txt.jsonl")
    assert bring_up_to_date(archive, Path()) == Report(moved=1)
    Path("b.txt.jsonl").write_bytes(b"\0")
    assert complaints(update(archive, [Path()])) == [
        "b.txt.jsonl: holds NUL bytes, so it is no text; convert it to JSON Lines"
    ]
    assert found(archive, "红蜂") == [("x", 2)]
