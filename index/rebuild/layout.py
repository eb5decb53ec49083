"""The layout of a page: runs of paragraphs, and the heads that stand over, under and between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.rebuild.blocks import Block, Kind
from index.rebuild.bylines import BULLETS, is_closing_byline, is_photo_credit
from index.rebuild.columns import WIDEST
from index.rebuild.furniture import is_picture_title
from index.rebuild.heads import Head, part_stack
from index.rebuild.terms import PageTerms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.rebuild.lines import Line

_LONGEST_CAPTION = 3
_SAME_WIDTH = 3


@dataclass(slots=True)
class Run:
    """Paragraphs and subheads that follow each other in the file, in one article.

    `members` are block indices. `head` is the head that stands directly before, `credit` the
    photo credit or trailing byline that stands after, `byline` one that stands before without headline.
    """

    members: list[int] = field(default_factory=list)
    head: int | None = None
    byline: tuple[Line, ...] = ()
    credit: tuple[Line, ...] = ()
    photo: bool = False
    begins: bool = False


class PageView:
    """The blocks of one page with what is derived from them once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.positions = [index for index, block in enumerate(blocks) if block.kind is Kind.PARAGRAPH]
        self.place = {index: place for place, index in enumerate(self.positions)}
        self.terms = PageTerms([blocks[index].text for index in self.positions])
        self.text = "\n".join(blocks[index].text for index in self.positions)
        levels = [line.level for block in blocks for line in block.lines if line.level]
        self.top_level = min(levels, default=0)
        self.has_bylines = any(
            block.lead or (block.kind is Kind.BYLINE and not is_photo_credit(block.text)) for block in blocks
        )

    def places(self, members: Sequence[int]) -> list[int]:
        """Return the places of the paragraphs among some blocks in `terms`."""
        return [self.place[index] for index in members if index in self.place]


@dataclass(slots=True)
class Layout:
    """The runs of a page and its heads, each in the order of the file, and its column titles."""

    runs: list[Run] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)


def lay_out(view: PageView) -> Layout:
    """Walk through the page once: runs of paragraphs, stacks of heads between them."""
    layout = Layout()
    blocks = view.blocks
    current: Run | None = None
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if block.kind is Kind.PARAGRAPH:
            brief = block.text[:1] in BULLETS and (bool(block.tail) or _is_signed_below(blocks, index))
            starts = block.lead or block.open_start or brief
            if (
                current is None
                or starts
                or current.photo
                or current.credit
                or blocks[current.members[-1]].tail
            ):
                current = Run(begins=bool(block.lead) or brief)
                layout.runs.append(current)
            current.members.append(index)
            index += 1
            continue
        if block.kind is Kind.FURNITURE:
            current = None
            index += 1
            continue
        stack: list[int] = []
        while index < len(blocks) and blocks[index].kind is not Kind.PARAGRAPH:
            if blocks[index].kind is not Kind.FURNITURE:
                stack.append(index)
            index += 1
        if current is not None and _is_subhead(view, current, stack, index):
            current.members.extend(stack)
            continue
        if current is not None:
            stack = _take_credit(view, layout, current, stack, at_end=index == len(blocks))
        picture = _under_picture_title(blocks, stack)
        heads, titles = part_stack(blocks, stack, view.text)
        layout.titles.extend(titles)
        layout.heads.extend(heads)
        current = None
        if index < len(blocks) and heads and heads[-1].last == index - 1 and not blocks[index].open_start:
            current = Run(begins=True, members=[index], photo=picture)
            if heads[-1].text:
                current.head = len(layout.heads) - 1
            else:
                current.byline = layout.heads.pop().byline
            layout.runs.append(current)
            index += 1
    return layout


