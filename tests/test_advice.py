"""Nothing found: what would be, with counts that are right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import searcher
from searcher.advice import advise
from searcher.query.parser import parse
from tests.builders import bring_up_to_date, line, write
from tests.command import Outcome, call
from tests.engines import ListEngine
from tests.texts import article

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = ["红蜂驿站开门。", "红蜂驿站有水。", "红色驿站。", "社会主义核心价值观。", "双报到。", "双双报到。"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make an archive of six paragraphs."""
    file = write(tmp_path / "a.jsonl", line(id="a", date="2025-04-18", text="\n".join(TEXTS)))
    bring_up_to_date(tmp_path / "archive", file)
    return tmp_path / "archive"


@pytest.fixture
def archive(folder: Path) -> Iterator[searcher.Archive]:
    """Open it."""
    with searcher.open(folder) as archive:
        yield archive


CASES: list[tuple[str, list[tuple[str, str, int]]]] = [
    ("红峰驿站", [("part", "驿站", 3), ("variant", "红蜂驿站", 2), ("variant", "红色驿站", 1)]),
    ("红蜂驿站点", [("part", "红蜂驿站", 2), ("variant", "红蜂驿站开", 1), ("variant", "红蜂驿站有", 1)]),
    ("社会主义价值观", [("part", "社会主义", 1), ("part", "价值观", 1)]),
    ("双又报到", [("part", "报到", 2), ("variant", "双报到", 2), ("variant", "双双报到", 1)]),
    ("红蜂驿站 双报到", [("word", "红蜂驿站", 2), ("word", "双报到", 2)]),
    ("红蜂驿站 日期:2024", [("without_filters", "红蜂驿站", 2)]),
    ("红蜂驿站 -水 -开 报纸:晨报", []),
    ("红蜂驿站 -水 报纸:晨报", [("without_filters", "红蜂驿站 -水", 1)]),
    ("报纸:晨报", []),
    ("没有", []),
    ("马", []),
]


@pytest.mark.parametrize(("query", "expected"), CASES, ids=[query for query, _ in CASES])
def test_what_would_be_found_is_counted(
    archive: searcher.Archive, query: str, expected: list[tuple[str, str, int]]
) -> None:
    """Parts that stand somewhere, variants of one character, single words, the query without its filters."""
    assert [(each.kind, each.query, each.count) for each in archive.advise(query)] == expected


@pytest.mark.parametrize("query", [query for query, _ in CASES])
def test_every_engine_gives_the_same_advice(archive: searcher.Archive, query: str) -> None:
    """It is counted through the protocol, and each suggestion finds what it says."""
    engine = ListEngine([article("a", "", *TEXTS)])
    advice = archive.advise(query)
    if "报纸" not in query and "日期" not in query:
        assert advise(engine, parse(query)) == advice
    assert [archive.search(each.query, mode="exact").total for each in advice] == [
        each.count for each in advice
    ]


def test_advice_stands_on_standard_error(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Below what was not found, a line each."""
    assert call(capsys, "--archive", folder, "红峰驿站", "--exact") == Outcome(
        1,
        "",
        "searcher: nothing matches 红峰驿站 exactly; leave out --exact to see passages that share words\n"
        "searcher: 驿站, a part of 红峰驿站, finds 3 passages\n"
        "searcher: 红蜂驿站, one character from 红峰驿站, finds 2 passages\n"
        "searcher: 红色驿站, one character from 红峰驿站, finds 1 passage\n",
    )


def test_a_fallback_has_advice_too(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """The passages that share words are shown, and on standard error what may have been meant."""
    outcome = call(capsys, "--archive", folder, "红峰驿站")
    assert (outcome.status, outcome.errors.count("红蜂驿站, one character from")) == (0, 1)


def test_json_has_advice_as_a_key(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """None where something matches, or where plain text was asked for."""
    answers = [
        json.loads(call(capsys, "--archive", folder, *arguments, "--format", "json").output)["advice"]
        for arguments in (["双又报"], ["红蜂"], ["--relaxed", "马"])
    ]
    variants = [
        {"kind": "variant", "query": "双报", "count": 2, "of": "双又报"},
        {"kind": "variant", "query": "双双报", "count": 1, "of": "双又报"},
    ]
    assert answers == [variants, [], []]


def test_a_count_has_no_advice(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """A number was asked for."""
    assert call(capsys, "--archive", folder, "红峰驿站", "--count") == Outcome(1, "0\n", "")


def test_of_a_hostile_query_little_is_looked_into(archive: searcher.Archive) -> None:
    """Of a hundred thousand characters the beginning, of a thousand words four, of the longest no variant."""
    assert [each.query for each in archive.advise("红蜂驿站" + "马" * 100_000)] == ["红蜂驿站"]
    many = archive.advise(" ".join(["驿站", *(f"马{number}" for number in range(1000))]))
    assert [(each.query, each.count) for each in many] == [("驿站", 3), ("马0", 0), ("马1", 0), ("马2", 0)]
