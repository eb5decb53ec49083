"""What every engine must do; each test runs on all of them."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar import recall
from index.folding import fold
from searcher.array_engine import many_literals
from searcher.array_engine.engine import ArrayEngine
from searcher.engine import ask_one_by_one
from searcher.facets import FACETS, Count
from searcher.query.parser import parse
from searcher.query.tree import Query, Relaxed
from searcher.ranking import TextKind
from tests.engines import ListEngine
from tests.stock.engine import WhooshEngine
from tests.texts import FEW_CHARACTERS, article, conditions, language_trees, trees, write_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.columnar.values import GivenField
    from index.model import Article, ArticleKind
    from searcher.engine import Engine, Found, Holders, Match, Sort
    from searcher.facets import Facet
    from searcher.query.tree import Node

ARTICLES = [
    article("a", "红蜂驿站开门", "快递员进了门。", "驿站有水。", date="2025-04-18", byline="杨彩霞"),
    article("b", "社区里的快递员", "快递员报到。", "快递员和外卖员都来了。"),
    article("c", "", "外卖员双 报到。", "驿站、社区、快递员。", date="2025-05-01"),
    article("d", "驿站", "社区。", date="2025-04-18"),
]

FINDS: list[tuple[str, str]] = [
    # A literal is found wherever the folded text holds it, cut across its words or not.
    ("快递员", "a2 b0 b2 b3 c3"),
    ("員", "a2 b0 b2 b3 c2 c3"),
    ("双报到", "c2"),
    ("站、社", "c3"),
    ("杨彩霞", "a1"),
    ("没有", ""),
    # AND: a headline lends its words to the units that hold another one themselves.
    ("驿站 快递员", "a2 c3"),
    ("驿站 社区", "c3 d2"),
    ("红蜂 杨彩霞", "a1"),
    ("快递员 快递员", "a2 b0 b2 b3 c3"),
    # OR: a headline's word alone makes no unit of its article a find.
    ("驿站 OR 报到", "a0 a3 b2 c2 c3 d0"),
    # NOT looks at the unit's own text alone.
    ("快递员 -社区", "a2 b2 b3"),
    ("快递员 -驿站", "a2 b0 b2 b3"),
    ("快递员 (-社区 -驿站)", "a2 b2 b3"),
    ("快递员 -(社区 驿站)", "a2 b0 b2 b3"),
    ("(快递员 OR -驿站) 社区", "b0 b2 b3 c3 d2"),
    # What is found holds a word that was asked for: the absence of another is no find.
    ("报到 OR -快递员", "b2 c2"),
    ("报到 -(-快递员)", "b2"),
]


@pytest.fixture(scope="module", params=["list", "arrays", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Every engine, over the same four articles."""
    engine: Engine = ListEngine(ARTICLES)
    if request.param != "list":
        folder = tmp_path_factory.mktemp("contract")
        removed = [article("z", "快递员", "驿站报到，社区。", byline="李明")]
        write_archive(folder, ARTICLES[:2], ARTICLES[2:], removed=removed)
        engine = ArrayEngine(folder) if request.param == "arrays" else WhooshEngine(folder)
    yield engine
    engine.close()


def units(found: Found) -> list[str]:
    """Name what was found, in order, as article and unit: a2."""
    return [f"{match.citation.id}{match.unit.number}" for match in found.matches]


@pytest.mark.parametrize(("query", "expected"), FINDS, ids=[query for query, _ in FINDS])
def test_a_query_finds_its_units(engine: Engine, query: str, expected: str) -> None:
    """A query finds the units it is true of, no others, and counts them and their articles."""
    found = engine.search(parse(query), limit=100, sort="relevance")
    names = expected.split()
    assert (sorted(units(found)), found.total, found.articles) == (
        names,
        len(names),
        len({name[0] for name in names}),
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("谁在驿站？", "a0 a3 c3 d0"),
        ("OR (驿站 -社区", "a0 a3 b0 c3 d0 d2"),
        ("？！", ""),
    ],
)
def test_plain_text_finds_units_that_share_a_word(engine: Engine, question: str, expected: str) -> None:
    """Of plain text any word will do, no character of it is an operator, and punctuation finds nothing."""
    assert sorted(units(engine.search(Relaxed(question), limit=100, sort="relevance"))) == expected.split()


