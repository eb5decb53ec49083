"""The embedded engine on our own codec: what a tree finds, scored and put in order."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from index import analysis, archive
from index.columnar.snapshot import open_segments
from index.folding import fold
from index.segmenter import open_cutter
from searcher import ranking
from searcher.array_engine.finding import find_articles, find_units
from searcher.array_engine.scoring import Scoring
from searcher.engine import Found, Match
from searcher.query.traversal import texts
from searcher.query.tree import Relaxed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from index.columnar.values import GivenField
    from index.mining.names import Suggestion
    from index.model import Article
    from index.segmenter import Cutter
    from searcher.array_engine.naming import NameTable
    from searcher.engine import Contribution, Holders, Sort
    from searcher.facets import Facet, Tally
    from searcher.found_names import FoundNames
    from searcher.query.tree import Node, Query

    Units = NDArray[np.uint32]


class ArrayEngine:
    """Finds in an archive on this machine. Its state is that of the moment it was opened."""

    def __init__(self, folder: Path) -> None:
        """Open an archive; raises `ArchiveError` where there is none, or of another version."""
        self._cut, self._segments = archive.open_current(folder, _open)
        self._last_found: tuple[Query, list[Units]] | None = None
        self._last_matched: dict[str, tuple[Segment, int]] = {}
        # A question is cut to be found, to be scored and to be marked.
        self._last_cut: tuple[str, list[str]] = "", []

    def search(self, query: Query, *, limit: int, sort: Sort) -> Found:
        """Find units; see `searcher.engine.Engine`."""
        found = self._find(query)
        articles = sum(
            _distinct(segment.articles_of(units))
            for segment, units in zip(self._segments, found, strict=True)
        )
        return Found(
            total=sum(map(len, found)),
            articles=articles,
            matches=self._first(found, query, limit, sort) if limit else (),
        )

    def tally(self, query: Query, by: Sequence[Facet]) -> Tally:
        """Count all that is found; see `searcher.engine.Engine`."""
        from searcher.array_engine.tallying import tally_units  # few searches are counted

        found = self._find(query)
        return {facet: tally_units(self._segments, found, facet) for facet in by}

    def holders(
        self, literals: Sequence[str], *, most: int, limit: int, within: Node | None = None
    ) -> list[Holders]:
        """Say of each of many literals in how many units it stands; see `searcher.engine.Engine`."""
        from searcher.array_engine.holding import find_holders  # a search asks for few literals

        folded = list(map(fold, literals))
        found = find_holders(self._segments, dict.fromkeys(folded), most, limit, within)
        return [found[literal] for literal in folded]

    def word_units(self, words: Sequence[str], within: Node | None = None) -> list[int]:
        """Return in how many units each word is one of the words; see `searcher.engine.Engine`."""
        from searcher.array_engine.holding import count_words  # only a draft's words are counted

        return count_words(self._segments, words, within)

    def names(self, within: Node | None, part: str, *, limit: int, beside: int) -> FoundNames:
        """Return the names of articles; see `searcher.engine.Engine`."""
        from searcher.found_names import FoundNames  # few commands ask for names

        names = self._names.among(self._articles(within))
        is_asked_for = names.holding(part) & (names.counts() > 0)
        first = names.most_frequent(is_asked_for, limit)
        return FoundNames(int(np.count_nonzero(is_asked_for)), tuple(names.described(first, beside)))

    def suggestions(self, within: Node | None, part: str) -> list[Suggestion]:
        """Return which names may stand for others; see `searcher.engine.Engine`."""
        names = self._names.among(self._articles(within))
        return names.suggestions(names.holding(part))

    @cached_property
    def _names(self) -> NameTable:
        from searcher.array_engine.naming import NameTable

        return NameTable(self._segments)

    def _articles(self, within: Node | None) -> NDArray[np.bool_] | None:
        """Say of each article of all segments whether a tree is true of it."""
        if within is None:
            return None
        return np.concatenate(
            [np.zeros(0, np.bool_), *(find_articles(segment, within) for segment in self._segments)]
        )

    def article(self, article_id: str) -> Article | None:
        """Return the whole article of an id, `None` where there is none."""
        if article_id in self._last_matched:
            # Known without its hash, for which OpenSSL would be loaded.
            segment, number = self._last_matched[article_id]
            return segment.article(number)
        for segment in self._segments:
            found = segment.article_number(article_id)
            if found is not None:
                return segment.article(found)
        return None

    def contributions(self, query: Query, article_id: str, unit: int) -> tuple[Contribution, ...]:
        """Return what each term adds to the score of a unit; see `searcher.engine.Explaining`."""
        from searcher.array_engine.explaining import explain  # a search needs none of it

        folded = _text_of(query)
        segment, number = self._place_of(article_id, unit)
        return explain(self._segments, ranking.terms(folded, self.words(folded)), segment, number)

    def is_found(self, query: Query, article_id: str, unit: int) -> bool:
        """Say whether a query finds a unit; see `searcher.engine.Explaining`."""
        segment, number = self._place_of(article_id, unit)
        words = sorted(set(self.words(_text_of(query)))) if isinstance(query, Relaxed) else []
        return bool(np.isin(number, find_units(segment, query, words)))

    def _place_of(self, article_id: str, unit: int) -> tuple[Segment, int]:
        """Return the segment of an article and the number of its unit there. Raises `KeyError`."""
        for segment in self._segments:
            article = segment.article_number(article_id)
            if article is not None:
                return segment, int(segment.first_units[article]) + unit
        raise KeyError(article_id)

    def values(self, field: GivenField) -> Mapping[str, int]:
        """Return what articles have in a field, and how many have each value."""
        counts: Counter[str] = Counter()
        for segment in self._segments:
            counts.update(_value_counts(segment, field))
        return counts

    def words(self, folded: str) -> list[str]:
        """Return the words of a folded text, by the lexicon that is kept with the index."""
        if self._last_cut[0] != folded:
            self._last_cut = folded, analysis.words(folded, self._cut)
        return list(self._last_cut[1])

    def close(self) -> None:
        """Let go of the archive's files."""
        self._segments = []
        self._last_found = None
        self._last_matched = {}

    def _find(self, query: Query) -> list[Units]:
        """Return the units of each segment that a query finds; at once where it was the last one asked."""
        if self._last_found is None or self._last_found[0] != query:
            words = sorted(set(self.words(_text_of(query)))) if isinstance(query, Relaxed) else []
            self._last_found = query, [find_units(segment, query, words) for segment in self._segments]
        return self._last_found[1]

    def _first(self, found: list[Units], query: Query, limit: int, sort: Sort) -> tuple[Match, ...]:
        folded = _text_of(query)
        of = query.of if isinstance(query, Relaxed) else "question"
        scoring = Scoring(self._segments, ranking.terms(folded, self.words(folded), of))
        if sort == "relevance":
            scored = scoring.best(found, limit)
        else:
            kept = self._first_by_date(found, limit, sort)
            scored = [(units, scoring.scores(place, units)) for place, units in enumerate(kept)]
        segments = np.repeat(np.arange(len(scored)), [len(units) for units, _ in scored])
        units = np.concatenate([np.zeros(0, np.uint32), *(units for units, _ in scored)])
        scores = np.concatenate([np.zeros(0), *(scores for _, scores in scored)])
        articles = [
            segment.articles_of(units) for segment, (units, _) in zip(self._segments, scored, strict=True)
        ]
        dates = _gathered([segment.dates for segment in self._segments], articles)
        sequences = _gathered([segment.sequences for segment in self._segments], articles)
        first = -scores if sort == "relevance" else _by_date(dates, sort)
        places = _not_after(first, limit)
        keys = (units[places], sequences[places], -dates[places], -scores[places], first[places])
        order = places[np.lexsort(keys)][:limit]
        return self._matches(segments[order], units[order], scores[order])

    def _matches(
        self, segments: NDArray[np.intp], units: Units, scores: NDArray[np.float64]
    ) -> tuple[Match, ...]:
        """Return the units of the segments at these places, in the order given."""
        matches: dict[int, Match] = {}
        self._last_matched = {}
        for number, segment in enumerate(self._segments):
            places = np.flatnonzero(segments == number)
            articles = segment.articles_of(units[places]).tolist()
            found = zip(places.tolist(), articles, segment.units_and_citations(units[places]), strict=True)
            for place, article, (unit, citation) in found:
                matches[place] = Match(float(scores[place]), unit, citation)
                self._last_matched[citation.id] = segment, article
        return tuple(matches[place] for place in range(len(units)))

    def _first_by_date(self, found: list[Units], limit: int, sort: Sort) -> list[Units]:
        """Return those of the found units that can be among the first: scores only order one day's."""
        articles = [segment.articles_of(units) for segment, units in zip(self._segments, found, strict=True)]
        dates = _gathered([segment.dates for segment in self._segments], articles)
        is_kept = np.zeros(len(dates), np.bool_)
        is_kept[_not_after(_by_date(dates, sort), limit)] = True
        bounds = [0, *accumulate(map(len, found))]
        return [units[is_kept[a:b]] for units, (a, b) in zip(found, pairwise(bounds), strict=True)]


