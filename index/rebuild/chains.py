"""Chains: the runs of one article linked in reading order, wherever they stand on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.rebuild.claims import head_claims
from index.rebuild.layout import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.rebuild.layout import Layout, PageView
    from index.rebuild.terms import Witnesses


_REACH = 6
"""Runs between the pieces of one article, at most."""

_CLAIMED = 1.5
_TWO_HEADS = 3.0


def part_at_joins(runs: Sequence[Run], joins: dict[int, int]) -> list[Run]:
    """Part runs after a paragraph that goes on elsewhere, and before one that goes on from elsewhere."""
    starts = set(joins.values())
    parts: list[Run] = []
    for run in runs:
        part = Run(head=run.head, byline=run.byline, begins=run.begins)
        for index in run.members:
            above = part.members[-1] if part.members else None
            if above is not None and joins.get(above) != index and (above in joins or index in starts):
                parts.append(part)
                part = Run(begins=index not in starts)
            part.members.append(index)
        part.credit, part.photo = run.credit, run.photo
        parts.append(part)
    return parts


def link_joined(runs: Sequence[Run], joins: dict[int, int]) -> list[Run]:
    """Make one run of those that a paragraph runs across, its members in reading order."""
    by_start = {run.members[0]: number for number, run in enumerate(runs)}
    following = {
        number: by_start[start]
        for number, run in enumerate(runs)
        if (start := joins.get(run.members[-1])) is not None and start in by_start
    }
    return [_linked([runs[number] for number in chain]) for chain in _follow(range(len(runs)), following)]


def _linked(chain: Sequence[Run]) -> Run:
    first = chain[0]
    if len(chain) == 1:
        return first
    return Run(
        members=[index for run in chain for index in run.members],
        head=first.head,
        byline=tuple(line for run in chain for line in run.byline),
        credit=tuple(line for run in chain for line in run.credit),
        photo=first.photo,
        begins=first.begins,
    )


def _follow(numbers: Sequence[int], following: dict[int, int]) -> list[list[int]]:
    """Return the chains that `following` makes of the numbers; one that bites its tail is cut open."""
    preceded = set(following.values())
    chains: list[list[int]] = []
    seen: set[int] = set()
    for number in [*(number for number in numbers if number not in preceded), *numbers]:
        chain: list[int] = []
        link: int | None = number
        while link is not None and link not in seen:
            seen.add(link)
            chain.append(link)
            link = following.get(link)
        if chain:
            chains.append(chain)
    return chains


def link_runs(view: PageView, layout: Layout, witnesses: Witnesses) -> list[list[Run]]:
    """Link the runs that belong to one article though no sentence runs across the gap.

    `witnesses` are the terms of the page's headlines: two runs that have a head each are two articles.
    """
    blocks, runs = view.blocks, layout.runs
    if all(run.begins or run.photo for run in runs[1:]):
        return [[run] for run in runs]
    own_head = _own_heads(len(runs), head_claims(view, layout, witnesses))
    following: dict[int, int] = {}
    for number, run in enumerate(runs):
        if run.begins or run.photo or number == 0:
            continue
        own = view.places(run.members)[:3]
        best, best_score = None, 0.0
        for earlier in range(max(0, number - _REACH), number):
            other = runs[earlier]
            if earlier in following or other.photo or blocks[other.members[-1]].tail:
                continue
            score = 10 * (view.terms.cohesion(view.places(other.members)[-3:], own) - 0.14)
            score += 1.0 if blocks[other.members[-1]].open_end and blocks[run.members[0]].open_start else 0.0
            score += 0.3 * (earlier == number - 1)
            if number in own_head and earlier in own_head:
                score -= _TWO_HEADS
            if score > best_score:
                best, best_score = earlier, score
        if best is not None:
            following[best] = number
    return [[runs[number] for number in chain] for chain in _follow(range(len(runs)), following)]


def _own_heads(count: int, claims: Sequence[Sequence[float]]) -> set[int]:
    """Return the runs that are the best choice of a head."""
    own: set[int] = set()
    for row in claims:
        best = max(range(count), key=row.__getitem__) if count else 0
        if count and row[best] > _CLAIMED:
            own.add(best)
    return own
