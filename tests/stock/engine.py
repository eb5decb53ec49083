"""An engine of Whoosh's searcher and matchers: trees translated, run and collected."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whoosh import query as whoosh_query
from whoosh.index import EmptyIndexError, FileIndex, open_dir
from whoosh.query import NullQuery, Term
from whoosh.searching import SearchContext

from index import analysis, archive
from index.columnar.values import values_of
from index.folding import fold
from index.model import HEADLINE, Article
from searcher import ranking
from searcher.engine import Found, Holders, Match, Sort, ask_one_by_one, unsupported
from searcher.query.traversal import texts
from searcher.query.tree import And, Literal, Node, Not, Or, Query, Relaxed
from tests.engines import ListEngine, tally_matches
from tests.stock import records
from tests.stock.queries import Contains, InHeadline, Unscored
from tests.stock.weighting import Ranking, stored_length

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from index.columnar.values import GivenField
    from index.mining.names import Suggestion
    from searcher.facets import Facet, Tally
    from searcher.found_names import FoundNames
    from searcher.ranking import TextKind
    from tests.stock.weighting import Length


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A matching unit before it is known whether it is among the first."""

    score: float
    date: int
    document: int
    article: int
    """The document of its article's headline."""


class WhooshEngine:
    """Finds in an archive on this machine. Its state is that of the moment it was opened."""

    def __init__(self, folder: Path, length: Length = stored_length) -> None:
        """Open an archive; raises `ArchiveError` where there is none, or of another version."""
        self._searcher = archive.open_current(folder, _open).searcher(weighting=Ranking(length))

    def search(self, query: Query, *, limit: int, sort: Sort) -> Found:
        """Find units; see `Engine.search`."""
        candidates = self._collect(translate(query), in_order=limit > 0)
        first = heapq.nsmallest(limit, candidates, key=_ORDERS[sort])
        return Found(
            total=len(candidates),
            articles=len({candidate.article for candidate in candidates}),
            matches=tuple(self._match(candidate) for candidate in first),
        )

    def tally(self, query: Query, by: Sequence[Facet]) -> Tally:
        """Count what is found; see `Engine.tally`."""
        found = self.search(query, limit=self._searcher.doc_count_all(), sort="relevance")
        return tally_matches(found.matches, by)

    def holders(
        self, literals: Sequence[str], *, most: int, limit: int, within: Node | None = None
    ) -> list[Holders]:
        """Ask for one literal after the other; see `Engine.holders`."""
        return ask_one_by_one(self, literals, most=most, limit=limit, within=within)

    def word_units(self, words: Sequence[str], within: Node | None = None) -> list[int]:
        """Count the units that have each word; see `Engine.word_units`."""
        return ListEngine(self._articles()).word_units(words, within)

    def names(self, within: Node | None, part: str, *, limit: int, beside: int) -> FoundNames:
        """Return the names; see `Engine.names`."""
        return ListEngine(self._articles()).names(within, part, limit=limit, beside=beside)

    def suggestions(self, within: Node | None, part: str) -> list[Suggestion]:
        """Propose abbreviations; see `Engine.suggestions`."""
        return ListEngine(self._articles()).suggestions(within, part)

    def _articles(self) -> list[Article]:
        documents = self._searcher.reader().all_doc_ids()
        heads = [each for each in documents if records.decode_unit(self._record(each)).number == HEADLINE]
        return [records.decode_article(self._records_from(head)) for head in heads]

    def article(self, article_id: str) -> Article | None:
        """Return the whole article of an id, `None` where there is none."""
        for document in self._searcher.docs_for_query(Term("article", article_id)):
            return records.decode_article(self._records_from(document))
        return None

    def values(self, field: GivenField) -> Mapping[str, int]:
        """Return what articles have in a field, and how many have each value."""
        return Counter(
            value
            for document in self._searcher.reader().all_doc_ids()
            if records.decode_unit(self._record(document)).number == HEADLINE
            for value in values_of(records.decode_article(self._records_from(document)), field)
        )

    def words(self, folded: str) -> list[str]:
        """Return the words of a folded text."""
        return analysis.words(folded)

    def close(self) -> None:
        """Let go of the archive's files."""
        self._searcher.close()

    def _collect(self, query: whoosh_query.Query, *, in_order: bool) -> list[_Candidate]:
        """Return every matching unit; without their scores and dates where no order is asked for."""
        candidates = []
        for searcher, offset in self._searcher.leaf_searchers():
            reader = searcher.reader()
            if not reader.doc_count():
                continue
            numbers, dates = reader.column_reader("unit"), reader.column_reader("date")
            context = SearchContext(weighting=searcher.weighting if in_order else None)
            matcher = query.matcher(searcher, context)
            while matcher.is_active():
                document = matcher.id()
                score = round(matcher.score(), ranking.DECIMALS) if in_order else 0.0
                head = document - numbers[document]
                candidates.append(_Candidate(score, dates[document], offset + document, offset + head))
                matcher.next()
        return candidates

    def _match(self, candidate: _Candidate) -> Match:
        unit = records.decode_unit(self._record(candidate.document))
        return Match(candidate.score, unit, records.decode_citation(self._record(candidate.article)))

    def _record(self, document: int) -> str:
        record: str = self._searcher.stored_fields(document)["record"]
        return record

    def _records_from(self, headline: int) -> list[str]:
        units = [self._record(headline)]
        for document in range(headline + 1, self._searcher.doc_count_all()):
            record = self._record(document)
            if records.decode_unit(record).number == HEADLINE:
                break
            units.append(record)
        return units


