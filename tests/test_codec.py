"""The columns against Whoosh as it comes: the same units and the same scores, whoever looks.

Three answers to every query: Whoosh's searcher on its own codec, Whoosh's searcher on our columns, and
our arrays on our columns. The first is written from the articles themselves, so that it shares nothing
with the others but the analysis and the formula; its lengths are counted anew, since Whoosh's codec
keeps them in one byte.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import merge_policy
from index.columnar import recall
from index.columnar.snapshot import latest_generation, read_table
from searcher.array_engine import candidates, scoring
from searcher.array_engine.engine import ArrayEngine
from searcher.query.tree import Query, Relaxed
from searcher.ranking import TextKind
from tests.stock.engine import WhooshEngine
from tests.stock.weighting import exact_length
from tests.stock.writer import write_stock_archive
from tests.texts import article, trees, write_sessions

if TYPE_CHECKING:
    from index.model import Article
    from searcher.engine import Engine
    from tests.texts import Session

CHARACTERS = "蒙国國𠮷aＡ㎡“ e\u0301\ufdd0"
"""Few, so that texts share some; with a mark that combines, and the mark that stands for a space."""

texts = st.text(CHARACTERS, max_size=8)
queries: st.SearchStrategy[Query] = (
    trees(CHARACTERS) | trees(CHARACTERS) | st.builds(Relaxed, texts, of=st.sampled_from(get_args(TextKind)))
)
dates = st.sampled_from([None, "2025-04-18", "2025-05-01"])


@st.composite
def histories(draw: st.DrawFn) -> list[Session]:
    """Draw sessions of writing: what each adds, and which of the articles before it removes."""
    fields = st.tuples(texts, st.lists(texts, min_size=1, max_size=3), texts, dates)
    sessions: list[Session] = []
    living: set[str] = set()
    for number in range(draw(st.integers(1, 4))):
        added = [
            article(f"{number}.{place}", headline, *paragraphs, byline=byline, date=date)
            for place, (headline, paragraphs, byline, date) in enumerate(draw(st.lists(fields, max_size=4)))
        ]
        removed = draw(st.sets(st.sampled_from(sorted(living)))) if living else set()
        living = (living - removed) | {each.id for each in added}
        sessions.append((added, removed))
    return sessions


def layout(folder: Path, articles: dict[str, Article]) -> list[tuple[list[Article], set[str]]]:
    """Return which articles stand in which segment of an archive, and which of them are deleted."""
    index_folder = folder / "index-1"
    segments = []
    for entry in read_table(index_folder, latest_generation(index_folder)):
        opened = entry.open(index_folder)
        ids = [opened.article(number).id for number in range(entry.articles)]
        segments.append(([articles[each] for each in ids], {ids[number] for number in entry.deleted}))
    return segments


def answer(engine: Engine, query: Query) -> tuple[int, int, dict[tuple[str, int], float]]:
    """Return the totals of a query, and the score of every unit found."""
    found = engine.search(query, limit=1_000, sort="relevance")
    scores = {(match.citation.id, match.unit.number): match.score for match in found.matches}
    return found.total, found.articles, scores


@settings(max_examples=60, deadline=None)
@given(
    histories(),
    st.lists(queries, min_size=6, max_size=12),
    st.sampled_from([1, 2, 10]),
    st.sampled_from([0.25, 1.0]),
    st.sampled_from([0, 4_000]),
    st.booleans(),
)
def test_columns_answer_as_whoosh_does(
    sessions: list[Session],
    asked: list[Query],
    most_segments: int,
    most_deleted: float,
    many: int,
    scattered: bool,
) -> None:
    """Units, totals and scores: in one segment and several, with deletions, before and after merging.

    Whether units are few, so that their texts are looked at, or many; whether terms are added to all of them
    or to those that have them; and the first two are those.
    """
    articles = {each.id: each for added, _ in sessions for each in added}
    with tempfile.TemporaryDirectory() as temporary, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge_policy, "MOST_OF_A_SIZE", most_segments)
        patch.setattr(merge_policy, "MOST_DELETED", most_deleted)
        patch.setattr(scoring, "FEW", many)
        if scattered:
            for name, size in (("SAMPLE", 1), ("EVERY", 1), ("MARGIN", 0)):
                patch.setattr(scoring, name, size)
            patch.setattr(candidates, "SCATTERED", 0)
        patch.setattr(recall, "FEW", many)
        patch.setattr(recall, "SCANNED", many)
        folder = write_sessions(Path(temporary) / "ours", sessions)
        stock = write_stock_archive(Path(temporary) / "stock", layout(folder, articles))
        oracle = WhooshEngine(stock, exact_length)
        others: list[Engine] = [WhooshEngine(folder), ArrayEngine(folder)]
        for query in asked:
            total, number, scores = answer(oracle, query)
            for engine in others:
                first = engine.search(query, limit=2, sort="relevance").matches
                assert first == engine.search(query, limit=1_000, sort="relevance").matches[:2], query
                found = answer(engine, query)
                assert found[:2] == (total, number), query
                assert found[2] == pytest.approx(scores, abs=1.01e-6), query
        oracle.close()
        for engine in others:
            engine.close()
