"""`searcher.ranking` as a weighting model of Whoosh's."""

from __future__ import annotations

from typing import Any, get_args

from whoosh.scoring import BaseScorer, WeightingModel

from index.model import UnitKind
from searcher import ranking


class Ranking(WeightingModel):  # type: ignore[misc]  # Whoosh ships no types
    """BM25 for every term of a query; the terms' own weights come with the query."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: float = 1) -> BaseScorer:  # noqa: ARG002
        """Return the scorer of one term in one segment, by the counts of the whole index."""
        whole = searcher.get_parent()
        units = sum(whole.doc_frequency("kind", kind) for kind in get_args(UnitKind))
        idf = ranking.inverse_document_frequency(units, whole.doc_frequency(fieldname, text))
        return _TermScorer(searcher, fieldname, idf, whole.field_length(fieldname) / units)


class _TermScorer(BaseScorer):  # type: ignore[misc]  # Whoosh ships no types
    def __init__(self, searcher: Any, field: str, idf: float, mean_length: float) -> None:
        self.searcher = searcher
        self.field = field
        self.idf = idf
        self.mean_length = mean_length

    def supports_block_quality(self) -> bool:
        return False

    def score(self, matcher: Any) -> float:
        length = self.searcher.doc_field_length(matcher.id(), self.field, 1)
        return ranking.bm25(self.idf, matcher.weight(), length, self.mean_length)

    def max_quality(self) -> float:
        return self.idf * (ranking.K1 + 1)
