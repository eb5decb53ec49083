"""The Python API: the names a program may rely on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest

import searcher
from tests.command import call, make_archive, masked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive of the three articles."""
    return make_archive(tmp_path_factory.mktemp("api"))


@pytest.fixture
def archive(folder: Path) -> Iterator[searcher.Archive]:
    """Open the archive."""
    with searcher.open(folder) as archive:
        yield archive


def test_the_public_names_are_these() -> None:
    """Nothing else is promised, nothing of it goes without a new major version."""
    assert sorted(searcher.__all__) == [
        "Archive",
        "ArchiveError",
        "Hit",
        "OptionError",
        "Options",
        "QueryError",
        "Results",
        "SearcherError",
        "open",
    ]


def test_errors_share_one_base() -> None:
    """Who catches SearcherError catches all of them."""
    assert issubclass(searcher.ArchiveError, searcher.SearcherError)
    assert issubclass(searcher.QueryError, searcher.SearcherError)


def test_results_are_a_sequence_of_hits(archive: searcher.Archive) -> None:
    """They have a length, are indexed, sliced and gone through; totals count what is not shown too."""
    results = archive.search("驿站", limit=2)
    assert isinstance(results, Sequence)
    assert (len(results), results.total, results.articles, results.mode) == (2, 4, 2, "exact")
    assert (results[0], results[-1], results[:2]) == (results.hits[0], results.hits[1], results.hits)
    assert list(results) == [*results.hits]
    assert results[1] in results


def test_a_hit_has_the_keys_of_json_as_attributes(
    capsys: pytest.CaptureFixture[str], folder: Path, archive: searcher.Archive
) -> None:
    """Same names, same values, same types, for hits that know much and little."""
    for query in ("100㎡", "报到"):
        output = call(capsys, "--archive", folder, query, "--format", "json").output
        [expected] = json.loads(masked(output))["hits"]
        [hit] = archive.search(query)
        attributes: dict[str, Any] = {name: getattr(hit, name) for name in expected}
        assert attributes == expected
        assert [field.name for field in fields(hit) if field.name != "similar"] == list(expected)
        assert hit.similar is None


def test_a_blank_or_broken_query_has_a_column(archive: searcher.Archive) -> None:
    """`QueryError.column` is the 1-based character at which the query breaks."""
    with pytest.raises(searcher.QueryError) as caught:
        archive.search("驿站 OR")
    assert caught.value.column == 6
    with pytest.raises(searcher.QueryError, match="blank"):
        archive.search(" ", mode="relaxed")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"limit": -1}, "limit is -1; give 0 or more"),
        ({"mode": "fuzzy"}, "mode is 'fuzzy'; give one of auto, exact, relaxed"),
        ({"sort": "best"}, "sort is 'best'; give one of relevance, newest, oldest"),
    ],
)
def test_an_option_of_another_value_is_refused(
    archive: searcher.Archive, options: dict[str, Any], message: str
) -> None:
    """The message names the option, the value, and the values there are."""
    with pytest.raises(ValueError, match=message):
        archive.search("驿站", **options)


@pytest.mark.parametrize(
    ("query", "mode", "found"),
    [
        ("驿站 外卖员", "auto", ("exact", 1)),
        ("外卖 报到", "auto", ("relaxed", 2)),
        ("外卖 报到", "exact", ("exact", 0)),
        ("驿站 外卖", "relaxed", ("relaxed", 4)),
        ("没有 -驿站", "auto", ("relaxed", 0)),
    ],
)
def test_relaxed_answers_where_nothing_matches_exactly(
    archive: searcher.Archive, query: str, mode: Any, found: tuple[str, int]
) -> None:
    """Auto falls back, exact never does, relaxed is asked for outright; excluded words are not asked for."""
    results = archive.search(query, mode=mode)
    assert (results.mode, results.total) == found


def test_an_article_is_given_by_its_id(archive: searcher.Archive) -> None:
    """The whole article, or None."""
    article = archive.article("one")
    assert article is not None
    assert (article.headline, article.paragraphs) == ("红蜂驿站开门", ["快递员进了驿站。", "驿站有100㎡。"])
    assert archive.article("four") is None


def test_without_an_archive_opening_fails(tmp_path: Path) -> None:
    """`open` says what to do."""
    with pytest.raises(searcher.ArchiveError, match=r"no archive in .*; make one with: searcher index PATH"):
        searcher.open(tmp_path)
