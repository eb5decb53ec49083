"""Bodies: paragraphs put together to articles, in reading order, and their heads found."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp
from typing import TYPE_CHECKING

from index.rebuild.assignment import assign
from index.rebuild.blocks import Block, Kind
from index.rebuild.bylines import BULLETS, is_closing_byline, is_photo_credit
from index.rebuild.furniture import is_picture_title
from index.rebuild.heads import Head, is_column_title, join_heads, part_stack
from index.rebuild.segments import Candidate, best_cuts
from index.rebuild.stitch import stitches
from index.rebuild.terms import PageTerms, Witnesses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.rebuild.lines import Line

_LONGEST_CAPTION = 3
_LONGEST_SECTION = 240
"""Blocks of the longest page there is, several times over."""

_LONGEST_SUBHEAD = 20
_CLASH = 6.0
"""What a byline in the head says against a body that has another of its own."""


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


@dataclass(frozen=True, slots=True)
class Body:
    """The body of one article: its parts in reading order.

    A part is the blocks of one paragraph (several where it was stitched) or of one subhead.
    """

    parts: tuple[tuple[int, ...], ...]
    head: Head | None
    byline: tuple[Line, ...]
    photo: bool
    confidence: float


class _PageView:
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
        return [self.place[index] for index in members if index in self.place]


@dataclass(slots=True)
class _Layout:
    runs: list[Run] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)


def sections(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Cut the blocks of a text much longer than a page into stretches, each rebuilt by itself.

    Everything on a page is weighed against everything else; this keeps time and memory proportional
    to the text all the same.
    """
    start = 0
    while start < len(blocks):
        end = start + _LONGEST_SECTION
        # An article begins with its head: cut before one.
        while end < len(blocks) and end > start + _LONGEST_SECTION // 2 and not _cuts_well(blocks, end):
            end -= 1
        yield blocks[start:end]
        start = end


def _cuts_well(blocks: Sequence[Block], at: int) -> bool:
    return blocks[at].kind is not Kind.PARAGRAPH and blocks[at - 1].kind is Kind.PARAGRAPH


def find_bodies(blocks: Sequence[Block]) -> tuple[list[Body], list[Head], list[int]]:
    """Return the bodies of a page with their heads, the heads without body, and the column titles."""
    view = _PageView(blocks)
    layout = _lay_out(view)
    joins = stitches(blocks, view.positions, view.terms)
    witnesses = _witnesses(view, layout)
    claims = _claims(view, layout, witnesses)
    if _merge_same_claim(view, layout, claims):
        witnesses = _witnesses(view, layout)
        claims = _claims(view, layout, witnesses)
    layout.runs = [
        part
        for number, run in enumerate(layout.runs)
        for part in _split(view, layout, run, number, claims, witnesses)
    ]
    chains = _chain(view, layout.runs, joins)
    return _assign_heads(view, layout, chains, joins, witnesses)


def _lay_out(view: _PageView) -> _Layout:
    """Walk through the page once: runs of paragraphs, stacks of heads between them."""
    layout = _Layout()
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


def _take_credit(view: _PageView, layout: _Layout, run: Run, stack: list[int], *, at_end: bool) -> list[int]:
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
            layout.runs.remove(run)
            caption.head = run.head
        layout.runs.append(caption)
        run = caption
    run.credit = blocks[stack[0]].lines
    run.photo = photo
    return stack[1:]


def _is_subhead(view: _PageView, run: Run, stack: Sequence[int], following: int) -> bool:
    """Tell whether a stack of headings divides the run before it rather than ends it."""
    blocks = view.blocks
    if len(stack) > 2 or following == len(blocks) or stack[-1] != following - 1:
        return False
    if any(blocks[index].kind is Kind.BYLINE for index in stack) or stack[0] != run.members[-1] + 1:
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
    evidence = 10 * (view.terms.cohesion(left, right) - 0.15)
    evidence += 2.0 if view.has_bylines else -0.5
    level = blocks[stack[0]].lines[0].level
    if level:
        evidence += 3.0 if level > view.top_level else -3.0
    widths = [block.width for block in (blocks[run.members[-1]], after) if block.width]
    if len(widths) == 2 and min(widths) <= 44:
        evidence += 1.0 if abs(widths[0] - widths[1]) <= 3 else -1.0
    texts = [blocks[index].text for index in stack]
    if any(" " in text for text in texts) or len("".join(texts)) > _LONGEST_SUBHEAD:
        # Two phrases on one line make a headline; a subhead has a comma, or two short lines.
        evidence -= 3.0
    if any(text.endswith(("：", ":")) for text in texts):
        evidence -= 2.0
    return evidence > 0


def _witnesses(view: _PageView, layout: _Layout) -> Witnesses:
    return Witnesses(view.terms, [head.text for head in layout.heads])


