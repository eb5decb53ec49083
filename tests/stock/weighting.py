"""`searcher.ranking` as a weighting model of Whoosh's."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from whoosh.scoring import BaseScorer, WeightingModel

from index import analysis
from index.folding import fold
from index.model import UnitKind
from searcher import ranking
from tests.stock import records

if TYPE_CHECKING:
    from collections.abc import Callable

    Length = Callable[[Any, int, str], int]


def stored_length(searcher: Any, document: int, field: str) -> int:
    """Return how many terms of a field a unit has, as the codec says: Whoosh's own to about 2 %."""
    length: int = searcher.doc_field_length(document, field, 1)
    return length


def exact_length(searcher: Any, document: int, field: str) -> int:
    """Return how many terms of a field a unit has, by analysing its text and its headline's anew."""
    number = searcher.reader().column_reader("unit")[document]
    texts = [
        records.decode_text(searcher.stored_fields(place)["record"])
        for place in sorted({document - number, document})
    ]
    return sum(_length(text, field) for text in (texts[:1] if field == "headline_bigrams" else texts))


@cache
def _length(text: str, field: str) -> int:
    analyse = {"words": analysis.words, "characters": analysis.characters}.get(field, analysis.bigrams)
    return len(analyse(fold(text)))


class Ranking(WeightingModel):  # type: ignore[misc]  # Whoosh ships no types
    """BM25 for every term of a query; the terms' own weights come with the query."""

    def __init__(self, length: Length) -> None:
        self._length = length
        self._lengths: dict[str, list[int]] = {}

    def scorer(
        self,
        searcher: Any,
        fieldname: str,
        text: bytes,
        qf: float = 1,  # noqa: ARG002 - Whoosh's signature
    ) -> BaseScorer:
        """Return the scorer of one term in one segment, by the counts of the whole index."""
        whole = searcher.get_parent()
        with_term = len(_documents(whole.reader(), fieldname, text))
        lengths = self._lengths_of(whole, fieldname)
        # A term that only deleted units have scores none.
        idf = ranking.inverse_document_frequency(len(lengths), max(with_term, 1))
        mean_length = sum(lengths) / max(len(lengths), 1)
        return _TermScorer(searcher, fieldname, idf, mean_length, self._length)

    def _lengths_of(self, whole: Any, field: str) -> list[int]:
        """Return how long each unit with text is, deleted ones left out, which Whoosh counts too."""
        if field not in self._lengths:
            self._lengths[field] = [
                self._length(leaf, document, field)
                for leaf, _ in whole.leaf_searchers()
                for kind in get_args(UnitKind)
                for document in _documents(leaf.reader(), "kind", kind)
            ]
        return self._lengths[field]


def _documents(reader: Any, field: str, text: Any) -> list[int]:
    """Return the documents that have a term; of deleted ones Whoosh gives none."""
    return list(reader.postings(field, text).all_ids()) if (field, text) in reader else []


class _TermScorer(BaseScorer):  # type: ignore[misc]  # Whoosh ships no types
    def __init__(self, searcher: Any, field: str, idf: float, mean_length: float, length: Length) -> None:
        self.searcher = searcher
        self.field = field
        self.idf = idf
        self.mean_length = mean_length
        self._length = length

    def supports_block_quality(self) -> bool:
        return False

    def score(self, matcher: Any) -> float:
        length = self._length(self.searcher, matcher.id(), self.field)
        score: float = ranking.bm25(self.idf, matcher.weight(), length, self.mean_length)
        return score

    def max_quality(self) -> float:
        return self.idf * (ranking.K1 + 1)
