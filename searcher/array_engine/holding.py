"""The units of an archive that hold each of many literals: those of its segments, put together and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from searcher.array_engine.finding import find_articles
from searcher.array_engine.many_literals import find_each, having, read_units
from searcher.engine import Holders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from index.model import Citation, Unit
    from searcher.query.tree import Node

    Units = NDArray[np.uint32]
    Mask = NDArray[np.bool_]


def find_holders(
    segments: Sequence[Segment], literals: Iterable[str], most: int, limit: int, within: Node | None
) -> dict[str, Holders]:
    """Find the units that hold each of some distinct folded literals; see `searcher.engine.Engine`."""
    asked = list(literals)
    found = [find_each(segment, asked, most, wanted_units(segment, within)) for segment in segments]
    totals = {literal: min(sum(each[literal].total for each in found), most + 1) for literal in asked}
    few = [literal for literal in asked if 0 < totals[literal] <= limit]
    shown: dict[str, list[tuple[Unit, Citation]]] = {literal: [] for literal in few}
    for segment, held in zip(segments, found, strict=True):
        units = {literal: read_units(segment, literal, held[literal]) for literal in few}
        for literal, of_literal in _shown(segment, units):
            shown[literal] += of_literal
    return {literal: Holders(totals[literal], _oldest_first(shown.get(literal, []))) for literal in asked}


def count_words(segments: Sequence[Segment], words: Sequence[str], within: Node | None) -> list[int]:
    """Count the units that have each of some folded words; see `searcher.engine.Engine`."""
    totals = [0] * len(words)
    for segment in segments:
        is_wanted = wanted_units(segment, within)
        for place, word in enumerate(words):
            totals[place] += having(segment, word, is_wanted)
    return totals


def wanted_units(segment: Segment, within: Node | None) -> Mask | None:
    """Say of each unit whether it is of an article that a tree is true of; `None` where all are."""
    if within is None and not len(segment.deleted):
        return None
    articles = np.ones(len(segment.dates), np.bool_) if within is None else find_articles(segment, within)
    articles[segment.deleted] = False
    return np.repeat(articles, np.diff(segment.first_units))


def _shown(segment: Segment, units: Mapping[str, Units]) -> Iterable[tuple[str, list[tuple[Unit, Citation]]]]:
    """Yield of each literal its units, as they are shown: a unit is read once, however many it holds."""
    wanted = sorted({unit for of_literal in units.values() for unit in of_literal.tolist()})
    read = dict(zip(wanted, segment.units_and_citations(np.array(wanted, np.uint32)), strict=True))
    for literal, of_literal in units.items():
        yield literal, [read[unit] for unit in of_literal.tolist()]


def _oldest_first(units: list[tuple[Unit, Citation]]) -> tuple[tuple[Unit, Citation], ...]:
    return tuple(sorted(units, key=lambda shown: (shown[1].date is None, shown[1].date or "")))
