"""Of which format a file is: its content says so, and its suffix only where the content does not."""

from __future__ import annotations

import gzip
import hashlib
import lzma
from typing import TYPE_CHECKING

import pytest

from index import reading
from index.errors import SourceError
from index.model import Article
from index.sources import Source
from tests.builders import PAGE, PAGE_ID, line

if TYPE_CHECKING:
    from pathlib import Path

LINES = line(id="x1", text="红蜂驿站").encode()
PAGE_BYTES = PAGE.encode()
HTML = f"<!DOCTYPE html><title>红蜂驿站</title><p>{PAGE.splitlines()[2]}</p>".encode()
HTML_ID = hashlib.sha256(HTML).hexdigest()[:12] + "-1"


@pytest.mark.parametrize(
    ("name", "content", "identifier"),
    [
        # JSON Lines begin with a JSON object that has a text: no page does.
        ("a.txt", LINES, "x1"),
        ("a.md", b"\xef\xbb\xbf\n " + LINES, "x1"),
        # A name cannot make a compressed file another, nor one that is not compressed a damaged one.
        ("a.jsonl", gzip.compress(LINES, mtime=0), "x1"),
        ("a.jsonl.gz", lzma.compress(LINES), "x1"),
        ("a.jsonl.xz", LINES, "x1"),
        ("a.txt", lzma.compress(LINES), "x1"),
        ("a.txt", gzip.compress(PAGE_BYTES, mtime=0), PAGE_ID),
        ("a.jsonl.gz", gzip.compress(lzma.compress(LINES), mtime=0), "x1"),
        # HTML begins with what nothing else does; a page or lines are not HTML for being called so.
        ("a.txt", HTML, HTML_ID),
        ("a.jsonl", b"\xef\xbb\xbf\n<!-- saved -->\n<HTML>" + HTML, None),
        ("a.txt", HTML.decode().encode("utf-16"), None),
        ("a.html", LINES, "x1"),
        ("a.html", PAGE_BYTES, PAGE_ID),
        ("a.htm", gzip.compress(HTML, mtime=0), HTML_ID),
        ("a.md", b"<div align=center>\n\n" + PAGE_BYTES, None),
        # A page may hold braces, JSON even, that is no article.
        ("a.txt", b'{"a": 1}\n\n' + PAGE_BYTES, None),
        ("a.txt", b'{"text": \n\n' + PAGE_BYTES, None),
        ("a.txt", b"[" * 100_000 + b"\n\n" + PAGE_BYTES, None),
    ],
)
def test_the_content_decides(tmp_path: Path, name: str, content: bytes, identifier: str | None) -> None:
    """The same articles come out whatever the file is called; `None` stands for those of a page."""
    (tmp_path / name).write_bytes(content)
    articles = list(reading.read(Source.at(tmp_path / name)))
    assert all(isinstance(article, Article) for article in articles)
    identifiers = [article.id for article in articles if isinstance(article, Article)]
    if identifier is None:
        assert any("红蜂驿站" in article.headline for article in articles if isinstance(article, Article))
    else:
        assert identifiers == [identifier]


def test_lines_of_a_jsonl_file_that_are_none_are_named_one_by_one(tmp_path: Path) -> None:
    """Where the content says nothing the suffix decides: the file is JSON Lines with a bad line."""
    (tmp_path / "a.jsonl").write_bytes(b"no article\n" + LINES)
    first, second = reading.read(Source.at(tmp_path / "a.jsonl"))
    assert isinstance(first, SourceError)
    assert (first.line, first.reason) == (
        1,
        "not JSON (Expecting value: line 1 column 1 (char 0)); one JSON object a line is expected",
    )
    assert isinstance(second, Article)