@pytest.mark.parametrize(
    ("sort", "dates"),
    [
        ("newest", ["2025-05-01", "2025-04-18", None, None, None]),
        ("oldest", ["2025-04-18", "2025-05-01", None, None, None]),
    ],
)
def test_units_are_sorted_by_date(engine: Engine, sort: Sort, dates: list[str | None]) -> None:
    """Newest or oldest first; units without a date come last either way."""
    found = engine.search(parse("快递员"), limit=100, sort=sort)
    assert [match.citation.date for match in found.matches] == dates


@pytest.mark.parametrize("joint", [" ", " OR ", " -"])
def test_a_thousand_words_are_a_query(engine: Engine, joint: str) -> None:
    """A long query is answered like a short one, however its words are joined."""
    words = ["快递员", *(f"词{number}" for number in range(1_500))]
    found = engine.search(parse(joint.join(words)), limit=100, sort="relevance")
    assert sorted(units(found)) == ([] if joint == " " else ["a2", "b0", "b2", "b3", "c3"])


def test_the_limit_shortens_the_matches_and_not_the_totals(engine: Engine) -> None:
    """Two of five units are given, all are counted."""
    found = engine.search(parse("快递员"), limit=2, sort="newest")
    assert (units(found)[0], len(found.matches), found.total, found.articles) == ("c3", 2, 5, 3)


def test_a_limit_of_none_gives_the_totals(engine: Engine) -> None:
    """Limit 0 counts and gives no match."""
    found = engine.search(parse("快递员"), limit=0, sort="relevance")
    assert (found.matches, found.total, found.articles) == ((), 5, 3)


def test_the_same_search_gives_the_same_order(engine: Engine) -> None:
    """Searching twice changes nothing."""
    first, second = (engine.search(parse("快递员 OR 驿站"), limit=100, sort="relevance") for _ in range(2))
    assert first == second


def test_a_match_brings_its_unit_and_citation(engine: Engine) -> None:
    """A match holds the unit as it was written, and what is said of its article."""
    [match] = engine.search(parse("双报到"), limit=1, sort="relevance").matches
    assert (match.unit, match.citation) == (ARTICLES[2].units[2], ARTICLES[2].citation)


@pytest.mark.parametrize(
    ("facet", "expected"),
    [
        ("year", [("2025", 2, 2), (None, 3, 1)]),
        ("month", [("2025-04", 1, 1), ("2025-05", 1, 1), (None, 3, 1)]),
        ("day", [("2025-04-18", 1, 1), ("2025-05-01", 1, 1), (None, 3, 1)]),
        ("byline", [("杨彩霞", 1, 1), (None, 4, 2)]),
        ("kind", [("article", 5, 3)]),
        ("paper", [(None, 5, 3)]),
        ("page", [(None, 5, 3)]),
        ("section", [(None, 5, 3)]),
    ],
)
def test_what_is_found_is_counted(
    engine: Engine, facet: Facet, expected: list[tuple[str | None, int, int]]
) -> None:
    """By each value its units and articles, the most units first, those of no value last."""
    assert engine.tally(parse("快递员"), [facet]) == {facet: tuple(Count(*count) for count in expected)}


def test_of_nothing_found_nothing_is_counted(engine: Engine) -> None:
    """Every facet that was asked for is there, and empty."""
    assert engine.tally(parse("没有"), ["year", "paper"]) == {"year": (), "paper": ()}


@pytest.mark.parametrize("article_id", ["b", "d"])
def test_an_article_is_given_whole(engine: Engine, article_id: str) -> None:
    """By its id an article comes back as it was written."""
    assert engine.article(article_id) == next(each for each in ARTICLES if each.id == article_id)


