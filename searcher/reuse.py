"""What of a text stands in an archive already, word for word."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from index.folding import fold, fold_with_map
from searcher.query.traversal import among
from searcher.query.tree import Literal

if TYPE_CHECKING:
    from index.model import Citation, Unit
    from searcher.engine import Engine
    from searcher.query.tree import Node

    Span = tuple[int, int]

PROBE: Final = 8
"""Characters of what is looked for: one of every eight places of the draft begins a probe."""

SHORTEST_RUN: Final = 2 * PROBE - 1
"""Characters of the shortest passage that is told to be repeated: any so long holds a whole probe."""

FEWEST_LETTERS: Final = 6
"""Letters of a probe, below which it is mostly marks."""

COMMON: Final = 20
"""Units from which on a probe is a phrase of every paper, and no evidence."""

MOST_SOURCES: Final = 5
"""Units of a run that are told, the oldest ones."""

_LETTERS: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Source:
    """A unit that shares a run with the draft: the probe that found it, and where the run begins there."""

    probe: int
    unit: Unit
    citation: Citation
    at: int

    def spans(self, length: int) -> list[list[int]]:
        """Return where the run stands, as it is printed."""
        return [list(fold_with_map(self.unit.text).span(self.at, self.at + length))]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a folded text, as its span, that stands in the archive; in which units, the oldest first."""

    span: Span
    sources: tuple[Source, ...]


def find_runs(engine: Engine, text: str, without: str | None, within: Node | None) -> list[Run]:
    """Return the runs of a folded text that stand in the archive, none inside a longer one, in its order.

    Articles that `within` is not true of are left out, and the one whose id is `without`.
    """
    sources = _sources(engine, text, without, within)
    runs: list[Run] = []
    last = 0
    for start, end in sorted(sources, key=lambda run: (run[0], -run[1])):
        if end > last:
            ordered = _in_order(engine, text, sources[start, end], within)
            runs.append(Run((start, end), tuple(ordered[:MOST_SOURCES])))
            last = end
    return runs


def _sources(engine: Engine, text: str, without: str | None, within: Node | None) -> dict[Span, list[Source]]:
    """Return all runs that some unit shares, and the units: those of a probe the oldest first."""
    probes = [
        probe
        for probe in range(0, len(text) - PROBE + 1, PROBE)
        if len(_LETTERS.findall(text, probe, probe + PROBE)) >= FEWEST_LETTERS
    ]
    literals = [text[probe : probe + PROBE] for probe in probes]
    sources: dict[Span, list[Source]] = {}
    # Where the last run that a unit shares ends: a probe inside it would find the same run again.
    ends: dict[tuple[str, int], int] = {}
    texts: dict[tuple[str, int], str] = {}
    for probe, holders in zip(
        probes, engine.holders(literals, most=COMMON, limit=COMMON, within=within), strict=True
    ):
        for unit, citation in holders.units:
            place = citation.id, unit.number
            if citation.id == without or probe + PROBE <= ends.get(place, 0):
                continue
            if place not in texts:
                texts[place] = fold(unit.text)
            start, end, at = _run(text, probe, texts[place])
            ends[place] = end
            if end - start >= SHORTEST_RUN:
                sources.setdefault((start, end), []).append(Source(probe, unit, citation, at))
    return sources


def _in_order(engine: Engine, text: str, found: list[Source], within: Node | None) -> list[Source]:
    """Return the units that share one run, as a search for the probe that found them gives them.

    Those of one date that one probe has found are in no order; that is rare enough to search for it.
    """
    places = Counter((each.probe, each.citation.date) for each in found)
    ordered: list[Source] = []
    for probe, of_probe in groupby(found, key=lambda each: each.probe):
        units = list(of_probe)
        if any(places[probe, each.citation.date] > 1 for each in units):
            literal = among(Literal(text[probe : probe + PROBE]), within)
            matches = engine.search(literal, limit=COMMON, sort="oldest").matches
            ranks = {(each.citation.id, each.unit.number): rank for rank, each in enumerate(matches)}
            units.sort(key=lambda each: ranks[each.citation.id, each.unit.number])
        ordered += units
    return ordered


def _run(text: str, probe: int, unit: str) -> tuple[int, int, int]:
    """Return the longest run `[start, end)` around a probe that a unit shares, and its place there."""
    at = unit.find(text[probe : probe + PROBE])
    before = 0
    while before < min(probe, at) and text[probe - before - 1] == unit[at - before - 1]:
        before += 1
    after = PROBE
    while probe + after < len(text) and at + after < len(unit) and text[probe + after] == unit[at + after]:
        after += 1
    return probe - before, probe + after, at - before