def _is_signed_below(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether names in brackets stand on a line of their own under a paragraph."""
    return index + 1 < len(blocks) and is_closing_byline(blocks[index + 1].text)


def _under_picture_title(blocks: Sequence[Block], stack: Sequence[int]) -> bool:
    """Tell whether the headings of a stack stand directly under a column title for photos."""
    return bool(stack and stack[0] and is_picture_title(blocks[stack[0] - 1].text))


def _take_credit(view: PageView, layout: Layout, run: Run, stack: list[int], *, at_end: bool) -> list[int]:
    """Give a credit that follows a run directly to its caption; return what remains of the stack."""
    blocks = view.blocks
    if not stack or blocks[stack[0]].kind is not Kind.BYLINE or stack[0] != run.members[-1] + 1:
        return stack
    photo = is_photo_credit(blocks[stack[0]].text)
    closing = is_closing_byline(blocks[stack[0]].text)
    if not photo and not closing and not (len(stack) > 1 or at_end):
        return stack
    if photo and not (run.head is not None and len(run.members) <= _LONGEST_CAPTION):
        # A caption below an article's text: the last paragraph alone is the caption.
        caption = Run(members=[run.members.pop()])
        if not run.members:
            layout.runs.pop()
            caption.head, caption.byline = run.head, run.byline
        layout.runs.append(caption)
        run = caption
    run.credit = blocks[stack[0]].lines
    run.photo = photo
    return stack[1:]


def _is_subhead(view: PageView, run: Run, stack: Sequence[int], following: int) -> bool:
    """Tell whether a stack of headings divides the run before it rather than ends it."""
    blocks = view.blocks
    if len(stack) > 2 or following == len(blocks) or stack[-1] != following - 1:
        return False
    if any(blocks[index].kind is Kind.BYLINE for index in stack) or stack[0] != run.members[-1] + 1:
        return False
    if blocks[run.members[-1]].tail:
        return False
    after = blocks[following]
    if after.lead or after.open_start or after.text[:1] in BULLETS:
        return False
    if (
        following + 1 < len(blocks)
        and blocks[following + 1].kind is Kind.BYLINE
        and is_photo_credit(blocks[following + 1].text)
    ):
        return False
    left = view.places(run.members)[-3:]
    right = [view.place[following]]
    for index in range(following + 1, min(following + 6, len(blocks))):
        # Other subheads may follow; a byline or a lead begins another article.
        if blocks[index].kind in (Kind.BYLINE, Kind.FURNITURE) or blocks[index].lead:
            break
        if blocks[index].kind is Kind.PARAGRAPH:
            right.append(view.place[index])
    evidence = 2.4 + 3 * view.terms.cohesion(left, right) + 2.6 * view.terms.cohesion(left[-1:], right[:1])
    evidence += 2.4 if view.has_bylines else 0.0
    evidence += 2.3 if any(index not in view.place for index in run.members) else 0.0
    evidence += 2.0 if len(left) == 1 else 0.0
    widths = [block.width for block in (blocks[run.members[-1]], after) if block.width]
    if len(widths) == 2 and min(widths) <= WIDEST:
        evidence += 0.8 if abs(widths[0] - widths[1]) <= _SAME_WIDTH else -0.8
    return evidence + _form_evidence([blocks[index] for index in stack], view.top_level) > 0


def _form_evidence(stack: Sequence[Block], top_level: int) -> float:
    """Return what the form of some headings says for their being one subhead, as log-odds.

    A subhead is short; two phrases on one line make a headline. The weights of this and of all else
    that tells a subhead are those of a logistic regression on damaged pages, rounded.
    """
    texts = [block.text for block in stack]
    evidence = -0.4 * sum(map(len, texts)) - (1.8 if len(stack) > 1 else 0.0)
    level = stack[0].lines[0].level
    if stack[0].lines[0].setting is not None:
        evidence += -4.0 if stack[0].lines[0].is_display else 3.0
    if level:
        evidence += 3.0 if level > top_level else -3.0
    if any(" " in text for text in texts):
        evidence -= 4.0
    if any(text.endswith(("：", ":")) for text in texts):
        evidence -= 1.0
    if any("“" in text or "《" in text for text in texts):
        evidence -= 1.3
    if any("，" in text or "," in text for text in texts):
        evidence += 2.0
    return evidence


def is_signed(view: PageView, run: Run) -> bool:
    """Tell whether a run has a byline of its own, so that no head with another belongs to it."""
    return bool(run.byline or view.blocks[run.members[0]].lead)
