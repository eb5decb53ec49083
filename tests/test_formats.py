"""Results for programs: every key of the contract, in JSON, JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.command import Outcome, call, make_archive, masked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive of the three articles."""
    return make_archive(tmp_path_factory.mktemp("formats"))


def hit(archive: Path, **differing: Any) -> dict[str, Any]:
    """Return the one hit of 100㎡, key by key in the contract's order, or another hit like it."""
    return {
        "rank": 1,
        "score": None,
        "article": "one",
        "unit": 3,
        "kind": "paragraph",
        "text": "驿站有100㎡。",
        "spans": [[3, 7]],
        "headline": "红蜂驿站开门",
        "byline": [{"name": "杨彩霞", "role": "记者"}],
        "article_kind": "article",
        "paper": "晨报",
        "date": "2025-04-18",
        "page": "7",
        "section": "党建",
        "file": str(archive.parent / "papers.jsonl"),
        "lines": [[1, 1]],
        **differing,
    }


def bare_hit(archive: Path) -> dict[str, Any]:
    """Return the one hit of 报到: of an article of which little is known."""
    return hit(
        archive,
        article="three",
        unit=2,
        text="-快递员 [bold]报到[/bold]\x1b[31m\u202e。",
        spans=[[11, 13]],
        headline="=1+1",
        byline=[],
        paper=None,
        date=None,
        page=None,
        section=None,
        lines=[[3, 3]],
    )


def unscored(found: dict[str, Any]) -> dict[str, Any]:
    """Return a hit without its score, which the ranking tests hold."""
    assert found["score"] > 0
    return {**found, "score": None}


def test_json_is_one_object(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """The object has the contract's keys in its order, and so has its hit."""
    outcome = call(capsys, "--archive", archive, "100㎡", "--format", "json")
    answer = json.loads(masked(outcome.output))
    answer["hits"] = [unscored(found) for found in answer["hits"]]
    expected = {
        "query": "100㎡",
        "mode": "exact",
        "total": 1,
        "articles": 1,
        "took_ms": 0,
        "hits": [hit(archive)],
        "synonyms": [],
        "advice": [],
    }
    assert (outcome.status, outcome.errors) == (0, "")
    assert (answer, json.dumps(answer)) == (expected, json.dumps(expected))


def test_json_of_nothing_is_an_object_too(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Nothing found: status 1, totals of 0, no word on standard error."""
    outcome = call(capsys, "--archive", archive, "没有", "--format", "json")
    assert Outcome(outcome.status, masked(outcome.output), outcome.errors) == Outcome(
        1,
        '{"query": "没有", "mode": "relaxed", "total": 0, "articles": 0, "took_ms": 0, "hits": [], '
        '"synonyms": [], "advice": []}\n',
        "",
    )


def test_json_says_when_it_fell_back(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """What only shares words with the query has the mode relaxed, and the words as its spans."""
    answer = json.loads(call(capsys, "--archive", archive, "外卖 报到", "--format", "json").output)
    spans = {found["article"]: found["spans"] for found in answer["hits"]}
    words = {"two": [[0, 2], [4, 5]], "three": [[11, 12], [12, 13]]}  # 外卖 and 到; 报 and 到
    assert (answer["mode"], answer["total"], spans) == ("relaxed", 2, words)


def test_json_lines_are_hits(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """One hit a line, nulls and control characters and all."""
    outcome = call(capsys, "--archive", archive, "报到", "--format", "jsonl")
    assert [unscored(json.loads(line)) for line in outcome.output.splitlines()] == [bare_hit(archive)]


def test_json_lines_of_nothing_are_none(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """No hit, no line."""
    assert call(capsys, "--archive", archive, "没有", "--exact", "--format", "jsonl") == Outcome(1, "", "")


def test_csv_has_a_header_and_a_line_a_hit(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Lists are JSON, what is unknown is empty."""
    rows = list(
        csv.DictReader(io.StringIO(call(capsys, "--archive", archive, "100㎡", "--format", "csv").output))
    )
    expected = {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
        for key, value in hit(archive, score=rows[0]["score"]).items()
    }
    assert (rows, list(rows[0])) == ([expected], list(expected))


def test_csv_starts_no_formula(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """A cell that a spreadsheet would compute begins with an apostrophe."""
    output = call(capsys, "--archive", archive, "报到", "--format", "csv").output
    [row] = csv.DictReader(io.StringIO(output))
    assert (row["headline"], row["text"][:5], row["date"]) == ("'=1+1", "'-快递员", "")


def test_csv_of_nothing_is_its_header(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Nothing found: the names of the columns alone."""
    outcome = call(capsys, "--archive", archive, "没有", "--format", "csv")
    header = (
        "rank,score,article,unit,kind,text,spans,headline,byline,article_kind,"
        "paper,date,page,section,file,lines"
    )
    assert (outcome.status, outcome.output.splitlines()) == (1, [header])


@pytest.mark.parametrize("output_format", ["json", "jsonl", "csv"])
def test_a_limit_of_none_gives_no_hit(
    capsys: pytest.CaptureFixture[str], archive: Path, output_format: str
) -> None:
    """--limit 0 is found, status 0, but no hit is written."""
    outcome = call(capsys, "--archive", archive, "驿站", "--limit", "0", "--format", output_format)
    assert (outcome.status, "快递员" in outcome.output) == (0, False)


def test_read_writes_an_article_a_line(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """`read --format jsonl` has the contract's keys in its order."""
    papers = archive.parent / "papers.jsonl"
    outcome = call(capsys, "read", "--format", "jsonl", papers)
    expected = {
        "id": "one",
        "file": str(papers),
        "headline": "红蜂驿站开门",
        "byline": [{"name": "杨彩霞", "role": "记者"}],
        "date": "2025-04-18",
        "page": "7",
        "section": "党建",
        "paper": "晨报",
        "kind": "article",
        "confidence": 1.0,
        "subheads": [],
        "paragraphs": ["快递员进了驿站。", "驿站有100㎡。"],
        "units": [
            {"unit": 0, "kind": "headline", "text": "红蜂驿站开门", "lines": [[1, 1]]},
            {"unit": 1, "kind": "byline", "text": "记者 杨彩霞", "lines": [[1, 1]]},
            {"unit": 2, "kind": "paragraph", "text": "快递员进了驿站。", "lines": [[1, 1]]},
            {"unit": 3, "kind": "paragraph", "text": "驿站有100㎡。", "lines": [[1, 1]]},
        ],
    }
    assert (outcome.status, outcome.output.splitlines()[0], outcome.output.count("\n")) == (
        0,
        json.dumps(expected, ensure_ascii=False),
        3,
    )
