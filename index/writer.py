"""Articles into a Whoosh index: one session, that takes effect as a whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, create_in, exists_in, open_dir
from whoosh.query import Term
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from index import analysis, records
from index.folding import fold
from index.model import HEADLINE, Article
from index.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType

MOST_DELETED = 0.25
"""Share of deleted units at which a segment is rewritten without them."""

MOST_SEGMENTS_OF_A_SIZE = 4
"""How many segments of about one size may stand side by side before they become one."""

MEMORY = 256
"""Megabytes of postings gathered before they are sorted to disk."""


class ArchiveWriter:
    """Writes articles to the index in a folder; used as a context manager under the archive's lock.

    Leaving the block without `commit`, by an error too, leaves the index as it was.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = _open_or_create(folder)
        self._writer = SegmentWriter(self._index, limitmb=MEMORY)
        self._searcher = self._index.searcher()
        self._added: dict[str, range] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._searcher.close()
        if not self._writer.is_closed:
            self._writer.cancel()
            clean(self._folder)  # Whoosh leaves the files of a cancelled segment

    @property
    def generation(self) -> int:
        """The generation that `commit` makes."""
        number: int = self._writer.generation
        return number

    def add(self, article: Article, source: int) -> None:
        """Add an article that came from the file with this key."""
        first = self._writer.docnum
        headline = fold(article.headline)
        headline_bigrams = analysis.bigrams(headline)
        date = int(article.date.replace("-", "")) if article.date else 0
        for unit, record in zip(article.units, records.encode(article), strict=True):
            text = fold(unit.text)
            # The line break keeps the bigrams of headline and unit apart.
            context = text if unit.number == HEADLINE else f"{headline}\n{text}"
            fields: dict[str, Any] = {
                "source": str(source),
                "unit": unit.number,
                "date": date,
                "record": record,
            }
            if text:
                fields |= {
                    "kind": unit.kind,
                    "grams": analysis.grams(text),
                    "words": analysis.words(context),
                    "bigrams": analysis.bigrams(context),
                    "characters": analysis.characters(context),
                    "headline_bigrams": headline_bigrams,
                }
            if unit.number == HEADLINE:
                fields["article"] = article.id
            self._writer.add_document(**fields)
        self._added[article.id] = range(first, self._writer.docnum)

    def was_added(self, article_id: str) -> bool:
        """Say whether an article of this id was added in this session and not taken back."""
        return article_id in self._added

    def take_back(self, article_ids: Iterable[str]) -> None:
        """Undo the adding of articles of this session."""
        for article_id in article_ids:
            for document in self._added.pop(article_id):
                self._writer.newsegment.delete_document(document)

    def owner(self, article_id: str) -> int | None:
        """Return the key of the file whose committed article has this id, `None` if there is none."""
        for document in self._searcher.docs_for_query(Term("article", article_id)):
            source = self._searcher.stored_fields(document)["source"]
            return int(source)
        return None

    def remove(self, source: int) -> None:
        """Remove every committed article of the file with this key."""
        self._writer.delete_by_term("source", str(source), searcher=self._searcher)

    def remove_articles(self, article_ids: Iterable[str]) -> None:
        """Remove single committed articles."""
        for article_id in article_ids:
            for document in list(self._searcher.docs_for_query(Term("article", article_id))):
                self._writer.delete_document(document)
                for following in range(document + 1, self._searcher.doc_count_all()):
                    record = self._searcher.stored_fields(following)["record"]
                    if records.decode_unit(record).number == HEADLINE:
                        break
                    self._writer.delete_document(following)

    def commit(self) -> None:
        """Make the session's work the index's next generation."""
        self._writer.commit(mergetype=_merge)


def clean(folder: Path) -> None:
    """Remove from an index's folder what a killed writer left there. Only under the lock."""
    from whoosh.index import TOC, clean_files

    storage = FileStorage(str(folder))
    table = TOC.read(storage, "MAIN")
    clean_files(storage, "MAIN", table.generation, table.segments)
    storage.temp_storage("MAIN.tmp").destroy()
    for table_on_its_way in folder.glob("_MAIN_*.toc.*"):
        table_on_its_way.unlink()


def _open_or_create(folder: Path) -> FileIndex:
    if exists_in(str(folder)):
        return open_dir(str(folder))
    folder.mkdir(exist_ok=True)
    return create_in(str(folder), schema())


def _merge(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy, made for us: few segments of each size, few deleted units in any.

    Whoosh's own policy never rewrites a large segment, so that an archive whose files change
    would grow without end.
    """
    kept: list[Any] = []
    merged: list[Any] = []
    tiers: dict[int, list[Any]] = {}
    for segment in segments:
        if segment.deleted_count() >= MOST_DELETED * segment.doc_count_all():
            merged.append(segment)
        else:
            tiers.setdefault(segment.doc_count().bit_length() // 2, []).append(segment)
    for tier in tiers.values():
        (merged if len(tier) >= MOST_SEGMENTS_OF_A_SIZE else kept).extend(tier)
    # In the order they were written: the archive's order.
    for segment in [segment for segment in segments if segment in merged]:
        if segment.doc_count():
            with SegmentReader(writer.storage, writer.schema, segment) as reader:
                writer.add_reader(reader)
    return kept
