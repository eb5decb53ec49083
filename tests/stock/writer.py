"""Articles into a Whoosh index of Whoosh's own codec."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.index import create_in
from whoosh.writing import NO_MERGE, SegmentWriter

from index import analysis, archive, records
from index.folding import fold
from index.model import HEADLINE
from index.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from index.model import Article


def write_stock_archive(folder: Path, segments: Iterable[tuple[Sequence[Article], set[str]]]) -> Path:
    """Write an archive with these segments: the articles of each, and the ids of those deleted from it.

    Nothing is merged: deleted units stay in their segment, and `weighting` must leave them out.
    """
    index_folder = folder / "index-1"
    index_folder.mkdir(parents=True)
    index = create_in(str(index_folder), schema())
    for articles, deleted in segments:
        writer = SegmentWriter(index, limitmb=32)
        for article in articles:
            first = writer.docnum
            _add(writer, article)
            if article.id in deleted:
                for document in range(first, writer.docnum):
                    writer.newsegment.delete_document(document)
        writer.commit(mergetype=NO_MERGE)
    archive.publish(folder, "index-1")
    return folder


def _add(writer: SegmentWriter, article: Article) -> None:
    headline = fold(article.headline)
    date = int(article.date.replace("-", "")) if article.date else 0
    for unit, record in zip(article.units, records.encode(article), strict=True):
        text = fold(unit.text)
        # The line break keeps the bigrams of headline and unit apart.
        context = text if unit.number == HEADLINE else f"{headline}\n{text}"
        fields: dict[str, Any] = {"source": "1", "unit": unit.number, "date": date, "record": record}
        if text:
            fields |= {
                "kind": unit.kind,
                "grams": analysis.grams(text),
                "words": analysis.words(context),
                "bigrams": analysis.bigrams(context),
                "characters": analysis.characters(context),
                "headline_bigrams": analysis.bigrams(headline),
            }
        if unit.number == HEADLINE:
            fields["article"] = article.id
        writer.add_document(**fields)
