"""What is known of how lines were set decides where words leave it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.model import LineSetting, Page
from index.rebuild import reconstruct
from index.rebuild.blocks import page_blocks
from index.rebuild.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

FULL = LineSetting(1, 13, 0, 13)
FIRST = LineSetting(1, 11, 2, 13)


def ending(width: float) -> LineSetting:
    """Return how the last line of a paragraph is set."""
    return LineSetting(1, width, 0, 13)


def shown(lines: Sequence[tuple[str, LineSetting]]) -> list[tuple[str, str]]:
    """Return kind and text of each block of some lines."""
    text = "\n".join(line for line, _ in lines)
    found, _ = split_lines(text, tuple(setting for _, setting in lines))
    return [(block.kind.value, block.text) for block in page_blocks(found)]


def test_a_paragraph_begins_where_its_line_is_indented() -> None:
    """The line above is full and ends its sentence; its characters were squeezed to fit."""
    lines = [
        ("武川县坚持精准施策、多", FIRST),
        ("维发力，推动党建提质增效了。", FULL),
        ("哈乐镇党委召开座谈会，", FIRST),
        ("提出了一系列建议。", ending(9)),
    ]

    assert shown(lines) == [
        ("paragraph", "武川县坚持精准施策、多维发力，推动党建提质增效了。"),
        ("paragraph", "哈乐镇党委召开座谈会，提出了一系列建议。"),
    ]


def test_a_sentence_that_ends_a_full_line_goes_on_flush() -> None:
    """The next line begins at the edge of the column."""
    lines = [
        ("武川县坚持精准施策、多", FIRST),
        ("维发力，推动党建提质增效了。", FULL),
        ("近年来，县里还办起了夜校和食", FULL),
        ("堂。", ending(2)),
    ]

    assert shown(lines) == [
        ("paragraph", "武川县坚持精准施策、多维发力，推动党建提质增效了。近年来，县里还办起了夜校和食堂。")
    ]


def test_a_line_in_the_middle_of_its_column_is_a_heading() -> None:
    """Neither the comma in it nor the paragraph that breaks off before it makes it running text."""
    lines = [
        ("武川县坚持精准施策、多", FIRST),
        ("维发力，积极探索流动党员管理", FULL),
        ("为了家乡，为了发展", LineSetting(1, 9, 2, 13)),
        ("哈乐镇党委召开座谈会，", FIRST),
        ("提出了一系列建议。", ending(9)),
    ]

    assert [kind for kind, _ in shown(lines)] == ["paragraph", "heading", "paragraph"]


@pytest.mark.parametrize("text", ["县里来了“义", "他说，大家要来。", "家"])
def test_large_type_is_a_heading_whatever_it_says(text: str) -> None:
    """Quotes left open, a full stop, a single character."""
    assert shown([(text, LineSetting(2.4, len(text)))]) == [("heading", text)]


def test_two_large_lines_are_one_headline() -> None:
    """The upper one has the form of a column's title, and stands there alone in another size."""
    body = [("武川县坚持精准施策、多", FIRST), ("维发力，坚持不懈。", ending(9))]
    heads = [("小区停车", 2.4), ("居民自己画出一张地图", 2.4)]

    def headline(sizes: list[tuple[str, float]]) -> str:
        large = [(text, LineSetting(size, len(text))) for text, size in sizes]
        lines = [*large, ("●本报记者 云艳芳", LineSetting(1, 8)), *body]
        text = "\n".join(line for line, _ in lines)
        page = Page("a.pdf", text, "0" * 64, tuple(setting for _, setting in lines))
        return reconstruct(page).articles[0].headline

    assert headline(heads) == "小区停车 居民自己画出一张地图"
    assert headline([("小区停车", 1.6), heads[1]]) == "居民自己画出一张地图"


def test_names_below_a_byline_are_its_own() -> None:
    """In print a byline is as long as its names are, whether it breaks off after a title or a name."""
    lines = [("●本报记者 云艳芳", LineSetting(1, 8)), ("苏晟杰 乔羽", LineSetting(1, 5))]

    assert shown(lines) == [("byline", "●本报记者 云艳芳 苏晟杰 乔羽")]
