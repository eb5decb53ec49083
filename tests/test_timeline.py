"""What a query finds over time."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import searcher
from index.errors import OptionError
from searcher.archive import Archive
from searcher.facets import Count
from searcher.printers.timeline import format_bar
from searcher.timeline import MOST_BARS, draw, parse_month_and_day
from tests.command import Outcome, call, make_archive, masked
from tests.engines import ListEngine
from tests.texts import article

if TYPE_CHECKING:
    from pathlib import Path

    from searcher.timeline import Period

PAPERS = [
    article("a", "驿站", "驿站开门。", date="2023-11-30"),
    article("b", "", "驿站有水。", date="2024-02-29"),
    article("c", "", "驿站有茶。", date="2024-02-29"),
    article("d", "", "驿站。", "没有。"),
    article("e", "", "社区。", date="2020-02-29"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive of the three articles."""
    return make_archive(tmp_path_factory.mktemp("timeline"))


@pytest.fixture
def archive() -> Archive:
    """Return an archive of a few dates."""
    return Archive(ListEngine(PAPERS))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("year", [("2023", 2, 1), ("2024", 2, 2)]),
        ("month", [("2023-11", 2, 1), ("2023-12", 0, 0), ("2024-01", 0, 0), ("2024-02", 2, 2)]),
    ],
)
def test_every_period_from_the_first_to_the_last_is_counted(
    archive: Archive, by: Period, expected: list[tuple[str, int, int]]
) -> None:
    """Units and articles, and none in between."""
    timeline = archive.timeline("驿站", by=by)
    assert timeline.periods == tuple(Count(*period) for period in expected)
    assert (timeline.total, timeline.articles, timeline.undated) == (5, 4, Count(None, 1, 1))
    assert (timeline.first, timeline.last, timeline.peak) == (
        "2023-11-30",
        "2024-02-29",
        timeline.periods[0],
    )


days = st.dates(date(2019, 12, 1), date(2024, 3, 1))


@given(st.lists(days, min_size=1, max_size=20), st.sampled_from(["year", "month", "day"]))
def test_periods_are_those_of_the_calendar(dates: list[date], by: Period) -> None:
    """As counting day after day by the beginning of its name."""
    length = {"year": 4, "month": 7, "day": 10}[by]
    counted = Counter(map(str, dates))
    timeline = draw("q", "exact", [Count(day, number, 1) for day, number in sorted(counted.items())], by)
    span = [min(dates) + timedelta(number) for number in range((max(dates) - min(dates)).days + 1)]
    names = dict.fromkeys(str(day)[:length] for day in span)
    expected = {name: sum(n for day, n in counted.items() if day.startswith(name)) for name in names}
    assert [(period.value, period.units) for period in timeline.periods] == list(expected.items())


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2024, 1, 1), "day"),
        (date(2024, 3, 1), "month"),
        (date(2028, 12, 31), "month"),
        (date(2029, 1, 1), "year"),
    ],
)
def test_without_a_period_the_shortest_that_fits_is_taken(last: date, expected: Period) -> None:
    """At most `MOST_BARS` lines, unless there are more years."""
    assert MOST_BARS == 60
    assert draw("q", "exact", [Count("2024-01-01", 1, 1), Count(str(last), 1, 1)]).by == expected


def test_more_periods_than_anybody_reads_are_refused() -> None:
    """Two articles ten thousand years apart are no three million lines."""
    apart = [Count("0001-01-01", 1, 1), Count("9999-12-31", 1, 1)]
    assert len(draw("q", "exact", apart).periods) == 9999
    with pytest.raises(OptionError, match="--by day: there are 3,652,059 from 0001-01-01 to 9999-12-31"):
        draw("q", "exact", apart, "day")


def test_what_has_no_date_has_no_period(archive: Archive) -> None:
    """It is counted apart."""
    timeline = archive.timeline("没有")
    assert (timeline.total, timeline.periods, timeline.peak, timeline.first) == (1, (), None, None)
    assert timeline.undated == Count(None, 1, 1)


def test_a_day_of_the_calendar_is_that_of_all_years(archive: Archive) -> None:
    """Counted by year, and its units, the newest first."""
    timeline = archive.timeline("驿站 OR 社区", on_this_day="02-29", limit=2)
    assert [(period.value, period.units) for period in timeline.periods] == [
        ("2020", 1),
        ("2021", 0),
        ("2022", 0),
        ("2023", 0),
        ("2024", 2),
    ]
    assert timeline.results is not None
    assert ([hit.article for hit in timeline.results], timeline.results.total) == (["b", "c"], 3)


def test_a_relaxed_timeline_has_its_day_too(archive: Archive) -> None:
    """Any word of the query, on that day alone."""
    timeline = archive.timeline("社区有驿站吗？", mode="relaxed", on_this_day="2-29")
    assert timeline.results is not None
    assert (timeline.mode, timeline.total, len(timeline.results)) == ("relaxed", 3, 3)


def test_a_day_on_which_nothing_stood_is_empty(archive: Archive) -> None:
    """No period and no unit."""
    timeline = archive.timeline("驿站", on_this_day="02-28")
    assert timeline.results is not None
    assert (timeline.total, timeline.periods, timeline.results.total) == (0, (), 0)


