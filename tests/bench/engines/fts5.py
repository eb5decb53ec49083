"""SQLite's full-text search with trigrams, which needs no word list."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.engines.protocol import Ask
    from tests.bench.queries import Kind, Query

CREATE = """
    CREATE VIRTUAL TABLE units
    USING fts5(text, article UNINDEXED, number UNINDEXED, day UNINDEXED, tokenize = 'trigram')
"""


class Fts5:
    """Every three characters; a literal of one or two is a query without a term and finds nothing."""

    reads_headlines = False
    stays_open = True
    not_available: Mapping[Kind, str] = {}

    def missing(self) -> str | None:
        import sqlite3

        try:
            with sqlite3.connect(":memory:") as database:
                database.execute(CREATE)
        except sqlite3.OperationalError as error:
            return f"an SQLite with FTS5 trigrams, 3.34 or later ({error})"
        return None

    def title(self) -> str:
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version} FTS5, trigram"

    def build(self, corpus: str, folder: str) -> None:
        import sqlite3
        from pathlib import Path

        from tests.bench.corpus import read_units

        database = sqlite3.connect(f"{folder}/units.db")
        database.execute(CREATE)
        with database:
            database.executemany(
                "INSERT INTO units (article, number, day, text) VALUES (?, ?, ?, ?)", read_units(Path(corpus))
            )
        database.close()

    def open(self, folder: str) -> Ask:
        import sqlite3

        database = sqlite3.connect(f"{folder}/units.db")

        def ask(query: Query) -> int:
            where, values = condition(query)
            best = f"SELECT text FROM units WHERE {where} ORDER BY rank LIMIT 10"  # noqa: S608 - values are bound
            database.execute(best, values).fetchall()
            number = f"SELECT count(*) FROM units WHERE {where}"  # noqa: S608 - values are bound
            total: int = database.execute(number, values).fetchone()[0]
            return total

        return ask

    def command(self, folder: str, query: Query) -> list[str]:
        from tests.bench.queries import as_json

        return [sys.executable, "-m", "tests.bench.worker", "ask", "fts5", folder, as_json(query)]


def condition(query: Query) -> tuple[str, list[str | int]]:
    """Return the WHERE clause of a query and the values bound to it; a question is OR of its trigrams."""
    if query.question:
        text = query.question
        trigrams = [text[start : start + 3] for start in range(max(1, len(text) - 2))]
        return "units MATCH ?", [" OR ".join(map(_quoted, trigrams))]
    positive = (" OR " if query.any_of else " AND ").join(map(_quoted, query.words))
    match = "".join([f"({positive})", *(f" NOT {_quoted(word)}" for word in query.without)])
    if not query.first:
        return "units MATCH ?", [match]
    first, last = (int(day.replace("-", "")) for day in (query.first, query.last))
    return "units MATCH ? AND day BETWEEN ? AND ?", [match, first, last]


def _quoted(literal: str) -> str:
    return '"' + literal.replace('"', '""') + '"'


ENGINE = Fts5()
