"""The query language: its grammar by example, its errors by column, its laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from searcher.query.parser import parse
from searcher.query.traversal import relax
from searcher.query.tree import And, Literal, Node, Not, Or, Relaxed
from tests.texts import CHARACTERS, trees

A, B, C, D = map(Literal, "甲乙丙丁")

GRAMMAR: list[tuple[str, Node]] = [
    # A bare word is a literal; a space means AND.
    ("红蜂驿站", Literal("红蜂驿站")),
    ("甲 乙 丙", And((A, B, C))),
    ("甲\u3000乙\n丙", And((A, B, C))),
    ("甲|乙", Literal("甲|乙")),
    ("24小时", Literal("24小时")),
    # OR, three ways; AND binds before it.
    ("甲 OR 乙", Or((A, B))),
    ("甲 或 乙 | 丙", Or((A, B, C))),
    ("甲 乙 OR 丙 丁", Or((And((A, B)), And((C, D))))),
    # NOT, three ways; it binds before AND, and so before OR.
    ("甲 NOT 乙", And((A, Not(B)))),
    ("甲 非 乙 丙", And((A, Not(B), C))),
    ("甲 -乙 丙", And((A, Not(B), C))),
    ("甲 OR -乙", Or((A, Not(B)))),
    ("甲 NOT NOT 乙", And((A, Not(Not(B))))),
    ("甲 NOT -乙", And((A, Not(Not(B))))),
    # Parentheses, full-width too; a word ends where they begin.
    ("(甲 OR 乙) 丙", And((Or((A, B)), C))),
    ("（甲 或 乙）丙", And((Or((A, B)), C))),
    ("甲(乙 OR 丙)丁", And((A, Or((B, C)), D))),
    ("甲 -(乙 丙)", And((A, Not(And((B, C)))))),
    ("甲 NOT(乙 丙)", And((A, Not(And((B, C)))))),
    ("((甲))", A),
    # Groups keep their shape: nothing is simplified on the way.
    ("甲 (乙 丙)", And((A, And((B, C))))),
    ("甲 OR (乙 OR 丙)", Or((A, Or((B, C))))),
    # Quotations may hold spaces, operators and each other's marks.
    ('"双报到 双服务"', Literal("双报到 双服务")),
    ("“双报到 双服务”", Literal("双报到 双服务")),
    ("「双报到 双服务」", Literal("双报到 双服务")),
    ('"OR" "(甲)" "-乙"', And((Literal("OR"), Literal("(甲)"), Literal("-乙")))),
    ("「他说：“甲”」", Literal("他说：“甲”")),
    ('甲"乙"丙', And((A, B, C))),
    ('甲 -"乙 丙"', And((A, Not(Literal("乙 丙"))))),
    # What only looks like an operator is a literal.
    ("或者 非遗 非物质文化", And((Literal("或者"), Literal("非遗"), Literal("非物质文化")))),
    ("or not AND", And((Literal("or"), Literal("not"), Literal("AND")))),
    ("COVID-19", Literal("COVID-19")),
    ("甲 - 乙", And((A, Literal("-"), B))),
    ("甲 --乙", And((A, Not(Literal("-乙"))))),
    ("甲 －乙", And((A, Literal("－乙")))),
    ("甲”", Literal("甲”")),
    ("-", Literal("-")),
]

ERRORS: list[tuple[str, str, int]] = [
    ("", "the query is blank; type the words to look for", 1),
    (" \u3000\u200b", "the query is blank; type the words to look for", 1),
    ("甲\udcff", "the query is no UTF-8 text; type it anew", 2),
    ("甲 \u200b", "a word of invisible characters alone cannot be looked for; remove it", 3),
    ('甲 ""', "the quotation is blank; put the text to look for between its marks", 3),
    ("甲 “ ”", "the quotation is blank; put the text to look for between its marks", 3),
    ('甲 "乙', 'the quotation opened by " is never closed; add "', 3),
    ('甲 “乙"', "the quotation opened by “ is never closed; add ”", 3),
    ("「甲", "the quotation opened by 「 is never closed; add 」", 1),
    ("甲 (乙 (丙)", "the parenthesis opened by ( is never closed; add )", 3),
    ("（甲", "the parenthesis opened by （ is never closed; add )", 1),
    ("甲 (", "the parenthesis opened by ( is never closed; add )", 3),
    ("甲 ()", "the parentheses are empty; put words between them", 3),
    ("甲)", ") closes no parenthesis; remove it or open one before", 2),
    ("-) 甲", ") closes no parenthesis; remove it or open one before", 2),
    ("甲 OR", "expected a word after OR", 5),
    ("甲 或 或 乙", "expected a word after 或", 5),
    ("(甲 |)", "expected a word after |", 5),
    ("甲 NOT", "expected a word after NOT", 6),
    ("甲 非 OR 乙", "expected a word after 非", 5),
    ("OR 甲", "expected a word before OR; quote it to look for it", 1),
    ("甲 (或 乙)", "expected a word before 或; quote it to look for it", 4),
    ("-甲", "a query of exclusions alone matches nothing; add a word that must stand in the text", 1),
    ("NOT (甲 乙)", "a query of exclusions alone matches nothing; add a word that must stand in the text", 1),
    ("(" * 101 + "甲" + ")" * 101, "nested more than 100 deep; simplify the query", 101),
]

HOSTILE = {
    "one word": "哈" * 100_000,
    "many words": "哈 " * 50_000,
    "many alternatives": "哈 OR " * 20_000 + "哈",
    "nested": "(" * 10_000 + "哈" + ")" * 10_000,
    "full-width nested": "（" * 50_000 + "）" * 50_000,
    "negated": "NOT " * 25_000 + "哈",
    "minuses": "-" * 100_000,
    "negated groups": "-(" * 10_000 + "哈" + ")" * 10_000,
    "quotation marks": '"' * 100_000,
    "unclosed quotations": "“" * 100_000,
    "spaces": " " * 100_000,
    "operators": "OR " * 33_000,
}


@pytest.mark.parametrize(("query", "tree"), GRAMMAR, ids=[query for query, _ in GRAMMAR])
def test_a_query_means_its_tree(query: str, tree: Node) -> None:
    """Each query of the grammar's reference parses to the tree beside it."""
    assert parse(query) == tree


