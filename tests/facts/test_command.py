"""`searcher facts`: the figures near a query's words, on the screen and for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

import searcher
from tests.builders import bring_up_to_date, line, write
from tests.command import Outcome, call, masked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the archive of three districts and their stations."""
    folder = tmp_path_factory.mktemp("facts")
    lines = [
        line(id="a", title="回民区", text="设立“红蜂驿站”31个。", date="2025-04-18"),
        line(id="b", title="赛罕区", text="2024年建成服务站5个、“红蜂驿站”40余个。", paper="晨报", page="7"),
        line(id="c", text="红蜂驿站开门。\n共投入10万元。"),
    ]
    bring_up_to_date(folder / "archive", write(folder / "articles.jsonl", "".join(lines)))
    return folder / "archive"


SCREEN = """\
31个    设立“红蜂驿站”31个。
        2025-04-18 · 回民区 · a

40余个  2024年建成服务站5个、“红蜂驿站”40余个。
        晨报 · page 7 · 赛罕区 · b

5个     2024年建成服务站5个、“红蜂驿站”40余个。
        晨报 · page 7 · 赛罕区 · b

2024年  2024年建成服务站5个、“红蜂驿站”40余个。
        晨报 · page 7 · 赛罕区 · b

Figures in 个 that cannot all be true of one thing:
31个    2025-04-18 · 回民区 · a
40余个  晨报 · page 7 · 赛罕区 · b

4 figures in 3 passages · N ms
"""


def test_a_screen_of_facts(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Nearest first, each with its sentence and source; what disagrees side by side."""
    outcome = call(capsys, "--archive", archive, "facts", "红蜂驿站")
    assert Outcome(outcome.status, masked(outcome.output), outcome.errors) == Outcome(0, SCREEN, "")


def test_json_has_every_key(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Spans count within the sentence; values are exact, as digits."""
    answer = json.loads(
        call(capsys, "--archive", archive, "facts", "赛罕区 驿站", "--limit", "1", "--format", "json").output
    )
    assert answer.pop("took_ms") > 0
    assert answer == {
        "query": "赛罕区 驿站",
        "total": 3,
        "passages": 1,
        "read": 1,
        "facts": [
            {
                "rank": 1,
                "figure": "40余个",
                "figure_kind": "quantity",
                "normal": ">40 个",
                "low": "40",
                "high": "40",
                "exactness": "over",
                "counted": "个",
                "distance": 0,
                "sentence": "2024年建成服务站5个、“红蜂驿站”40余个。",
                "figure_span": [19, 23],
                "spans": [[16, 18]],
                "article": "b",
                "unit": 2,
                "headline": "赛罕区",
                "paper": "晨报",
                "date": None,
                "page": "7",
                "section": None,
                "file": str(archive.parent / "articles.jsonl"),
                "lines": [[2, 2]],
            }
        ],
        "disagreements": [],
        "synonyms": [],
    }


def test_jsonl_and_csv_have_a_line_a_fact(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """The same facts as in JSON, with the same keys."""
    output = {
        name: call(capsys, "--archive", archive, "facts", "驿站", "--format", name).output
        for name in ("json", "jsonl", "csv")
    }
    expected = json.loads(output["json"])["facts"]
    assert [json.loads(each) for each in output["jsonl"].splitlines()] == expected
    rows = list(csv.DictReader(io.StringIO(output["csv"])))
    assert [row["figure"] for row in rows] == [fact["figure"] for fact in expected]
    assert list(rows[0]) == list(expected[0])


def test_only_figures_of_a_kind(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """--figure may be given several times; --kind is that of the article, as for search."""
    found = [
        call(capsys, "--archive", archive, "facts", "驿站", "--format", "csv", *options).output.count("\n")
        - 1
        for options in (
            ["--figure", "date"],
            ["--figure", "date", "--figure", "quantity"],
            ["--kind", "brief"],
        )
    ]
    assert found == [1, 4, 0]


def test_the_options_of_search_narrow_facts(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Here to one paper: its three figures."""
    outcome = call(capsys, "--archive", archive, "facts", "驿站", "--paper", "晨报", "--limit", "0")
    assert outcome.output.startswith("3 figures in 1 passage · ")


@pytest.mark.parametrize(
    ("query", "status", "errors"),
    [
        ("没有", 1, "searcher: nothing matches 没有; to see what would: searcher search 没有\n"),
        (
            "开门",
            1,
            "searcher: no such figure stands near 开门 in the passages that match it; try: searcher search\n",
        ),
        ("标题:赛罕区", 2, "searcher: no word that a figure could stand near; add one (column 1)\n"),
        (" ", 2, "searcher: the query is blank; type the words to look for (column 1)\n"),
        ("没" * 100_000, 1, None),
    ],
    ids=["nothing", "no figure", "no word", "blank", "long"],
)
def test_without_facts_the_reason_is_named(
    capsys: pytest.CaptureFixture[str], archive: Path, query: str, status: int, errors: str | None
) -> None:
    """Nothing found is 1, a query that asks for nothing is 2; one line, nothing on standard output."""
    outcome = call(capsys, "--archive", archive, "facts", query)
    assert (outcome.status, outcome.output) == (status, "")
    assert errors is None or outcome.errors == errors


def test_python_gives_the_same_facts(archive: Path) -> None:
    """`Archive.facts`."""
    with searcher.open(archive) as opened:
        facts = opened.facts("驿站", limit=2)
    assert [(fact.figure, fact.distance) for fact in facts.facts] == [("31个", 0), ("40余个", 0)]
    assert [(each.counted, each.ranks) for each in facts.disagreements] == [("个", [1, 2])]
