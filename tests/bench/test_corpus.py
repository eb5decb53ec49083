from __future__ import annotations

import json
import lzma
from datetime import date
from typing import TYPE_CHECKING

import pytest

from index.model import Article as ArchiveArticle
from index.readers.jsonl import read_articles as read_as_the_archive_does
from tests.bench.articles import fixture_articles
from tests.bench.corpus import (
    Article,
    CorpusError,
    Unit,
    read_articles,
    read_units,
    repeat,
    text_bytes,
    write_articles,
)

if TYPE_CHECKING:
    from pathlib import Path

NEWS = Article("a", date(2024, 3, 1), "标题", "记者", "第一段。\n\n 第二段。")


def test_units_are_the_headline_the_byline_and_each_paragraph() -> None:
    """Blank lines are no units, and numbers are those of the archive."""
    assert list(NEWS.units()) == [
        Unit("a", 0, 20240301, "标题"),
        Unit("a", 1, 20240301, "记者"),
        Unit("a", 2, 20240301, "第一段。"),
        Unit("a", 3, 20240301, "第二段。"),
    ]


def test_peers_are_given_the_units_that_the_archive_finds(tmp_path: Path) -> None:
    """From the written file, the archive and the peers read the same texts under the same numbers."""
    path = tmp_path / "corpus.jsonl"
    write_articles([*fixture_articles(), NEWS], path)
    expected = []
    for article in read_as_the_archive_does("corpus.jsonl", path.read_bytes().splitlines()):
        assert isinstance(article, ArchiveArticle)
        day = int((article.date or "0").replace("-", ""))
        expected += [Unit(article.id, unit.number, day, unit.text) for unit in article.units if unit.text]
    assert list(read_units(path)) == expected


def test_a_compressed_corpus_is_read_up_to_a_limit(tmp_path: Path) -> None:
    """The first articles alone are read; an id that comes again gets a mark of its line."""
    lines = [{"id": "a", "text": "一"}, {"id": "a", "date": "2024-03-01", "text": "二"}, {"text": "三"}]
    path = tmp_path / "corpus.jsonl.xz"
    path.write_bytes(lzma.compress("\n".join(map(json.dumps, lines)).encode()))
    assert read_articles(path, 2) == [
        Article("a", None, "", "", "一"),
        Article("a#2", date(2024, 3, 1), "", "", "二"),
    ]


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"text": "一", "date": "1 March"}', '{"text": "一", "date": 3}']
)
def test_a_line_that_is_no_article_ends_the_run(line: str, tmp_path: Path) -> None:
    """A benchmark does not go on with less than it was given."""
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"text": "一"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="line 2 is no article"):
        read_articles(path)


def test_an_empty_corpus_is_an_error(tmp_path: Path) -> None:
    """There is nothing to measure."""
    path = tmp_path / "corpus.jsonl"
    path.touch()
    with pytest.raises(CorpusError, match=r"corpus\.jsonl holds no article"):
        read_articles(path)


def test_copies_have_ids_of_their_own_and_follow_each_other_in_time() -> None:
    """Two articles that cover three days are shifted by three days a copy."""
    first = Article("a", date(2024, 2, 28), "", "", "一")
    second = Article("b", date(2024, 3, 1), "", "", "二")
    third = Article("c", None, "", "", "三")
    assert [(article.id, article.date) for article in repeat([first, second, third], 2)] == [
        ("a", date(2024, 2, 28)),
        ("b", date(2024, 3, 1)),
        ("c", None),
        ("a+1", date(2024, 3, 2)),
        ("b+1", date(2024, 3, 4)),
        ("c+1", None),
    ]


def test_the_size_of_the_text_is_that_of_its_units_in_utf_8() -> None:
    """Twelve characters of three bytes each, without line ends and spaces."""
    assert text_bytes([NEWS]) == 36
