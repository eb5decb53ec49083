"""Blocks into paragraphs and sub-headings, as they would be printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.composing.pieces import Piece, cut
from index.html.body import is_claim
from index.rebuild.bylines import is_photo_credit, tail_length
from index.rebuild.spacing import close_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.html.blocks import Block
    from index.html.body import Run

_ENDS: Final = re.compile("[。！？…：；.!?;:][”’」』）)】]*\\Z|[”」』）)】]\\Z")
"""What a paragraph ends with."""

_CAPTION: Final = re.compile("(?:资料)?图(?:为|片|[①-⑩一二三四]|[：:])|资料图")
_SOURCE: Final = re.compile(r"(?:图片?|资料|照片)?来源\s*[：:]")
_LEAST_CAPTION, _LONGEST_CAPTION = 8, 120
_LONGEST_SUBHEAD: Final = 30
_LONGEST_CELL: Final = 40
_LEAST_BROKEN: Final = 15
"""Characters of a line that may have been broken by a `<br>` at the width of a column."""


def paragraphs(blocks: Sequence[Block]) -> list[Piece]:
    """Return the units of a text: rows of tables are one each, lines that a `<br>` broke are joined."""
    pieces: list[Piece] = []
    before: Block | None = None
    for place, block in enumerate(blocks):
        if is_caption(block):
            continue
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        position = (block.start, block.end)
        if (
            before is not None
            and pieces
            and pieces[-1].kind == "paragraph"
            and _goes_on(before, block, pieces[-1])
        ):
            gap = "" if block.follows_break else " "
            pieces[-1].text += gap + block.text
            pieces[-1].places.append(position)
        elif _is_subhead(block, following):
            pieces.append(Piece("subhead", block.text, [position]))
        else:
            pieces.append(Piece("paragraph", block.text, [position]))
        before = block
    return pieces


def tells(caption: Piece) -> bool:
    """Tell whether a caption says something of its photo; many name only where it is from."""
    return len(caption.text) >= _LEAST_CAPTION and not _SOURCE.match(caption.text)


def is_caption(block: Block) -> bool:
    """Tell whether a block says what is on a photo, and who took it."""
    if block.is_caption:
        return True
    is_short = block.follows_picture and len(block.text) <= _LONGEST_CAPTION
    return is_short and (_CAPTION.match(block.text) is not None or bool(_credit(block)[1]))


def captions(blocks: Sequence[Block], run: Run) -> Iterator[tuple[Piece, Piece]]:
    """Yield the byline and the text of each caption of a photo that stands in or before a text."""
    for block in blocks[: run.members[-1] + 1]:
        if is_caption(block) and not is_claim(block):
            text, credit = _credit(block)
            position = (block.start, block.end)
            yield (
                Piece("byline", credit, [position] if credit else []),
                Piece("paragraph", close_up(text or credit), [position]),
            )


def _credit(block: Block) -> tuple[str, str]:
    """Return a caption and the byline of its photographer."""
    visible = sum(1 for character in block.text if not character.isspace())
    text, credit = cut(block.text, visible - tail_length(block.text))
    return (text, credit) if is_photo_credit(credit) else (block.text, "")


def _goes_on(before: Block, block: Block, piece: Piece) -> bool:
    if block.row and block.row == before.row and block.cell != before.cell:
        return max(len(before.text), len(block.text)) <= _LONGEST_CELL and not before.text.endswith("。")
    return (
        block.follows_break
        and not block.is_indented
        and not (before.is_strong or block.is_strong)
        and len(before.text) >= _LEAST_BROKEN
        and not _ENDS.search(piece.text)
    )


def _is_subhead(block: Block, following: Block | None) -> bool:
    if following is None or len(block.text) > _LONGEST_SUBHEAD:
        return False
    if block.row and following.row == block.row and following.cell != block.cell:
        return False  # the head of a row
    return (block.heading > 0 or block.is_strong) and not block.text.endswith(("。", "！", "…", "；", "："))
