"""What the whole query language finds; each test runs on every engine that answers all of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.errors import QueryError
from searcher.array_engine.engine import ArrayEngine
from searcher.query.parser import parse
from searcher.query.traversal import relax
from tests.engines import ListEngine
from tests.stock.engine import WhooshEngine
from tests.texts import article, write_archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from searcher.engine import Engine, Found

ARTICLES = [
    replace(
        article("a", "红蜂驿站开门", "快递员双报到，进了门。", "驿站有水。", byline="记者 杨彩霞"),
        date="2025-04-18",
        paper="呼和浩特日报",
        page="07",
        section="党建",
    ),
    replace(
        article("b", "", "社区来了快递员，外卖员在社区双双报到。", "红蜂新站。", byline="通讯员 李明"),
        date="2024-12-31",
        paper="晨报",
        page="A7",
        kind="brief",
    ),
    article("c", "驿站", "社区。", "快递员。", file="other/extra.jsonl"),
    article("d", "", "", byline="记者 王芳", file="other/page.txt"),
]

FINDS: list[tuple[str, str]] = [
    # Wildcards: a part of the word may stand in between, in one unit.
    ("双*到", "a2 b2"),
    ("双?到", "a2 b2"),
    ("双??到", "b2"),
    ("红蜂?站", "a0 b3"),
    ("员*社区", "b2"),
    ("员。*", "c3"),
    ("?员。", "c3"),
    ("双*到 驿站", "a2"),
    # NEAR: at most so many characters between, in either order, in one unit.
    ("快递员 NEAR/1 社区", ""),
    ("快递员 NEAR/2 社区", "b2"),
    ("社区 NEAR/2 快递员", "b2"),
    ("社区 THEN/2 快递员", "b2"),
    ("快递员 THEN/4 社区", ""),
    ("快递员 THEN/5 社区", "b2"),
    ("快递员 THEN/1 外卖员 THEN/1 社区", "b2"),
    ("(水 OR 门) NEAR/9 (快递员 OR 驿站)", "a0 a2 a3"),
    # A headline lends what is near in it, as it lends words.
    ("红蜂 NEAR/5 开门", "a0"),
    ("(红蜂 NEAR/5 开门) 快递员", "a2"),
    ("红 -(快递员 NEAR/5 社区)", "a0 b3"),
    # SAME: both in the article; found is what holds either.
    ("水 SAME 报到", "a2 a3"),
    ("红蜂 SAME 外卖员", "b2 b3"),
    ("门 SAME 水", "a0 a2 a3"),
    ("水 SAME 快递员 THEN/2 双", "a2 a3"),
    ("快递员 SAME -社区", "a2"),
    ("快递员 -(快递员 SAME 社区)", "a2"),
    ("(红蜂 外卖员) SAME 新站", "b2 b3"),
    ("水 SAME 杨彩霞 SAME 快递员", "a1 a2 a3"),
    # Fields are true or false of the article.
    ("快递员 标题:红蜂", "a2"),
    ("快递员 -标题:红蜂", "b2 c3"),
    ("快递员 标题:新站", ""),
    ("社区 报纸:晨", "b2"),
    ("社区 -报纸:晨报", "c2"),
    ("快递员 记者:杨彩霞", "a2"),
    ("快递员 作者:记者", "a2"),
    ("快递员 版:7", "a2"),
    ("快递员 版:a7", "b2"),
    ("快递员 栏目:党建", "a2"),
    ("快递员 类型:简讯", "b2"),
    ("快递员 文件:extra", "c3"),
    ("快递员 标题:(新站 OR 驿站)", "a2 c3"),
    # So are dates; what has none lies in no range, and outside of each.
    ("快递员 日期:2025", "a2"),
    ("快递员 日期:2024-12..2025-04-18", "a2 b2"),
    ("快递员 日期:<2025-04-18", "b2"),
    ("快递员 日期:>2024-12-31", "a2"),
    ("快递员 -日期:2025", "b2 c3"),
    ("红蜂 OR 日期:2025", "a0 b3"),
    # Fields alone list articles: each by its headline, or by its first unit with text.
    ("报纸:报", "a0 b2"),
    ("文件:papers 日期:2024", "b2"),
    ("日期:2024..2025 -快递员", ""),
    ("类型:文章 -水", "c0 d1"),
    ("标题:驿站 OR 类型:简讯", "a0 b2 c0"),
    ("记者:李明", "b2"),
    ("记者:王芳", "d1"),
]


@pytest.fixture(params=["list", "arrays"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Return an engine that answers the whole language, over the same four articles."""
    engine: Engine
    if request.param == "list":
        engine = ListEngine(ARTICLES)
    else:
        engine = ArrayEngine(write_archive(tmp_path, ARTICLES[:3], ARTICLES[3:]))
    yield engine
    engine.close()


def units(found: Found) -> list[str]:
    """Name what was found as article and unit, sorted: a2."""
    return sorted(f"{match.citation.id}{match.unit.number}" for match in found.matches)


@pytest.mark.parametrize(("query", "expected"), FINDS, ids=[query for query, _ in FINDS])
def test_a_query_of_the_whole_language_finds_its_units(engine: Engine, query: str, expected: str) -> None:
    """The units it is true of, no others, and their number and that of their articles."""
    found = engine.search(parse(query), limit=100, sort="relevance")
    names = expected.split()
    articles = {name[0] for name in names}
    assert (units(found), found.total, found.articles) == (names, len(names), len(articles))


def test_a_relaxed_query_stays_within_its_conditions(engine: Engine) -> None:
    """What shares a word is found in articles that the fields and dates are true of."""
    relaxed = relax(parse("快递员驿站 -报纸:晨报 日期:2025"))
    assert relaxed is not None
    assert units(engine.search(relaxed, limit=100, sort="relevance")) == ["a0", "a2", "a3"]


@pytest.mark.parametrize(
    "query",
    ["双*到", "甲 NEAR/5 乙", "甲 THEN/5 乙", "甲 SAME 乙", "甲 标题:乙", "甲 日期:2025", "甲 -标题:乙"],
)
def test_an_engine_never_passes_over_what_it_cannot_answer(tmp_path: Path, query: str) -> None:
    """It refuses the query: an answer to a part of it would be wrong."""
    engine = WhooshEngine(write_archive(tmp_path, ARTICLES))
    with pytest.raises(QueryError, match="this archive cannot be asked for"):
        engine.search(parse(query), limit=10, sort="relevance")
    engine.close()


def test_an_engine_never_passes_over_the_conditions_of_a_relaxed_query(tmp_path: Path) -> None:
    """It would find what the reporter has excluded."""
    engine = WhooshEngine(write_archive(tmp_path, ARTICLES))
    relaxed = relax(parse("甲 标题:乙"))
    assert relaxed is not None
    with pytest.raises(QueryError, match="this archive cannot be asked for headline:乙; leave it out"):
        engine.search(relaxed, limit=10, sort="relevance")
    engine.close()
