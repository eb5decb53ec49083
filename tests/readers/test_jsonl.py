"""Articles out of JSON Lines: what each line gives, and what is said of a line that gives none."""

from __future__ import annotations

import codecs
import hashlib
from typing import TYPE_CHECKING

import pytest

from index import reading
from index.errors import SourceError
from index.model import Article, Credit, Unit
from index.readers.jsonl import read_articles
from index.sources import Source
from tests.builders import line

if TYPE_CHECKING:
    from pathlib import Path


def read(*lines: str | bytes) -> list[Article | SourceError]:
    """Read the lines of a file `a.jsonl`."""
    return list(
        read_articles("a.jsonl", [part if isinstance(part, bytes) else part.encode() for part in lines])
    )


def only(*lines: str | bytes) -> Article:
    """Return the one article that the lines give."""
    (article,) = read(*lines)
    assert isinstance(article, Article)
    return article


def refusals(*lines: str | bytes) -> list[str]:
    """Return what is said of lines that all give no article."""
    return [str(error) for error in read(*lines) if isinstance(error, SourceError)]


def test_a_full_line_gives_all_it_says() -> None:
    """Every field has its place, the author is unit 1 as given, and paragraphs are stripped lines."""
    given = line(
        id="x1",
        date="2025-03-08",
        title="驿站启用",
        author="记者 李明",
        page="A3",
        section="社会",
        paper="日报",
        text=" 第一段。\r\n\n　\n第二段。  ",
    )
    assert read("\n", given) == [
        Article(
            id="x1",
            file="a.jsonl",
            kind="article",
            byline=(Credit("李明", "记者"),),
            paper="日报",
            date="2025-03-08",
            page="A3",
            section="社会",
            confidence=1.0,
            units=(
                Unit(0, "headline", "驿站启用", ((2, 2),)),
                Unit(1, "byline", "记者 李明", ((2, 2),)),
                Unit(2, "paragraph", "第一段。", ((2, 2),)),
                Unit(3, "paragraph", "第二段。", ((2, 2),)),
            ),
        )
    ]


def test_text_alone_is_enough() -> None:
    """What is not given is unknown, never guessed; the id is made from the line."""
    given = line(text="一段。")
    assert only(given) == Article(
        id=hashlib.sha256(given.strip().encode()).hexdigest()[:12],
        file="a.jsonl",
        kind="article",
        byline=(),
        paper=None,
        date=None,
        page=None,
        section=None,
        confidence=1.0,
        units=(
            Unit(0, "headline", "", ()),
            Unit(1, "byline", "", ()),
            Unit(2, "paragraph", "一段。", ((1, 1),)),
        ),
    )


def test_null_and_blank_are_as_good_as_absent() -> None:
    """`null`, "" and white space say nothing."""
    article = only(line(text="一段。", id="x", title=None, date="", page=" ", paper="\n", author=None))
    assert (article.headline, article.byline, article.date, article.page, article.paper) == (
        "",
        (),
        None,
        None,
        None,
    )


def test_an_empty_text_is_an_article_of_its_headline() -> None:
    """A text without a paragraph is no error."""
    assert only(line(id="x", title="题", text="")).units == (
        Unit(0, "headline", "题", ((1, 1),)),
        Unit(1, "byline", "", ()),
    )


def test_the_same_line_twice_gives_two_articles() -> None:
    """Without ids nothing says that they are one."""
    first, second = (
        article.id for article in read(line(text="一"), line(text="一")) if isinstance(article, Article)
    )
    assert second == f"{first}-2"


def test_a_made_id_can_be_settled_by_the_caller() -> None:
    """Only made ids are asked about; a given one is as it is."""
    articles = read_articles(
        "a.jsonl", [line(id="x", text="一").encode(), line(text="二").encode()], lambda _: "y"
    )
    assert [article.id for article in articles if isinstance(article, Article)] == ["x", "y"]


@pytest.mark.parametrize(
    ("given", "identifier"),
    [(7, "7"), (20250308001, "20250308001"), (1.5, "1.5"), (" x ", "x"), ("〇", "〇")],
)
def test_numbers_are_ids_too(given: float | str, identifier: str) -> None:
    """As they are written."""
    assert only(line(id=given, text="一")).id == identifier


@pytest.mark.parametrize(
    ("given", "day"), [("2024-02-29", "2024-02-29"), ("20250308", "2025-03-08"), (20250308, "2025-03-08")]
)
def test_days_are_written_one_way(given: str | int, day: str) -> None:
    """ISO 8601's short form is understood."""
    assert only(line(date=given, text="一")).date == day


def test_lone_surrogates_become_replacement_characters() -> None:
    """JSON can hold half a character, UTF-8 and so the archive cannot."""
    article = only(rb'{"id": "\ud842", "title": "\ud842\udfb7\udfb7", "text": "a\ud800"}')
    assert (article.id, [unit.text for unit in article.units]) == ("\ufffd", ["𠮷\ufffd", "", "a\ufffd"])


def test_control_characters_stay() -> None:
    """They are data; it is the screen that must not obey them."""
    assert only(line(text="\x1b[31m红\x00")).paragraphs == ["\x1b[31m红\x00"]


