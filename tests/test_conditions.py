"""Fields and their values; options that narrow a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.errors import OptionError, SearcherError
from searcher.query.conditions import is_value_of
from searcher.query.dates import EXAMPLES
from searcher.query.filters import Filters, conditions_of, narrow
from searcher.query.parser import parse
from searcher.query.tree import And, Field, Relaxed

if TYPE_CHECKING:
    from searcher.query.syntax import FieldName


@pytest.mark.parametrize(
    ("name", "value", "printed", "expected"),
    [
        ("paper", "呼和浩特", "呼和浩特日报", True),
        ("paper", "日 報", "呼和浩特日报", True),
        ("paper", "晨报", "呼和浩特日报", False),
        ("section", "党建", None, False),
        ("file", "2025", "papers/2025/a.txt", True),
        ("headline", "“三度”", '"三度"工作法', True),
        ("byline", "杨彩", "杨彩霞", True),
        ("page", "7", "07", True),
        ("page", "第７版", "7", True),
        ("page", "七", "第07版", True),
        ("page", "12", "第十二版", True),
        ("page", "7", "17", False),
        ("page", "a7", "A7", True),
        ("page", "7", "A7", False),
        ("page", "00", "0", True),
        ("kind", "brief", "brief", True),
        ("kind", "brief", "photo", False),
    ],
)
def test_a_printed_value_is_compared(
    name: FieldName, value: str, printed: str | None, expected: bool
) -> None:
    """A part of the text, folded; a page as a number; a kind as it is; never where nothing is printed."""
    assert is_value_of(name, value, printed) is expected


@pytest.mark.parametrize(
    ("filters", "query"),
    [
        (Filters(since="2025-04"), "日期:>=2025-04"),
        (Filters(until="2025-04"), "日期:<=2025-04"),
        (Filters(since="2024", until="2025年4月18日"), "日期:2024..2025-04-18"),
        (Filters(since="2025", until="2025"), "日期:2025"),
        (Filters(paper="晨报"), "报纸:晨报"),
        (Filters(page="07"), "版:07"),
        (Filters(byline="杨 柳"), "记者:“杨 柳”"),
        (Filters(section="党建"), "栏目:党建"),
        (Filters(kind="图片"), "类型:photo"),
    ],
)
def test_an_option_asks_what_its_field_asks(filters: Filters, query: str) -> None:
    """A day given as a year or month counts from its first day, or to its last, included."""
    assert conditions_of(filters) == (parse(query),)


def test_options_narrow_what_a_query_finds() -> None:
    """They are joined by AND; no option leaves the query as it is."""
    conditions = conditions_of(Filters(since="2025", kind="brief"))
    dates, kind = conditions
    assert narrow(parse("甲 OR 乙"), conditions) == And((parse("甲 OR 乙"), dates, kind))
    assert narrow(parse("甲 乙"), conditions) == parse("甲 乙 日期:>=2025 类型:brief")
    assert narrow(parse("甲"), conditions_of(Filters())) == parse("甲")


def test_options_narrow_a_relaxed_query_too() -> None:
    """Its text stays plain."""
    conditions = conditions_of(Filters(since="2025", kind="brief"))
    once = narrow(Relaxed("甲"), conditions)
    assert once == Relaxed("甲", And(conditions))
    assert narrow(once, (Field("page", "7"),)) == Relaxed("甲", And((And(conditions), Field("page", "7"))))


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (Filters(since="2025-13"), "--since 2025-13: 2025-13 is no date of the calendar"),
        (
            Filters(until="今天"),
            f"--until 今天: expected a date like {EXAMPLES}, not 今天",
        ),
        (
            Filters(since="2025", until="2024-12"),
            "--until 2024-12: ends before --since 2025 begins; give a later date",
        ),
        (Filters(paper=" "), "--paper  : the value is blank"),
        (
            Filters(kind="x"),
            "--kind x: expected one of article, brief, photo, fragment, 文章, 简讯, 图片, 残篇, not x",
        ),
    ],
)
def test_an_option_that_cannot_be_names_itself_and_its_value(filters: Filters, message: str) -> None:
    """One line, as every error."""
    with pytest.raises(OptionError) as caught:
        conditions_of(filters)
    assert str(caught.value) == message
    assert isinstance(caught.value, SearcherError)