def _claims(view: _PageView, layout: _Layout, witnesses: Witnesses) -> list[list[float]]:
    """Return for each head and each run how much speaks for the head's belonging to that run."""
    table = witnesses.of_groups([view.places(run.members) for run in layout.runs], by_length=False).tolist()
    signed = [_is_signed(view, run) for run in layout.runs]
    claims: list[list[float]] = []
    for number, head in enumerate(layout.heads):
        row: list[float] = []
        for place, run in enumerate(layout.runs):
            clash = _CLASH if head.byline and signed[place] else 0.0
            row.append(table[number][place] + _placed(head, run, number) - clash)
        claims.append(row)
    return claims


def _merge_same_claim(view: _PageView, layout: _Layout, claims: Sequence[Sequence[float]]) -> bool:
    """Make one head of two lines of a stack that both belong to the same run; tell whether there were any."""
    heads: list[Head] = []
    renumbered: dict[int, int] = {}
    previous = -1
    for number, head in enumerate(layout.heads):
        if heads and _is_second_line(view, layout, heads[-1], head, claims[previous], claims[number]):
            heads[-1] = join_heads(heads[-1], head, view.text)
        else:
            heads.append(head)
        renumbered[number] = len(heads) - 1
        previous = number
    merged = len(heads) < len(layout.heads)
    for run in layout.runs:
        run.head = renumbered[run.head] if run.head is not None else None
    layout.heads = heads
    return merged


def _is_second_line(
    view: _PageView,
    layout: _Layout,
    upper: Head,
    lower: Head,
    upper_claims: Sequence[float],
    lower_claims: Sequence[float],
) -> bool:
    if upper.last + 1 != lower.first or upper.byline or not upper.text or not lower.text or not lower_claims:
        return False
    best = max(range(len(upper_claims)), key=upper_claims.__getitem__)
    if is_column_title(upper.text, view.text) or is_column_title(lower.text, view.text):
        return False
    if upper_claims[best] < 1.0 or max(lower_claims) != lower_claims[best]:
        return False
    return _is_signed(view, layout.runs[best]) != bool(lower.byline)


def _placed(head: Head, run: Run, number: int) -> float:
    """Return what a head's place says for its belonging to a run."""
    if number == run.head:
        return 3.5 if head.byline else 2.0
    return 1.0 if run.members[-1] < head.first <= run.members[-1] + 2 else 0.0


def _split(
    view: _PageView,
    layout: _Layout,
    run: Run,
    place: int,
    claims: Sequence[Sequence[float]],
    witnesses: Witnesses,
) -> list[Run]:
    """Part a run where another article begins; a headline costs what it is worth to other runs."""
    paragraphs = [index for index in run.members if index in view.place]
    if len(paragraphs) < 2 or run.photo:
        return [run]
    signed = _is_signed(view, run)
    headlines = [
        Candidate(
            number,
            has_byline=bool(head.byline),
            above=_placed(head, run, number) - (_CLASH if signed and head.byline else 0.0),
            elsewhere=-max([0.5, *(claim for at, claim in enumerate(claims[number]) if at != place)]),
        )
        for number, head in enumerate(layout.heads)
        if head.text
    ]
    bare = -3.0 if view.has_bylines else 0.0
    blocks = [view.blocks[index] for index in paragraphs]
    under_subhead = [index - 1 not in view.place and index - 1 in run.members for index in paragraphs]
    cuts = best_cuts(
        blocks,
        [view.place[index] for index in paragraphs],
        view.terms,
        witnesses,
        headlines,
        bare,
        under_subhead,
    )
    starts = {paragraphs[cut] for cut in cuts}
    parts = [Run(head=run.head, begins=run.begins, byline=run.byline)]
    for index in run.members:
        if index in starts:
            # A subhead before the first paragraph of an article cannot be the last word of another.
            loose = _trailing_headings(view, parts[-1].members)
            parts.append(Run(members=loose, begins=True))
        parts[-1].members.append(index)
    parts[-1].credit, parts[-1].photo = run.credit, run.photo
    return parts


def _is_signed(view: _PageView, run: Run) -> bool:
    """Tell whether a run has a byline of its own, so that no head with another belongs to it."""
    return bool(run.byline or view.blocks[run.members[0]].lead)


def _trailing_headings(view: _PageView, members: list[int]) -> list[int]:
    loose: list[int] = []
    while members and members[-1] not in view.place:
        loose.insert(0, members.pop())
    return loose


def _chain(view: _PageView, runs: Sequence[Run], joins: dict[int, int]) -> list[list[Run]]:
    """Link the runs of one article to each other in reading order."""
    owner = {index: number for number, run in enumerate(runs) for index in run.members}
    following: dict[int, int] = {}
    preceded: set[int] = set()
    for end, start in joins.items():
        before, after = owner[end], owner[start]
        if before != after and before not in following and after not in preceded:
            following[before] = after
            preceded.add(after)
    _link_loose(view, runs, following, preceded)
    chains: list[list[Run]] = []
    seen: set[int] = set()
    for number in [n for n in range(len(runs)) if n not in preceded] + list(range(len(runs))):
        chain: list[Run] = []
        link: int | None = number
        while link is not None and link not in seen:
            seen.add(link)
            chain.append(runs[link])
            link = following.get(link)
        if chain:
            chains.append(chain)
    return chains


