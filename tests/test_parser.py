"""The query language: its grammar by example, its errors by column, its laws."""

from __future__ import annotations

from datetime import date

import pytest

from index.errors import QueryError
from searcher.query.parser import parse
from searcher.query.traversal import relax
from searcher.query.tree import (
    And,
    Dates,
    Field,
    Gap,
    Literal,
    Near,
    Node,
    Not,
    Or,
    Relaxed,
    Same,
    Then,
    Wildcard,
)

A, B, C, D = map(Literal, "甲乙丙丁")
ONE, FEW = Gap(1, 1), Gap(0, 10)

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
    # Wildcards at half width, outside quotations; at full width they are characters.
    ("双*到", Wildcard(("双", "到"), (FEW,))),
    ("红蜂?站", Wildcard(("红蜂", "站"), (ONE,))),
    ("甲*乙??丙", Wildcard(("甲", "乙", "丙"), (FEW, Gap(2, 2)))),
    ("甲**?乙", Wildcard(("甲", "乙"), (Gap(1, 11),))),
    ("*甲?", Wildcard(("", "甲", ""), (FEW, ONE))),
    ("甲 -乙*丙", And((A, Not(Wildcard(("乙", "丙"), (FEW,)))))),
    ("“双*到” 为什么？", And((Literal("双*到"), Literal("为什么？")))),
    # NEAR and THEN bind first; their operands are words, or words joined by OR.
    ("甲 NEAR/20 乙", Near(A, B, 20)),
    ("甲 NEAR/20 乙 丙", And((Near(A, B, 20), C))),
    ("-甲 NEAR/５ 乙 丙", And((Not(Near(A, B, 5)), C))),
    ("甲 THEN/5 乙 THEN/6 丙", Then((A, B, C), (5, 6))),
    ("(甲 OR 乙?) THEN／1 “丙 丁”", Then((Or((A, Wildcard(("乙", ""), (ONE,)))), Literal("丙 丁")), (1,))),
    # SAME binds after NOT and before AND.
    ("甲 SAME 乙", Same((A, B))),
    ("甲 SAME 乙 SAME 丙 丁", And((Same((A, B, C)), D))),
    ("甲 OR 乙 丙 SAME -丁", Or((A, And((B, Same((C, Not(D)))))))),
    ("(甲 乙) SAME 丙 NEAR/2 丁", Same((And((A, B)), Near(C, D, 2)))),
    ("甲 near/5 乙 same NEARLY", And((A, Literal("near/5"), B, Literal("same"), Literal("NEARLY")))),
    # Fields by their Chinese and English names, with a colon of either width.
    ("标题:甲 乙", And((Field("headline", "甲"), B))),
    ("headline：甲", Field("headline", "甲")),
    ("標題:“甲 乙”", Field("headline", "甲 乙")),
    ("记者:甲 作者:乙 byline:丙", And((Field("byline", "甲"), Field("byline", "乙"), Field("byline", "丙")))),
    ("报纸:甲 paper:甲", And((Field("paper", "甲"), Field("paper", "甲")))),
    ("版:7 Page:A7", And((Field("page", "7"), Field("page", "A7")))),
    ("栏目:甲 section:甲", And((Field("section", "甲"), Field("section", "甲")))),
    ("类型:图片 kind:photo", And((Field("kind", "photo"), Field("kind", "photo")))),
    ("文件:a.txt file:a.txt", And((Field("file", "a.txt"), Field("file", "a.txt")))),
    ("甲 -报纸:乙", And((A, Not(Field("paper", "乙"))))),
    ("标题:(甲 OR -乙)", Or((Field("headline", "甲"), Not(Field("headline", "乙"))))),
    ("标题:记者:甲", Field("headline", "记者:甲")),
    ("日期:2025", Dates(date(2025, 1, 1), date(2026, 1, 1))),
    (
        "date：(2024 OR >=2026-05)",
        Or((Dates(date(2024, 1, 1), date(2025, 1, 1)), Dates(date(2026, 5, 1), None))),
    ),
    ("甲:乙 10:30 http://甲", And((Literal("甲:乙"), Literal("10:30"), Literal("http://甲")))),
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
    ("甲 *", "expected a character beside *; quote it to look for * and ?", 3),
    ("?\u200b*", "expected a character beside ?\u200b*; quote it to look for * and ?", 1),
    ("甲" + "*乙" * 21, "expected at most 20 wildcards in a word; quote it to look for * and ?", 42),
    ("NEAR/5 甲", "expected a word before NEAR/5; quote it to look for it", 1),
    ("甲 NEAR/5", "expected a word after NEAR/5", 9),
    ("甲 (NEAR/5 乙)", "expected a word before NEAR/5; quote it to look for it", 4),
    ("甲 NEAR/5 OR 乙", "expected a word after NEAR/5", 10),
    ("甲 OR THEN/5 乙", "expected a word after OR", 6),
    # After a parenthesis or a quotation a - is part of the word; printed in front, it would exclude.
    (
        "(甲)-乙?",
        "-乙? has wildcards and begins with -; put a space before it to exclude it, or quote it",
        4,
    ),
    (
        "甲 NEAR 乙",
        'expected a number from 1 to 1000 after NEAR/, not nothing; quote "NEAR" to look for it',
        7,
    ),
    (
        "甲 THEN/ 乙",
        'expected a number from 1 to 1000 after THEN/, not nothing; quote "THEN" to look for it',
        8,
    ),
    ("甲 NEAR/0 乙", 'expected a number from 1 to 1000 after NEAR/, not 0; quote "NEAR" to look for it', 8),
    ("甲 NEAR/x 乙", 'expected a number from 1 to 1000 after NEAR/, not x; quote "NEAR" to look for it', 8),
    ("甲 NEAR/-1 乙", 'expected a number from 1 to 1000 after NEAR/, not -1; quote "NEAR" to look for it', 8),
    (
        "甲 NEAR/99999 乙",
        'expected a number from 1 to 1000 after NEAR/, not 99999; quote "NEAR" to look for it',
        8,
    ),
    ("甲 NEAR/5 -乙", "expected a word after NEAR/5, not an exclusion", 10),
    ("甲 NEAR/5 (乙 丙)", "expected a word, or words joined by OR, beside NEAR/5", 11),
    ("标题:甲 THEN/5 乙", "expected a word, or words joined by OR, beside THEN/5", 1),
    (
        "甲 NEAR/5 乙 NEAR/6 丙",
        "NEAR/6 cannot follow NEAR/5, only THEN makes chains; write (A NEAR/20 B) (B NEAR/20 C)",
        12,
    ),
    (
        "甲 THEN/5 乙 NEAR/6 丙",
        "NEAR/6 cannot follow THEN/5, only THEN makes chains; write (A NEAR/20 B) (B NEAR/20 C)",
        12,
    ),
    ("SAME 甲", "expected a word before SAME; quote it to look for it", 1),
    ("甲 SAME", "expected a word after SAME", 7),
    ("甲 SAME SAME 乙", "expected a word after SAME", 8),
    (
        "-甲 SAME -乙",
        "a query of exclusions alone matches nothing; add a word that must stand in the text",
        1,
    ),
    ("-标题:甲", "a query of exclusions alone matches nothing; add a word that must stand in the text", 1),
    ("标题: 甲", "expected a value directly after 标题:", 4),
    ("甲 标题：", "expected a value directly after 标题：", 6),
    ("标题:甲*乙", "expected a plain word as the value of 标题:; quote it to look for what stands there", 4),
    (
        "标题:(甲 版:7)",
        "expected a plain word as the value of 标题:; quote it to look for what stands there",
        7,
    ),
    ("标题:()", "the parentheses are empty; put words between them", 4),
    (
        "甲 类型:甲",
        "类型: expected one of article, brief, photo, fragment, 文章, 简讯, 图片, 残篇, not 甲",
        6,
    ),
    ("日期:2025-02-30", "2025-02-30 is no date of the calendar", 4),
    ("甲 日期:“2025-13”", "2025-13 is no date of the calendar", 7),
    ("日期:2024..2025-13", "2025-13 is no date of the calendar", 10),
    ("日期:>=2025-13", "2025-13 is no date of the calendar", 6),
    ("日期:2025..2024", "2025..2024 is reversed; put the earlier date first", 4),
    ("(" * 51 + "甲" + ")" * 51, "nested more than 50 deep; simplify the query", 51),
]


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


