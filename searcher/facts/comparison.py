"""Figures for the same thing, side by side where they disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from searcher.facts.units import comparable_unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searcher.facts.figure import Value
    from searcher.facts.nearness import Fact

SAID_OF = 12
"""How near a figure must stand to be said of the query's words, in characters as `Fact.distance` counts."""

_COUNTING: Final = frozenset({"quantity", "share", "money"})


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Figures with the same unit, said of the same words, that cannot all be true of one thing.

    `facts` are ordered by their value, the smallest first, then by date, undated last.
    """

    unit: str
    facts: tuple[Fact, ...]


def disagreements(facts: Iterable[Fact], within: int = SAID_OF) -> tuple[Disagreement, ...]:
    """Group the facts of one query by unit and return the groups in which two do not agree.

    Of each sentence only the figure nearest to the words counts for a unit, and only at most `within`
    characters away. 40余个 and 43个 agree, 40余个 and 31个 do not (`Value.agrees`). Whether they speak of
    the same place and time is for the reader to see: `红蜂驿站` is 31个 in one district and 40余个 in
    another. Groups come in the order of their nearest facts.
    """
    nearest: dict[tuple[str, int, int, str], tuple[Value, Fact]] = {}
    for fact in sorted(facts, key=lambda fact: (fact.distance, fact.cost)):
        value = fact.figure.value
        if value is not None and fact.figure.kind in _COUNTING and fact.distance <= within:
            unit = comparable_unit(value.unit)
            nearest.setdefault(
                (fact.passage.article, fact.passage.unit, fact.sentence[0], unit), (value, fact)
            )
    groups: dict[str, list[tuple[Value, Fact]]] = {}
    for (*_, unit), said in nearest.items():
        groups.setdefault(unit, []).append(said)
    return tuple(
        Disagreement(unit, tuple(fact for _, fact in sorted(group, key=_order)))
        for unit, group in groups.items()
        if not _all_agree([value for value, _ in group])
    )


def _all_agree(values: list[Value]) -> bool:
    """Whether every two of the values, of one unit, agree: intervals do where none begins after one ends."""
    return max(value.bounds[0] for value in values) <= min(value.bounds[1] for value in values)


def _order(said: tuple[Value, Fact]) -> tuple[object, ...]:
    value, fact = said
    return value.low, value.high, fact.passage.date or "9999", fact.passage.article, fact.passage.unit
