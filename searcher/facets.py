"""What is counted beside the hits: how many of them each year, paper, author has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from index.errors import OptionError
from index.language import gettext as _
from searcher.query.syntax import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

Facet = Literal["year", "month", "day", "paper", "page", "section", "byline", "kind"]

FACETS: Final[tuple[Facet, ...]] = get_args(Facet)


@dataclass(frozen=True, slots=True)
class Count:
    """How many units, of how many articles, have a value; `None` stands for those that have none.

    A year is 2025, a month 2025-04, a day 2025-04-18; a byline is one name, so that an article of two
    authors counts for both.
    """

    value: str | None
    units: int
    articles: int

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return asdict(self)


Tally = Mapping[Facet, tuple[Count, ...]]
"""The counts of each facet that was asked for, in the order of `in_order`; values of no unit are left out."""


def in_order(counts: Iterable[Count]) -> tuple[Count, ...]:
    """Return counts with the most units first, equal ones by articles, then by value; `None` is last."""
    return tuple(
        sorted(
            counts, key=lambda count: (count.value is None, -count.units, -count.articles, count.value or "")
        )
    )


def facet_of(name: str) -> Facet:
    """Return the facet of a name. Raises `OptionError` where there is none."""
    for facet in FACETS:
        if facet == name:
            return facet
    raise OptionError(
        "--facet",
        shown(name) or _("(blank)"),
        _("give one or more of {facets}").format(facets=",".join(FACETS)),
    )


def parse_facets(text: str) -> tuple[Facet, ...]:
    """Return the facets named in `year,paper`, each once. Raises `OptionError` for any other name."""
    return tuple(dict.fromkeys(facet_of(name.strip()) for name in text.replace("，", ",").split(",")))
