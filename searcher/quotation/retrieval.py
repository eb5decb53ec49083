"""Which articles a piece of a quotation may come from."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from searcher.query.traversal import among
from searcher.query.tree import Literal, Relaxed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.model import Article
    from searcher.engine import Engine, Match
    from searcher.query.tree import Node

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


class EngineRetrieval:
    """Finds articles by what an engine finds: exactly, and by the words they share."""

    def __init__(self, engine: Engine, within: Node | None = None, limit: int = 10) -> None:
        """Look at the articles of at most `limit` units for each piece, of those that `within` is true of."""
        self._engine = engine
        self._within = within
        self._limit = limit

    def holding(self, piece: str) -> list[Article]:
        """See `Retrieval`; the exact search loses none, but `limit` units are enough to quote from."""
        found = self._engine.search(among(Literal(piece), self._within), limit=self._limit, sort="oldest")
        return list(self._articles(_ids(found.matches)))

    def sharing(self, piece: str) -> Sharing:
        """See `Retrieval`. None where more articles share a part than are looked at: then `like` finds it."""
        parts = parts_of(piece)
        held = self._engine.holders(parts, most=RARE, limit=0, within=self._within)
        rare = [part for part, holders in zip(parts, held, strict=True) if holders.total <= RARE]
        shares: Counter[str] = Counter()
        for part in rare:
            asked = among(Literal(part), self._within)
            shares.update(_ids(self._engine.search(asked, limit=RARE, sort="relevance").matches))
        if len(shares) > MOST_SHARING:
            return Sharing((), 0)
        return Sharing(tuple(self._articles(each for each, _ in shares.most_common())), len(rare))

    def like(self, piece: str) -> list[Article]:
        """See `Retrieval`."""
        asked = Relaxed(piece, self._within, of="passage")
        found = self._engine.search(asked, limit=self._limit, sort="relevance")
        return list(self._articles(_ids(found.matches)))

    def _articles(self, ids: Iterable[str]) -> Iterator[Article]:
        for article_id in ids:
            article = self._engine.article(article_id)
            if article is not None:
                yield article


def _ids(matches: Iterable[Match]) -> dict[str, int]:
    """Return the id of each article, in the order of their first matches, with 1 for all that it has."""
    return dict.fromkeys((match.citation.id for match in matches), 1)


def parts_of(piece: str) -> list[str]:
    """Return parts of `PART` characters and more that do not overlap, without marks: those may be changed."""
    return [
        run[start : start + PART] if start + 2 * PART <= len(run) else run[start:]
        for run in _LETTERS.findall(piece)
        for start in range(0, len(run) - PART + 1, PART)
    ]
