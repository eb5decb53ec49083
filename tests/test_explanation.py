"""`searcher explain`: the parts of a query, where they stand, and what they add to the score."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import searcher
from index.errors import ArchiveError
from searcher.archive import Archive
from searcher.named_damage import NamedDamage
from tests.command import call, make_archive
from tests.engines import ListEngine
from tests.texts import article, write_archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive of the three articles."""
    return make_archive(tmp_path_factory.mktemp("explain"))


@pytest.mark.parametrize("relaxed", [False, True])
@pytest.mark.parametrize(
    "query", ["驿站", "驿站 快递员", "红蜂 (驿站 OR 外卖员)", "外卖员驿站", "驿*站 NEAR/9 员 OR 100㎡"]
)
def test_the_parts_add_up_to_the_score(tmp_path: Path, query: str, relaxed: bool) -> None:
    """Of every hit, in its headline or below it, in an archive of two segments."""
    one = article("a", "红蜂驿站开门", "快递员进了驿站，驿站有100㎡。", "外卖员来了。")
    two = article("b", "", "驿站", "快递员的驿站驿站。")
    with searcher.open(write_archive(tmp_path, [one], [two])) as archive:
        results = archive.search(query, mode="relaxed" if relaxed else "auto", limit=100)
        explained = {
            (hit.article, hit.unit): archive.explain(
                query, {"a": one, "b": two}[hit.article], hit.unit, relaxed=relaxed
            )
            for hit in results
        }
    assert len(results) > 0
    assert {place: (each.is_found, each.mode) for place, each in explained.items()} == {
        (hit.article, hit.unit): (True, results.mode) for hit in results
    }
    assert [explained[hit.article, hit.unit].score for hit in results] == pytest.approx(
        [hit.score for hit in results], abs=1e-6
    )


def explanation(capsys: pytest.CaptureFixture[str], archive: Path, *arguments: str) -> dict[str, Any]:
    """Return the JSON object of an explanation."""
    outcome = call(capsys, "--archive", archive, "explain", *arguments, "--format", "json")
    assert (outcome.status, outcome.errors) == (0, "")
    answer: dict[str, Any] = json.loads(outcome.output)
    return answer


def test_the_parts_of_a_query_stand_in_its_order(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Each as deep as it is, with where it stands in the text and in the headline."""
    answer = explanation(
        capsys, archive, "驿站 (快递员 OR 1*㎡) -没有 NEAR/2 有 版:7", "one", "3", "--since", "2025"
    )
    assert (answer["parsed"], answer["mode"], answer["is_found"]) == (
        "驿站 (快递员 OR 1*㎡) -(没有 NEAR/2 有) page:7 date:>=2025-01-01",
        "exact",
        True,
    )
    rows = [
        (part["depth"], part["part"], part["text"], part["spans"], part["headline_spans"])
        for part in answer["parts"]
    ]
    assert rows == [
        (0, "and", "", None, None),
        (1, "literal", "驿站", [[0, 2]], [[2, 4]]),
        (1, "or", "", None, None),
        (2, "literal", "快递员", [], []),
        (2, "wildcard", "1*㎡", [[3, 7]], []),
        (1, "not", "", None, None),
        (2, "near", "没有 NEAR/2 有", [], []),
        (1, "field", "page:7", None, None),
        (1, "dates", "date:>=2025-01-01", None, None),
    ]


def test_a_unit_that_is_not_found_is_explained_too(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """It says so, and what it would have scored."""
    answer = explanation(capsys, archive, "驿站 -100", "one", "3")
    assert (answer["is_found"], answer["score"] > 0) == (False, True)


def test_a_fallback_is_explained_by_its_words(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Where nothing matches exactly, as the search that answers instead."""
    answer = explanation(capsys, archive, "外卖 报到", "two", "2")
    assert (answer["mode"], answer["is_found"]) == ("relaxed", True)
    assert [(part["part"], part["text"], part["spans"]) for part in answer["parts"]] == [
        ("word", "外卖", [[0, 2]]),
        ("word", "报", []),
        ("word", "到", [[4, 5]]),
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["驿站", "four", "2"], (1, "no article four; its id stands under its headline")),
        (["驿站", "one", "99"], (1, "article one has the units 0 to 3, not 99; see: searcher show")),
        (["驿站", "one", "two"], (2, "UNIT two: expected the number of a unit; searcher show prints them")),
        (["驿站", "one"], (2, "expected a query, the id of an article and the number of a unit")),
        ([" ", "one", "2"], (2, "the query is blank")),
        (["(驿站", "one", "2"], (2, "the parenthesis opened by ( is never closed")),
        (["驿站", "--kind", "poem", "one", "2"], (2, "--kind poem: expected one of")),
    ],
)
def test_what_cannot_be_explained_is_named(
    capsys: pytest.CaptureFixture[str], archive: Path, arguments: list[str], expected: tuple[int, str]
) -> None:
    """No such article or unit is 1, a query that cannot be understood 2."""
    outcome = call(capsys, "--archive", archive, "explain", *arguments)
    assert (outcome.status, outcome.output, outcome.errors.count("\n")) == (expected[0], "", 1)
    assert outcome.errors.startswith(f"searcher: {expected[1]}")


def test_a_long_query_is_explained(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """A hundred thousand characters that stand nowhere add nothing."""
    outcome = call(capsys, "--archive", archive, "explain", "没" * 100_000, "one", "2", "--format", "json")
    assert (outcome.status, json.loads(outcome.output)["score"]) == (0, 0)


def test_an_engine_that_cannot_explain_says_so(tmp_path: Path) -> None:
    """It is asked for nothing else."""
    one = article("a", "", "驿站")
    archive = Archive(NamedDamage(ListEngine([one]), tmp_path))
    with pytest.raises(ArchiveError, match="the engine of this archive explains no scores"):
        archive.explain("驿站", one, 2)


def test_control_characters_are_shown_as_harmless(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    """Those of the unit and of the query."""
    outcome = call(capsys, "--archive", archive, "explain", "报到\u001b", "three", "2", "--relaxed")
    assert outcome.status == 0
    assert "\u001b" not in outcome.output
