"""A query: parsed, printed, asked of two engines, completed as at the prompt."""

from __future__ import annotations

import atexit
import contextlib
import shutil
import tempfile
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.errors import QueryError
from searcher.array_engine.engine import ArrayEngine
from searcher.prompt.commands import available
from searcher.prompt.completion import complete
from searcher.prompt.line import LineError, read_line
from searcher.prompt.terms import CountedTerms
from searcher.query.asking import Options, ask
from searcher.query.parser import parse
from searcher.query.traversal import atoms
from searcher.query.tree import Then
from tests.engines import ListEngine
from tests.fuzz.target import Target
from tests.test_parser import GRAMMAR
from tests.test_parser_laws import HOSTILE, PIECES
from tests.test_query_examples import examples
from tests.texts import article, write_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searcher.engine import Found
    from searcher.prompt.terms import Completions
    from searcher.query.syntax import FieldName
    from searcher.query.tree import Node, Query

ARTICLES: Final = [
    article("a", "红蜂驿站开门", "快递员进了门。", "驿站有水，100㎡。", date="2025-04-18", byline="杨彩霞"),
    article("b", "甲乙丙丁", "甲乙甲乙丙丁，哈哈哈。", "2025年的“双报到”", date="2025-01-01"),
    article("c", "", "外卖员双 报到。OR NOT|-*?", "驿站、社区、快递员。abc ABC", date="2024-05-01"),
]

WORDS: Final = ("驿站", "哈", "三十一", "「", "」")

MOST_ATOMS: Final = 12
"""Of a tree that the list engine is asked too: it tries all ways there are."""

MOST_OPERANDS: Final = 4
MOST_CHARACTERS: Final = 300


class _Terms:
    """A vocabulary of a few terms."""

    def words(self) -> Completions:
        return CountedTerms({"红蜂驿站": 2, '"双报到"': 1, "a b": 1})

    def values(self, field: FieldName) -> Completions:
        return CountedTerms({"article": 2} if field == "kind" else {"晨报": 1, "(晚报)": 1})


@cache
def engines() -> tuple[ArrayEngine, ListEngine]:
    """Return the two engines; the archive lives as long as the process."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-query-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return ArrayEngine(write_archive(folder / "archive", ARTICLES)), ListEngine(ARTICLES)


def run(data: bytes) -> None:
    """Parse a query, and everything that follows from it."""
    # As Python hands on what is typed: bytes that are no UTF-8 are lone surrogates.
    query = data.decode("utf-8", "surrogateescape")
    _at_the_prompt(query)
    try:
        tree = parse(query)
    except QueryError as error:
        assert 1 <= error.column <= len(query) + 1, error.column  # noqa: PT017 - either way is right
        assert error.query == query  # noqa: PT017 - as above
        return
    assert all(0 <= start <= end <= len(query) for start, end in spans(tree))
    assert parse(str(tree)) == tree
    _asked(query, tree)


def _at_the_prompt(query: str) -> None:
    commands = available(("timeline",))
    with contextlib.suppress(LineError):
        read_line(query, commands)
    for completion in complete(query, commands, _Terms()):
        assert 0 <= completion.start <= len(query)


def _asked(query: str, tree: Node) -> None:
    arrays, plain = engines()
    try:
        asked = ask(query, Options(numerals=True), {"驿站": ("红蜂", "a")})
    except QueryError:
        return
    queries: list[Query | None] = [tree, asked.tree, asked.fallback]
    for each in queries:
        if each is None:
            continue
        found = arrays.search(each, limit=5, sort="relevance")
        assert found.total >= len(found.matches)
    if len(query) <= MOST_CHARACTERS and _is_cheap(tree):
        most = 100
        quick, slow = (engine.search(tree, limit=most, sort="newest") for engine in (arrays, plain))
        assert (_units(quick), quick.total) == (_units(slow), slow.total)


def _is_cheap(tree: Node) -> bool:
    found = list(atoms(tree))
    return len(found) <= MOST_ATOMS and not any(
        isinstance(each, Then) and len(each.operands) > MOST_OPERANDS for each in found
    )


def _units(found: Found) -> list[tuple[str, int]]:
    return sorted((match.citation.id, match.unit.number) for match in found.matches)


def spans(tree: Any) -> Iterator[tuple[int, int]]:
    """Yield the spans of all nodes of a tree."""
    yield tree.span
    for field in fields(tree):
        value = getattr(tree, field.name)
        for each in value if isinstance(value, tuple) else (value,):
            if hasattr(each, "span"):
                yield from spans(each)


def seeds() -> Iterator[bytes]:
    """Yield the queries of the grammar's tests and of the manual, and the beginnings of hostile ones."""
    queries = [query for query, _ in GRAMMAR]
    queries += [arguments for arguments, _ in examples()]
    queries += [query[:400] for query in HOSTILE.values()]
    queries += [":show 3", ":sort newest", "：limit ９", ":timeline 驿站"]
    for query in queries:
        yield query.encode("utf-8", "surrogateescape")


TARGET = Target(
    run,
    seeds,
    dictionary=tuple(piece.encode("utf-8", "surrogateescape") for piece in [*PIECES, *WORDS]),
    largest=1_000,
)
