"""Our own leaves of Whoosh's query tree: a literal in a unit, a literal in its headline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.matching import IntersectionMatcher, ListMatcher, Matcher, NullMatcher
from whoosh.query import Query
from whoosh.reading import IndexReader, TermNotFound

from index import analysis
from index.folding import fold
from index.model import HEADLINE
from tests.stock import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_GRAMS = 8
"""How many of a literal's pairs narrow its candidates; the rarest ones, the text does the rest."""


class Contains(Query):  # type: ignore[misc]  # Whoosh ships no types
    """True of every unit whose folded text contains a folded literal, and of no other."""

    def __init__(self, folded: str) -> None:
        self.folded = folded

    def __repr__(self) -> str:
        return f"Contains({self.folded!r})"

    def estimate_size(self, reader: IndexReader) -> int:
        """Return an upper bound of the number of units."""
        count: int = min(reader.doc_frequency("grams", gram) for gram in _pairs(self.folded))
        return count

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:  # noqa: ARG002 - Whoosh's signature
        """Return a matcher of the units, in order."""
        return _matcher(find_literal(searcher.reader(), self.folded))


class InHeadline(Query):  # type: ignore[misc]  # Whoosh ships no types
    """True of every unit of an article whose headline contains a folded literal."""

    def __init__(self, folded: str) -> None:
        self.folded = folded

    def __repr__(self) -> str:
        return f"InHeadline({self.folded!r})"

    def estimate_size(self, reader: IndexReader) -> int:
        """Return an upper bound of the number of units."""
        count: int = reader.doc_count()
        return count

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:  # noqa: ARG002 - Whoosh's signature
        """Return a matcher of the units, in order."""
        reader = searcher.reader()
        return _matcher(_articles_of_headlines(reader, find_literal(reader, self.folded)))


class Unscored(Query):  # type: ignore[misc]  # Whoosh ships no types
    """True where another query is, with a score of 0.

    Whoosh's own `ConstantScoreQuery` takes a score of 0 for none and gives 1.
    """

    def __init__(self, child: Query) -> None:
        self.child = child

    def __repr__(self) -> str:
        return f"Unscored({self.child!r})"

    def estimate_size(self, reader: IndexReader) -> int:
        """Return an upper bound of the number of units."""
        count: int = self.child.estimate_size(reader)
        return count

    def matcher(self, searcher: Any, context: Any = None) -> Matcher:
        """Return a matcher of the units, in order."""
        found = list(self.child.matcher(searcher, context).all_ids())
        return ListMatcher(found, weights=[0.0] * len(found)) if found else NullMatcher()


def find_literal(reader: IndexReader, folded: str) -> Iterator[int]:
    """Yield the documents of one segment whose folded text contains the folded literal.

    The literal's pairs of characters give candidates; one or two characters are a posting list
    of their own, for more the candidates' text decides.
    """
    matcher = _candidates(reader, folded)
    if len(folded) <= 2:
        yield from matcher.all_ids()
        return
    for document in matcher.all_ids():
        if folded in fold(records.decode_text(reader.stored_fields(document)["record"])):
            yield document


def _pairs(folded: str) -> set[str]:
    """Return the grams that every text with the literal has: pairs, or the one character."""
    return analysis.grams(folded) - set(folded) if len(folded) > 1 else {folded}


def _candidates(reader: IndexReader, folded: str) -> Matcher:
    rarest = sorted((reader.doc_frequency("grams", gram), gram) for gram in _pairs(folded))[:MOST_GRAMS]
    matcher: Matcher | None = None
    for _, gram in rarest:
        try:
            postings = reader.postings("grams", gram)
        except TermNotFound:
            return NullMatcher()
        matcher = postings if matcher is None else IntersectionMatcher(matcher, postings)
    return matcher


def _articles_of_headlines(reader: IndexReader, documents: Iterable[int]) -> Iterator[int]:
    numbers = reader.column_reader("unit")
    size = reader.doc_count_all()
    for document in documents:
        if numbers[document] == HEADLINE:
            yield document
            following = document + 1
            while following < size and numbers[following] != HEADLINE:
                yield following
                following += 1


def _matcher(documents: Iterator[int]) -> Matcher:
    found = list(documents)
    return ListMatcher(found) if found else NullMatcher()
