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

    def scorer(
        self,
        searcher: Any,
        fieldname: str,
        text: bytes,
        qf: float = 1,  # noqa: ARG002 - Whoosh's signature
    ) -> BaseScorer:
        """Return the scorer of one term in one segment, by the counts of the whole index."""
        whole = searcher.get_parent()
        units = sum(whole.doc_frequency("kind", kind) for kind in get_args(UnitKind))
        idf = ranking.inverse_document_frequency(units, whole.doc_frequency(fieldname, text))
        mean_length = whole.field_length(fieldname) / units
        return _TermScorer(searcher, fieldname, idf, mean_length, self._length)


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
