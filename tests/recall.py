"""Whether an exact search finds every unit that holds a string, and no other.

    python -m tests.recall [--articles N] [--substrings 2000] [--seed N] ../shared/corpora/xwlb.jsonl.xz

All articles of the corpus, or N drawn from it, are dealt out to files and indexed in several steps.
Then one archive is asked in three states:

    as built   several segments, none of them merged
    deletions  of every ten files one is removed, and of one every other article is gone, while the
               rest has its paragraphs in reversed order; still nothing is merged
    merged     the removed files are back, and all segments have become one

In every state substrings of 1 to 20 characters are drawn, from texts that are in the archive and
from those that were: what is gone must not be found. What is to be found is decided by going
through all folded texts.

A match is a unit that holds a substring. Missed are matches that were not found, extra is what was
found and is no match; wrong are the searches by the Python interface whose total, or one of whose
first ten hits, is not right. The exit status is 1 where there is any of these.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np

import searcher
from index import archive, merge_policy
from index.columnar.snapshot import open_segments
from index.folding import fold
from index.reading import read
from index.sources import Source
from index.updating.update import update
from searcher.array_engine.finding import find_units
from searcher.query.tree import Literal
from tests.brute_force import BruteForce

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from index.model import Article

LONGEST = 20
"""Characters of the longest substring drawn."""

SESSIONS = 4
"""Updates in which the corpus comes in."""

FILES = 10
"""Files of each update. One of them is removed and one changed: a fifth is deleted then."""

SHOWN = 10
"""Hits of each search that are looked at."""

UNKNOWN = -1
"""In place of its number: a unit that should not be there."""

APART = {"SMALL": 0, "MOST_OF_A_SIZE": sys.maxsize}
"""The policy of merging with which segments stand side by side, however small and many they are."""

TOGETHER = {"SMALL": sys.maxsize, "LARGEST": sys.maxsize}
"""The policy of merging with which all segments become one."""


@dataclass(frozen=True, slots=True)
class Recall:
    """What was asked, and what of the answers was not right."""

    substrings: int
    matches: int
    missed: int
    extra: int
    wrong_answers: int

    @property
    def is_exact(self) -> bool:
        """Say whether everything was right."""
        return not (self.missed or self.extra or self.wrong_answers)


@dataclass(frozen=True, slots=True)
class State:
    """An archive as it was when it was asked; `articles` and `units` are those that are not deleted."""

    name: str
    segments: int
    articles: int
    units: int
    deleted: int
    recall: Recall


def measure(folder: Path, truth: BruteForce, substrings: Iterable[str]) -> Recall:
    """Search an archive for each substring and compare with the units that hold it."""
    segments = archive.open_current(folder, open_segments)
    numbers = _numbers(segments, truth)
    asked = matches = missed = extra = wrong_answers = 0
    with searcher.open(folder) as opened:
        for substring in substrings:
            expected = truth.holding(substring)
            # Not by `Archive.search`, which would read a record for each of 100,000 hits.
            found = np.concatenate(
                [
                    numbers_of[find_units(segment, Literal(substring), ())]
                    for segment, numbers_of in zip(segments, numbers, strict=True)
                ]
            )
            right = len(np.intersect1d(expected, found))
            asked += 1
            matches += len(expected)
            missed += len(expected) - right
            extra += len(found) - right
            wrong_answers += not _answers_rightly(opened, substring, truth, expected)
    return Recall(asked, matches, missed, extra, wrong_answers)


def _numbers(segments: Sequence[Segment], truth: BruteForce) -> list[NDArray[np.int64]]:
    """Return the number that each unit of each segment has in the truth, or `UNKNOWN`."""
    numbers = [np.full(segment.unit_count, UNKNOWN, np.int64) for segment in segments]
    for article_id, number in truth.first_units.items():
        for segment, numbers_of in zip(segments, numbers, strict=True):
            article = segment.article_number(article_id)
            if article is not None:
                first, last = segment.first_units[article : article + 2].tolist()
                numbers_of[first:last] = np.arange(number, number + last - first)
    return numbers


def _answers_rightly(
    opened: searcher.Archive, substring: str, truth: BruteForce, expected: NDArray[np.int64]
) -> bool:
    """Say whether the total of a search is right, and its first hits, each once."""
    results = opened.search(str(Literal(substring)), mode="exact", limit=SHOWN)
    first_units = truth.first_units
    shown = {first_units[hit.article] + hit.unit for hit in results if hit.article in first_units}
    is_complete = (results.total, len(shown)) == (len(expected), min(SHOWN, len(expected)))
    return is_complete and bool(np.isin(list(shown), expected).all())


def draw_substrings(texts: Iterable[str], number: int, seed: int) -> list[str]:
    """Draw substrings that are not blank, each within one of the texts."""
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    pool = [text for text in texts if fold(text).strip()]
    drawn: list[str] = []
    while len(drawn) < number:
        text = chance.choice(pool)
        length = chance.randint(1, min(LONGEST, len(text)))
        start = chance.randint(0, len(text) - length)
        substring = text[start : start + length]
        if fold(substring).strip():
            drawn.append(substring)
    return drawn


def measure_states(lines: Sequence[bytes], folder: Path, substrings: int, seed: int) -> Iterator[State]:
    """Index articles as lines of JSON in an empty folder; ask the archive in each of its states."""
    papers = folder / "papers"
    papers.mkdir()
    for session in range(SESSIONS):
        for number in range(session * FILES, (session + 1) * FILES):
            _write(_file(papers, number), lines[number :: SESSIONS * FILES])
        _update(folder, APART)
    yield _measure_state("as built", folder, [], substrings, seed)

    removed = {_file(papers, number): lines[number :: SESSIONS * FILES] for number in _first_of_each(0)}
    changed = [_file(papers, number) for number in _first_of_each(1)]
    gone = [
        unit.text for path in [*removed, *changed] for article in _articles(path) for unit in article.units
    ]
    for path in removed:
        path.unlink(missing_ok=True)
    for path in changed:
        _change(path)
    _update(folder, APART)
    yield _measure_state("deletions", folder, gone, substrings, seed + 1)

    for path, its_lines in removed.items():
        _write(path, its_lines)
    _update(folder, TOGETHER)
    yield _measure_state("merged", folder, gone, substrings, seed + 2)


def _first_of_each(place: int) -> range:
    """Return the numbers of the files that came at a place in their updates."""
    return range(place, SESSIONS * FILES, FILES)


def _file(papers: Path, number: int) -> Path:
    return papers / f"{number:02}.jsonl"


def _write(path: Path, lines: Sequence[bytes]) -> None:
    if lines:
        path.write_bytes(b"".join(lines))


def _change(path: Path) -> None:
    """Leave every other article out of a file, and put the paragraphs of the rest into reversed order."""
    kept = list(map(json.loads, path.read_bytes().splitlines()[::2]))
    for article in kept:
        article["text"] = "\n".join(reversed(article["text"].split("\n")))
    _write(path, [json.dumps(article).encode() + b"\n" for article in kept])


def _update(folder: Path, policy: Mapping[str, int]) -> None:
    with patch.dict(vars(merge_policy), policy):
        report = update(folder / "archive", [folder / "papers"])
    if report.problems:
        raise SystemExit(f"{len(report.problems)} lines were refused, the first: {report.problems[0]}")


def _articles(path: Path) -> Iterator[Article]:
    return (item for item in read(Source.at(path)) if not isinstance(item, searcher.SearcherError))


def _measure_state(name: str, folder: Path, gone: Sequence[str], substrings: int, seed: int) -> State:
    truth = BruteForce(article for path in sorted(folder.glob("papers/*")) for article in _articles(path))
    segments = archive.open_current(folder / "archive", open_segments)
    return State(
        name=name,
        segments=len(segments),
        articles=len(truth.first_units),
        units=len(truth.texts),
        deleted=sum(len(segment.deleted) for segment in segments),
        recall=measure(folder / "archive", truth, draw_substrings([*truth.texts, *gone], substrings, seed)),
    )


def read_lines(corpus: Path, articles: int | None, seed: int) -> list[bytes]:
    """Return the lines of a corpus, or of so many articles drawn from it."""
    with lzma.open(corpus) as stream:
        lines = list(stream)
    return lines if articles is None else random.Random(seed).sample(lines, articles)  # noqa: S311 - a sample, no secret


def main() -> int:
    """Print a row for each state of the corpus named on the command line; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    parser.add_argument("--articles", type=int, metavar="N", help="how many to draw; all, if not given")
    parser.add_argument("--substrings", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    options = parser.parse_args()
    lines = read_lines(options.corpus, options.articles, options.seed)
    print(HEADER)
    is_exact = True
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        for state in measure_states(lines, Path(folder), options.substrings, options.seed):
            print(_row(state, time.perf_counter() - began), flush=True)
            is_exact = is_exact and state.recall.is_exact
            began = time.perf_counter()
    return 0 if is_exact else 1


HEADER = "state      segments  articles    units  deleted  asked    matches  missed  extra  wrong     s"


def _row(state: State, seconds: float) -> str:
    recall = state.recall
    return (
        f"{state.name:9}  {state.segments:8,}  {state.articles:8,}  {state.units:7,}  {state.deleted:7,}"
        f"  {recall.substrings:5,}  {recall.matches:9,}  {recall.missed:6,}  {recall.extra:5,}"
        f"  {recall.wrong_answers:5,}  {seconds:4.0f}"
    )


if __name__ == "__main__":
    sys.exit(main())
