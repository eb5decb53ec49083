"""What is stored of articles besides their texts, and articles put together from both."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.columnar.layout import BLANK, RECORDS_TOGETHER, UNIT_KINDS
from index.model import HEADLINE, Article, Citation, Credit, Lines, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from index.columnar.arrays import Columns


class Records:
    """Reads the records of a segment's articles, compressed some at a time."""

    def __init__(self, columns: Columns) -> None:
        self._bounds = columns["block"].data
        self._data = columns["data"].data

    def __getitem__(self, article: int) -> Record:
        """Return the record of an article."""
        block, place = divmod(article, RECORDS_TOGETHER)
        return Record(json.loads(self._lines(block)[place]))

    def some(self, articles: Iterable[int]) -> dict[int, Record]:
        """Return the records of some articles; what is compressed together is read once."""
        records = {}
        read: dict[int, list[bytes]] = {}
        for article in articles:
            block, place = divmod(article, RECORDS_TOGETHER)
            if block not in read:
                read[block] = self._lines(block)
            records[article] = Record(json.loads(read[block][place]))
        return records

    def _lines(self, block: int) -> list[bytes]:
        return zlib.decompress(self._data[self._bounds[block] : self._bounds[block + 1]]).split(b"\n")


@dataclass(frozen=True, slots=True)
class Record:
    """What is stored of one article besides its texts."""

    fields: dict[str, Any]

    @property
    def id(self) -> str:
        """The article's id."""
        article_id: str = self.fields["id"]
        return article_id

    def article(self, kinds: NDArray[Any], texts: Sequence[str]) -> Article:
        """Return the article with the kinds and texts of its units, as they are stored."""
        citation = self.citation(texts[HEADLINE])
        return Article(
            id=citation.id,
            file=citation.file,
            kind=citation.kind,
            byline=citation.byline,
            paper=citation.paper,
            date=citation.date,
            page=citation.page,
            section=citation.section,
            confidence=self.fields["confidence"],
            units=tuple(
                self.unit(number, kind, text)
                for number, (kind, text) in enumerate(zip(kinds.tolist(), texts, strict=True))
            ),
        )

    def unit(self, number: int, kind: int, text: str) -> Unit:
        """Return a unit of the article, its kind as it is stored."""
        return Unit(number, UNIT_KINDS[kind & ~BLANK], text, self._lines(number, text))

    def citation(self, headline: str) -> Citation:
        """Return what is said of the article."""
        fields = self.fields
        return Citation(
            id=fields["id"],
            file=fields["file"],
            kind=fields["kind"],
            headline=headline,
            byline=tuple(Credit(name, role) for name, role in fields["byline"]),
            paper=fields["paper"],
            date=fields["date"],
            page=fields["page"],
            section=fields["section"],
        )

    def _lines(self, number: int, text: str) -> Lines:
        lines: int | list[Any] = self.fields["lines"]
        if isinstance(lines, int):
            return ((lines, lines),) if text else ()
        return tuple((first, last) for first, last in lines[number])
