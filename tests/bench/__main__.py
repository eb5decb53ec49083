"""Measure this engine and its peers on one corpus and print the tables."""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import engines, table, truth
from tests.bench.corpus import CorpusError, read_articles, text_bytes
from tests.bench.machine import ROOT, describe_commit, describe_machine
from tests.bench.measure import Bench, MeasuringError
from tests.bench.outcome import Outcome
from tests.bench.queries import SEED, choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.corpus import Article
    from tests.bench.queries import Query
    from tests.bench.truth import FoldedUnits

RESULTS = ROOT / "docs" / "benchmarks"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = parse_options(given)
    try:
        report = measure(options, given)
    except (CorpusError, MeasuringError, OSError) as error:
        raise SystemExit(f"bench: {error}") from None
    print(report)
    if options.save:
        say(f"written to {save(report, RESULTS, date.today())}")


def parse_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; ends the process where they cannot be understood."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("corpus", type=Path, help=".jsonl, .jsonl.xz or .jsonl.gz: id, date, title, text")
    parser.add_argument("--articles", type=_positive, metavar="N", help="only the first N articles")
    parser.add_argument("--repeat", type=_positive, default=3, metavar="N", help="builds and cold turns (3)")
    parser.add_argument("--engines", type=_names, default=engines.NAMES, metavar="A,B", help="only these")
    parser.add_argument(
        "--limit",
        type=_limit,
        action="append",
        default=[],
        metavar="ENGINE=N",
        help="give a slow engine only the first N articles; the tables say so",
    )
    parser.add_argument("--times", type=_positive, default=1, metavar="N", help="also N times the text")
    parser.add_argument("--seed", type=int, default=SEED, help="of the choice of queries")
    parser.add_argument("--save", action="store_true", help="keep the result in docs/benchmarks/")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 on")
    return int(text)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(text.split(",")))
    for name in names:
        if name not in engines.NAMES:
            raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(engines.NAMES)}")
    return names


def _limit(text: str) -> tuple[str, int]:
    name, _, articles = text.partition("=")
    (known,) = _names(name)
    return known, _positive(articles)


def measure(options: argparse.Namespace, given: Sequence[str]) -> str:
    """Measure as the options say; return the report as Markdown."""
    missing = {name: reason for name in options.engines if (reason := engines.load(name).missing())}
    names = [name for name in options.engines if name not in missing]
    if not names:
        raise MeasuringError("none of the engines is installed; make bench installs them")
    machine, commit = describe_machine(), describe_commit()
    say(f"reading {options.corpus.name}")
    articles = read_articles(options.corpus, options.articles)
    units = truth.fold_units(articles)
    say(f"choosing queries from {len(units.texts):,} units")
    queries = choose(units, options.seed)
    outcomes = [
        run_once(articles, units, queries, names, times, options) for times in sorted({1, options.times})
    ]
    command = " ".join(Path(word).name if word == str(options.corpus) else word for word in given)
    parts = [
        f"# Benchmark of {date.today().isoformat()}",
        f"`python -m tests.bench {command}`",
        f"- machine: {machine}\n- commit: {commit}",
    ]
    if missing:
        parts.append(
            "\n".join(f"- **not measured: {name}**, needs {reason}" for name, reason in missing.items())
        )
    for times, outcome in zip(sorted({1, options.times}), outcomes, strict=True):
        if times > 1:
            parts += [f"## {times} times the text", table.format_growth(outcomes[0], outcome, times)]
        else:
            parts.append(f"## {options.corpus.name}: {len(articles):,} articles, {len(units.texts):,} units")
        parts.append(table.format_outcome(outcome))
    return "\n\n".join(parts) + "\n"


def run_once(
    articles: list[Article],
    units: FoldedUnits,
    queries: Sequence[Query],
    names: Sequence[str],
    times: int,
    options: argparse.Namespace,
) -> Outcome:
    """Measure all engines on so many times the text."""
    limits = dict(options.limit)
    # Not in the machine's temporary folder, which may be memory: building there would cost no disk.
    with tempfile.TemporaryDirectory(prefix=".bench-", dir=ROOT) as work:
        bench = Bench(
            articles, queries, names, Path(work), times=times, repeats=options.repeat, limits=limits, say=say
        )
        measured, bare = bench.run()
    loaded = {name: engines.load(name) for name in names}

    @cache
    def right_counts(given: int, reads_headlines: bool) -> list[int | None]:
        first = articles[:given]
        return truth.counts(first, units, queries, reads_headlines=reads_headlines, times=times)

    return Outcome(
        articles=len(articles) * times,
        text=text_bytes(articles) * times,
        queries=queries,
        engines=measured,
        truths={
            name: right_counts(limits.get(name, len(articles)), engine.reads_headlines)
            for name, engine in loaded.items()
        },
        not_available={name: engine.not_available for name, engine in loaded.items()},
        bare=bare,
    )


def save(report: str, folder: Path, day: date) -> Path:
    """Write a report under its date; a second one of the day beside the first."""
    folder.mkdir(parents=True, exist_ok=True)
    names = (f"{day.isoformat()}{mark}.md" for mark in ("", *(f"-{number}" for number in range(2, 100))))
    path = next(folder / name for name in names if not (folder / name).exists())
    path.write_text(report, encoding="utf-8")
    return path


def say(text: str) -> None:
    """Tell on standard error what is being done."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
