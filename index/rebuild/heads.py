"""Heads: stacked heading lines and bylines parted into the heads of single articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.rebuild.blocks import Block, Kind
from index.rebuild.lines import Line
from index.rebuild.spacing import join_heading

_COLON = ("：", ":")
_PLACE = re.compile(
    r"(?:[省市县区旗盟州镇乡村局厅委院所队站处办]|苏木|嘎查|街道|社区|小区|学校|大学|中学|小学|医院|公司|集团|中心|园区)\Z"
)
_LONGEST_KICKER = 16
_LONGEST_COLUMN_TITLE = 5
_LONGEST_COUPLET_LINE = 9
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


def join_heads(upper: Head, lower: Head) -> Head:
    """Make one head of two that stand one above the other."""
    parts = sorted((upper, lower), key=lambda head: not is_kicker(head.text))
    headings = tuple(line for head in parts for line in head.headings)
    return Head(headings, lower.byline, join_heading(headings), upper.first, lower.last)


def is_kicker(text: str) -> bool:
    """Tell whether a heading is a line over (or under) a headline: a place, an office, or `…：`."""
    return text.endswith(_COLON) or (len(text) <= _LONGEST_KICKER and _PLACE.search(text) is not None)


def is_column_title(text: str) -> bool:
    """Tell whether a heading has the form of a column's title (学思践悟, 先锋)."""
    return len(text) <= _LONGEST_COLUMN_TITLE and _PLAIN_HAN.match(text) is not None and not is_kicker(text)


def part_stack(blocks: Sequence[Block], stack: Sequence[int]) -> tuple[list[Head], list[int]]:
    """Part a stack of headings and bylines; return its heads and the blocks that are column titles."""
    heads: list[Head] = []
    titles: list[int] = []
    group: list[int] = []
    byline: list[int] = []

    def close() -> None:
        if group or byline:
            # A kicker is read first, wherever it is printed.
            group.sort(key=lambda index: not is_kicker(blocks[index].text))
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
        elif _is_title_over(block, following) and not (group and blocks[group[-1]].text.endswith(_COLON)):
            close()
            titles.append(index)
        else:
            if group and not _go_together([blocks[member] for member in group], block, following):
                close()
            group.append(index)
    close()
    return heads, titles


def _is_title_over(block: Block, following: Block | None) -> bool:
    return (
        is_column_title(block.text)
        and following is not None
        and following.kind is Kind.HEADING
        and len(following.text) > len(block.text)
    )


def _go_together(group: Sequence[Block], block: Block, following: Block | None) -> bool:
    """Tell whether a heading goes on with the headings before it."""
    last = group[-1]
    if last.text.endswith(_COLON) or block.text.startswith(("—", "-")):
        return True
    if not block.lines[0].blank_before and last.lines[0].number + 1 == block.lines[0].number:
        return True
    if len(group) == 1 and is_kicker(last.text):
        return not is_kicker(block.text)
    if last.lines[0].level > block.lines[0].level > 0:
        return True
    has_kicker = any(is_kicker(member.text) for member in group)
    if is_kicker(block.text) and not has_kicker and not block.text.endswith(_COLON):
        return following is None or following.kind is Kind.BYLINE
    return len(last.text) == len(block.text) <= _LONGEST_COUPLET_LINE
