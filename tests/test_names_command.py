"""The names of an archive: from its engines, in the command, from Python."""

from __future__ import annotations

import csv
import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searcher
from index.mining.names import Name, Suggestion
from searcher.archive import Archive
from searcher.array_engine.engine import ArrayEngine
from searcher.found_names import FoundNames
from searcher.printers.names import format_names_csv
from tests.command import Outcome, call
from tests.engines import ListEngine
from tests.stock.engine import WhooshEngine
from tests.texts import article, write_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.model import Article

ARTICLES = [
    article("a", "“红蜂驿站”开门", "赛罕区“三度”工作法和“双报到”，回民区。", date="2025-04-18"),
    article("b", "", "“紅蜂驿站”就是“红蜂驿站”，“双报到、双服务”和“双报到”。", date="2024-12-31"),
    article("c", "", "“双报到双服务”“双报到”，回民区和北京，北京市。", "他说：“真好。”"),
    article("d", "", "没有。", date="2025-05-01"),
]

PLACES = (("回民区", 2), ("北京", 1), ("赛罕区", 1))
BESIDE = (("双报到、双服务", 2), ("红蜂驿站", 2), ("三度", 1))
DOUBLE = Name("双报到", (), 3, "2024-12-31", "2025-04-18", PLACES, BESIDE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the articles in two segments; one that is removed again has names of its own."""
    removed = [article("z", "“双报到”和“没有了”", "上海、北京和回民区的“驿站”")]
    folder = tmp_path_factory.mktemp("names") / "archive"
    return write_archive(folder, ARTICLES[:2], ARTICLES[2:], removed=removed)


@pytest.fixture(params=["list", "arrays", "whoosh"])
def archive(request: pytest.FixtureRequest, folder: Path) -> Iterator[Archive]:
    """Every engine, over the same articles."""
    if request.param == "list":
        yield Archive(ListEngine(ARTICLES))
        return
    with Archive(ArrayEngine(folder) if request.param == "arrays" else WhooshEngine(folder)) as opened:
        yield opened


def test_names_are_counted_dated_placed_and_set_beside_each_other(archive: Archive) -> None:
    """Most articles first, under the commonest printed form; removed articles count nothing."""
    found = archive.names()
    assert (found.total, found.names[0]) == (4, DOUBLE)
    assert [(name.text, name.articles) for name in found.names] == [
        ("双报到", 3),
        ("双报到、双服务", 2),
        ("红蜂驿站", 2),
        ("三度", 1),
    ]
    assert found.names[3].kinds == ("工作法",)


def test_the_limit_shortens_the_list_and_not_the_total(archive: Archive) -> None:
    """Equal names are ordered by their text, whichever are shown."""
    assert archive.names(limit=1) == FoundNames(4, (DOUBLE,))
    assert [name.text for name in archive.names(limit=2).names] == ["双报到", "双报到、双服务"]
    assert archive.names(limit=0) == FoundNames(4, ())


def test_names_are_those_that_contain_a_text(archive: Archive) -> None:
    """Folded, and without the signs that printed forms differ in."""
    assert [name.text for name in archive.names("双服").names] == ["双报到、双服务"]
    assert [name.text for name in archive.names("紅蜂").names] == ["红蜂驿站"]
    assert archive.names("流动党员") == FoundNames(0, ())


def test_names_are_those_of_a_time(archive: Archive) -> None:
    """Of articles from the first day to the last; without a date, of no time."""
    assert [(name.text, name.articles, name.first) for name in archive.names(since="2025").names] == [
        ("三度", 1, "2025-04-18"),
        ("双报到", 1, "2025-04-18"),
        ("红蜂驿站", 1, "2025-04-18"),
    ]
    assert [name.text for name in archive.names(until="2024", limit=9).names] == [
        "双报到",
        "双报到、双服务",
        "紅蜂驿站",
    ]


def test_abbreviations_are_proposed(archive: Archive) -> None:
    """Where both stand together; of a text, where one of the two contains it."""
    expected = [Suggestion("双报到", "双报到、双服务", 2)]
    assert archive.suggest_synonyms() == expected
    assert (archive.suggest_synonyms("双服务"), archive.suggest_synonyms("红蜂")) == (expected, [])
    assert archive.suggest_synonyms(since="2025") == []


quoted = st.sampled_from(
    [
        "“红蜂”",
        "“紅蜂”",
        "“红、蜂”",
        "“红蜂驿站”",
        "“红蜂、驿站”",
        "“红蜂”行动",
        "“红蜂”机制",
        "“红站”",
        "“红蜂站”",
        "“双红蜂”",
        "北京",
        "北京市",
        "回民区",
        "广西南宁",
        "说：“红蜂”",
        "蒙",
    ]
)


@st.composite
def articles_with_names(draw: st.DrawFn) -> list[Article]:
    """Draw articles that share names, and dates."""
    dates = st.sampled_from([None, "2025-04-18", "2024-12-31"])
    drawn = draw(st.lists(st.tuples(st.lists(quoted, max_size=5), dates), max_size=5))
    return [article(f"{number}", "", "和".join(texts), date=day) for number, (texts, day) in enumerate(drawn)]


@settings(max_examples=60, deadline=None)
@given(
    articles_with_names(),
    articles_with_names(),
    articles_with_names(),
    st.sampled_from(["", "红", "站"]),
    st.sampled_from([None, "2025"]),
    st.integers(0, 4),
)
def test_arrays_say_what_adding_up_says(
    first: list[Article],
    second: list[Article],
    removed: list[Article],
    part: str,
    since: str | None,
    limit: int,
) -> None:
    """Over two segments, some articles removed: all that is said of names, and the proposals."""
    removed = [replace(each, id=f"gone {each.id}") for each in removed]
    second = [replace(each, id=f"more {each.id}") for each in second]
    plain = Archive(ListEngine([*first, *second]))
    with tempfile.TemporaryDirectory() as folder:
        arrays = Archive(ArrayEngine(write_archive(Path(folder), first, second, removed=removed)))
        assert arrays.names(part, since=since, limit=limit) == plain.names(part, since=since, limit=limit)
        assert arrays.suggest_synonyms(part, since=since) == plain.suggest_synonyms(part, since=since)
        arrays.close()


def test_names_are_a_list_on_the_screen(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """What follows a name, its places, and what stands beside it, below it; the total last."""
    outcome = call(capsys, "--archive", folder, "names", "--since", "2025", "--limit", "2")
    assert outcome == Outcome(
        0,
        "Name      articles       first        last\n"
        "“三度”           1  2025-04-18  2025-04-18\n"
        "    followed by 工作法; in 回民区 1、赛罕区 1\n"
        "    with 双报到 1、红蜂驿站 1\n"
        "“双报到”         1  2025-04-18  2025-04-18\n"
        "    in 回民区 1、赛罕区 1\n"
        "    with 三度 1、红蜂驿站 1\n"
        "\n"
        "3 names, 2 shown\n",
        "",
    )


def test_names_are_one_object_of_json(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """With the total, also where fewer are asked for."""
    output = call(capsys, "--archive", folder, "names", "--limit", "1", "--format", "json").output
    assert json.loads(output) == {
        "total": 4,
        "names": [
            {
                "text": "双报到",
                "kinds": [],
                "articles": 3,
                "first": "2024-12-31",
                "last": "2025-04-18",
                "places": [
                    {"text": "回民区", "articles": 2},
                    {"text": "北京", "articles": 1},
                    {"text": "赛罕区", "articles": 1},
                ],
                "beside": [
                    {"text": "双报到、双服务", "articles": 2},
                    {"text": "红蜂驿站", "articles": 2},
                    {"text": "三度", "articles": 1},
                ],
            }
        ],
    }


def test_names_are_lines_of_csv(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    """Lists as JSON, and no name is a formula."""
    output = call(capsys, "--archive", folder, "names", "--grep", "三度", "--format", "csv").output
    assert list(csv.DictReader(output.splitlines())) == [
        {
            "text": "三度",
            "kinds": '["工作法"]',
            "articles": "1",
            "first": "2025-04-18",
            "last": "2025-04-18",
            "places": '[{"text": "回民区", "articles": 1}, {"text": "赛罕区", "articles": 1}]',
            "beside": '[{"text": "双报到", "articles": 1}, {"text": "红蜂驿站", "articles": 1}]',
        }
    ]
    formula = FoundNames(1, (Name("+1行动", (), 1, None, None, (), ()),))
    assert format_names_csv(formula).splitlines()[1].startswith("'+1行动,")


@pytest.mark.parametrize(
    ("output_format", "expected"),
    [
        ("text", "# together in 2 articles\n双报到 = 双报到、双服务\n"),
        ("json", '[{"short": "双报到", "long": "双报到、双服务", "articles": 2}]\n'),
        ("csv", "short,long,articles\n双报到,双报到、双服务,2\n"),
    ],
)
def test_proposals_are_lines_of_synonyms(
    capsys: pytest.CaptureFixture[str], folder: Path, output_format: str, expected: str
) -> None:
    """As the file has them, for a person to choose from."""
    outcome = call(capsys, "--archive", folder, "names", "--suggest-synonyms", "--format", output_format)
    assert (outcome.status, outcome.output.replace("\r\n", "\n"), outcome.errors) == (0, expected, "")


@pytest.mark.parametrize(
    ("synonyms", "proposed"),
    [
        ("双报到 = 双报到、双服务\n", []),
        ("双報到、双服务 ＝ 雙报到\n", []),
        ("红蜂 = 双报到、双服务 = 别的 = 双报到\n", []),
        ("双报到 = 红蜂驿站\n", [Suggestion("双报到", "双报到、双服务", 2)]),
        ("双报到 = 红蜂驿站\n红蜂驿站 = 双报到、双服务\n", [Suggestion("双报到", "双报到、双服务", 2)]),
    ],
)
def test_what_is_a_synonym_already_is_not_proposed(
    folder: Path, tmp_path: Path, synonyms: str, proposed: list[Suggestion]
) -> None:
    """In whatever order, folded; synonyms of synonyms are none, as for a query."""
    file = tmp_path / "synonyms.txt"
    file.write_text(synonyms, encoding="utf-8")
    with Archive(ArrayEngine(folder), file) as archive:
        assert archive.suggest_synonyms() == proposed


def test_synonyms_that_cannot_be_read_are_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """As by a search."""
    folder = write_archive(tmp_path / "archive", ARTICLES)
    (folder / "synonyms.txt").write_text("# none\n双报到\n", encoding="utf-8")
    outcome = call(capsys, "--archive", folder, "names", "--suggest-synonyms")
    assert (outcome.status, outcome.output) == (2, "")
    assert "synonyms.txt" in outcome.errors


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (
            ["--grep", "流动党员"],
            1,
            "no name contains 流动党员; try a shorter text, or search for it: searcher QUERY",
        ),
        (["--since", "2030"], 1, "no article of that time sets a name in quotation marks"),
        (
            ["--since", "2025", "--suggest-synonyms"],
            1,
            "no name here may stand for a longer one beside it, or synonyms.txt has it already",
        ),
        (["--since", "2025-13"], 2, "--since 2025-13: 2025-13 is no date of the calendar"),
        (
            ["--since", "2025", "--until", "2024"],
            2,
            "--until 2024: ends before --since 2025 begins; give a later date",
        ),
    ],
)
def test_what_is_wrong_is_one_line(
    capsys: pytest.CaptureFixture[str], folder: Path, arguments: list[str], status: int, message: str
) -> None:
    """With the value, and what to do next."""
    outcome = call(capsys, "--archive", folder, "names", *arguments)
    assert outcome == Outcome(status, "", f"searcher: {message}\n")


def test_an_archive_without_names_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Of one article, and of none at all."""
    for number, articles in enumerate([[article("a", "", "没有。")], []]):
        folder = write_archive(tmp_path / str(number), articles)
        assert call(capsys, "--archive", folder, "names") == Outcome(
            1, "", "searcher: no article here sets a name in quotation marks\n"
        )


def test_there_must_be_an_archive(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """As for a search."""
    outcome = call(capsys, "--archive", tmp_path / "none", "names")
    assert (outcome.status, outcome.output) == (2, "")
    assert "no archive in" in outcome.errors


def test_a_negative_limit_is_no_limit(folder: Path) -> None:
    """From Python it is a `ValueError`, as for a search."""
    with searcher.open(folder) as opened, pytest.raises(ValueError, match="limit is -1; give 0 or more"):
        opened.names(limit=-1)
