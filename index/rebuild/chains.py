"""Chains: the runs of one article linked in reading order, wherever they stand on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.rebuild.layout import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.rebuild.layout import PageView


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


def link_runs(view: PageView, runs: Sequence[Run], joins: dict[int, int]) -> list[list[Run]]:
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


def _link_loose(view: PageView, runs: Sequence[Run], following: dict[int, int], preceded: set[int]) -> None:
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
