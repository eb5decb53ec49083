"""Copies among what is found: one stands for the others."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from index.updating.update import update
from searcher import grouping
from searcher.archive import Archive
from tests.command import call, masked
from tests.engines import ListEngine
from tests.texts import article

if TYPE_CHECKING:
    from pathlib import Path

    from index.model import Article

COPY = "市气象台发布消息，未来三天全市以晴为主，最高气温逐步回升，市民出行请注意防晒。"
OTHER = "昨日的气象知识讲座吸引了两百余名学生，他们在老师带领下参观了观测场。"


def papers(copies: int) -> list[Article]:
    """Return an article, so many copies of it with other headlines, and another article."""
    named = [article(f"copy {number}", f"标题{number}", COPY, date="2025-04-18") for number in range(copies)]
    return [article("first", "晴", COPY, date="2025-04-19"), *named, article("last", "讲座", OTHER)]


def found(archive: Archive, limit: int) -> list[tuple[str, list[str] | None]]:
    """Return the article of each hit and the copies of it."""
    results = archive.search("气象", limit=limit, sort="newest", group=True)
    return [(hit.article, hit.similar) for hit in results]


def test_the_first_of_several_copies_stands_for_them() -> None:
    """Its hit names the others, which have none of their own; who is no copy keeps his."""
    assert found(Archive(ListEngine(papers(2))), 10) == [("first", ["copy 0", "copy 1"]), ("last", [])]


def test_the_page_is_full_all_the_same() -> None:
    """Hits behind the limit take the places of copies."""
    assert found(Archive(ListEngine(papers(9))), 2) == [
        ("first", [f"copy {number}" for number in range(9)]),
        ("last", []),
    ]


def test_only_so_many_hits_more_are_looked_at() -> None:
    """So that a story printed everywhere costs no more than any other; who is not looked at is not named."""
    copies = grouping.MORE + 20
    [(leader, similar)] = found(Archive(ListEngine(papers(copies))), 1)
    assert (leader, len(similar or [])) == ("first", grouping.MORE)


def test_totals_count_copies_too() -> None:
    """Grouping is a matter of showing."""
    archive = Archive(ListEngine(papers(2)))
    grouped = archive.search("气象", group=True)
    assert (len(grouped), grouped.total, grouped.articles) == (2, 4, 4)
    assert [hit.rank for hit in grouped] == [1, 2]


def test_without_being_asked_nothing_is_grouped() -> None:
    """A program that asks for hits gets all of them."""
    results = Archive(ListEngine(papers(2))).search("气象")
    assert (len(results), [hit.similar for hit in results]) == (4, [None] * 4)


def test_a_limit_of_none_groups_nothing() -> None:
    """There are no hits to group."""
    results = Archive(ListEngine(papers(2))).search("气象", limit=0, group=True)
    assert (len(results), results.total) == (0, 4)


def test_articles_without_a_body_are_no_copies() -> None:
    """Two headlines alike are two articles."""
    archive = Archive(ListEngine([article("a", "气象"), article("b", "气象")]))
    assert [each for each, _ in found(archive, 10)] == ["a", "b"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Index an article, two copies of it and another."""
    here = tmp_path_factory.mktemp("grouping")
    lines: list[dict[str, Any]] = [
        {
            "id": each.id.replace(" ", ""),
            "title": each.headline,
            "text": each.units[2].text,
            "date": each.date,
        }
        for each in papers(2)
    ]
    source = here / "papers.jsonl"
    source.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    update(here / "archive", [source])
    return here / "archive"


def test_on_a_screen_copies_are_grouped(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Their number stands beside the first; --no-group shows all."""
    screen = masked(call(capsys, "--archive", folder, "气温", "--sort", "newest").output)
    source = folder.parent / "papers.jsonl"
    assert screen == (
        "晴\n"
        "  2025-04-19 · first · +2 similar\n"
        f"  {source}:1\n"
        f"    {COPY}\n"
        "\n"
        "3 passages in 3 articles, 1 shown · N ms\n"
    )
    everything = call(capsys, "--archive", folder, "气温", "--no-group").output
    assert [id_ in everything for id_ in ("first", "copy0", "copy1", "similar")] == [True, True, True, False]


def test_for_a_program_they_are_grouped_where_it_asks(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    """Under the key `similar`; else all hits are there."""
    grouped = call(capsys, "--archive", folder, "气温", "--sort", "newest", "--group", "--format", "json")
    assert [(hit["article"], hit["similar"]) for hit in json.loads(grouped.output)["hits"]] == [
        ("first", ["copy0", "copy1"])
    ]
    everything = call(capsys, "--archive", folder, "气温", "--format", "json")
    assert ["similar" in hit for hit in json.loads(everything.output)["hits"]] == [False, False, False]
    rows = call(capsys, "--archive", folder, "气温", "--sort", "newest", "--group", "--format", "csv").output
    assert [row["similar"] for row in csv.DictReader(rows.splitlines())] == ['["copy0", "copy1"]']