def _link_loose(view: _PageView, runs: Sequence[Run], following: dict[int, int], preceded: set[int]) -> None:
    """Link runs that belong to one article though no sentence runs across the gap."""
    blocks = view.blocks
    for number, run in enumerate(runs):
        if number in preceded or run.begins or run.photo or number == 0:
            continue
        own = view.places(run.members)[:3]
        best, best_score = None, 0.0
        for earlier in range(max(0, number - 6), number):
            other = runs[earlier]
            if earlier in following or other.photo or blocks[other.members[-1]].tail:
                continue
            score = 10 * (view.terms.cohesion(view.places(other.members)[-3:], own) - 0.14)
            score += 1.0 if blocks[other.members[-1]].open_end and blocks[run.members[0]].open_start else 0.0
            score += 0.3 * (earlier == number - 1)
            if score > best_score:
                best, best_score = earlier, score
        if best is not None:
            following[best] = number
            preceded.add(number)


def _assign_heads(
    view: _PageView,
    layout: _Layout,
    chains: Sequence[list[Run]],
    joins: dict[int, int],
    witnesses: Witnesses,
) -> tuple[list[Body], list[Head], list[int]]:
    heads = layout.heads
    chains = sorted(chains, key=lambda chain: chain[0].members[0])

    members = [view.places([index for run in chain for index in run.members]) for chain in chains]
    testimony = witnesses.of_groups(members).tolist()

    def worth(row: int, column: int) -> float:
        return _head_evidence(view, layout, chains[row], column, testimony[column][row])

    pairs = {
        row: (column, margin)
        for row, column, margin in assign(range(len(chains)), range(len(heads)), worth, at_least=0.0)
    }
    taken = {column: row for row, (column, _) in pairs.items()}
    merged = _merge_left_over(view, heads, chains, taken)
    bodies: list[Body] = []
    titles = list(layout.titles)
    for number, chain in enumerate(chains):
        head = None
        margin = 1.0
        if number in pairs:
            column, margin = pairs[number]
            head = merged.get(column, heads[column])
        bodies.append(
            Body(
                parts=_parts(view, chain, joins),
                head=head,
                byline=tuple(line for run in chain for line in (*run.byline, *run.credit)),
                photo=chain[0].photo,
                confidence=1 / (1 + exp(-margin)),
            )
        )
    gone = {head.first for head in merged.values()} | {head.last for head in merged.values()}
    unused = [
        head
        for column, head in enumerate(heads)
        if column not in taken and not (head.first in gone or head.last in gone)
    ]
    return bodies, unused, titles


def _merge_left_over(
    view: _PageView, heads: Sequence[Head], chains: Sequence[list[Run]], taken: dict[int, int]
) -> dict[int, Head]:
    """Join a head that no body took to its neighbour in the stack: the two are one headline on two lines."""
    merged: dict[int, Head] = {}
    for column, head in enumerate(heads):
        if column in taken or not head.text or is_column_title(head.text, view.text):
            continue
        best: tuple[float, int] | None = None
        for other in (column + 1, column - 1):
            if other not in taken or other in merged:
                continue
            upper, lower = sorted((head, heads[other]), key=lambda part: part.first)
            if upper.last + 1 != lower.first or upper.byline:
                continue
            members = [index for run in chains[taken[other]] for index in run.members]
            evidence = view.terms.evidence(head.text, view.places(members))
            if best is None or evidence > best[0]:
                best = evidence, other
        if best is not None and (best[0] > 0 or heads[best[1]].byline):
            upper, lower = sorted((head, heads[best[1]]), key=lambda part: part.first)
            merged[best[1]] = join_heads(upper, lower, view.text)
    return merged


def _head_evidence(
    view: _PageView, layout: _Layout, chain: Sequence[Run], column: int, testimony: float
) -> float:
    """Return the log-odds that a head belongs to a chain of runs."""
    head = layout.heads[column]
    first = chain[0]
    start, end = first.members[0], first.members[-1]
    evidence = max(-4.0, testimony) if head.text else 0.0
    if placed := _placed(head, first, column):
        evidence += placed
    else:
        distance = min(abs(start - head.last), abs(head.first - end))
        evidence -= min(2.0, 0.5 + 0.03 * distance)
    signed = _is_signed(view, first)
    if head.byline:
        evidence += -_CLASH if signed else -4.0 if first.photo else 1.5
    elif not signed and not first.photo and view.has_bylines:
        evidence -= 0.5
    if view.blocks[start].open_start:
        evidence -= 1.0
    return evidence


def _parts(view: _PageView, chain: Sequence[Run], joins: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    parts: list[list[int]] = []
    for run in chain:
        for index in run.members:
            if (parts and joins.get(parts[-1][-1]) == index) or (
                view.blocks[index].kind is Kind.HEADING
                and parts
                and view.blocks[parts[-1][-1]].kind is Kind.HEADING
            ):
                parts[-1].append(index)
            else:
                parts.append([index])
    return tuple(tuple(part) for part in parts)
