"""Second thoughts on single blocks, once the loose ends of the whole page are known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.rebuild.blocks import Block, Kind
from index.rebuild.lines import measure
from index.rebuild.roles import ends_sentence, open_quotes
from index.rebuild.spacing import join_paragraph
from index.rebuild.words import crosses_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.rebuild.lines import Line

_LONGEST_SEARCH = 24
"""Loose ends looked at on one page; more are no newspaper page, and time must stay proportional."""

_MOST = 2
"""A page marks its headings where so many times more are marked than are not."""

_INDENTED = 1.0
"""In full-width characters: a first line so much shorter than the next one may be indented."""


def mend(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with hidden ends and beginnings of cut paragraphs made open ones.

    A few words without a full stop on a line of their own are a heading, unless the text that
    begins in mid-sentence elsewhere on the page finishes their last word. Lines after a blank line
    go on with the paragraph above, unless they finish the last word of a paragraph cut elsewhere.
    """
    marked = sum(block.lines[0].level > 0 for block in blocks if block.kind is Kind.HEADING)
    bare = sum(block.lines[0].level == 0 for block in blocks if block.kind is Kind.HEADING)
    whole = [
        _unheaded(block) if _is_scrap(block, all_marked=marked > _MOST * bare) else block for block in blocks
    ]
    ends = [block for block in whole if block.open_end][:_LONGEST_SEARCH]
    starts = [block for block in whole if block.open_start][:_LONGEST_SEARCH]
    orphans = [start for start in starts if not any(_goes_on(end, start) for end in ends)]
    if orphans:
        whole = [_unheaded(block) if _is_cut(block, orphans) else block for block in whole]
        ends = [block for block in whole if block.open_end][:_LONGEST_SEARCH]
    cut_off = [end for end in ends if not any(_goes_on(end, start) for start in starts)]
    if not cut_off:
        return whole
    return [part for block in whole for part in _parted(block, cut_off)]


def _parted(block: Block, cut_off: Sequence[Block]) -> tuple[Block, ...]:
    """Part a paragraph at the blank line after which it finishes the last word of another."""
    if block.kind is not Kind.PARAGRAPH:
        return (block,)
    for at in range(1, len(block.lines)):
        line = block.lines[at]
        if not (line.blank_before and ends_sentence(block.lines[at - 1].text)):
            continue
        if _is_flush(block.lines, at) and any(
            end is not block and crosses_word(end.text, line.text) for end in cut_off
        ):
            upper, lower = block.lines[:at], block.lines[at:]
            return (
                replace(block, lines=upper, text=join_paragraph(upper), tail=(), open_end=False),
                replace(
                    block, lines=lower, text=join_paragraph(lower), lead=(), open_start=True, indent=None
                ),
            )
    return (block,)


def _is_flush(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is as wide as the one after it, as the first line of a paragraph seldom is."""
    if at + 1 >= len(lines):
        return True
    setting = lines[at].setting
    if setting is not None and setting.indent is not None:
        return setting.indent < _INDENTED
    return measure(lines[at].text).most > measure(lines[at + 1].text).most - _INDENTED


def _goes_on(end: Block, start: Block) -> bool:
    if crosses_word(end.text, start.text):
        return True
    return open_quotes(end.text) > 0 and open_quotes(start.text) < 0


def _is_scrap(block: Block, *, all_marked: bool) -> bool:
    """Tell whether a heading is none: a single character, words with a quote left open.

    Where the page marks its headings, one without a mark is none either. How a line was set says
    more than its words.
    """
    if block.kind is not Kind.HEADING or block.lines[0].level:
        return False
    if block.lines[0].setting is not None:
        return False
    return all_marked or len(block.text) == 1 or open_quotes(block.text) > 0


def _is_cut(block: Block, orphans: Sequence[Block]) -> bool:
    if block.kind is not Kind.HEADING or block.lines[0].level or " " in block.text:
        return False
    if block.lines[0].setting is not None:
        return False
    return any(crosses_word(block.text, orphan.text) for orphan in orphans)


def _unheaded(block: Block) -> Block:
    return replace(block, kind=Kind.PARAGRAPH, open_end=True, width=float(len(block.text)))
