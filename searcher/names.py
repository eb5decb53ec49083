"""The initiatives of an archive: the terms that its articles set in quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.folding import fold
from index.mining.names import key_of
from searcher.query.filters import Filters, conditions_of
from searcher.query.traversal import all_of

if TYPE_CHECKING:
    from index.mining.names import Suggestion
    from searcher.engine import Engine
    from searcher.found_names import FoundNames
    from searcher.query.synonyms import Synonyms
    from searcher.query.tree import Node

BESIDE: Final = 10
"""Of the places of a name, and of the names beside it, how many are given, the most frequent ones."""


def find_names(engine: Engine, grep: str, since: str | None, until: str | None, limit: int) -> FoundNames:
    """Return the names that hold a text, of the articles of a time; raises `OptionError` for no date."""
    return engine.names(_within(since, until), key_of(grep), limit=limit, beside=BESIDE)


def suggest(
    engine: Engine, grep: str, since: str | None, until: str | None, synonyms: Synonyms
) -> list[Suggestion]:
    """Return the abbreviations to propose, which are no synonyms yet; raises `OptionError` for no date."""
    return [
        each
        for each in engine.suggestions(_within(since, until), key_of(grep))
        if fold(each.long) not in map(fold, synonyms.get(fold(each.short), ()))
    ]


def _within(since: str | None, until: str | None) -> Node | None:
    conditions = conditions_of(Filters(since=since, until=until))
    return all_of(conditions) if conditions else None
