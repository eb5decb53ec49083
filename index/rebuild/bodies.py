"""Bodies: paragraphs put together to articles, in reading order, and their heads found."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from index.rebuild.assignment import assign
from index.rebuild.blocks import Block, Kind
from index.rebuild.bylines import BULLETS
from index.rebuild.chains import link_joined, link_runs, part_at_joins
from index.rebuild.claims import (
    CLASH,
    head_claims,
    head_witnesses,
    merge_second_lines,
    place_claim,
    split_run,
)
from index.rebuild.heads import Head, is_column_title, join_heads
from index.rebuild.layout import Layout, PageView, Run, is_signed, lay_out
from index.rebuild.stitch import stitches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.rebuild.lines import Line
    from index.rebuild.terms import Witnesses

_LONGEST_SECTION = 240
"""Blocks of the longest page there is, several times over."""


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
    view = PageView(blocks)
    layout = lay_out(view)
    joins = stitches(blocks, view.positions, view.terms)
    layout.runs = link_joined(part_at_joins(layout.runs, joins), joins)
    witnesses = head_witnesses(view, layout)
    claims = head_claims(view, layout, witnesses)
    if merge_second_lines(view, layout, claims):
        witnesses = head_witnesses(view, layout)
        claims = head_claims(view, layout, witnesses)
    layout.runs = [
        part
        for number, run in enumerate(layout.runs)
        for part in split_run(view, layout, run, number, claims, witnesses, joins)
    ]
    chains = link_runs(view, layout.runs, head_claims(view, layout, witnesses))
    return assign_heads(view, layout, chains, joins, witnesses)


def assign_heads(
    view: PageView,
    layout: Layout,
    chains: Sequence[list[Run]],
    joins: dict[int, int],
    witnesses: Witnesses,
) -> tuple[list[Body], list[Head], list[int]]:
    """Give each chain of runs the head that belongs to it, so that the whole page fits best."""
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
        margin = None
        if number in pairs:
            column, margin = pairs[number]
            head = merged.get(column, heads[column])
        bodies.append(
            Body(
                parts=_parts(view, chain, joins),
                head=head,
                byline=tuple(line for run in chain for line in (*run.byline, *run.credit)),
                photo=chain[0].photo,
                confidence=_confidence(view, chain, margin),
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
    view: PageView, heads: Sequence[Head], chains: Sequence[list[Run]], taken: dict[int, int]
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
    view: PageView, layout: Layout, chain: Sequence[Run], column: int, testimony: float
) -> float:
    """Return the log-odds that a head belongs to a chain of runs."""
    head = layout.heads[column]
    first = chain[0]
    start, end = first.members[0], first.members[-1]
    evidence = max(-4.0, testimony) if head.text else 0.0
    if placed := place_claim(head, first, column):
        evidence += placed
    else:
        distance = min(abs(start - head.last), abs(head.first - end))
        evidence -= min(2.0, 0.5 + 0.03 * distance)
    signed = is_signed(view, first)
    if head.byline:
        evidence += -CLASH if signed else -4.0 if first.photo else 1.5
    elif not signed and not first.photo and view.has_bylines:
        evidence -= 0.5
    if view.blocks[start].open_start:
        evidence -= 1.0
    return evidence


def _confidence(view: PageView, chain: Sequence[Run], margin: float | None) -> float:
    """Return how likely all of an article is right: its paragraphs, its headline and its byline.

    `margin` is by how much its head is worth more than the next best one, `None` without a head.
    The log-odds are those counted on damaged pages.
    """
    first, last = view.blocks[chain[0].members[0]], view.blocks[chain[-1].members[-1]]
    if first.open_start or last.open_end:
        odds = -2.5
    elif margin is not None:
        odds = 0.4 * min(margin, 10.0) - 2.2
    else:
        odds = 3.5 if first.text[:1] in BULLETS else 0.9
    return 1 / (1 + exp(-odds))


def _parts(view: PageView, chain: Sequence[Run], joins: dict[int, int]) -> tuple[tuple[int, ...], ...]:
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
