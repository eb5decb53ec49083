"""The query language: what holds of every query, however odd, long or deep."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from searcher.query.parser import parse
from tests.texts import CHARACTERS, language_trees, trees

if TYPE_CHECKING:
    from searcher.query.tree import Node

PIECES = [
    *("甲", "乙丙", "2025", "7", " ", " ", " ", "\u3000", "(", ")", "（", "）", "-", "*", "?", '"', "“", "”"),
    *("OR", "或", "|", "NOT", "非", "SAME", " NEAR/5 ", " THEN/20 ", "NEAR", "/", "NEAR/0", "..", ">=", "<"),
    *("标题:", "记者：", "版:", "类型:", "日期:", "date:", "2025-04", "2025-13", "图片", "\u200b", "\udcff"),
]

HOSTILE = {
    "one word": "哈" * 100_000,
    "many words": "哈 " * 50_000,
    "many alternatives": "哈 OR " * 20_000 + "哈",
    "nested": "(" * 10_000 + "哈" + ")" * 10_000,
    "full-width nested": "（" * 50_000 + "）" * 50_000,
    "negated": "NOT " * 25_000 + "哈",
    "minuses": "-" * 100_000,
    "negated as deep as can be": "NOT " * 50 + "哈 NEAR/5 乙 丙",
    "groups as deep as can be": "-(乙 " * 50 + "哈 NEAR/5 乙" + ")" * 50 + " 丙",
    "negated groups": "-(" * 10_000 + "哈" + ")" * 10_000,
    "quotation marks": '"' * 100_000,
    "unclosed quotations": "“" * 100_000,
    "spaces": " " * 100_000,
    "operators": "OR " * 33_000,
    "nested fields": "标题:(" * 1_000 + "哈" + ")" * 1_000,
    "wildcards": "*" * 100_000,
    "words of wildcards": "哈* " * 33_000,
    "one word of wildcards": "哈?" * 50_000,
    "distances": "NEAR/1 " * 14_000,
    "a chain": "哈" + " THEN/9 哈" * 10_000,
    "a long distance": "哈 NEAR/" + "9" * 100_000 + " 哈",
    "same": "哈 SAME " * 14_000 + "哈",
    "a long date": "日期:" + "2" * 100_000,
    "a long range": "日期:" + "." * 100_000,
    "many fields": "标题:哈 " * 20_000,
    "colons": ":" * 100_000,
    "a long kind": "类型:" + "哈" * 100_000,
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_query_gives_a_tree_or_an_error(query: str) -> None:
    """However long or deep a query is, it is understood or refused, and never overflows the stack."""
    try:
        tree = parse(query)
    except QueryError as error:
        assert 1 <= error.column <= len(query) + 1  # noqa: PT017 - either way is right
    else:
        assert parse(str(tree)) == tree


@given(trees(CHARACTERS))
def test_a_printed_tree_parses_to_itself(tree: Node) -> None:
    """parse(str(tree)) == tree for every tree that asks for something."""
    assert parse(str(tree)) == tree


@given(language_trees(CHARACTERS))
def test_a_printed_tree_of_the_whole_language_parses_to_itself(tree: Node) -> None:
    """Fields, dates, distances and wildcards too."""
    assert parse(str(tree)) == tree


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join))
def test_any_pieces_give_a_tree_inside_the_query_or_an_error(query: str) -> None:
    """What the language is made of, in any order: every span and every column lies in the query."""
    try:
        tree = parse(query)
    except QueryError as error:
        assert (1 <= error.column <= len(query) + 1, error.query) == (True, query)  # noqa: PT017 - the same
    else:
        assert all(0 <= start < end <= len(query) for start, end in spans(tree))


def spans(tree: Any) -> list[tuple[int, int]]:
    """Return the spans of all nodes of a tree."""
    values = [getattr(tree, field.name) for field in fields(tree)]
    below = [each for value in values for each in (value if isinstance(value, tuple) else (value,))]
    inside = [span for each in below if hasattr(each, "span") for span in spans(each)]
    return [tree.span, *inside]


@given(st.text(st.sampled_from('甲乙 \u3000-|()（）"“”「」或非ORNT\u200b\udcff')))
def test_any_text_gives_a_tree_that_prints_to_itself_or_an_error(query: str) -> None:
    """Nothing a person can type ends in anything but a tree or a `QueryError` inside the query."""
    try:
        tree = parse(query)
    except QueryError as error:
        assert 1 <= error.column <= len(query) + 1  # noqa: PT017 - either way is right
    else:
        assert parse(str(tree)) == tree
