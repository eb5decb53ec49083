"""Which articles a piece of a quotation may come from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from searcher.query.asking import Options
from searcher.query.tree import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.model import Article
    from searcher.archive import Archive

_AS_IT_STANDS: Final = Options(synonyms=False)


PART: Final = 4
"""Characters of a part: the longest that three or four changes leave some of in a common sentence."""

MOST_SHARING: Final = 100
"""Articles that a piece is compared with at most for the parts they share."""

RARE: Final = 40
"""Units up to which a part is told to be rare, and all of them are looked at."""

_LETTERS: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sharing:
    """Articles that share parts with a piece, and how many rare parts all articles were looked at for.

    The parts do not overlap and one change spoils one at most. So what differs from the piece by fewer
    characters than `parts` holds one of them, and is among `articles` if they are all that do.
    """

    articles: tuple[Article, ...]
    parts: int


class Retrieval(Protocol):
    """Finds articles."""

    def holding(self, piece: str) -> Sequence[Article]:
        """Return articles with a unit that holds the piece, folded equal, the oldest first."""

    def sharing(self, piece: str) -> Sharing:
        """Return the articles that hold short parts of the piece, those with most of them first."""

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

    def sharing(self, piece: str) -> Sharing:
        """See `Retrieval`. None where more articles share a part than are looked at: then `like` finds it."""
        shares: Counter[str] = Counter()
        looked_at = 0
        for part in parts_of(piece):
            results = self._archive.search(part, mode="exact", limit=RARE, options=_AS_IT_STANDS)
            if results.total <= RARE:
                looked_at += 1
                shares.update(dict.fromkeys((hit.article for hit in results), 1))
        if len(shares) > MOST_SHARING:
            return Sharing((), 0)
        best = (article_id for article_id, _ in shares.most_common())
        return Sharing(tuple(self._articles(best)), looked_at)

    def like(self, piece: str) -> list[Article]:
        """See `Retrieval`."""
        results = self._archive.search(piece, mode="relaxed", limit=self._limit)
        return list(self._articles(hit.article for hit in results))

    def _articles(self, ids: Iterable[str]) -> Iterator[Article]:
        for article_id in dict.fromkeys(ids):
            article = self._archive.article(article_id)
            if article is not None:
                yield article


def parts_of(piece: str) -> list[str]:
    """Return parts of `PART` characters and more that do not overlap, without marks: those may be changed."""
    return [
        run[start : start + PART] if start + 2 * PART <= len(run) else run[start:]
        for run in _LETTERS.findall(piece)
        for start in range(0, len(run) - PART + 1, PART)
    ]
