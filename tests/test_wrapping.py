"""Lines as wide as a terminal shows them, broken where Chinese and English text may be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from searcher.printers.wrapping import CLOSING, OPENING, wrap

mixed = st.text(
    st.sampled_from("中文𠮷〇，。：！“”（）《》…—·abc12.,%-_ \u3000éㅎ한ｱ✓🐝❤\ufe0f\u0301\u200d\u200b�"),
    max_size=60,
)
# Words with at most one mark on either side: no piece of them is wider than 14 cells.
words = st.from_regex(r"[“（]?([中文𠮷]|[a-z]{1,9}|—|[0-9]{1,3}%)[，。”）]?", fullmatch=True)


def lines(text: str, width: int) -> list[str]:
    """Return the lines of a plain text."""
    return [line.plain for line in wrap(Text(text), width)]


def without_spaces(text: str) -> str:
    """Return a text without its white space, which may go where a line breaks."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("text", "width", "wrapped"),
    [
        ("", 10, [""]),
        ("红蜂驿站", 8, ["红蜂驿站"]),
        ("红蜂驿站", 7, ["红蜂驿", "站"]),
        ("到站即到家，温暖", 10, ["到站即到", "家，温暖"]),
        ("他说：“到家了。”", 8, ["他说：", "“到家", "了。”"]),
        ("《人民日报》报道", 10, ["《人民日", "报》报道"]),
        ("the quick brown fox", 10, ["the quick", "brown fox"]),
        ("共有85.05%的App用户", 10, ["共有85.05%", "的App用户"]),
        ("don’t stop", 5, ["don’t", "stop"]),
        ("全文——完", 5, ["全文", "——完"]),
        ("𠮷𠮷𠮷𠮷", 4, ["𠮷𠮷", "𠮷𠮷"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("abcdefgh，", 4, ["abcd", "efg", "h，"]),
        ("记者 陈卓 · 呼和浩特", 12, ["记者 陈卓 ·", "呼和浩特"]),
        ("甲   乙", 4, ["甲", "乙"]),
        ("甲乙 ，丙", 6, ["甲", "乙 ，", "丙"]),
        ("cafe\u0301s", 4, ["cafe\u0301", "s"]),
    ],
)
def test_a_text_is_wrapped(text: str, width: int, wrapped: list[str]) -> None:
    """Lines break between Chinese characters and between words, nowhere else while that fits."""
    assert lines(text, width) == wrapped


@given(mixed)
def test_a_text_that_fits_is_one_line(text: str) -> None:
    """As it is, but for spaces at its end."""
    assert lines(text, max(cell_len(text), 2)) == [text.rstrip()]


def test_marks_stay_on_their_characters() -> None:
    """A mark that crosses the end of a line goes on in the next one."""
    text = Text("红蜂驿站好")
    text.stylize("bold", 1, 4)
    assert [[(span.start, span.end) for span in line.spans] for line in wrap(text, 6)] == [[(1, 3)], [(0, 1)]]


@pytest.mark.parametrize("piece", ["（", "，", " ", "a", "a.-"])
def test_a_hostile_text_is_wrapped_in_linear_time(piece: str) -> None:
    """Nothing is lost of a text of one character or two, however long."""
    text = piece * 100_000
    assert without_spaces("".join(lines(text, 80))) == without_spaces(text)


def test_a_hundred_thousand_marks_are_wrapped_in_linear_time() -> None:
    """Every second character of a page may be marked."""
    text = Text("红蜂" * 100_000)
    for start in range(0, len(text), 2):
        text.stylize("bold", start, start + 1)
    wrapped = wrap(text, 80)
    assert (len(wrapped), sum(len(line.spans) for line in wrapped)) == (5_000, 100_000)


@given(mixed, st.integers(2, 30))
def test_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    """Each line is at most `width` cells wide; joined they are the text, but for spaces."""
    wrapped = lines(text, width)
    assert [line for line in wrapped if cell_len(line) > width] == []
    assert without_spaces("".join(wrapped)) == without_spaces(text)


@given(st.lists(words, min_size=1).map("".join), st.integers(14, 40))
def test_no_line_begins_or_ends_with_the_wrong_mark(text: str, width: int) -> None:
    """Where every piece fits a line, none begins with a closing mark or ends with an opening one."""
    wrapped = lines(text, width)
    assert [line for line in wrapped[1:] if line[0] in CLOSING] == []
    assert [line for line in wrapped[:-1] if line[-1] in OPENING] == []


@given(st.lists(st.sampled_from("中文字"), min_size=1).map("".join), st.integers(2, 40))
def test_lines_of_chinese_are_full(text: str, width: int) -> None:
    """Every line but the last holds as many characters as fit."""
    wrapped = lines(text, width)
    assert {len(line) for line in wrapped[:-1]} <= {width // 2}


@given(st.lists(st.from_regex("[a-z]{1,9}", fullmatch=True), min_size=1).map(" ".join), st.integers(9, 40))
def test_words_stay_whole(text: str, width: int) -> None:
    """Where every word fits a line, none is broken, and none would have fitted the line before."""
    wrapped = lines(text, width)
    assert " ".join(wrapped) == text
    assert [
        (line, following)
        for line, following in pairwise(wrapped)
        if len(line) + 1 + len(following.split()[0]) <= width
    ] == []
