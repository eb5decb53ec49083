"""Heads: stacked heading lines and bylines parted into the heads of single articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.rebuild.blocks import Block, Kind
from index.rebuild.spacing import join_heading
from index.rebuild.words import is_place_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.rebuild.lines import Line

_COLON = ("：", ":")
_PLACE = re.compile(
    r"(?:[省市县区旗盟州镇乡村局厅委院所队站处办]|苏木|嘎查|街道|社区|小区|学校|大学|中学|小学|医院|公司|集团|中心|园区)\Z"
)
_NAMED_PLACE = re.compile(r"[场站园馆城店厂矿港岛湖山河江海原桥路巷坊楼库校寺庙口堂家湾滩沟坪坡关]\Z")
_LONGEST_KICKER = 16
_LONGEST_NAMED_PLACE = 8
_LONGEST_PLACE_NAME = 6
_LONGEST_COLUMN_TITLE = 5
_LONGEST_COUPLET_LINE = 9
_SAME_SIZE = 0.1
_MOST_LINES = 4
"""Printed lines of one head: kicker, headline on two lines, and a line below."""

_PLAIN_HAN = re.compile(r"[\u4e00-\u9fff]+\Z")


@dataclass(frozen=True, slots=True)
class Head:
    """The printed head of one article: its headline with the kicker, and its byline.

    `first` and `last` are the indices of its first and last block; either part may be empty.
    """

    headings: tuple[Line, ...]
    byline: tuple[Line, ...]
    text: str
    first: int
    last: int


def join_heads(upper: Head, lower: Head, body: str) -> Head:
    """Make one head of two that stand one above the other."""
    lines = (*upper.headings, *lower.headings)
    headings = tuple(sorted(lines, key=lambda line: not is_kicker(line.text, body)))
    return Head(headings, lower.byline, join_heading(headings), upper.first, lower.last)


def is_kicker(text: str, body: str = "") -> bool:
    """Tell whether a heading is a line over (or under) a headline: a place, an office, or `…：`.

    `body` is the text of the page; what it holds word for word need only sound like a place.
    """
    if text.endswith(_COLON):
        return True
    if len(text) > _LONGEST_KICKER:
        return False
    if _PLACE.search(text) or (
        2 < len(text) <= _LONGEST_NAMED_PLACE and _NAMED_PLACE.search(text) and text in body
    ):
        return True
    return len(text) <= _LONGEST_PLACE_NAME and is_place_name(text)


def is_column_title(text: str, body: str = "") -> bool:
    """Tell whether a heading has the form of a column's title (学思践悟, 先锋)."""
    return (
        len(text) <= _LONGEST_COLUMN_TITLE
        and _PLAIN_HAN.match(text) is not None
        and not is_kicker(text, body)
    )


def part_stack(blocks: Sequence[Block], stack: Sequence[int], body: str) -> tuple[list[Head], list[int]]:
    """Part a stack of headings and bylines; return its heads and the blocks that are column titles.

    `body` is the text of the page's paragraphs.
    """
    heads: list[Head] = []
    titles: list[int] = []
    group: list[int] = []
    byline: list[int] = []

    def close() -> None:
        if group or byline:
            # A kicker is read first, wherever it is printed.
            group.sort(key=lambda index: not is_kicker(blocks[index].text, body))
            headings = tuple(line for index in group for line in blocks[index].lines)
            bylines = tuple(line for index in byline for line in blocks[index].lines)
            members = [*group, *byline]
            heads.append(Head(headings, bylines, join_heading(headings), min(members), max(members)))
        group.clear()
        byline.clear()

    for place, index in enumerate(stack):
        block = blocks[index]
        following = blocks[stack[place + 1]] if place + 1 < len(stack) else None
        if block.kind is Kind.BYLINE:
            byline.append(index)
            close()
        elif _is_title_over(block, following, body, first=place == 0) and not (
            group and _go_together([blocks[member] for member in group], block, following, body)
        ):
            close()
            titles.append(index)
        else:
            if group and not _go_together([blocks[member] for member in group], block, following, body):
                close()
            group.append(index)
    close()
    return heads, titles


def _is_title_over(block: Block, following: Block | None, body: str, *, first: bool) -> bool:
    """Tell whether a heading is a column's title; a headline as short never stands alone over a byline."""
    if not is_column_title(block.text, body) or (following is not None and _are_set_as_one(block, following)):
        return False
    if following is None:
        return not first
    return following.kind is Kind.BYLINE or len(following.text) > len(block.text)


def _are_set_as_one(block: Block, following: Block) -> bool:
    """Tell whether two headings are lines of one size, one directly under the other."""
    upper, lower = block.lines[-1], following.lines[0]
    if upper.setting is None or lower.setting is None or lower.blank_before:
        return False
    return lower.number == upper.number + 1 and abs(upper.setting.size - lower.setting.size) < _SAME_SIZE


def _go_together(group: Sequence[Block], block: Block, following: Block | None, body: str) -> bool:
    """Tell whether a heading goes on with the headings before it."""
    if len(group) >= _MOST_LINES:
        return False
    last = group[-1]
    if last.text.endswith(_COLON) or block.text.startswith(("—", "-")):
        return True
    if not block.lines[0].blank_before and last.lines[0].number + 1 == block.lines[0].number:
        return True
    if len(group) == 1 and is_kicker(last.text, body):
        return not is_kicker(block.text, body)
    if last.lines[0].level > block.lines[0].level > 0:
        return True
    has_kicker = any(is_kicker(member.text, body) for member in group)
    if is_kicker(block.text, body) and not has_kicker:
        return following is None or following.kind is Kind.BYLINE or is_kicker(following.text, body)
    return len(last.text) == len(block.text) <= _LONGEST_COUPLET_LINE
