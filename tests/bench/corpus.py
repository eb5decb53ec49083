"""The articles that every engine is given: read once, written once, the same bytes for all."""

from __future__ import annotations

import gzip
import json
import lzma
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import IO, TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class CorpusError(Exception):
    """A corpus that cannot be measured with; the message names the line and the value."""


class Unit(NamedTuple):
    """What is found: a headline, a byline or a paragraph. `day` is `YYYYMMDD`, 0 where unknown."""

    article: str
    number: int
    day: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as `searcher index` takes it; `date` is `None` where the corpus has none."""

    id: str
    date: date | None
    title: str
    author: str
    text: str

    def units(self) -> Iterator[Unit]:
        """Yield the units that have text, numbered as the archive numbers them."""
        day = int(self.date.strftime("%Y%m%d")) if self.date else 0
        for number, text in enumerate((self.title, self.author, *_paragraphs(self.text))):
            if text:
                yield Unit(self.id, number, day, text)


def _paragraphs(text: str) -> list[str]:
    return [stripped for line in text.split("\n") if (stripped := line.strip())]


def read_articles(path: Path, limit: int | None = None) -> list[Article]:
    """Return the first `limit` articles of a `.jsonl`, `.jsonl.xz` or `.jsonl.gz`, ids made unique.

    Stricter than the archive, which goes on after a bad line: a benchmark must know what it
    measured. Raises `CorpusError` for a line that is no article, and for a corpus of none.
    """
    articles = []
    seen: set[str] = set()
    with _open(path) as lines:
        for number, line in enumerate(islice(lines, limit), start=1):
            article = _parse(line, number)
            if article.id in seen:
                article = replace(article, id=f"{article.id}#{number}")
            seen.add(article.id)
            articles.append(article)
    if not articles:
        raise CorpusError(f"{path.name} holds no article; name another corpus")
    return articles


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".xz":
        return lzma.open(path)
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _parse(line: bytes, number: int) -> Article:
    try:
        fields = json.loads(line)
        given = fields.get("date")
        return Article(
            id=str(fields.get("id") or number),
            date=date.fromisoformat(given) if given else None,
            title=str(fields.get("title") or "").strip(),
            author=str(fields.get("author") or "").strip(),
            text=fields["text"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"line {number} is no article ({error!r}); mend or remove it") from None


def days_covered(articles: Iterable[Article]) -> int:
    """Return how many days lie between the first and the last date, both included; 0 without dates."""
    days = [article.date.toordinal() for article in articles if article.date]
    return max(days) - min(days) + 1 if days else 0


def repeat(articles: list[Article], times: int) -> Iterator[Article]:
    """Yield the articles `times` times, each copy with ids of its own and after the days of the last.

    So a corpus grows as an archive does, by years: no date range holds more than before.
    """
    covered = days_covered(articles)
    yield from articles
    for copy in range(1, times):
        for article in articles:
            shifted = date.fromordinal(article.date.toordinal() + copy * covered) if article.date else None
            yield replace(article, id=f"{article.id}+{copy}", date=shifted)


def text_bytes(articles: Iterable[Article]) -> int:
    """Return the size of the units' texts in UTF-8, the text that every ratio is taken of."""
    return sum(len(unit.text.encode()) for article in articles for unit in article.units())


def write_articles(articles: Iterable[Article], path: Path) -> None:
    """Write plain JSON Lines, so that no engine's build pays for decompression."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            fields = {
                "id": article.id,
                "date": article.date.isoformat() if article.date else None,
                "title": article.title,
                "author": article.author,
                "text": article.text,
            }
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")


def read_units(path: Path) -> Iterator[Unit]:
    """Yield the units of a file that `write_articles` wrote, as a peer's build reads them."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            day = int(fields["date"].replace("-", "")) if fields["date"] else 0
            texts = (fields["title"], fields["author"], *_paragraphs(fields["text"]))
            for number, text in enumerate(texts):
                if text:
                    yield Unit(fields["id"], number, day, text)
