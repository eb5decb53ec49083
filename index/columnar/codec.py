"""Our columns as a codec of Whoosh's: every Whoosh searcher, query and matcher runs on them.

A segment stores the terms of each unit's own text once. Whoosh is shown what the schema says: in
the ranking fields, each unit together with its headline.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec.base import Codec, PerDocumentReader, TermsReader
from whoosh.codec.base import Segment as WhooshSegment
from whoosh.matching import ListMatcher
from whoosh.reading import TermNotFound

from index import records
from index.columnar.layout import BLANK, UNIT_KINDS
from index.columnar.segment import NONE, Segment
from index.columnar.snapshot import EXTENSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from whoosh.filedb.filestore import FileStorage

    Postings = tuple[NDArray[np.uint32], NDArray[np.uint32]]

_TERM_FIELDS = ("grams", "words", "bigrams", "characters", "headline_bigrams", "kind", "source", "article")
# In the order of a segment's statistics.
_LENGTHS = {"words": "words", "characters": "characters", "bigrams": "bigrams", "headline_bigrams": "bigrams"}


class ColumnarSegment(WhooshSegment):  # type: ignore[misc]  # Whoosh ships no types
    """What Whoosh's table of contents keeps of a segment: its file, its size, what was deleted.

    `deleted` are numbers of articles: an article is deleted with all its units, `deleted_units` in all.
    """

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self.units = 0
        self.deleted: list[int] = []
        self.deleted_units = 0

    def codec(self) -> ColumnarCodec:
        """Return the codec that reads the segment."""
        return ColumnarCodec()

    def doc_count_all(self) -> int:
        """Return how many units there are, deleted ones included."""
        return self.units

    def deleted_count(self) -> int:
        """Return how many units are deleted."""
        return self.deleted_units


class ColumnarCodec(Codec):  # type: ignore[misc]  # Whoosh ships no types
    """Reads segments for Whoosh. They are written by `index.columnar.builder`, in bulk."""

    def per_document_reader(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarDocuments:
        """Return what is known of each unit of a segment."""
        return ColumnarDocuments(_open(storage, segment))

    def terms_reader(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarTerms:
        """Return the terms and postings of a segment."""
        return ColumnarTerms(_open(storage, segment))

    def new_segment(
        self,
        storage: FileStorage,  # noqa: ARG002 - Whoosh's signature
        indexname: str,
    ) -> ColumnarSegment:
        """Return a segment without content."""
        return ColumnarSegment(indexname)


def _open(storage: FileStorage, segment: ColumnarSegment) -> Segment:
    path = Path(storage.folder) / segment.make_filename(EXTENSION)
    return Segment(path, np.array(segment.deleted, np.uint32))


class ColumnarDocuments(PerDocumentReader):  # type: ignore[misc]  # Whoosh ships no types
    """The units of a segment as Whoosh's documents."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def doc_count(self) -> int:
        """Return how many units are not deleted."""
        return self.doc_count_all() - len(self._deleted)

    def doc_count_all(self) -> int:
        """Return how many units there are."""
        return self._segment.unit_count

    def has_deletions(self) -> bool:
        """Say whether any unit is deleted."""
        return len(self._segment.deleted) > 0

    def is_deleted(self, docnum: int) -> bool:
        """Say whether a unit is deleted."""
        return docnum in self._deleted

    def deleted_docs(self) -> Iterator[int]:
        """Yield the deleted units."""
        return iter(self._deleted)

    @cached_property
    def _deleted(self) -> frozenset[int]:
        return frozenset(self._segment.units_of(self._segment.deleted).tolist())

    def supports_columns(self) -> bool:
        """Say that there are columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Say whether a field has a column."""
        return fieldname in {"unit", "date"}

    def column_reader(self, fieldname: str, column: Any) -> Any:  # noqa: ARG002 - Whoosh's signature
        """Return the numbers of the units, or the dates of their articles, by unit."""
        units = np.arange(self._segment.unit_count, dtype=np.uint32)
        articles = self._segment.articles_of(units)
        if fieldname == "unit":
            return (units - self._segment.first_units[articles]).tolist()
        return self._segment.dates[articles].tolist()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many terms of a field a unit has, its headline's included."""
        if fieldname not in _LENGTHS or self._segment.kinds[docnum] >= BLANK:
            return default
        lengths = self._segment.lengths(_LENGTHS[fieldname])
        unit = np.array([docnum], np.uint32)
        head = int(self._segment.first_units[self._segment.articles_of(unit)[0]])
        if fieldname == "headline_bigrams":
            return lengths.at(head)
        return lengths.at(docnum) + (lengths.at(head) if head != docnum else 0)

    def field_length(self, fieldname: str) -> int:
        """Return how many terms of a field all units have together, deleted ones included."""
        if fieldname not in _LENGTHS:
            return 0
        place = list(_LENGTHS).index(fieldname) + 1
        return int(self._segment.statistics[place])

    def min_field_length(self, fieldname: str) -> int:  # noqa: ARG002 - Whoosh's signature
        """Return a lower bound of the lengths."""
        return 0

    def max_field_length(self, fieldname: str) -> int:
        """Return an upper bound of the lengths."""
        return 2 * int(self._segment.lengths(_LENGTHS[fieldname]).all().max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """Return what the schema stores of a unit: its record, and its article's file."""
        article = int(self._segment.articles_of(np.array([docnum], np.uint32))[0])
        first = int(self._segment.first_units[article])
        record = records.encode(self._segment.article(article))[docnum - first]
        return {"record": record, "source": str(self._segment.source(article))}


class ColumnarTerms(TermsReader):  # type: ignore[misc]  # Whoosh ships no types
    """The postings of a segment as Whoosh's."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return len(self._postings(*term)[0]) > 0

    def indexed_field_names(self) -> list[str]:
        """Return the names of the fields that have terms."""
        return list(_TERM_FIELDS)

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many units have a term, deleted ones included."""
        return len(self._postings(fieldname, text)[0])

    def frequency(self, fieldname: str, text: bytes) -> int:
        """Return how often a term stands in all units together."""
        return int(self._postings(fieldname, text)[1].sum())

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """Return a matcher of a term's postings. Raises `TermNotFound`."""
        units, weights = self._postings(fieldname, text)
        if not len(units):
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return ListMatcher(
            units.tolist(),
            weights.astype(float).tolist(),
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
        )

    def _postings(self, fieldname: str, text: bytes) -> Postings:
        """Return the units of a term, ascending, and how often it stands in each."""
        return _READERS[fieldname](self._segment, text.decode("utf-8", "surrogatepass"))


def _grams(segment: Segment, gram: str) -> Postings:
    number, terms = (
        (segment.character(gram), segment.characters)
        if len(gram) == 1
        else (segment.pair(gram), segment.pairs)
    )
    units = NONE if number is None else terms.lists.units(number)
    return units, np.ones(len(units), np.uint32)


def _words(segment: Segment, word: str) -> Postings:
    number = segment.word(word)
    return (NONE, NONE) if number is None else segment.in_context(segment.words, number)


def _characters(segment: Segment, character: str) -> Postings:
    number = segment.character(character)
    return (NONE, NONE) if number is None else segment.in_context(segment.characters, number)


def _bigrams(segment: Segment, bigram: str) -> Postings:
    number = segment.pair(bigram)
    return (NONE, NONE) if number is None else segment.in_context(segment.pairs, number)


def _headline_bigrams(segment: Segment, bigram: str) -> Postings:
    number = segment.pair(bigram)
    return (
        (NONE, NONE)
        if number is None
        else segment.under_headlines(*segment.pairs.lists.units_and_frequencies(number))
    )


def _existing(units: NDArray[np.integer[Any]]) -> Postings:
    return units.astype(np.uint32), np.ones(len(units), np.uint32)


def _kind(segment: Segment, kind: str) -> Postings:
    return _existing(np.flatnonzero(segment.kinds == UNIT_KINDS.index(kind)))


def _source(segment: Segment, source: str) -> Postings:
    return _existing(segment.units_of(segment.articles_from(int(source))))


def _article(segment: Segment, article_id: str) -> Postings:
    number = segment.article_number(article_id)
    return (NONE, NONE) if number is None else _existing(segment.first_units[number : number + 1])


_READERS = {
    "grams": _grams,
    "words": _words,
    "characters": _characters,
    "bigrams": _bigrams,
    "headline_bigrams": _headline_bigrams,
    "kind": _kind,
    "source": _source,
    "article": _article,
}