@pytest.mark.parametrize(
    ("text", "expected"), [("04-18", "04-18"), ("4-8", "04-08"), ("4月18日", "04-18"), ("2-29", "02-29")]
)
def test_a_day_of_the_calendar_is_written_as_people_do(text: str, expected: str) -> None:
    """Month and day, 29 February too."""
    assert parse_month_and_day(text) == expected


@pytest.mark.parametrize("text", ["", "2-30", "13-01", "红蜂驿站", "2025-04-18", "4", "-1-2"])
def test_what_is_no_day_of_the_calendar_is_an_error(text: str) -> None:
    """It is named."""
    with pytest.raises(OptionError, match=r"^--on-this-day"):
        parse_month_and_day(text)


@pytest.mark.parametrize(
    ("number", "is_ascii", "expected"),
    [
        (8, False, "████"),
        (3, False, "█▌"),
        (1, False, "▌"),
        (0, False, ""),
        (3, True, "#"),
        (8, True, "####"),
    ],
)
def test_a_bar_is_as_long_as_its_number(number: int, is_ascii: bool, expected: str) -> None:
    """In eighths of a cell, of 4 for the most, which is 8."""
    assert format_bar(number, 8, 4, is_ascii=is_ascii) == expected


def test_what_is_little_is_seen_beside_much() -> None:
    """The thinnest bar there is."""
    assert (format_bar(1, 10**6, 40), format_bar(1, 10**6, 40, is_ascii=True)) == ("▏", "#")


def test_piped_a_timeline_is_plain_columns(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Without bars, which no tool could read."""
    outcome = call(capsys, "--archive", folder, "timeline", "驿站 OR 报到", "--by", "month")
    assert outcome == Outcome(
        0,
        "驿站 OR 报到: 5 passages in 3 articles, by month\n"
        "2025-04  3  1\n"
        "2025-05  1  1\n"
        "First 2025-04-18, last 2025-05-01, most in 2025-04: 3 passages in 1 article. "
        "Without a date: 1 passage in 1 article.\n",
        "",
    )


def test_csv_has_a_line_a_period(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """What has no date stands last."""
    output = call(capsys, "--archive", folder, "timeline", "快递员", "--by", "year", "--format", "csv").output
    assert output.splitlines() == ["period,units,articles", "2025,1,1", ",1,1"]


def test_json_has_the_whole_timeline(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """One object, of the same keys for every language."""
    output = call(capsys, "--archive", folder, "timeline", "外卖员", "--format", "json").output
    day = {"period": "2025-05-01", "units": 1, "articles": 1}
    assert json.loads(output) == {
        "query": "外卖员",
        "mode": "exact",
        "by": "day",
        "on_this_day": None,
        "total": 1,
        "articles": 1,
        "first": "2025-05-01",
        "last": "2025-05-01",
        "peak": day,
        "undated": {"units": 0, "articles": 0},
        "periods": [day],
    }


def test_without_a_day_it_is_today(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The passages stand below the years."""

    class May(date):
        @classmethod
        def today(cls) -> May:
            return cls(2030, 5, 1)

    monkeypatch.setattr("searcher.cli.timeline.date", May)
    outcome = call(capsys, "--archive", folder, "timeline", "驿站", "--on-this-day")
    assert masked(outcome.output).startswith(
        "驿站 on 05-01: 1 passage in 1 article, by year\n"
        "2025  1  1\n"
        "First 2025-05-01, last 2025-05-01, most in 2025: 1 passage in 1 article.\n"
        "\n"
        "(no headline)\n"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["没有"], 1, "nothing matches 没有 exactly; --relaxed counts what shares words with it"),
        (["没有", "--relaxed"], 1, "nothing shares a word with 没有; check the spelling or try fewer words"),
        (
            ["驿站", "--on-this-day=12-31"],
            1,
            "nothing dated 12-31 of any year matches 驿站; leave out --on-this-day",
        ),
        ([], 2, "the query is blank; type the words to look for (column 1)"),
        (["(驿站"], 2, "the parenthesis opened by ( is never closed; add ) (column 1)"),
        (["驿站", "--on-this-day=2-30"], 2, "--on-this-day 2-30: is no day of the calendar"),
        (
            ["--on-this-day", "驿站"],
            2,
            "--on-this-day 驿站: expected a month and a day like 04-18 or 4月18日",
        ),
    ],
)
def test_what_is_wrong_is_one_line(
    capsys: pytest.CaptureFixture[str], folder: Path, arguments: list[str], status: int, message: str
) -> None:
    """With the value, and what to do next."""
    outcome = call(capsys, "--archive", folder, "timeline", *arguments)
    assert outcome == Outcome(status, "", f"searcher: {message}\n")


def test_there_must_be_an_archive(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """As for a search."""
    outcome = call(capsys, "--archive", tmp_path / "none", "timeline", "驿站")
    assert (outcome.status, outcome.output) == (2, "")
    assert "no archive in" in outcome.errors


def test_python_names_options_that_are_none(folder: Path) -> None:
    """`ValueError`, as for a search."""
    with searcher.open(folder) as opened:
        with pytest.raises(ValueError, match="by is 'week'; give one of year, month, day"):
            opened.timeline("驿站", by="week")  # type: ignore[arg-type]  # what a program may pass
        with pytest.raises(ValueError, match="mode is 'auto'; give one of exact, relaxed"):
            opened.timeline("驿站", mode="auto")  # type: ignore[arg-type]  # what a program may pass
