"""Everything that one run gave, put beside what is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.engines import OWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.bench.measure import Measured
    from tests.bench.queries import Kind, Query


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that one run over one text gave.

    `articles` and `text` (UTF-8 bytes) are those of the whole text; an engine that was given less
    says so in its own figures. `truths` gives, by engine, the right count of every query, `None`
    where none is defined. `not_available` gives, by engine, the kinds it cannot be asked and why.
    `bare` is the seconds of a bare start.
    """

    articles: int
    text: int
    queries: Sequence[Query]
    engines: Sequence[Measured]
    truths: Mapping[str, Sequence[int | None]]
    not_available: Mapping[str, Mapping[Kind, str]]
    bare: float

    @property
    def own(self) -> Measured | None:
        """This project's figures, `None` where it was not measured."""
        return next((engine for engine in self.engines if engine.name == OWN), None)

    def is_limited(self, engine: Measured) -> bool:
        """Whether an engine was given only a part of the text."""
        return engine.articles < self.articles

    def judged(self, engine: Measured) -> dict[int, bool]:
        """Return which counts of an engine are right, by query, where a right count is defined."""
        return {
            number: total == truth
            for number, total in engine.totals.items()
            if (truth := self.truths[engine.name][number]) is not None
        }