@pytest.mark.parametrize(("query", "message", "column"), ERRORS)
def test_a_query_that_means_nothing_says_why_and_where(query: str, message: str, column: int) -> None:
    """Each error names what is wrong and the 1-based column it was found at."""
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert (str(caught.value), caught.value.column) == (f"{message} (column {column})", column)


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_query_gives_a_tree_or_an_error(query: str) -> None:
    """However long or deep a query is, it is understood or refused, and never overflows the stack."""
    try:
        tree = parse(query)
    except QueryError as error:
        assert 1 <= error.column <= len(query) + 1  # noqa: PT017 - either way is right
    else:
        assert parse(str(tree)) == tree


def test_a_node_knows_where_it_stood() -> None:
    """Spans count the characters of the query, operators and marks included."""
    tree = parse('甲 -"乙 丙"')
    assert isinstance(tree, And)
    assert (tree.span, [child.span for child in tree.children]) == ((0, 8), [(0, 1), (2, 8)])


@given(trees(CHARACTERS))
def test_a_printed_tree_parses_to_itself(tree: Node) -> None:
    """parse(str(tree)) == tree for every tree that asks for something."""
    assert parse(str(tree)) == tree


@given(st.text(st.sampled_from('甲乙 \u3000-|()（）"“”「」或非ORNT\u200b\udcff')))
def test_any_text_gives_a_tree_that_prints_to_itself_or_an_error(query: str) -> None:
    """Nothing a person can type ends in anything but a tree or a `QueryError` inside the query."""
    try:
        tree = parse(query)
    except QueryError as error:
        assert 1 <= error.column <= len(query) + 1  # noqa: PT017 - either way is right
    else:
        assert parse(str(tree)) == tree


def test_a_literal_with_every_closing_mark_cannot_be_printed() -> None:
    """A literal that no kind of quotation mark can hold is refused, not printed wrongly."""
    with pytest.raises(ValueError, match="no kind of quotation mark is free"):
        str(Literal('a "”」'))


@pytest.mark.parametrize(
    ("query", "text"),
    [("外卖 报到", "外卖 | 报到"), ("(甲 OR 乙) -丙 NOT (丁 -戊)", "甲 | 乙"), ('"甲 乙"', "甲 乙")],
)
def test_what_is_relaxed_is_what_was_asked_for(query: str, text: str) -> None:
    """Of a query that matches nothing the literals remain, apart from each other, none that was excluded."""
    assert relax(parse(query)) == Relaxed(text)
