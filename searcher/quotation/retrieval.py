"""Which articles a piece of a quotation may come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from searcher.query.asking import Options
from searcher.query.tree import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.model import Article
    from searcher.archive import Archive

_AS_IT_STANDS: Final = Options(synonyms=False)


class Retrieval(Protocol):
    """Finds articles."""

    def holding(self, piece: str) -> Sequence[Article]:
        """Return articles with a unit that holds the piece, folded equal, the oldest first."""

    def like(self, piece: str) -> Sequence[Article]:
        """Return the articles that are most like the piece, best first."""


class ArchiveRetrieval:
    """Finds articles by the public search of an archive: exactly, and by the words they share."""

    def __init__(self, archive: Archive, limit: int = 10) -> None:
        """Look at the articles of at most `limit` units for each piece."""
        self._archive = archive
        self._limit = limit

    def holding(self, piece: str) -> list[Article]:
        """See `Retrieval`; the exact search loses none, but `limit` units are enough to quote from.

        None where the piece uses up all kinds of quotation marks: then `like` finds it.
        """
        try:
            quoted = str(Literal(piece))
        except ValueError:
            return []
        results = self._archive.search(
            quoted, mode="exact", sort="oldest", limit=self._limit, options=_AS_IT_STANDS
        )
        return list(self._articles(hit.article for hit in results))

    def like(self, piece: str) -> list[Article]:
        """See `Retrieval`."""
        results = self._archive.search(piece, mode="relaxed", limit=self._limit)
        return list(self._articles(hit.article for hit in results))

    def _articles(self, ids: Iterable[str]) -> Iterator[Article]:
        for article_id in dict.fromkeys(ids):
            article = self._archive.article(article_id)
            if article is not None:
                yield article
