"""An engine whose archive turns out to be damaged while it is read: the damage is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index import damage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from index.columnar.values import Field
    from index.model import Article
    from searcher.engine import Engine, Found, Sort
    from searcher.query.tree import Query


class NamedDamage:
    """Finds what another engine finds; raises `ArchiveError` where that fails for a damaged archive."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder

    def search(self, query: Query, *, limit: int, sort: Sort) -> Found:
        """Find units; see `searcher.engine.Engine`."""
        with damage.named(self._folder):
            return self._engine.search(query, limit=limit, sort=sort)

    def article(self, article_id: str) -> Article | None:
        """Return the whole article of an id, `None` where there is none."""
        with damage.named(self._folder):
            return self._engine.article(article_id)

    def values(self, field: Field) -> Mapping[str, int]:
        """Return what articles have in a field, and how many have each value."""
        with damage.named(self._folder):
            return self._engine.values(field)

    def words(self, folded: str) -> list[str]:
        """Return the words of a folded text."""
        with damage.named(self._folder):
            return self._engine.words(folded)

    def close(self) -> None:
        """Let go of files and memory."""
        self._engine.close()
