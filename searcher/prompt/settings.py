"""How queries are asked until the reader says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searcher.archive import SearchMode
    from searcher.engine import Sort


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of a search, by default those of `searcher search`."""

    mode: SearchMode = "auto"
    sort: Sort = "relevance"
    limit: int = 10

    def __str__(self) -> str:
        """Return what differs from the default."""
        parts = (
            self.mode if self.mode != Settings().mode else "",
            self.sort if self.sort != Settings().sort else "",
            f"limit {self.limit}" if self.limit != Settings().limit else "",
        )
        return ", ".join(filter(None, parts))