def _open(index_folder: Path) -> tuple[Cutter, list[Segment]]:
    # The lexicon first: where a writer removes the folder meanwhile, the segments say so.
    return open_cutter(index_folder), open_segments(index_folder)


def _distinct(ascending: Units) -> int:
    """Return how many different numbers there are."""
    return int(np.count_nonzero(np.diff(ascending))) + (len(ascending) > 0)


def _value_counts(segment: Segment, field: GivenField) -> dict[str, int]:
    """Count the articles of a segment that have each value of a field, those that were deleted left out."""
    values = segment.values(field).values
    is_kept = np.ones(len(values.counts), np.bool_)
    is_kept[segment.deleted] = False
    numbers = values.numbers[np.repeat(is_kept, values.counts)]
    counts = np.bincount(numbers, minlength=len(values.terms)).tolist()
    return {term: count for term, count in zip(values.terms, counts, strict=True) if count}


def _text_of(query: Query) -> str:
    """Return the folded text that units are scored against."""
    if isinstance(query, Relaxed):
        return fold(query.text)
    # Folded one by one and kept apart, so that no word is cut from one literal into the next.
    return "\n".join(map(fold, texts(query)))


def _gathered(columns: Sequence[NDArray[np.integer]], articles: list[Units]) -> NDArray[np.int64]:
    gathered = [column[numbers].astype(np.int64) for column, numbers in zip(columns, articles, strict=True)]
    return np.concatenate([np.zeros(0, np.int64), *gathered])


def _by_date(dates: NDArray[np.int64], sort: Sort) -> NDArray[np.int64]:
    """Return numbers that ascend in the order asked for; units without a date come last."""
    if sort == "newest":
        return np.where(dates > 0, -dates, 1)
    return np.where(dates > 0, dates, np.iinfo(np.int64).max)


def _not_after(keys: NDArray[Any], limit: int) -> NDArray[np.intp]:
    """Return the places of the keys up to the `limit`th smallest, equal ones too: only these need sorting."""
    if len(keys) <= limit:
        return np.arange(len(keys))
    return np.flatnonzero(keys <= np.partition(keys, limit - 1)[limit - 1])
