"""What of a long text is shown around its matches."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.highlight import merge
from searcher.passage import cut

SHORT = "甲乙丙。丁戊己。"
LONG = "第一句话在这里。第二句话，说到红蜂驿站，也在这里。第三句话在这里。第四句话也说到红蜂驿站。第五句话。"


def parts(text: str, spans: list[list[int]], room: int) -> list[str]:
    """Return the texts of the parts that are shown."""
    return [text[start:end] for start, end in cut(text, spans, room)]


@pytest.mark.parametrize(
    ("text", "word", "room", "shown"),
    [
        (SHORT, "丁", 8, [SHORT]),
        (SHORT, "丁", 7, ["丁戊己。"]),
        (SHORT, "无", 7, ["甲乙丙。"]),
        (LONG, "第三句", 8, ["第三句话在这里。"]),
        (LONG, "第三句", 24, ["第三句话在这里。第四句话也说到红蜂驿站。"]),
        (LONG, "红蜂驿站", 36, ["第二句话，说到红蜂驿站，也在这里。", "第四句话也说到红蜂驿站。第五句话。"]),
        (LONG, "红蜂驿站", 18, ["说到红蜂驿站，", "说到红蜂驿站。"]),
        ("他说：“先来。”后到。再去的人没有座位。", "先来", 11, ["他说：“先来。”后到。"]),
        ("It rained. It snowed. It hailed.", "snowed", 12, ["It snowed. "]),
        ("一句很长的话，里面没有这个词。", "驿站", 8, ["一句很长的话，"]),
        ("没有标点的一行很长的文字里说到驿站然后继续", "驿站", 8, ["里说到驿站然后继"]),
    ],
)
def test_sentences_around_matches_are_shown(text: str, word: str, room: int, shown: list[str]) -> None:
    """A short text is whole; of a long one sentences that fit the room, else clauses, else characters."""
    spans = [[i, i + len(word)] for i in range(len(text)) if text.startswith(word, i)]
    assert parts(text, spans, room) == shown


def test_a_match_longer_than_the_room_is_shown_whole() -> None:
    """Room never cuts a match."""
    assert parts("甲乙丙丁戊己庚辛", [[1, 7]], 3) == ["乙丙丁戊己庚"]


def test_a_page_of_matches_is_cut_in_linear_time() -> None:
    """A megabyte with a match in every sentence is all shown, and soon."""
    text = "说到驿站。别的。" * 125_000
    assert cut(text, [[i + 2, i + 4] for i in range(0, len(text), 8)], 100) == [(0, len(text))]


def test_a_page_of_distant_matches_is_cut_in_linear_time() -> None:
    """Ten thousand matches that stand apart are ten thousand parts."""
    text = ("说到驿站。" + "别的句子。" * 19) * 10_000
    shown = cut(text, [[i + 2, i + 4] for i in range(0, len(text), 100)], 12)
    assert shown == [(i, i + 5) for i in range(0, len(text), 100)]


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[list[int]]]:
    """Draw a text of sentences with sorted spans apart from each other in it."""
    text = draw(st.text("甲乙a，。”. ", min_size=1, max_size=60))
    bounds = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 8))
    drawn = draw(st.lists(bounds, max_size=5))
    return text, merge((start, min(start + length, len(text))) for start, length in drawn)


@given(marked_texts(), st.integers(1, 80))
def test_every_match_is_shown_and_parts_stand_in_order_apart(
    marked: tuple[str, list[list[int]]], room: int
) -> None:
    """Each span lies in one part; parts are not empty, ascend, and do not touch."""
    text, spans = marked
    shown = cut(text, spans, room)
    assert all(any(first <= start and end <= last for first, last in shown) for start, end in spans)
    assert all(0 <= first < last <= len(text) for first, last in shown)
    assert all(left[1] < right[0] for left, right in pairwise(shown))


@given(marked_texts(), st.integers(1, 80))
def test_one_match_takes_no_more_than_the_room(marked: tuple[str, list[list[int]]], room: int) -> None:
    """Around a single span at most `room` characters are shown, or the span alone."""
    text, spans = marked
    for start, end in spans[:1]:
        assert sum(last - first for first, last in cut(text, [[start, end]], room)) <= max(room, end - start)
