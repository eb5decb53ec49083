"""Spans: whole printed characters, every occurrence, nothing else."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.folding import fold
from index.model import Unit
from searcher.highlight import find_marks, find_spans, merge
from searcher.query.parser import parse
from tests.texts import CHARACTERS, texts

if TYPE_CHECKING:
    from index.model import UnitKind

needles = st.sets(st.text(CHARACTERS, min_size=1, max_size=3).map(fold).filter(bool), max_size=3)
repetitive = st.text("哈呵", max_size=12)


@pytest.mark.parametrize(
    ("text", "literals", "spans"),
    [
        ("流动党员找到组织", ["党员"], [[2, 4]]),
        ("党员和党员", ["党员"], [[0, 2], [3, 5]]),
        ("流动党员", ["流动", "党员"], [[0, 2], [2, 4]]),
        ("共产党员", ["共产党", "产党员"], [[0, 4]]),
        ("中国共产党员", ["共产党员", "党"], [[2, 6]]),
        ("面积100㎡", ["m"], [[5, 6]]),
        ("面积100㎡", ["0m2"], [[4, 6]]),
        ("県級排査", ["县级"], [[0, 2]]),
        ("𠮷林与𠮷野", ["𠮷"], [[0, 1], [3, 4]]),
        ("红 蜂 驿站", ["红蜂驿"], [[0, 5]]),
        ("他 说：“好”", ['说:"'], [[2, 5]]),
        ("ＡＰＰ和app", ["app"], [[0, 3], [4, 7]]),
        ("哈哈哈哈哈", ["哈哈"], [[0, 5]]),
        ("甲乙甲乙甲丙甲乙甲", ["甲乙甲"], [[0, 5], [6, 9]]),
        ("甲甲乙甲甲乙甲甲", ["甲甲乙甲甲"], [[0, 8]]),
        ("党员", ["群众"], []),
        ("党员", [], []),
        ("", ["党"], []),
    ],
)
def test_literals_are_found_as_printed(text: str, literals: list[str], spans: list[list[int]]) -> None:
    """Spans cover whole printed characters and spaces inside; overlaps merge, neighbours stay apart."""
    assert find_spans(text, map(fold, literals)) == spans


@pytest.mark.parametrize(
    ("query", "spans"),
    [
        ("甲 -乙 OR 丙", [[0, 1], [4, 5]]),
        ("甲 SAME -乙", [[0, 1], [4, 5]]),
        # A wildcard is marked as a whole, at its shortest; the space inside it too.
        ("甲*乙", [[0, 3], [4, 7]]),
        ("红?驿", [[7, 11]]),
        # Of what is to be near, only what takes part.
        ("甲 NEAR/2 红", [[4, 5], [7, 8]]),
        ("甲 THEN/1 乙 丁", [[0, 1], [2, 3], [4, 5], [6, 7]]),
        # Fields and dates are marked nowhere but where the value is printed.
        ("标题:甲 报纸:甲 日期:2025 乙", [[2, 3], [6, 7]]),
    ],
)
def test_what_a_query_asks_for_is_marked(query: str, spans: list[list[int]]) -> None:
    """Nothing that is excluded, nothing that only happens to be there."""
    assert find_marks(Unit(2, "paragraph", "甲一乙，甲二乙红 蜂驿", ()), parse(query)) == spans


@pytest.mark.parametrize(
    ("kind", "spans"), [("headline", [[1, 2]]), ("byline", [[2, 3]]), ("subhead", []), ("paragraph", [])]
)
def test_the_value_of_a_field_is_marked_where_it_is_printed(kind: UnitKind, spans: list[list[int]]) -> None:
    """A headline's in the headline, a byline's in the byline, an excluded one nowhere."""
    tree = parse("标题:甲 记者:乙 -标题:丙 报纸:丙")
    assert find_marks(Unit(0, kind, "丙甲乙", ()), tree) == spans


def test_touching_spans_stay_apart_and_overlapping_ones_merge() -> None:
    """[0, 2) and [2, 4) are two marks; [5, 7) and [6, 9) are one."""
    assert merge([(6, 9), (2, 4), (0, 2), (5, 7)]) == [[0, 2], [2, 4], [5, 9]]


@pytest.mark.parametrize("needle", ["哈哈", "哈" * 50_000, "哈" * 50_000 + "呵"])
def test_a_text_that_repeats_itself_is_searched_once(needle: str) -> None:
    """A hundred thousand times 哈 is one span of a needle that overlaps itself, in linear time."""
    text = "哈" * 100_000 + "呵"
    start = len(text) - len(needle) if needle.endswith("呵") else 0
    end = len(text) if needle.endswith("呵") else 100_000
    assert find_spans(text, [needle]) == [[start, end]]


@given(texts, needles)
def test_every_span_holds_a_needle_and_no_edge_is_idle(text: str, needles: set[str]) -> None:
    """A span's text folds to something that contains a needle; spans are sorted and disjoint."""
    spans = find_spans(text, needles)
    assert all(any(needle in fold(text[start:end]) for needle in needles) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@given(texts, needles)
def test_a_text_has_spans_exactly_where_it_holds_a_needle(text: str, needles: set[str]) -> None:
    """No needle that stands in the folded text goes unmarked."""
    assert bool(find_spans(text, needles)) == any(needle in fold(text) for needle in needles)


@given(repetitive, repetitive.filter(bool))
def test_overlapping_occurrences_are_all_covered(text: str, needle: str) -> None:
    """The characters marked are those that any occurrence covers, as trying every place finds them."""
    covered = {
        position
        for start in range(len(text))
        if text.startswith(needle, start)
        for position in range(start, start + len(needle))
    }
    assert {position for span in find_spans(text, [needle]) for position in range(*span)} == covered
