"""Stitching: loose ends of paragraphs matched to loose beginnings, across whatever stands between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.rebuild.assignment import assign
from index.rebuild.blocks import Block, Kind
from index.rebuild.bylines import BULLETS
from index.rebuild.roles import open_quotes
from index.rebuild.words import crosses_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.rebuild.terms import PageTerms

_ENOUGH = 0.5
"""In log-odds: text that is missing is better than text stitched by force."""

_INDENTED = 1.0
_SHORT_LINE = 3.0
"""In full-width characters: a first line by so much shorter than the others is one, and was cut."""


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
    """Return the log-odds that the paragraph at `end` goes on at `start`.

    The weights are those of a logistic regression on damaged pages, rounded.
    """
    if end == start:
        return -9.0
    before, after = blocks[positions[end]], blocks[positions[start]]
    crosses = crosses_word(before.text, after.text)
    if not (crosses or after.open_start):
        return -9.0
    evidence = 1.0 if crosses else -1.3
    opened, closed = open_quotes(before.text), open_quotes(after.text)
    if opened > 0 and closed < 0:
        evidence += 3.0
    elif opened > 0 or closed < 0:
        evidence -= 3.0
    if after.open_start:
        evidence += 2.3
    elif after.indent is not None:
        evidence += 1.5 if after.indent < _INDENTED else -2.3 if after.indent < _SHORT_LINE else 0.0
    above = positions[start] - 1
    if above >= 0 and blocks[above].kind in (Kind.HEADING, Kind.BYLINE):
        evidence -= 1.3
    elif above >= 0 and blocks[above].kind is Kind.PARAGRAPH and not blocks[above].open_end:
        # What goes on with the paragraph above it goes on with no other.
        evidence -= 7 * terms.cohesion([start - 1], [start, min(start + 1, len(positions) - 1)])
    context = terms.cohesion(_around(blocks, positions, end, -1), _around(blocks, positions, start, 1))
    return evidence + 5 * (context - 0.2) + (0.4 if end < start else 0.0)


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
