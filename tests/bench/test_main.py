from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.bench import engines
from tests.bench.__main__ import main, parse_options, save
from tests.bench.articles import fixture_articles
from tests.bench.corpus import write_articles
from tests.bench.queries import choose

if TYPE_CHECKING:
    from pathlib import Path


def test_results_of_one_day_stand_beside_each_other(tmp_path: Path) -> None:
    """Nothing that was measured is overwritten."""
    folder = tmp_path / "benchmarks"
    paths = [save(report, folder, date(2024, 3, 1)) for report in ("first", "second", "third")]
    assert [(path.name, path.read_text(encoding="utf-8")) for path in paths] == [
        ("2024-03-01.md", "first"),
        ("2024-03-01-2.md", "second"),
        ("2024-03-01-3.md", "third"),
    ]


def test_options_are_read() -> None:
    """Engines once each, in the order given; limits by engine."""
    options = parse_options(["corpus.jsonl", "--engines", "fts5,searcher,fts5", "--limit", "fts5=100"])
    assert options.engines == ("fts5", "searcher")
    assert options.limit == [("fts5", 100)]


@pytest.mark.parametrize(
    "arguments", [["--articles", "0"], ["--repeat", "x"], ["--engines", "lucene"], ["--limit", "fts5"]]
)
def test_options_that_say_nothing_are_errors(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The option and what it was given are named."""
    with pytest.raises(SystemExit):
        parse_options(["corpus.jsonl", *arguments])
    assert f"argument {arguments[0]}: " in capsys.readouterr().err


def test_a_corpus_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    """No traceback."""
    with pytest.raises(SystemExit, match=r"bench: .*No such file"):
        main([str(tmp_path / "none.jsonl"), "--engines", "fts5"])


def test_a_whole_run_prints_its_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the corpus to the tables, with growth; the folder of the corpus is nobody's business."""
    if missing := engines.load("fts5").missing():
        pytest.skip(f"fts5 is not installed: {missing}")
    corpus = tmp_path / "corpus.jsonl"
    write_articles(fixture_articles(), corpus)
    # A few queries of different kinds are enough here.
    monkeypatch.setattr("tests.bench.__main__.choose", lambda units, seed: choose(units, seed)[::8])
    main([str(corpus), "--engines", "fts5", "--repeat", "1", "--times", "2"])
    shown = capsys.readouterr().out
    assert str(tmp_path) not in shown
    assert "`python -m tests.bench corpus.jsonl --engines fts5 --repeat 1 --times 2`" in shown
    assert shown.count("| counts right") == 2
    assert "| 2 times the text   | fts5" in shown
