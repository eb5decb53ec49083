"""The embedded engine on our own codec: what a tree finds, scored and put in order."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from index import analysis, archive
from index.columnar.snapshot import open_segments
from index.folding import fold
from index.segmenter import open_cutter
from searcher import ranking
from searcher.array_engine.finding import find_units
from searcher.array_engine.scoring import Scoring
from searcher.engine import Found, Match
from searcher.query.traversal import texts
from searcher.query.tree import Relaxed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from index.columnar.values import Field
    from index.model import Article
    from index.segmenter import Cutter
    from searcher.engine import Sort
    from searcher.query.tree import Query

    Units = NDArray[np.uint32]


class ArrayEngine:
    """Finds in an archive on this machine. Its state is that of the moment it was opened."""

    def __init__(self, folder: Path) -> None:
        """Open an archive; raises `ArchiveError` where there is none, or of another version."""
        self._cut, self._segments = archive.open_current(folder, _open)

    def search(self, query: Query, *, limit: int, sort: Sort) -> Found:
        """Find units; see `searcher.engine.Engine`."""
        folded = _text_of(query)
        words = sorted(set(self.words(folded))) if isinstance(query, Relaxed) else []
        found = [find_units(segment, query, words) for segment in self._segments]
        articles = sum(
            _distinct(segment.articles_of(units))
            for segment, units in zip(self._segments, found, strict=True)
        )
        return Found(
            total=sum(map(len, found)),
            articles=articles,
            matches=self._first(found, folded, limit, sort) if limit else (),
        )

    def article(self, article_id: str) -> Article | None:
        """Return the whole article of an id, `None` where there is none."""
        for segment in self._segments:
            number = segment.article_number(article_id)
            if number is not None:
                return segment.article(number)
        return None

    def values(self, field: Field) -> Mapping[str, int]:
        """Return what articles have in a field, and how many have each value."""
        counts: Counter[str] = Counter()
        for segment in self._segments:
            counts.update(_value_counts(segment, field))
        return counts

    def words(self, folded: str) -> list[str]:
        """Return the words of a folded text, by the lexicon that is kept with the index."""
        return analysis.words(folded, self._cut)

    def close(self) -> None:
        """Let go of the archive's files."""
        self._segments = []

    def _first(self, found: list[Units], folded: str, limit: int, sort: Sort) -> tuple[Match, ...]:
        scoring = Scoring(self._segments, ranking.terms(folded, self.words(folded)))
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
        for number, segment in enumerate(self._segments):
            places = np.flatnonzero(segments == number)
            found = zip(places.tolist(), segment.units_and_citations(units[places]), strict=True)
            matches.update((place, Match(float(scores[place]), *match)) for place, match in found)
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


def _value_counts(segment: Segment, field: Field) -> dict[str, int]:
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


def _gathered(columns: list[NDArray[np.unsignedinteger]], articles: list[Units]) -> NDArray[np.int64]:
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