@pytest.mark.parametrize("article_id", ["z", "A", "", "快递员", "\udcff"])
def test_an_unknown_id_gives_no_article(engine: Engine, article_id: str) -> None:
    """No article of that id: never there, removed again, or no text at all."""
    assert engine.article(article_id) is None


@pytest.mark.parametrize(
    ("field", "counts"),
    [("byline", {"杨彩霞": 1}), ("kind", {"article": 4}), ("file", {"papers/page.txt": 4}), ("paper", {})],
)
def test_the_values_of_a_field_are_counted(engine: Engine, field: GivenField, counts: dict[str, int]) -> None:
    """Each value that an article has, with the number of its articles; a removed article counts no more."""
    assert engine.values(field) == counts


def units_of(holders: Holders) -> list[str]:
    """Name the units that hold a literal, in order: a2."""
    return [f"{citation.id}{unit.number}" for unit, citation in holders.units]


def test_many_literals_are_looked_for_at_once(engine: Engine) -> None:
    """Each as by itself, in the order asked for; one above the most stands for all above."""
    literals = ["快递员", "員", "双报到", "没有", "驿站", "快递员", "站、社区"]
    found = engine.holders(literals, most=4, limit=3)
    assert [(each.total, units_of(each)) for each in found] == [
        (5, []),
        (5, []),
        (1, ["c2"]),
        (0, []),
        (4, []),
        (5, []),
        (1, ["c3"]),
    ]
    assert engine.holders([], most=4, limit=3) == []


def test_words_are_counted_where_they_are_words(engine: Engine) -> None:
    """Not where they are parts of others; in some articles or in all."""
    assert engine.word_units(["快递", "员", "驿站", "没有"]) == [5, 4, 4, 0]


def test_the_units_of_a_rare_literal_are_given_as_they_are_shown(engine: Engine) -> None:
    """The oldest first, those without a date last, with what is said of their articles."""
    [holders] = engine.holders(["员"], most=9, limit=9)
    assert [citation.date for _, citation in holders.units] == [
        "2025-04-18",
        *["2025-05-01"] * 2,
        *[None] * 3,
    ]
    assert holders.units[0] == (ARTICLES[0].units[2], ARTICLES[0].citation)


texts = st.text(FEW_CHARACTERS, max_size=8)
queries: st.SearchStrategy[list[Query]] = st.lists(
    trees(FEW_CHARACTERS)
    | language_trees(FEW_CHARACTERS)
    | st.builds(Relaxed, texts, of=st.sampled_from(get_args(TextKind))),
    min_size=8,
    max_size=16,
)


KINDS: tuple[ArticleKind, ...] = ("article", "brief")


@st.composite
def collections(draw: st.DrawFn) -> list[Article]:
    """Draw a few articles with dates, so that scores and dates tie."""
    dates = st.sampled_from([None, "2025-04-18", "2024-12-31", "0999-01-01"])
    given = st.tuples(texts, st.lists(texts, min_size=1, max_size=3), texts | st.just("杨"), dates)
    papers, pages = st.sampled_from([None, "晨报", "日报"]), st.sampled_from([None, "07", "A7"])
    known = st.tuples(papers, pages, st.sampled_from([None, "驿站"]), st.sampled_from(KINDS))
    return [
        replace(
            article(f"article {number}", headline, *paragraphs, byline=byline, date=date),
            paper=paper,
            page=page,
            section=section,
            kind=kind,
        )
        for number, ((headline, paragraphs, byline, date), (paper, page, section, kind)) in enumerate(
            draw(st.lists(st.tuples(given, known), max_size=3))
        )
    ]


@contextmanager
def both_engines(
    first: list[Article], second: list[Article], removed: list[Article]
) -> Iterator[tuple[ListEngine, ArrayEngine]]:
    """Give the list engine and the arrays over articles in two segments, some removed from the first."""
    gone = [replace(each, id=f"gone {each.id}") for each in removed]
    more = [replace(each, id=f"more {each.id}") for each in second]
    with tempfile.TemporaryDirectory() as folder:
        arrays = ArrayEngine(write_archive(Path(folder), first, more, removed=gone))
        yield ListEngine([*first, *more]), arrays
        arrays.close()


