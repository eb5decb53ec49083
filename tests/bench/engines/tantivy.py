"""tantivy, the engine that paperless-ngx moved to from Whoosh, fed with words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.engines.protocol import Ask
    from tests.bench.queries import Kind, Query

MEMORY_BUDGET = 128_000_000
"""Bytes; the binding's default."""


class Tantivy:
    """Words by rjieba with their positions, text stored; a literal is the phrase of its words."""

    reads_headlines = False
    stays_open = True
    not_available: Mapping[Kind, str] = {}

    def missing(self) -> str | None:
        from importlib.util import find_spec

        return None if find_spec("tantivy") and find_spec("rjieba") else "pip install tantivy rjieba"

    def title(self) -> str:
        from importlib.metadata import version

        return f"tantivy-py {version('tantivy')} with the words of rjieba {version('rjieba')}"

    def build(self, corpus: str, folder: str) -> None:
        from pathlib import Path

        import tantivy

        from tests.bench.corpus import read_units

        schema = (
            tantivy.SchemaBuilder()
            .add_text_field("words", tokenizer_name="words", index_option="position")
            .add_bytes_field("text", stored=True)
            .add_text_field("article", stored=True, tokenizer_name="raw", index_option="basic")
            .add_unsigned_field("unit", stored=True)
            .add_unsigned_field("day", stored=True, indexed=True, fast=True)
            .build()
        )
        index = tantivy.Index(schema, path=folder)
        index.register_tokenizer("words", _at_spaces())
        writer = index.writer(heap_size=MEMORY_BUDGET)
        for article, number, day, text in read_units(Path(corpus)):
            document = tantivy.Document()
            document.add_text("words", " ".join(cut(text)))
            document.add_bytes("text", text.encode())
            document.add_text("article", article)
            document.add_unsigned("unit", number)
            document.add_unsigned("day", day)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: str) -> Ask:
        import tantivy

        index = tantivy.Index.open(folder)
        index.register_tokenizer("words", _at_spaces())
        searcher = index.searcher()

        def ask(query: Query) -> int:
            # Any: the binding's stub leaves `count` out.
            result: Any = searcher.search(_tree(index.schema, query), limit=10, count=True)
            for _, address in result.hits:
                searcher.doc(address)["text"]
            total: int = result.count
            return total

        return ask

    def command(self, folder: str, query: Query) -> list[str]:
        from tests.bench.queries import as_json

        return [sys.executable, "-m", "tests.bench.worker", "ask", "tantivy", folder, as_json(query)]


def cut(text: str) -> list[str]:
    """Return the words of a text, in lower case, without what is neither letter nor digit."""
    import rjieba

    return [word for word in rjieba.cut(text.lower(), True) if word[0].isalnum()]


def _at_spaces() -> Any:
    import tantivy

    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def _tree(schema: Any, query: Query) -> Any:
    from tantivy import FieldType, Occur
    from tantivy import Query as Tree

    def literal(text: str) -> Any:
        words = cut(text)
        if len(words) == 1:
            return Tree.term_query(schema, "words", words[0])
        return Tree.phrase_query(schema, "words", list(words))

    if query.question:
        words = [Tree.term_query(schema, "words", word) for word in cut(query.question)]
        return Tree.boolean_query([(Occur.Should, word) for word in words])
    literals = [literal(word) for word in query.words]
    positive = Tree.boolean_query([(Occur.Should if query.any_of else Occur.Must, word) for word in literals])
    parts = [(Occur.Must, positive)]
    parts += [(Occur.MustNot, literal(word)) for word in query.without]
    if query.first:
        first, last = (int(day.replace("-", "")) for day in (query.first, query.last))
        parts.append((Occur.Must, Tree.range_query(schema, "day", FieldType.Unsigned, first, last)))
    return parts[0][1] if len(parts) == 1 else Tree.boolean_query(parts)


ENGINE = Tantivy()
