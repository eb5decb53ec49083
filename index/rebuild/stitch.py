"""Stitching: loose ends of paragraphs matched to loose beginnings, across whatever stands between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.rebuild.assignment import assign
from index.rebuild.bylines import BULLETS
from index.rebuild.roles import open_quotes
from index.rebuild.words import crosses_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.rebuild.blocks import Block
    from index.rebuild.terms import PageTerms

_ENOUGH = 1.5
_NOT_LOOSE = 3.0
_SAME_WIDTH = 1.5
_STARTS_WITH_STOP = re.compile(r"[，。、；：？！,.;:?!”’）》]")
_NEAR = 6


def stitches(blocks: Sequence[Block], positions: Sequence[int], terms: PageTerms) -> dict[int, int]:
    """Match loose ends to loose beginnings: position of a paragraph → position of its continuation.

    `positions` are the paragraphs among the blocks, in the order of `terms`. What matches
    nothing well enough stays loose: nothing is stitched by force.
    """
    ends = [place for place, index in enumerate(positions) if blocks[index].open_end]
    # A sentence may go on with words that could as well begin one.
    starts = (
        [place for place, index in enumerate(positions) if not _surely_begins(blocks[index])] if ends else []
    )
    pairs = assign(
        ends,
        starts,
        lambda end, start: _join_evidence(blocks, positions, terms, end, start),
        at_least=_ENOUGH,
    )
    return {positions[end]: positions[start] for end, start, _ in pairs if end != start}


def _surely_begins(block: Block) -> bool:
    return bool(block.lead) or block.text[:1] in BULLETS


def _join_evidence(
    blocks: Sequence[Block], positions: Sequence[int], terms: PageTerms, end: int, start: int
) -> float:
    """Return the log-odds that the paragraph at `end` goes on at `start`."""
    if end == start:
        return -9.0
    before, after = blocks[positions[end]], blocks[positions[start]]
    evidence = 0.0
    opened, closed = open_quotes(before.text), open_quotes(after.text)
    if opened > 0 and closed < 0:
        evidence += 4.0
    elif opened > 0 or closed < 0:
        evidence -= 5.0
    crosses = crosses_word(before.text, after.text)
    if not (crosses or after.open_start):
        return -9.0
    if crosses:
        evidence += 2.5
    elif _STARTS_WITH_STOP.match(after.text):
        evidence += 0.5
    if before.width <= 44 or after.width <= 44:
        evidence += 0.5 if abs(before.width - after.width) <= _SAME_WIDTH else -1.0
    context = terms.cohesion(_around(blocks, positions, end, -1), _around(blocks, positions, start, 1))
    evidence += 8 * (context - 0.12)
    evidence += 0.5 if end < start else 0.0
    evidence -= 0.0 if after.open_start else _NOT_LOOSE
    return evidence + (0.8 if 0 < positions[start] - positions[end] <= _NEAR else 0.0)


def _around(blocks: Sequence[Block], positions: Sequence[int], place: int, step: int) -> list[int]:
    """Return the paragraph and up to two of its own article before (-1) or after (1) it."""
    places = [place]
    while len(places) < 3:
        following = places[-1] + step
        if not 0 <= following < len(positions):
            break
        inner, outer = (following, places[-1]) if step > 0 else (places[-1], following)
        if abs(positions[inner] - positions[outer]) != 1 or blocks[positions[max(inner, outer)]].lead:
            break
        places.append(following)
    return places
