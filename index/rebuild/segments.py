"""Segments: where one article ends and another begins though nothing but text stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.rebuild.blocks import Block
    from index.rebuild.terms import PageTerms, Witnesses

_LONGEST = 64
"""Paragraphs weighed together; a longer run is cut up, so that time stays proportional to it."""

_ALONE = 4.0
"""An article of one paragraph is rare, and a single paragraph shares little with any other."""

UNDER_SUBHEAD = 4.0
"""What a subhead before a paragraph says against its beginning an article."""

NEVER = 99.0
"""What a sentence that runs on into a paragraph says against its beginning an article."""

_WITHOUT_HEAD = -2.0
_OPENS = re.compile(r"近日|近年来|日前|今年|去年|\d{1,2}月\d|走进|初[春夏秋冬]|清晨|[春夏秋冬][日季]")
_GOES_ON = re.compile(r"此外|同时|与此同时|其中|目前|如今|下一步|据|这|“|也|但|不仅|除|通过|他|她")
_CLOSES = re.compile(
    r"新(?:篇章|图景|画卷|格局|征程|局面|力量|动能|作为)|贡献|奠定|(?:将|会)(?:继续|持续)|下一步|未来"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A headline that may belong to a stretch of text; `number` is its place among the page's headlines.

    `above` is what its place over the first paragraph says for it, `elsewhere` what its place over
    another text says against it.
    """

    number: int
    has_byline: bool
    above: float
    elsewhere: float


def boundary_evidence(blocks: Sequence[Block], places: Sequence[int], terms: PageTerms, at: int) -> float:
    """Return the log-odds that an article begins with `blocks[at]`, the paragraphs standing together.

    `places` are the places of the blocks in `terms`. The weights began
    as a logistic regression on damaged pages and the five pages in `seeds/` and were then set by hand.
    """
    left, right = places[max(0, at - 3) : at], places[at : at + 3]
    wide = terms.cohesion(left, right)
    near = terms.cohesion(left[-1:], right[:1])
    before, after = blocks[at - 1], blocks[at]
    evidence = 0.5 - 11 * wide - 9 * near - _ALONE * (len(left) == 1) - _ALONE * (len(right) == 1)
    if min(before.width, after.width) <= 44:
        evidence += 0.3 * min(3.0, abs(before.width - after.width))
    if _OPENS.match(after.text):
        evidence += 1.3
    elif _GOES_ON.match(after.text):
        evidence -= 0.7
    if _CLOSES.search(before.text[-40:]):
        evidence += 0.5
    return evidence


def best_cuts(
    blocks: Sequence[Block],
    places: Sequence[int],
    terms: PageTerms,
    witnesses: Witnesses,
    headlines: Sequence[Candidate],
    bare: float,
    against: Sequence[float],
) -> list[int]:
    """Return where a run of paragraphs is cut into articles: the starts of all but the first.

    `headlines` are those that may belong here, `bare` what it costs to suppose an article without a
    byline. `against` says what speaks against each paragraph's beginning one. The cuts are those that
    explain boundaries and headlines best together (a semi-Markov chain, solved by dynamic programming).
    """
    cuts: list[int] = []
    for start in range(0, len(places), _LONGEST):
        stretch = places[start : start + _LONGEST]
        cuts += [
            start + cut
            for cut in _cut(
                blocks[start : start + _LONGEST],
                stretch,
                terms,
                witnesses,
                headlines,
                bare,
                against[start : start + _LONGEST],
            )
        ]
    return cuts


def _cut(
    blocks: Sequence[Block],
    places: Sequence[int],
    terms: PageTerms,
    witnesses: Witnesses,
    headlines: Sequence[Candidate],
    bare: float,
    against: Sequence[float],
) -> list[int]:
    import numpy as np

    count = len(places)
    if count < 2:
        return []
    # Layer 0 is no headline; one headline never stands over two articles that follow each other.
    worth = np.full((len(headlines) + 1, count + 1, count + 1), _WITHOUT_HEAD)
    elsewhere = np.array([candidate.elsewhere for candidate in headlines])
    worth[1:] = witnesses.of_stretches(places)[[candidate.number for candidate in headlines]]
    worth[1:] += elsewhere[:, None, None]
    worth[1:, 0] += np.array([candidate.above for candidate in headlines])[:, None]
    unsigned = np.array([0.0 if candidate.has_byline else bare for candidate in headlines])
    worth[0, 1:] += bare
    worth[1:, 1:] += unsigned[:, None, None]
    boundary = [0.0] + [boundary_evidence(blocks, places, terms, at) - against[at] for at in range(1, count)]
    best = np.zeros((count + 1, len(headlines) + 1))
    origin = np.zeros((count + 1, len(headlines) + 1), dtype=np.int32)
    by_end = np.ascontiguousarray(worth.transpose(2, 1, 0))
    beginning = np.zeros((count, len(headlines) + 1))
    for end in range(1, count + 1):
        totals = beginning[:end] + by_end[end, :end]
        origin[end] = totals.argmax(axis=0)
        best[end] = totals.max(axis=0)
        if end < count:
            beginning[end] = boundary[end]
            beginning[end] += _before(best[end].tolist())
    segments: list[tuple[int, int]] = []
    end, layer = count, int(best[count].argmax())
    while end > 0:
        start = int(origin[end, layer])
        segments.append((start, layer))
        others = best[start].copy()
        if layer:
            others[layer] = -np.inf
        end, layer = start, int(others.argmax())
    return _starts(segments[::-1])


def _starts(segments: Sequence[tuple[int, int]]) -> list[int]:
    """Return where articles begin; what stands between two pieces under one headline belongs to them."""
    last_under = {layer: place for place, (_, layer) in enumerate(segments) if layer}
    starts: list[int] = []
    place = 0
    while place < len(segments):
        start, layer = segments[place]
        starts.append(start)
        place = last_under.get(layer, place) + 1
    return starts[1:]


def _before(best: list[float]) -> list[float]:
    """Return for each headline the best sum of what stands before it, under any other headline."""
    top = max(best)
    before = [top] * len(best)
    layer = best.index(top)
    if layer:
        before[layer] = max(best[:layer] + best[layer + 1 :])
    return before
