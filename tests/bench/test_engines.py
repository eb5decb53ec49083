from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.bench import engines
from tests.bench.engines import fts5, searcher, tantivy, whoosh
from tests.bench.engines.ripgrep import ENGINE as RIPGREP
from tests.bench.machine import ROOT
from tests.bench.queries import KINDS, Query

if TYPE_CHECKING:
    from collections.abc import Sequence

AND = Query("AND of three", ("骑手", "驿站", "社区"))
OR = Query("OR", ("骑手", "驿站"), any_of=True)
NOT = Query("NOT", ("骑手",), without=("驿站",))
DATES = Query("date range", ("骑手",), first="2024-03-01", last="2024-03-31")
QUESTION = Query("question", question="骑手去哪里")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (AND, '"骑手" "驿站" "社区"'),
        (OR, '"骑手" OR "驿站"'),
        (NOT, '"骑手" -"驿站"'),
        (DATES, '"骑手" date:2024-03-01..2024-03-31'),
        (QUESTION, "骑手去哪里"),
    ],
)
def test_this_project_is_asked_in_its_query_language(query: Query, text: str) -> None:
    """Words are quoted, so that one that is an operator is looked for."""
    assert searcher.query_text(query) == text


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (AND, "骑手 驿站 社区"),
        (OR, "骑手 OR 驿站"),
        (NOT, "骑手 NOT 驿站"),
        (DATES, "骑手 day:[20240301 TO 20240331]"),
    ],
)
def test_whoosh_is_asked_in_the_language_of_its_default_parser(query: Query, text: str) -> None:
    """As a user of stock Whoosh types it."""
    assert whoosh.query_text(query) == text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (AND, ("units MATCH ?", ['("骑手" AND "驿站" AND "社区")'])),
        (OR, ("units MATCH ?", ['("骑手" OR "驿站")'])),
        (NOT, ("units MATCH ?", ['("骑手") NOT "驿站"'])),
        (DATES, ("units MATCH ? AND day BETWEEN ? AND ?", ['("骑手")', 20240301, 20240331])),
        (QUESTION, ("units MATCH ?", ['"骑手去" OR "手去哪" OR "去哪里"'])),
    ],
)
def test_fts5_is_asked_with_bound_values(query: Query, expected: tuple[str, list[str | int]]) -> None:
    """A question is OR of its trigrams."""
    assert fts5.condition(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query("common", ("骑手",)), ["-c", "--no-config", "-F", "-e", "骑手", "in/units.txt"]),
        (OR, ["-c", "--no-config", "-F", "-e", "骑手", "-e", "驿站", "in/units.txt"]),
    ],
)
def test_ripgrep_counts_lines(query: Query, expected: Sequence[str]) -> None:
    """One process for one pattern or for several of which one is enough."""
    assert RIPGREP.command("in", query)[1:] == expected


def test_ripgrep_joins_several_words_by_a_pipe() -> None:
    """The file is read by the first, the lines are counted by the last."""
    shell, option, pipe = RIPGREP.command("in", NOT)
    program = RIPGREP.command("in", AND)[2].split()[0]
    assert (shell, option) == ("sh", "-c")
    assert (
        pipe == f"{program} --no-config -F -e '骑手' in/units.txt | {program} -c --no-config -F -v -e '驿站'"
    )


def test_tantivy_is_fed_with_words_alone() -> None:
    """Lower case, no punctuation, no spaces."""
    pytest.importorskip("rjieba")
    assert tantivy.cut("我们在 Whoosh，学习。") == ["我们", "在", "whoosh", "学习"]


@pytest.mark.parametrize("name", engines.NAMES)
def test_an_engine_names_only_kinds_that_there_are(name: str) -> None:
    """A kind that was renamed must not be asked of an engine that lacks it."""
    assert set(engines.load(name).not_available) <= set(KINDS)


def test_the_cold_start_of_a_peer_is_not_slowed_by_the_benchmark() -> None:
    """Asking SQLite imports nothing of this project but the adapter, and nothing slow."""
    code = "import tests.bench.worker, tests.bench.engines.fts5, sys; print(*sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    imported = set(shown.stdout.split())
    assert not imported & {"index", "searcher", "pathlib", "dataclasses", "rich", "numpy", "subprocess"}
