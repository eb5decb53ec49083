"""Claims: what speaks for each head's belonging to each run, and where a run holds two articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.rebuild.heads import Head, is_column_title, join_heads
from index.rebuild.layout import Layout, PageView, Run, is_signed
from index.rebuild.segments import NEVER, UNDER_SUBHEAD, Candidate, best_cuts
from index.rebuild.terms import Witnesses

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOVE, _ABOVE_UNSIGNED = 3.5, 2.0
"""What a place directly over a run says for a head with a byline, and for one without."""

_BELOW = 1.0
_NEAR = 2
"""What a place at most so many blocks under a run says for a head."""

CLASH = 9.0
"""What a byline in the head says against a body that has another of its own."""


def head_witnesses(view: PageView, layout: Layout) -> Witnesses:
    """Return the terms of the page's headlines, in the order of the heads."""
    return Witnesses(view.terms, [head.text for head in layout.heads])


def head_claims(view: PageView, layout: Layout, witnesses: Witnesses) -> list[list[float]]:
    """Return for each head and each run how much speaks for the head's belonging to that run."""
    import numpy as np

    runs, heads = layout.runs, layout.heads
    table = witnesses.of_groups([view.places(run.members) for run in runs], by_length=False)
    has_byline = np.array([bool(head.byline) for head in heads], dtype=bool)
    signed = np.array([is_signed(view, run) for run in runs], dtype=bool)
    table -= CLASH * (has_byline[:, None] & signed)
    first = np.array([head.first for head in heads], dtype=np.int64)[:, None]
    below = first - np.array([run.members[-1] for run in runs], dtype=np.int64)
    table += _BELOW * ((below > 0) & (below <= _NEAR))
    for place, run in enumerate(runs):
        if run.head is not None:
            table[run.head, place] += _ABOVE if heads[run.head].byline else _ABOVE_UNSIGNED
    claims: list[list[float]] = table.tolist()
    return claims


def merge_second_lines(view: PageView, layout: Layout, claims: Sequence[Sequence[float]]) -> bool:
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
    view: PageView,
    layout: Layout,
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
    return is_signed(view, layout.runs[best]) != bool(lower.byline)


def place_claim(head: Head, run: Run, number: int) -> float:
    """Return what a head's place says for its belonging to a run."""
    if number == run.head:
        return _ABOVE if head.byline else _ABOVE_UNSIGNED
    return _BELOW if 0 < head.first - run.members[-1] <= _NEAR else 0.0


def split_run(
    view: PageView,
    layout: Layout,
    run: Run,
    place: int,
    claims: Sequence[Sequence[float]],
    witnesses: Witnesses,
    joins: dict[int, int],
) -> list[Run]:
    """Part a run where another article begins; a headline costs what it is worth to other runs."""
    paragraphs = [index for index in run.members if index in view.place]
    if len(paragraphs) < 2 or run.photo:
        return [run]
    signed = is_signed(view, run)
    headlines = [
        Candidate(
            number,
            has_byline=bool(head.byline),
            above=place_claim(head, run, number) - (CLASH if signed and head.byline else 0.0),
            elsewhere=-max([0.5, *(claim for at, claim in enumerate(claims[number]) if at != place)]),
        )
        for number, head in enumerate(layout.heads)
        if head.text
    ]
    bare = -3.0 if view.has_bylines else 0.0
    blocks = [view.blocks[index] for index in paragraphs]
    subheads = {index for index in run.members if index not in view.place}
    going_on = set(joins.values())
    against = [
        NEVER if index in going_on else UNDER_SUBHEAD if index - 1 in subheads else 0.0
        for index in paragraphs
    ]
    cuts = best_cuts(
        blocks,
        [view.place[index] for index in paragraphs],
        view.terms,
        witnesses,
        headlines,
        bare,
        against,
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


def _trailing_headings(view: PageView, members: list[int]) -> list[int]:
    loose: list[int] = []
    while members and members[-1] not in view.place:
        loose.insert(0, members.pop())
    return loose
