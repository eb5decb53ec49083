"""One file to its articles: pages, lines, compressed lines, and files that cannot be used."""

from __future__ import annotations

import gzip
import hashlib
import lzma
import os
from typing import TYPE_CHECKING

import pytest

from index import reading
from index.errors import SourceError
from index.model import Article
from index.sources import Source
from tests.builders import PAGE, line, needs_permissions, write

if TYPE_CHECKING:
    from pathlib import Path

TWO = (line(id="x1", text="红蜂驿站") + line(id="x2", text="流动党员")).encode()


def identifiers(path: Path) -> list[str]:
    """Return the ids of the articles of a file that has no bad line."""
    items = list(reading.read(Source.at(path)))
    articles = [item for item in items if isinstance(item, Article)]
    assert len(items) == len(articles)
    return [article.id for article in articles]


def refusal(path: Path) -> str:
    """Return what is said of a file that cannot be used, without the folder it is in."""
    with pytest.raises(SourceError) as refused:
        list(reading.read(Source.at(path)))
    return str(refused.value).removeprefix(f"{path.parent}{os.sep}")


def test_a_page_is_rebuilt_and_its_ids_are_those_of_its_content(tmp_path: Path) -> None:
    """The same page gives the same ids under any name."""
    digest = hashlib.sha256(PAGE.encode()).hexdigest()[:12]
    assert identifiers(write(tmp_path / "a.txt", PAGE)) == [f"{digest}-1"]
    assert identifiers(write(tmp_path / "B.MD", PAGE)) == [f"{digest}-1"]


def test_an_id_that_is_made_can_be_settled_by_the_caller(tmp_path: Path) -> None:
    """A page's articles have no ids of their own."""
    (article,) = reading.read(Source.at(write(tmp_path / "a.txt", PAGE)), lambda made: f"{made[-1]}-copy")
    assert isinstance(article, Article)
    assert article.id == "1-copy"


@pytest.mark.parametrize("name", ["a.jsonl", "A.JSONL"])
def test_lines_are_read(tmp_path: Path, name: str) -> None:
    """One article a line, whatever the case of the suffix."""
    (tmp_path / name).write_bytes(TWO)
    assert identifiers(tmp_path / name) == ["x1", "x2"]


@pytest.mark.parametrize("name", ["a.jsonl.xz", "A.JSONL.XZ"])
def test_xz_is_unpacked(tmp_path: Path, name: str) -> None:
    """Two streams one after the other are one file, as for xz itself."""
    (tmp_path / name).write_bytes(lzma.compress(TWO) + lzma.compress(line(id="x3", text="三").encode()))
    assert identifiers(tmp_path / name) == ["x1", "x2", "x3"]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.JsonL.Gz"])
def test_gz_is_unpacked(tmp_path: Path, name: str) -> None:
    """Two members one after the other are one file, as for gzip itself."""
    (tmp_path / name).write_bytes(
        gzip.compress(TWO, mtime=0) + gzip.compress(line(id="x3", text="三").encode())
    )
    assert identifiers(tmp_path / name) == ["x1", "x2", "x3"]


XZ_ENDS = "is damaged (Compressed file ended before the end-of-stream marker was reached)"
AGAIN = "compress it again from its original"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "is empty; nothing to index"),
        ("a.txt", b"\0\0", "holds NUL bytes, so it is no text; convert it to UTF-8 text"),
        (
            "a.txt",
            "うつくしい図書館は来年に開館する".encode("euc_jp"),
            "does not read as text in UTF-8, UTF-16, GB 18030 or Big5; convert it to UTF-8",
        ),
        ("a.jsonl", b"\n \n", "is empty; nothing to index"),
        ("a.jsonl", b"PK\0\0", "holds NUL bytes, so it is no text; convert it to JSON Lines"),
        ("a.jsonl.xz", b"", "is empty; nothing to index"),
        ("a.jsonl.xz", lzma.compress(b""), "is empty; nothing to index"),
        ("a.jsonl.xz", lzma.compress(TWO)[:-9], f"{XZ_ENDS}; {AGAIN}"),
        ("a.jsonl.gz", gzip.compress(TWO, mtime=0)[:-9], f"{XZ_ENDS}; {AGAIN}"),
        (
            "a.jsonl.gz",
            gzip.compress(TWO, mtime=0)[:10] + b"\xff" * 9,
            f"is damaged (Error -3 while decompressing data: invalid block type); {AGAIN}",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    """In one line that names it, says why, and what to do."""
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name) == f"{name}: {reason}"


def test_a_file_that_breaks_off_late_is_refused_as_a_whole(tmp_path: Path) -> None:
    """Its first lines come out before that; the error says that they are not to be kept."""
    lines = "".join(line(id=str(number), text=os.urandom(60).hex()) for number in range(3000)).encode()
    (tmp_path / "a.jsonl.xz").write_bytes(lzma.compress(lines)[:-1000])
    assert refusal(tmp_path / "a.jsonl.xz") == f"a.jsonl.xz: {XZ_ENDS}; {AGAIN}"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """It may have gone since it was found."""
    reason = "cannot be read (No such file or directory); check that it is there and readable"
    assert refusal(tmp_path / "a.txt") == f"a.txt: {reason}"
    with pytest.raises(SourceError, match="No such file"):
        reading.digest(Source.at(tmp_path / "a.txt"))


@needs_permissions
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    """In the words of the system."""
    write(tmp_path / "a.txt", PAGE).chmod(0)
    reason = "cannot be read (Permission denied); check that it is there and readable"
    assert refusal(tmp_path / "a.txt") == f"a.txt: {reason}"


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    """SHA-256, in hexadecimal."""
    assert (
        reading.digest(Source.at(write(tmp_path / "a.txt", PAGE)))
        == hashlib.sha256(PAGE.encode()).hexdigest()
    )