def test_a_node_knows_where_it_stood() -> None:
    """Spans count the characters of the query, operators and marks included."""
    tree = parse('甲 -"乙 丙"')
    assert isinstance(tree, And)
    assert (tree.span, [child.span for child in tree.children]) == ((0, 8), [(0, 1), (2, 8)])


def test_a_literal_with_every_closing_mark_cannot_be_printed() -> None:
    """A literal that no kind of quotation mark can hold is refused, not printed wrongly."""
    with pytest.raises(ValueError, match="no kind of quotation mark is free"):
        str(Literal('a "”」'))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("外卖 报到", "外卖 | 报到"),
        ("(甲 OR 乙) -丙 NOT (丁 -戊)", "甲 | 乙"),
        ('"甲 乙"', "甲 乙"),
        ("甲 NEAR/5 (乙 OR 丙?丁)", "甲 | 乙 | 丙 | 丁"),
        ("甲 THEN/5 乙 SAME *丙", "甲 | 乙 | 丙"),
        ("甲 OR 标题:乙", "甲"),
    ],
)
def test_what_is_relaxed_is_what_was_asked_for(query: str, text: str) -> None:
    """Of a query that matches nothing the literals remain, apart from each other, none that was excluded."""
    assert relax(parse(query)) == Relaxed(text)


def test_conditions_of_the_whole_query_remain_when_it_is_relaxed() -> None:
    """Fields and dates are never text, and go on narrowing what is found."""
    within = And((Field("paper", "晨报"), Not(Field("kind", "photo"))))
    assert relax(parse("甲 报纸:晨报 -类型:图片 -乙")) == Relaxed("甲", within)


def test_fields_alone_are_not_relaxed() -> None:
    """There is no text to look for."""
    assert relax(parse("报纸:晨报 -甲")) is None
