"""What is stored of articles besides their texts, and articles put together from both."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from index.columnar.layout import BLANK, RECORDS_TOGETHER, UNIT_KINDS
from index.model import HEADLINE, Article, ArticleKind, Citation, Credit, Lines, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from index.columnar.arrays import Columns


MOST_BYTES = 1 << 28
"""Of the records of one block, inflated: a few KB usually. A forged block could inflate to a thousand times
its size."""

MOST_LINES = 2**63

KINDS: frozenset[str] = frozenset(get_args(ArticleKind))


class Records:
    """Reads the records of a segment's articles, compressed some at a time."""

    def __init__(self, columns: Columns) -> None:
        self._bounds = columns["block"].data
        self._data = columns["data"].data

    def __len__(self) -> int:
        """Return how many blocks there are."""
        return len(self._bounds) - 1

    def __getitem__(self, article: int) -> Record:
        """Return the record of an article. Raises `ValueError` for one that no writer has written."""
        block, place = divmod(article, RECORDS_TOGETHER)
        return Record.read(self.block(block)[place])

    def block(self, number: int) -> list[bytes]:
        """Return the records of a block, a line of JSON each."""
        inflater = zlib.decompressobj()
        compressed = self._data[self._bounds[number] : self._bounds[number + 1]]
        records = inflater.decompress(compressed, MOST_BYTES)
        if not inflater.eof:
            raise ValueError("a block of records does not end, or is too large")
        return records.split(b"\n")

    def some(self, articles: Iterable[int]) -> dict[int, Record]:
        """Return the records of some articles; what is compressed together is read once."""
        records = {}
        read: dict[int, list[bytes]] = {}
        for article in articles:
            block, place = divmod(article, RECORDS_TOGETHER)
            if block not in read:
                read[block] = self.block(block)
            records[article] = Record.read(read[block][place])
        return records


@dataclass(frozen=True, slots=True)
class Record:
    """What is stored of one article besides its texts."""

    fields: dict[str, Any]

    @classmethod
    def read(cls, line: bytes) -> Record:
        """Return the record that a line of JSON is. Raises `ValueError` where it is none.

        Whatever it says is shown, written and computed with elsewhere: so it is looked at here.
        """
        try:
            fields = json.loads(line)
            is_sound = _is_sound(fields)
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("a record has not the fields of one") from error
        if not is_sound:
            raise ValueError("a record has a field of no such value")
        return cls(fields)

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


def _is_sound(fields: dict[str, Any]) -> bool:
    """Say whether fields have values that an article can have."""
    optional = [fields[name] for name in ("paper", "date", "page", "section") if fields[name] is not None]
    byline = [part for name, role in fields["byline"] for part in (name, role)]
    texts = [fields["id"], fields["file"], fields["kind"], *optional, *byline]
    if not all(type(text) is str for text in texts):
        return False
    "".join(texts).encode()  # raises `ValueError` for a lone surrogate, which no text of an archive has
    day, confidence = fields["date"], fields["confidence"]
    is_day = day is None or date.fromisoformat(day).isoformat() == day
    is_share = type(confidence) in {int, float} and 0 <= confidence <= 1
    return is_day and is_share and fields["kind"] in KINDS and _are_lines(fields["lines"])


def _are_lines(lines: Any) -> bool:
    """Say whether lines can be those of an article: one number, or the ranges of each unit."""
    if type(lines) is not list:
        return _is_line(lines)
    return all(_is_line(first) and _is_line(last) for unit in lines for first, last in unit)


def _is_line(number: Any) -> bool:
    return type(number) is int and 0 <= number < MOST_LINES
