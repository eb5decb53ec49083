"""`searcher quote`: verdicts on the screen and for programs."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

import searcher
from tests.builders import bring_up_to_date, line, write
from tests.command import Outcome, call, masked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the archive of an article and of one that prints control characters."""
    folder = tmp_path_factory.mktemp("quote")
    lines = [
        line(
            id="a",
            title="驿站",
            paper="晨报",
            date="2025-04-18",
            page="7",
            text="回民区设立“红蜂驿站”31个，方便骑手。\n六百名快递员当好基层治理流动的信息员。",
        ),
        line(id="b", text="快递员\u001b在驿站里喝上了一口热水。"),
    ]
    bring_up_to_date(folder / "archive", write(folder / "articles.jsonl", "".join(lines)))
    return folder / "archive"


def test_a_verbatim_sentence(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Its source stands below it, and the exit status is 0."""
    outcome = call(capsys, "--archive", archive, "quote", "回民区设立“红蜂驿站”３１个")
    assert Outcome(outcome.status, masked(outcome.output), outcome.errors) == Outcome(
        0,
        f"""\
verbatim   回民区设立“红蜂驿站”３１个
           晨报 · 2025-04-18 · page 7 · 驿站 · a
           {archive.parent / "articles.jsonl"}:1

verbatim · 1 sentence: 1 verbatim · N ms
""",
        "",
    )


def test_altered_and_missing_sentences(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """What differs is marked by signs, and the exit status is 1."""
    quotation = (
        "回民区设立“红蜂驿站”41个，方便骑手。……六百名快递员当好基层治理的信息员。明年还要再修一座跨海大桥。"
    )
    outcome = call(capsys, "--archive", archive, "quote", quotation)
    file = archive.parent / "articles.jsonl"
    assert Outcome(outcome.status, masked(outcome.output), outcome.errors) == Outcome(
        1,
        f"""\
altered    回民区设立“红蜂驿站”[-3-]{{+4+}}1个，方便骑手
           晨报 · 2025-04-18 · page 7 · 驿站 · a
           {file}:1

altered    六百名快递员当好基层治理[-流动-]的信息员
           晨报 · 2025-04-18 · page 7 · 驿站 · a
           {file}:1

not found  明年还要再修一座跨海大桥

altered · 3 sentences: 2 altered, 1 not found · [-printed-] {{+quoted+}} · N ms
""",
        "",
    )


def test_control_characters_are_shown_as_harmless(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Those of the source and those of the quotation."""
    outcome = call(capsys, "--archive", archive, "quote", "快递员在驿站里喝上了\u202e一口热水")
    assert outcome.output.splitlines()[0] == "altered    快递员[-�-]在驿站里喝上了{+�+}一口热水"


def test_json_has_every_key(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Spans count within the quotation, and within the printed unit."""
    outcome = call(capsys, "--archive", archive, "quote", "设立“红蜂驿站”41个", "--format", "json")
    source = {
        "article": "a",
        "headline": "驿站",
        "paper": "晨报",
        "date": "2025-04-18",
        "page": "7",
        "section": None,
        "file": str(archive.parent / "articles.jsonl"),
    }
    assert json.loads(masked(outcome.output)) == {
        "quotation": "设立“红蜂驿站”41个",
        "verdict": "altered",
        "took_ms": 0,
        "source": source,
        "sentences": [
            {
                "span": [0, 11],
                "text": "设立“红蜂驿站”41个",
                "verdict": "altered",
                "similarity": 0.909,
                "source": source,
                "printed": [{"unit": 2, "span": [3, 14], "text": "设立“红蜂驿站”31个", "lines": [[1, 1]]}],
                "differences": [
                    {
                        "kind": "replace",
                        "span": [8, 9],
                        "quoted": "4",
                        "printed": [{"unit": 2, "span": [11, 12], "text": "3", "lines": [[1, 1]]}],
                    }
                ],
            }
        ],
        "between": [],
    }


def test_a_dash_reads_standard_input(
    capsys: pytest.CaptureFixture[str], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As UTF-8 or GB 18030."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("六百名快递员\n".encode("gb18030"))))
    assert call(capsys, "--archive", archive, "quote", "-").status == 0


@pytest.mark.parametrize(
    ("arguments", "content", "message"),
    [
        (["。。"], b"", "the quotation has no word; give the text to look for (column 1)"),
        ([" "], b"", "the query is blank; type the words to look for (column 1)"),
        (["-"], b"", "standard input: is empty; give some text"),
        (["-"], b"a\0b", "standard input: holds NUL bytes, so it is no text; convert it to UTF-8 text"),
        (["-"], b"a" * 1_000_001, "standard input: is larger than 1,000,000 bytes; give a part of it"),
        (
            ["驿" * 100_000],
            b"",
            (
                "the quotation has 100,000 characters, more than 5,000; "
                "give a part of it, or ask for reused passages with: searcher similar (column 5001)"
            ),
        ),
    ],
    ids=["no word", "blank", "empty", "NUL", "large", "long"],
)
def test_what_is_no_quotation_is_an_error(
    capsys: pytest.CaptureFixture[str],
    archive: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    content: bytes,
    message: str,
) -> None:
    """One line, status 2."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    outcome = call(capsys, "--archive", archive, "quote", *arguments)
    assert outcome == Outcome(2, "", f"searcher: {message}\n")


def test_python_gives_the_same_verdict(archive: Path) -> None:
    """`Archive.quote`."""
    with searcher.open(archive) as opened:
        quotation = opened.quote("当好基层治理流动的信息员")
    assert (quotation.verdict, quotation.source and quotation.source.article) == ("verbatim", "a")
