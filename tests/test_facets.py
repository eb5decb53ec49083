"""Counts beside the hits: in the commands, in JSON, from Python."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import searcher
from index.errors import OptionError
from searcher.facets import Count, parse_facets
from searcher.printers.facets import format_facet
from tests.command import Outcome, call, make_archive, masked

if TYPE_CHECKING:
    from pathlib import Path

    from searcher.facets import Facet


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive of the three articles."""
    return make_archive(tmp_path_factory.mktemp("facets"))


def test_counts_stand_below_the_hits(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """A table a facet, in the order asked for, the totals last."""
    outcome = call(capsys, "--archive", archive, "驿站", "--limit", "0", "--facet", "paper,year")
    assert masked(outcome.output) == (
        "Paper        passages  articles\n"
        "  晨报              3         1\n"
        "  (unknown)         1         1\n"
        "\n"
        "Year    passages  articles\n"
        "  2025         4         2\n"
        "\n"
        "4 passages in 2 articles · N ms\n"
    )


def test_counts_are_a_key_of_json(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """All values, the most frequent first, null for none."""
    outcome = call(
        capsys, "--archive", archive, "驿站", "--limit", "0", "--facet", "byline", "--format", "json"
    )
    assert json.loads(outcome.output)["facets"] == {
        "byline": [
            {"value": "杨彩霞", "units": 3, "articles": 1},
            {"value": None, "units": 1, "articles": 1},
        ]
    }


def test_without_facets_json_has_no_such_key(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Nothing is counted that was not asked for."""
    output = call(capsys, "--archive", archive, "驿站", "--format", "json").output
    assert "facets" not in json.loads(output)


def test_what_is_counted_is_what_answered(archive: Path) -> None:
    """Where the search was relaxed, what shares words with the query."""
    with searcher.open(archive) as opened:
        results = opened.search("驿站快递员外卖员", facets=["month"])
    assert (results.mode, results.total, dict(results.facets)) == (
        "relaxed",
        5,
        {"month": (Count("2025-04", 3, 1), Count("2025-05", 1, 1), Count(None, 1, 1))},
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("year", ["year"]), ("kind, year,kind", ["kind", "year"]), ("页", None), ("", None), ("year,", None)],
)
def test_facets_are_named_with_commas_between(text: str, expected: list[Facet] | None) -> None:
    """Each counts once; a name that is none is an error that shows the others."""
    if expected is not None:
        assert parse_facets(text) == tuple(expected)
        return
    with pytest.raises(OptionError, match="give one or more of year,month,day,paper"):
        parse_facets(text)


def test_an_unknown_facet_is_an_error(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """One line that names it and what there is."""
    assert call(capsys, "--archive", archive, "驿站", "--facet", "yaer") == Outcome(
        2,
        "",
        "searcher: --facet yaer: give one or more of year,month,day,paper,page,section,byline,kind\n",
    )


@pytest.mark.parametrize("arguments", [["--count"], ["--format", "csv"], ["--format", "jsonl"]])
def test_where_counts_have_no_place_they_are_refused(
    capsys: pytest.CaptureFixture[str], archive: Path, arguments: list[str]
) -> None:
    """Rather than left out without a word."""
    outcome = call(capsys, "--archive", archive, "驿站", "--facet", "year", *arguments)
    assert (outcome.status, outcome.output) == (2, "")
    assert "leave out --count and take text or json" in outcome.errors


def counted(numbers: range) -> list[Count]:
    """Return counts of different values, and of none."""
    return [*(Count(f"第{number}版", 100 - number, 1) for number in numbers), Count(None, 7, 2)]


def test_many_values_are_summed_up() -> None:
    """Ten are shown, the others are one line, the unknown another."""
    lines = [line.plain for line in format_facet("page", counted(range(13)), 80)]
    assert lines[9:] == [
        "  第8版            92         1",
        "  第9版            91         1",
        "  3 others        267         3",
        "  (unknown)         7         2",
    ]


def test_other_authors_are_not_summed_up() -> None:
    """One passage counts for each of its authors, so a sum would count it twice."""
    assert format_facet("byline", counted(range(12)), 80)[-2].plain == "  2 others"


def test_a_long_value_is_cut_to_the_width() -> None:
    """Numbers stay in their columns, and no control character reaches the screen."""
    lines = [line.plain for line in format_facet("section", [Count("要闻\x1b" * 20, 1, 1)], 40)]
    assert lines == [
        "Section               passages  articles",
        "  要闻�要闻�要闻�要…         1         1",
    ]
