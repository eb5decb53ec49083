"""An engine whose archive turns out to be damaged while it is read: the damage is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import damage
from index.errors import ArchiveError
from index.language import gettext as _
from searcher.engine import Explaining

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from index.columnar.values import GivenField
    from index.mining.names import Suggestion
    from index.model import Article
    from searcher.engine import Contribution, Engine, Found, Holders, Sort
    from searcher.facets import Facet, Tally
    from searcher.found_names import FoundNames
    from searcher.query.tree import Node, Query


class NamedDamage:
    """Finds what another engine finds; raises `ArchiveError` where that fails for a damaged archive."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder

    def search(self, query: Query, *, limit: int, sort: Sort) -> Found:
        """Find units; see `searcher.engine.Engine`."""
        with damage.named(self._folder):
            return self._engine.search(query, limit=limit, sort=sort)

    def tally(self, query: Query, by: Sequence[Facet]) -> Tally:
        """Count what is found by some facets."""
        with damage.named(self._folder):
            return self._engine.tally(query, by)

    def holders(
        self, literals: Sequence[str], *, most: int, limit: int, within: Node | None = None
    ) -> list[Holders]:
        """Say of each of many literals in how many units it stands."""
        with damage.named(self._folder):
            return self._engine.holders(literals, most=most, limit=limit, within=within)

    def word_units(self, words: Sequence[str], within: Node | None = None) -> list[int]:
        """Return in how many units each of some words is one of the words."""
        with damage.named(self._folder):
            return self._engine.word_units(words, within)

    def names(self, within: Node | None, part: str, *, limit: int, beside: int) -> FoundNames:
        """Return the names of articles."""
        with damage.named(self._folder):
            return self._engine.names(within, part, limit=limit, beside=beside)

    def suggestions(self, within: Node | None, part: str) -> list[Suggestion]:
        """Return which names may stand for others."""
        with damage.named(self._folder):
            return self._engine.suggestions(within, part)

    def article(self, article_id: str) -> Article | None:
        """Return the whole article of an id, `None` where there is none."""
        with damage.named(self._folder):
            return self._engine.article(article_id)

    def values(self, field: GivenField) -> Mapping[str, int]:
        """Return what articles have in a field, and how many have each value."""
        with damage.named(self._folder):
            return self._engine.values(field)

    def words(self, folded: str) -> list[str]:
        """Return the words of a folded text."""
        with damage.named(self._folder):
            return self._engine.words(folded)

    def contributions(self, query: Query, article_id: str, unit: int) -> tuple[Contribution, ...]:
        """Return what each term adds to the score of a unit; see `searcher.engine.Explaining`."""
        with damage.named(self._folder):
            return self._explaining().contributions(query, article_id, unit)

    def is_found(self, query: Query, article_id: str, unit: int) -> bool:
        """Say whether a query finds a unit; see `searcher.engine.Explaining`."""
        with damage.named(self._folder):
            return self._explaining().is_found(query, article_id, unit)

    def _explaining(self) -> Explaining:
        if not isinstance(self._engine, Explaining):
            raise ArchiveError(_("the engine of this archive explains no scores"))
        return self._engine

    def close(self) -> None:
        """Let go of files and memory."""
        self._engine.close()
