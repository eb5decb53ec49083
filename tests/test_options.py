"""Narrowing and widening a query by options."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import searcher
from tests.command import Outcome, call, make_archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Make the archive of the three articles, with a file of synonyms."""
    folder = make_archive(tmp_path)
    (folder / "synonyms.txt").write_text("外卖员 = 快递员\n骑手 = 一百㎡\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], 4),
        (["--since", "2025-05"], 1),
        (["--until", "2025-04"], 3),
        (["--since", "2025-04-18", "--until", "20250418"], 3),
        (["--paper", "晨"], 3),
        (["--page", "第七版"], 3),
        (["--byline", "杨彩霞"], 3),
        (["--section", "党建"], 3),
        (["--kind", "图片"], 0),
        (["--paper", "晨", "--since", "2025-05"], 0),
    ],
)
def test_an_option_narrows_what_is_found(
    capsys: pytest.CaptureFixture[str], archive: Path, options: list[str], expected: int
) -> None:
    """As the field of its name does; several of them all must hold."""
    outcome = call(capsys, "--archive", archive, "驿站", "--count", *options)
    assert outcome == Outcome(0 if expected else 1, f"{expected}\n", "")


def test_an_option_narrows_a_relaxed_search_too(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Asked for outright, or fallen back to."""
    for arguments in (["--relaxed", "驿站外卖"], ["外卖驿站"]):
        found = call(capsys, "--archive", archive, *arguments, "--since", "2025-05", "--format", "json")
        assert [hit["article"] for hit in json.loads(found.output)["hits"]] == ["two"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--since", "2025-02-30"], "--since 2025-02-30: 2025-02-30 is no date of the calendar"),
        (["--since", "2025", "--until", "2024"], "--until 2024: ends before --since 2025 begins"),
        (["--kind", "poem"], "--kind poem: expected one of article"),
        (["--paper", " "], "--paper  : the value is blank"),
    ],
)
def test_a_value_that_there_is_none_of_is_an_error(
    capsys: pytest.CaptureFixture[str], archive: Path, options: list[str], message: str
) -> None:
    """It names option and value, with the exit status of an error."""
    outcome = call(capsys, "--archive", archive, "驿站", *options)
    assert (outcome.status, outcome.output, outcome.errors.count("\n")) == (2, "", 1)
    assert outcome.errors.startswith(f"searcher: {message}")


def test_numerals_are_found_however_they_are_spelled(
    capsys: pytest.CaptureFixture[str], archive: Path
) -> None:
    """Where that is asked for, and only there."""
    counts = [
        call(capsys, "--archive", archive, "一百㎡", "--count", *options).output
        for options in ([], ["--numerals"])
    ]
    assert counts == ["0\n", "1\n"]


def test_a_numeral_of_too_many_spellings_is_an_error(
    capsys: pytest.CaptureFixture[str], archive: Path
) -> None:
    """It says so with the column."""
    outcome = call(capsys, "--archive", archive, "驿站 2002年2月2日2时20002分", "--numerals")
    assert (outcome.status, outcome.errors.endswith("(column 4)\n")) == (2, True)


def test_synonyms_find_each_other_and_are_named(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """On standard error, and how to do without."""
    widened = call(capsys, "--archive", archive, "外卖员", "--count")
    assert widened == Outcome(
        0, "3\n", "searcher: 外卖员 also finds 快递员; --no-synonyms looks for it alone\n"
    )
    assert call(capsys, "--archive", archive, "外卖员", "--count", "--no-synonyms") == Outcome(0, "1\n", "")


def test_synonyms_are_applied_before_numerals(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """So that those of a synonym are spelled otherwise too."""
    assert call(capsys, "--archive", archive, "骑手", "--count", "--numerals").output == "1\n"


def test_json_has_the_synonyms_as_a_key(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """And standard error stays empty."""
    outcome = call(capsys, "--archive", archive, "外卖员", "--format", "json")
    assert outcome.errors == ""
    assert json.loads(outcome.output)["synonyms"] == [{"word": "外卖员", "synonyms": ["快递员"]}]


def test_synonyms_that_cannot_be_read_are_an_error(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """With file and line; --no-synonyms does without them."""
    file = archive / "synonyms.txt"
    file.write_text("甲 = 乙\n丙\n", encoding="utf-8")
    assert call(capsys, "--archive", archive, "驿站", "--count") == Outcome(
        2, "", f"searcher: {file}:2: expected two different words or more; write a = b\n"
    )
    assert call(capsys, "--archive", archive, "驿站", "--count", "--no-synonyms").output == "4\n"


def test_the_options_are_those_of_python(archive: Path) -> None:
    """`Archive.search` takes them as one object."""
    options = searcher.Options(since="2025-04", paper="晨报", numerals=True, synonyms=False)
    with searcher.open(archive) as opened:
        assert [hit.text for hit in opened.search("一百㎡", options=options)] == ["驿站有100㎡。"]
        with pytest.raises(searcher.OptionError, match="--until never"):
            opened.search("驿站", options=searcher.Options(until="never"))
