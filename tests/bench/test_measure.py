from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench import engines
from tests.bench.articles import fixture_articles
from tests.bench.measure import Bench, MeasuringError, disk_bytes, run
from tests.bench.queries import Query
from tests.bench.truth import counts, fold_units
from tests.bench.worker import time_queries

MB = 1_000_000

QUERIES = [
    Query("two characters", ("社区",)),
    Query("NOT", ("社区",), without=("居民",)),
    Query("OR", ("快递", "粮仓"), any_of=True),
    Query("date range", ("社区",), first="2024-03-01", last="2024-03-10"),
    Query("question", question="社区居民怎样办事"),
]

needs_proc = pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="memory is in no /proc here"
)


def python(code: str) -> list[str]:
    """Return the command that runs a line of Python."""
    return [sys.executable, "-c", code]


def test_a_process_gives_its_output() -> None:
    """What it prints is kept; time and memory are there."""
    process = run(python("print('found')"))
    assert process.output == "found\n"
    assert process.seconds > 0
    assert process.peak > 0


def test_a_process_that_fails_is_an_error_with_what_it_said() -> None:
    """No figure is made of a process that did not do its work."""
    with pytest.raises(MeasuringError, match="ended with 3: out of paper"):
        run(python("import sys; sys.stderr.write('out of paper'); sys.exit(3)"))


def test_nothing_found_is_no_failure_where_it_is_expected() -> None:
    """A search ends with 1 as grep does."""
    assert run(python("raise SystemExit(1)"), good=frozenset({0, 1})).output == ""


def test_a_process_killed_is_an_error() -> None:
    """Out of memory, say: the signal is its status."""
    with pytest.raises(MeasuringError, match="ended with -9"):
        run(python("import os; os.kill(os.getpid(), 9)"))


def test_the_memory_of_a_process_is_its_own_and_not_that_of_who_started_it() -> None:
    """This process holds 300 MB; the one it measures nothing."""
    held = bytearray(b"x") * (300 * MB)
    assert run(python("pass")).peak < len(held) / 2


def test_the_largest_moment_counts() -> None:
    """100 MB that were given back before the end are in the peak, sampling or not."""
    assert run(python("x = bytearray(b'x') * 100_000_000; del x")).peak > 100 * MB


@needs_proc
def test_the_memory_of_all_processes_of_a_build_is_added_up() -> None:
    """Two processes of 100 MB each, at the same time, are 200 MB."""
    hold = "x = bytearray(b'x') * 100_000_000; import time; time.sleep(1)"
    both = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}; p.wait()"
    assert run(python(both), sampling=0.05).peak > 200 * MB


@needs_proc
def test_memory_that_processes_share_counts_once() -> None:
    """A fork that only reads its parent's 100 MB adds little to them."""
    fork = "x = bytearray(b'x') * 100_000_000; import os, time; p = os.fork(); time.sleep(1); p and os.wait()"
    assert run(python(fork), sampling=0.05).peak < 150 * MB


def test_a_developers_settings_of_python_do_not_reach_what_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without bytecode files every cold start would compile its sources again."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert run(python("import sys; print(sys.dont_write_bytecode)")).output == "False\n"


def test_every_query_is_timed_in_every_round() -> None:
    """The first time of each is not counted."""
    asked = []

    def ask(query: Query) -> int:
        asked.append(query)
        return len(query.words)

    totals, seconds = time_queries(ask, QUERIES[:3], rounds=4)
    assert totals == [1, 1, 2]
    assert [len(rounds) for rounds in seconds] == [4, 4, 4]
    assert asked == QUERIES[:3] * 5


def test_an_engine_that_answers_differently_is_an_error() -> None:
    """A time of an answer that changes says nothing."""
    answers = iter([1, 2])
    with pytest.raises(RuntimeError, match="answered with 1, then with 2"):
        time_queries(lambda _: next(answers), QUERIES[:1], rounds=1)


def test_the_size_on_disk_is_that_of_all_files(tmp_path: Path) -> None:
    """Folders inside are looked into."""
    (tmp_path / "inside").mkdir()
    (tmp_path / "one").write_bytes(b"x" * 10)
    (tmp_path / "inside" / "two").write_bytes(b"x" * 5)
    assert disk_bytes(tmp_path) == 15


@pytest.mark.parametrize("name", engines.NAMES)
def test_an_engine_builds_answers_and_is_measured(name: str, tmp_path: Path) -> None:
    """Every query it can be asked has a time, cold and, where it stays open, warm; ours counts right."""
    engine = engines.load(name)
    if missing := engine.missing():
        pytest.skip(f"{name} is not installed: {missing}")
    articles = fixture_articles()
    (figures,), bare = Bench(articles, QUERIES, [name], tmp_path, repeats=1, times=2).run()
    asked = [number for number, query in enumerate(QUERIES) if query.kind not in engine.not_available]
    assert sorted(figures.cold) == asked
    assert sorted(figures.warm) == (asked if engine.stays_open else [])
    assert sorted(figures.totals) == asked
    assert figures.articles == 2 * len(articles)
    assert figures.builds == 1
    assert figures.disk == disk_bytes(tmp_path / name) > 0
    assert min(bare, figures.build_seconds, *figures.cold.values()) > 0
    right = counts(articles, fold_units(articles), QUERIES, reads_headlines=engine.reads_headlines, times=2)
    if name in {engines.OWN, "ripgrep"}:
        assert all(figures.totals[number] == right[number] for number in asked if right[number] is not None)


def test_a_slow_engine_can_be_given_the_first_articles_only(tmp_path: Path) -> None:
    """Its figures say how many."""
    engine = engines.load("fts5")
    if missing := engine.missing():
        pytest.skip(f"fts5 is not installed: {missing}")
    (figures,), _ = Bench(
        fixture_articles(), QUERIES[:1], ["fts5"], tmp_path, repeats=1, limits={"fts5": 3}
    ).run()
    assert figures.articles == 3
