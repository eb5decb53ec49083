"""Pieces of text made into the articles of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model import Article, ArticleKind, Unit
from index.rebuild.bylines import parse_credits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index.composing.pieces import Piece, Place
    from index.composing.surroundings import Surroundings
    from index.model import Lines


class Composer:
    """Makes the articles of a document, numbered; `lines` says on which of its lines places are."""

    def __init__(self, file: str, digest: str, lines: Callable[[Iterable[Place]], Lines]) -> None:
        self._file = file
        self._digest = digest
        self._lines = lines
        self.articles: list[Article] = []

    def add(
        self,
        kind: ArticleKind,
        pieces: Sequence[Piece],
        around: Surroundings,
        confidence: float,
    ) -> None:
        """Add an article: its headline, its byline and what follows, and what is known of it."""
        units = tuple(
            Unit(number, piece.kind, piece.text, self._lines(piece.places))
            for number, piece in enumerate(pieces)
        )
        article = Article(
            id=f"{self._digest[:12]}-{len(self.articles) + 1}",
            file=self._file,
            kind=kind,
            byline=parse_credits(units[1].text),
            paper=around.paper,
            date=around.date,
            page=around.page,
            section=around.section,
            confidence=round(confidence, 3),
            units=units,
        )
        self.articles.append(article)
