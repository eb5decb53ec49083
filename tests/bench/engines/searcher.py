"""This project, by its public API and its command."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from tests.bench.engines.protocol import Ask
    from tests.bench.queries import Kind, Query


class Searcher:
    """Folding, recall index, words, stored text: everything an archive is."""

    reads_headlines = True
    stays_open = True
    not_available: Mapping[Kind, str] = {}

    def missing(self) -> str | None:
        return None

    def title(self) -> str:
        return "this project, at the commit above"

    def build(self, corpus: str, folder: str) -> None:
        from pathlib import Path

        from index.updating.update import update

        report = update(Path(folder), [Path(corpus)])
        if report.problems:
            raise RuntimeError(f"{len(report.problems)} lines were refused, the first: {report.problems[0]}")

    def open(self, folder: str) -> Ask:
        import searcher

        archive = searcher.open(folder)

        def ask(query: Query) -> int:
            results = archive.search(query_text(query), limit=10, mode=_mode(query))
            return results.total

        return ask

    def command(self, folder: str, query: Query) -> list[str]:
        script = os.path.join(os.path.dirname(sys.executable), "searcher")
        start = [script] if os.path.exists(script) else [sys.executable, "-c", _MAIN]
        return [*start, "--archive", folder, "search", f"--{_mode(query)}", query_text(query)]


_MAIN = "from searcher.cli import main; main()"


def _mode(query: Query) -> Literal["exact", "relaxed"]:
    return "relaxed" if query.question else "exact"


def query_text(query: Query) -> str:
    """Write a query in the query language. Words are quoted: some, such as 或, are operators."""
    if query.question:
        return query.question
    words = [f'"{word}"' for word in query.words]
    positive = " OR ".join(words) if query.any_of else " ".join(words)
    days = [f"date:{query.first}..{query.last}"] if query.first else []
    return " ".join([positive, *(f'-"{word}"' for word in query.without), *days])


ENGINE = Searcher()