def _open(folder: Path) -> FileIndex:
    try:
        return open_dir(str(folder))
    except EmptyIndexError as error:
        raise FileNotFoundError(str(folder)) from error


def translate(query: Query) -> whoosh_query.Query:
    """Return the Whoosh query that is true of the units that `query` finds, with their scores."""
    if isinstance(query, Relaxed):
        if query.within is not None:
            raise unsupported(query.within)
        folded = fold(query.text)
        words = set(analysis.words(folded))
        own = whoosh_query.Or([Contains(word) for word in sorted(words)])
        return _scored(own, folded, query.of) if words else NullQuery
    tree = _translate(query, is_negated=False)
    positive = [fold(text) for text in texts(query)]
    own = whoosh_query.Or([Contains(folded) for folded in dict.fromkeys(positive)])
    exact = whoosh_query.And([tree, own])
    # Folded one by one and kept apart, so that no word is cut from one literal into the next.
    return _scored(exact, "\n".join(positive))


def _translate(node: Node, *, is_negated: bool) -> whoosh_query.Query:
    match node:
        case Literal(text):
            folded = fold(text)
            if is_negated:
                return Contains(folded)
            return whoosh_query.Or([Contains(folded), InHeadline(folded)])
        case And(children):
            return _all([_translate(child, is_negated=is_negated) for child in children])
        case Or(children):
            return whoosh_query.Or([_translate(child, is_negated=is_negated) for child in children])
        case Not(child):
            return whoosh_query.Not(_translate(child, is_negated=True))
        case _:
            raise unsupported(node)


def _all(queries: list[whoosh_query.Query]) -> whoosh_query.Query:
    """Return the conjunction as a balanced tree.

    Whoosh makes a chain of a long one, each link a call deeper than the last, and a thousand words
    would overflow Python's stack.
    """
    if len(queries) <= 2:
        return whoosh_query.And(queries)
    half = len(queries) // 2
    return whoosh_query.And([_all(queries[:half]), _all(queries[half:])])


def _scored(which: whoosh_query.Query, folded: str, of: TextKind = "question") -> whoosh_query.Query:
    """Return a query true of exactly the units of `which`, scored against a folded text."""
    scoring = whoosh_query.Or(
        [
            Term(term.field, term.text, boost=term.weight)
            for term in ranking.terms(folded, analysis.words(folded), of)
        ],
        scale=None,
    )
    return whoosh_query.AndMaybe(Unscored(which), scoring)


def _by_relevance(candidate: _Candidate) -> tuple[float, int, int]:
    return -candidate.score, -candidate.date, candidate.document


def _by_newest(candidate: _Candidate) -> tuple[Any, ...]:
    return not candidate.date, -candidate.date, -candidate.score, candidate.document


def _by_oldest(candidate: _Candidate) -> tuple[Any, ...]:
    return not candidate.date, candidate.date, -candidate.score, candidate.document


_ORDERS = {"relevance": _by_relevance, "newest": _by_newest, "oldest": _by_oldest}
