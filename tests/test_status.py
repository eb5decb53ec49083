"""What an archive holds, and what it could not take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from index.status import look_at
from index.updating.update import update
from tests.builders import bring_up_to_date, line, size, write, write_articles
from tests.command import call

if TYPE_CHECKING:
    import pytest


def write_three(archive: Path) -> None:
    """Index three articles, of which one is changed afterwards, and two lines and a file that are refused."""
    write(
        Path("a.jsonl"),
        line(id="x", text="一\n二", date="2025-04-18", paper="晚报")
        + line(id="y", text="三", date="1999-12-31", paper="日报")
        + line(id="z", text="四", paper="日报")
        + "none\n"
        + line(text=1),
    )
    write_articles(Path("b.jsonl"), b="五")
    update(archive, [Path()])
    write(Path("b.jsonl"), line(id="b", text="五", date="2025-11-26", paper="晚报"))
    Path("c.txt").write_bytes(b"\0")
    update(archive, [Path()])


def test_an_archive_says_what_it_holds(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON: deleted articles do not count, the papers with the most articles first."""
    write_three(archive)
    outcome = call(capsys, "--archive", archive, "status", "--format", "json")
    status = json.loads(outcome.output)
    assert status.pop("updated").startswith("20")
    assert status == {
        "files": 2,
        "articles": 4,
        "units": 13,
        "segments": 1,
        "bytes": size(archive / "index-1"),
        "source_bytes": sum(Path(f"{name}.jsonl").stat().st_size for name in "ab"),
        "first": "1999-12-31",
        "last": "2025-11-26",
        "undated": 1,
        "papers": {"日报": 2, "晚报": 2},
        "skipped": [
            {
                "file": "a.jsonl",
                "line": 4,
                "reason": "not JSON (Expecting value: line 1 column 1 (char 0)); "
                "one JSON object a line is expected",
            },
            {"file": "a.jsonl", "line": 5, "reason": 'no "text"; give the article\'s text as a string'},
            {
                "file": "c.txt",
                "line": None,
                "reason": "holds NUL bytes, so it is no text; convert it to UTF-8 text",
            },
        ],
    }


SCREEN = """\
archive {archive}, last changed {time}
2 files · 4 articles · 13 units
from 1999-12-31 to 2025-11-26; 1 article without a date
{size} on the disk in 1 segment, from files of {source} bytes
  日报  2 articles
  晚报  2 articles

skipped:
  a.jsonl:4: not JSON (Expecting value: line 1 column 1 (char 0)); one JSON object a line is expected
  a.jsonl:5: no "text"; give the article's text as a string
  c.txt: holds NUL bytes, so it is no text; convert it to UTF-8 text
"""


def test_a_person_is_shown_the_same(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sizes by powers of a thousand, the time as the clock shows it here."""
    write_three(archive)
    outcome = call(capsys, "--archive", "archive", "status", COLUMNS="110", TZ="UTC")
    time = look_at(archive).updated.replace("T", " ")[:16]
    space = f"{size(archive / 'index-1') / 1e6:.1f} MB"
    assert (outcome.status, outcome.errors) == (0, "")
    source = sum(Path(f"{name}.jsonl").stat().st_size for name in "ab")
    assert outcome.output == SCREEN.format(archive="archive", time=time, size=space, source=source)


def test_what_was_skipped_is_forgotten_when_it_is_mended_or_gone(archive: Path) -> None:
    """And stays while nobody looks at it again."""
    write_three(archive)
    bring_up_to_date(archive, write_articles(Path("d.jsonl"), d="六"), Path("b.jsonl"))
    assert [refusal.file for refusal in look_at(archive).skipped] == ["a.jsonl", "a.jsonl", "c.txt"]
    Path("c.txt").unlink()
    bring_up_to_date(archive, Path("b.jsonl"))
    assert [refusal.file for refusal in look_at(archive).skipped] == ["a.jsonl", "a.jsonl"]
    write_articles(Path("a.jsonl"), x="一")
    bring_up_to_date(archive, Path())
    assert look_at(archive).skipped == ()


def test_an_archive_of_nothing_says_so(archive: Path) -> None:
    """No date, no paper."""
    path = write_articles(Path("a.jsonl"), x="一")
    bring_up_to_date(archive, path)
    path.unlink()
    bring_up_to_date(archive)
    status = look_at(archive)
    assert (status.files, status.articles, status.first, status.papers) == (0, 0, None, {})
