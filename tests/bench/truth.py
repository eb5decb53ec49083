"""What is right: every unit looked at, on folded text, with nothing but Python's `in`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.folding import fold
from tests.bench.corpus import days_covered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.bench.corpus import Article
    from tests.bench.queries import Query


@dataclass(frozen=True, slots=True)
class FoldedUnits:
    """The folded text of every unit, beside it its article's folded headline and its day.

    Three columns of one length, one row a unit. A day is a proleptic ordinal (`date.toordinal`),
    `None` where the article has no date.
    """

    texts: list[str]
    headlines: list[str]
    days: list[int | None]


def fold_units(articles: Iterable[Article]) -> FoldedUnits:
    """Fold the units of articles, in order."""
    folded = FoldedUnits([], [], [])
    for article in articles:
        headline = fold(article.title)
        day = article.date.toordinal() if article.date else None
        for unit in article.units():
            folded.texts.append(fold(unit.text))
            folded.headlines.append(headline)
            folded.days.append(day)
    return folded


def frequency(units: FoldedUnits, literal: str) -> int:
    """Return how many units hold a folded literal."""
    return sum(literal in text for text in units.texts)


def counts(
    articles: Sequence[Article],
    units: FoldedUnits,
    queries: Iterable[Query],
    *,
    reads_headlines: bool,
    times: int,
) -> list[int | None]:
    """Return how many units of `corpus.repeat(articles, times)` match each query.

    `units` begin with those of the articles; what follows does not count.
    """
    number = sum(1 for article in articles for _ in article.units())
    first = FoldedUnits(units.texts[:number], units.headlines[:number], units.days[:number])
    covered = days_covered(articles)
    return [
        count(first, query, reads_headlines=reads_headlines, times=times, covered=covered)
        for query in queries
    ]


def count(
    units: FoldedUnits, query: Query, *, reads_headlines: bool, times: int = 1, covered: int = 0
) -> int | None:
    """Return how many units match a query; `None` for a question, whose words each engine cuts itself.

    With `reads_headlines` a word counts too where it stands in the headline of the unit's article,
    provided another of the words is in the unit's own text (docs/query.md); without, the unit's own
    text is all there is. There are `times` copies of the units, each `covered` days after the last.
    """
    if query.question:
        return None
    rows = _matching(units, query, reads_headlines=reads_headlines)
    if not query.first:
        return len(rows) * times
    first, last = (date.fromisoformat(day).toordinal() for day in (query.first, query.last))
    days = [day for row in rows if (day := units.days[row]) is not None]
    return sum(first <= day + copy * covered <= last for day in days for copy in range(times))


def _matching(units: FoldedUnits, query: Query, *, reads_headlines: bool) -> set[int]:
    """Return the rows of the units that match a query's words, whatever their dates."""
    here = [_rows_with(units.texts, word) for word in query.words]
    if query.any_of:
        matching = here[0].union(*here)
    elif reads_headlines:
        above = [_rows_with(units.headlines, word) for word in query.words]
        reached = [own | headline for own, headline in zip(here, above, strict=True)]
        matching = reached[0].intersection(*reached) & here[0].union(*here)
    else:
        matching = here[0].intersection(*here)
    return matching.difference(*(_rows_with(units.texts, word) for word in query.without))


def _rows_with(texts: Sequence[str], word: str) -> set[int]:
    folded = fold(word)
    return {row for row, text in enumerate(texts) if folded in text}
