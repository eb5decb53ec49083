"""Second thoughts on single blocks, once the loose ends of the whole page are known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.rebuild.blocks import Block, Kind
from index.rebuild.roles import open_quotes
from index.rebuild.words import crosses_word

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_SEARCH = 24
"""Loose ends looked at on one page; more are no newspaper page, and time must stay proportional."""


def mend(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with cut beginnings that look like headings turned into paragraphs.

    A few words without a full stop on a line of their own are a heading, unless the text that
    begins in mid-sentence elsewhere on the page finishes their last word.
    """
    ends = [block for block in blocks if block.open_end]
    starts = [block for block in blocks if block.open_start]
    orphans = [
        block
        for block in starts[:_LONGEST_SEARCH]
        if not any(_goes_on(end, block) for end in ends[:_LONGEST_SEARCH])
    ]
    if not orphans:
        return list(blocks)
    return [_unheaded(block) if _is_cut(block, orphans) else block for block in blocks]


def _goes_on(end: Block, start: Block) -> bool:
    if crosses_word(end.text, start.text):
        return True
    return open_quotes(end.text) > 0 and open_quotes(start.text) < 0


def _is_cut(block: Block, orphans: Sequence[Block]) -> bool:
    if block.kind is not Kind.HEADING or block.lines[0].level or " " in block.text:
        return False
    return any(crosses_word(block.text, orphan.text) for orphan in orphans)


def _unheaded(block: Block) -> Block:
    return replace(block, kind=Kind.PARAGRAPH, open_end=True, width=float(len(block.text)))