def test_blank_lines_and_a_byte_order_mark_are_skipped_but_counted() -> None:
    """The lines keep the numbers an editor shows."""
    articles = read(codecs.BOM_UTF8 + b"\n", " \t\r\n", line(id="x", text="一"))
    assert [article.units[2].lines for article in articles if isinstance(article, Article)] == [((3, 3),)]


def test_gb_18030_lines_are_read() -> None:
    """As pages are."""
    assert only(line(text="红蜂驿站是流动党员的家").encode("gb18030")).paragraphs == [
        "红蜂驿站是流动党员的家"
    ]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (
            "no json",
            "not JSON (Expecting value: line 1 column 1 (char 0)); one JSON object a line is expected",
        ),
        (
            '{"text": "一',
            (
                "not JSON (Unterminated string starting at: line 1 column 10 (char 9)); "
                "one JSON object a line is expected"
            ),
        ),
        (
            '{"text": NaN}',
            "not JSON (NaN is Python's and JavaScript's); one JSON object a line is expected",
        ),
        ("[" * 100_000, "not an article: nested too deep; one JSON object a line is expected"),
        ('{"a":' * 100_000, "not an article: nested too deep; one JSON object a line is expected"),
        ("[1]", 'not a JSON object; {"text": "…"} is the least an article needs'),
        ("null", 'not a JSON object; {"text": "…"} is the least an article needs'),
        ('{"title": "题"}', 'no "text"; give the article\'s text as a string'),
        ('{"text": null}', 'no "text"; give the article\'s text as a string'),
        ('{"text": ["一"]}', 'no "text"; give the article\'s text as a string'),
        ('{"text": "一", "id": true}', '"id" is true; give a string'),
        ('{"text": "一", "title": {"a": "题"}}', '"title" is {"a": "题"}; give a string'),
        ('{"text": "一", "date": "2025-02-30"}', '"date" is 2025-02-30; give an existing day as YYYY-MM-DD'),
        ('{"text": "一", "date": "8.3.2025"}', '"date" is 8.3.2025; give an existing day as YYYY-MM-DD'),
        ('{"text": "一", "date": "昨天"}', '"date" is 昨天; give an existing day as YYYY-MM-DD'),
        (
            '{"text": "\0"}',
            "the line holds NUL bytes, so it is no text; convert it to UTF-8 text",
        ),
        (
            '{"text": "Größe"}'.encode("latin-1"),
            "the line does not read as text in UTF-8, UTF-16, GB 18030 or Big5; convert it to UTF-8",
        ),
    ],
)
def test_a_line_that_gives_no_article_is_named(given: str | bytes, refusal: str) -> None:
    """File, line, what is wrong and what is expected; the other lines are read."""
    assert refusals(line(text="一"), given, line(text="二")) == [f"a.jsonl:2: {refusal}"]
    assert len(read(line(text="一"), given, line(text="二"))) == 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-16-be with mark"])
def test_utf_16_lines_are_read(tmp_path: Path, encoding: str) -> None:
    """As Windows' tools write them; the lines keep their numbers and give the ids of UTF-8."""
    content = "\n" + line(text="红蜂驿站") + line(id="x2", text="流动党员\u2028第二行")
    mark = "\ufeff" if encoding.endswith("mark") else ""
    (tmp_path / "a.jsonl").write_bytes((mark + content).encode(encoding.removesuffix(" with mark")))
    first, second = reading.read(Source.at(tmp_path / "a.jsonl"))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.paragraphs, first.units[2].lines) == (
        hashlib.sha256(line(text="红蜂驿站").strip().encode()).hexdigest()[:12],
        ["红蜂驿站"],
        ((2, 2),),
    )
    assert (second.id, second.units[2].lines) == ("x2", ((3, 3),))


def test_lines_that_are_utf_16_only_at_first_are_refused_as_a_whole(tmp_path: Path) -> None:
    """Half a character can only be damage."""
    content = line(id="x1", text="红蜂驿站" * 30_000).encode("utf-16") + b"\x00\xd8\n\x00"
    (tmp_path / "a.jsonl").write_bytes(content)
    with pytest.raises(SourceError, match="is no UTF-16 "):
        list(reading.read(Source.at(tmp_path / "a.jsonl")))


def test_short_lines_are_read_in_the_encoding_of_the_file(tmp_path: Path) -> None:
    """A line of four characters could be many things by itself."""
    lines = line(text="红蜂驿站是流动党员的家") + line(text="红蜂驿站")
    (tmp_path / "a.jsonl").write_bytes(lines.encode("gb18030"))
    articles = [item for item in reading.read(Source.at(tmp_path / "a.jsonl")) if isinstance(item, Article)]
    assert [article.paragraphs for article in articles] == [["红蜂驿站是流动党员的家"], ["红蜂驿站"]]


def test_big5_lines_are_read(tmp_path: Path) -> None:
    """Though a backslash may be the second byte of a character."""
    (tmp_path / "a.jsonl").write_bytes(line(id="x", text="許功蓋先生說圖書館明年開放").encode("big5"))
    (article,) = reading.read(Source.at(tmp_path / "a.jsonl"))
    assert isinstance(article, Article)
    assert article.paragraphs == ["許功蓋先生說圖書館明年開放"]
