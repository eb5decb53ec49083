"""Stock Whoosh with jieba's own analyser, used as its documentation says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.engines.protocol import Ask
    from tests.bench.queries import Kind, Query


class Whoosh:
    """Search-mode words; a literal is what the default query parser makes of it: AND of its words."""

    reads_headlines = False
    stays_open = True
    not_available: Mapping[Kind, str] = {}

    def missing(self) -> str | None:
        from importlib.util import find_spec

        return None if find_spec("whoosh") and find_spec("jieba") else "pip install Whoosh jieba"

    def title(self) -> str:
        from importlib.metadata import version

        return f"Whoosh {version('Whoosh')} with the ChineseAnalyzer of jieba {version('jieba')}"

    def build(self, corpus: str, folder: str) -> None:
        from pathlib import Path

        from whoosh.fields import ID, NUMERIC, TEXT, Schema
        from whoosh.index import create_in

        from tests.bench.corpus import read_units

        schema = Schema(
            article=ID(stored=True),
            unit=NUMERIC(stored=True),
            day=NUMERIC(stored=True),
            text=TEXT(stored=True, analyzer=_chinese_analyzer(folder)),
        )
        writer = create_in(folder, schema).writer()
        for article, number, day, text in read_units(Path(corpus)):
            writer.add_document(article=article, unit=number, day=day, text=text)
        writer.commit()

    def open(self, folder: str) -> Ask:
        # Before the schema is unpickled, which imports jieba: its dictionary's place must be set.
        _chinese_analyzer(folder)
        from whoosh.index import open_dir
        from whoosh.qparser import OrGroup, QueryParser

        index = open_dir(folder)
        searcher = index.searcher()
        exact = QueryParser("text", index.schema)
        relaxed = QueryParser("text", index.schema, group=OrGroup)

        def ask(query: Query) -> int:
            tree = relaxed.parse(query.question) if query.question else exact.parse(query_text(query))
            results = searcher.search(tree, limit=10)
            for hit in results:
                hit["text"]
            return len(results)

        return ask

    def command(self, folder: str, query: Query) -> list[str]:
        from tests.bench.queries import as_json

        return [sys.executable, "-m", "tests.bench.worker", "ask", "whoosh", folder, as_json(query)]


def query_text(query: Query) -> str:
    """Write a query in the language of Whoosh's default parser."""
    parts = [" OR ".join(query.words) if query.any_of else " ".join(query.words)]
    parts += [f"NOT {word}" for word in query.without]
    if query.first:
        parts.append(f"day:[{query.first.replace('-', '')} TO {query.last.replace('-', '')}]")
    return " ".join(parts)


def _chinese_analyzer(folder: str) -> Any:
    """Return jieba's analyser, its cache kept beside the index instead of in the shared /tmp."""
    import os.path

    import jieba
    from jieba.analyse import ChineseAnalyzer

    jieba.dt.tmp_dir = os.path.dirname(os.path.abspath(folder))
    return ChineseAnalyzer()


ENGINE = Whoosh()
