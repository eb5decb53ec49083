"""No document takes more than its length allows, however it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index import reading
from index.errors import SourceError
from index.html import blocks
from index.model import Article
from index.sources import Source
from tests.html.documents import FIRST, SECOND

if TYPE_CHECKING:
    from pathlib import Path

MANY = 100_000
FEWER = 30_000


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * FEWER,
        "<b>" * FEWER,
        "<div><b></i>" * FEWER,
        "<p><i><div>" + "<b>" * FEWER + "</i>" * FEWER,
        "<table><tr><td>" * FEWER,
        "</p>" * FEWER,
        '<a title="' * FEWER,
        "<a ='" * FEWER,
        "<!" * FEWER,
        "<!--" * FEWER,
        "<script>" * FEWER,
        "<" * FEWER,
        "&#" * FEWER,
        "<!--enpproperty " + "<founder-title>" * FEWER + "-->",
        "<meta charset=" * FEWER,
        '<script type="application/ld+json">' + '{"@graph":' * FEWER + "</script>",
    ],
    ids=lambda text: text[:24],
)
def test_a_document_of_tags_upon_tags_is_read(tmp_path: Path, text: str) -> None:
    """Whatever comes behind, what stands before it is found."""
    (tmp_path / "a.html").write_text(f"<html><body><p>{FIRST}</p><p>{SECOND}</p>{text}", encoding="utf-8")
    (article,) = reading.read(Source.at(tmp_path / "a.html"))
    assert isinstance(article, Article)
    assert article.paragraphs[0] == FIRST


def test_text_inside_a_hundred_thousand_elements_is_found(tmp_path: Path) -> None:
    """Parsers that build trees lose it without a word beyond some depth."""
    text = f"<html><body>{'<div>' * MANY}<p>{FIRST}</p><p>{SECOND}</p>"
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    (article,) = reading.read(Source.at(tmp_path / "a.html"))
    assert isinstance(article, Article)
    assert article.paragraphs == [FIRST, SECOND]


def test_too_many_tags_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a line that says how many would do."""
    monkeypatch.setattr(blocks, "MOST_TAGS", 100)
    (tmp_path / "a.html").write_text("<html>" + "<b>" * 101, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        list(reading.read(Source.at(tmp_path / "a.html")))
    assert str(refused.value) == f"{tmp_path}/a.html: has more than 100 tags; save the article by itself"


def test_too_large_a_document_is_refused(tmp_path: Path) -> None:
    """Before it is decoded."""
    (tmp_path / "a.html").write_bytes(b"<html>" + b" " * 50_000_000)
    with pytest.raises(SourceError) as refused:
        list(reading.read(Source.at(tmp_path / "a.html")))
    assert (
        str(refused.value)
        == f"{tmp_path}/a.html: is larger than 50 MB, so it is no page; split it into pages"
    )


def test_pictures_inside_a_document_are_no_text(tmp_path: Path) -> None:
    """As browsers save them in one file with the page."""
    picture = f'<img src="data:image/png;base64,{"A" * 1_000_000}">'
    text = f"<html><body>{picture}<p>{FIRST}</p>{picture}<p>{SECOND}</p></body></html>"
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    (article,) = reading.read(Source.at(tmp_path / "a.html"))
    assert isinstance(article, Article)
    assert article.paragraphs == [FIRST, SECOND]