@settings(max_examples=60, deadline=None)
@given(collections(), collections(), collections(), queries)
def test_arrays_find_what_going_through_all_texts_finds(
    first: list[Article], second: list[Article], removed: list[Article], asked: list[Query]
) -> None:
    """The same units and totals, over any articles in two segments, some removed, and any queries."""
    with both_engines(first, second, removed) as (plain, arrays):
        for query in asked:
            expected, found = (each.search(query, limit=100, sort="newest") for each in (plain, arrays))
            assert (sorted(units(found)), found.total, found.articles) == (
                sorted(units(expected)),
                expected.total,
                expected.articles,
            ), query


@settings(max_examples=40, deadline=None)
@given(collections(), collections(), collections(), queries)
def test_arrays_count_what_going_through_all_texts_counts(
    first: list[Article], second: list[Article], removed: list[Article], asked: list[Query]
) -> None:
    """By every facet, over two segments with articles removed: the same values, units and articles."""
    with both_engines(first, second, removed) as (plain, arrays):
        for query in asked:
            assert arrays.tally(query, FACETS) == plain.tally(query, FACETS), query


BY_ITSELF = {"LONG": 0, "ASKED": 0, "SAMPLED": 1}
"""Every literal is looked for by itself, as a common one is."""

TOGETHER = {"MANY": 9**9, "AT_ONCE": 3, "TEXTS_AT_ONCE": 2, "DEARER": 9}
"""All are looked for together, a few postings and texts at a time."""


@pytest.mark.parametrize("sizes", [{}, BY_ITSELF, TOGETHER, {"MANY": 0}], ids=["", "single", "many", "mixed"])
@settings(max_examples=40, deadline=None)
@given(
    collections(),
    collections(),
    collections(),
    st.lists(st.text(FEW_CHARACTERS, min_size=1, max_size=5).filter(fold), max_size=12),
    st.integers(0, 5),
    st.none() | conditions(),
)
def test_arrays_hold_what_asking_one_by_one_finds(
    sizes: dict[str, int],
    first: list[Article],
    second: list[Article],
    removed: list[Article],
    literals: list[str],
    most: int,
    within: Node | None,
) -> None:
    """The same totals and units of any literals, in all articles or in some; however they are looked for."""
    with both_engines(first, second, removed) as (plain, arrays), pytest.MonkeyPatch.context() as patch:
        for name, size in sizes.items():
            patch.setattr(many_literals, name, size)
        patch.setattr(recall, "FEW", sizes.get("LONG", recall.FEW))
        expected, found, one_by_one = (
            [
                (each.total, sorted(units_of(each)))
                for each in ask(literals, most=most, limit=most, within=within)
            ]
            for ask in (plain.holders, arrays.holders, partial(ask_one_by_one, arrays))
        )
        assert found == expected == one_by_one
        assert plain.word_units(literals, within) == arrays.word_units(literals, within)


@settings(max_examples=25, deadline=None)
@given(collections(), queries)
def test_arrays_order_by_score_then_date_then_place(articles: list[Article], asked: list[Query]) -> None:
    """Best first, equal scores by newer date, then in the archive's order; by date likewise."""
    place = {each.id: number for number, each in enumerate(articles)}
    with tempfile.TemporaryDirectory() as folder:
        engine = ArrayEngine(write_archive(Path(folder), articles))
        for query in asked:
            for sort in ("relevance", "newest", "oldest"):
                found = engine.search(query, limit=100, sort=sort)
                keys = [order_key(match, place[match.citation.id], sort) for match in found.matches]
                assert all(left < right for left, right in pairwise(keys)), (query, sort)
        engine.close()


def order_key(match: Match, place: int, sort: Sort) -> tuple[bool, float, float, int, int]:
    """Return what ascends along the results of a sort; `place` is the article's in the archive."""
    day = int((match.citation.date or "0").replace("-", ""))
    if sort == "relevance":
        return False, -match.score, -day, place, match.unit.number
    return day == 0, -day if sort == "newest" else day, -match.score, place, match.unit.number
