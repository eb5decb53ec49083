"""The initiatives of an archive: the terms that its articles set in quotation marks."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from index.names import key_of
from searcher.query.filters import Filters, conditions_of
from searcher.query.traversal import all_of

if TYPE_CHECKING:
    from index.names import Name, Suggestion
    from searcher.engine import Engine
    from searcher.query.tree import Node

BESIDE: Final = 10
"""Of the names beside a name, how many are given, the most frequent ones."""


@dataclass(frozen=True, slots=True)
class FoundNames:
    """The most frequent of the names asked for, and how many there are in all."""

    total: int
    names: tuple[Name, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {"total": self.total, "names": [name_as_dict(name) for name in self.names]}


def find_names(engine: Engine, grep: str, since: str | None, until: str | None, limit: int) -> FoundNames:
    """Return the names that hold a text, of the articles of a time; raises `OptionError` for no date."""
    return engine.names(_within(since, until), key_of(grep), limit=limit, beside=BESIDE)


def suggest(engine: Engine, grep: str, since: str | None, until: str | None) -> list[Suggestion]:
    """Return the abbreviations to propose; raises `OptionError` for no date."""
    return engine.suggestions(_within(since, until), key_of(grep))


def name_as_dict(name: Name) -> dict[str, Any]:
    """Return a name as a JSON object."""
    beside = [{"text": text, "articles": articles} for text, articles in name.beside]
    return {**asdict(name), "kinds": list(name.kinds), "beside": beside}


def _within(since: str | None, until: str | None) -> Node | None:
    conditions = conditions_of(Filters(since=since, until=until))
    return all_of(conditions) if conditions else None
