"""Whether an exact search finds every unit that holds a string, and no other.

    python -m tests.recall --articles 5000 --substrings 2000 [--seed N] ../shared/corpora/xwlb.jsonl.xz

Articles are drawn from the corpus and indexed; substrings of 1 to 12 characters are drawn within
their units and searched for through `mode="exact"`. What is to be found is decided by going
through all folded texts with Python's `in`.

Recall is the share of the units that hold a substring that were found, precision the share of the
units found that hold it; both over all substrings together.
"""

from __future__ import annotations

import argparse
import lzma
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import searcher
from index.folding import fold
from index.reading import read
from index.sources import Source
from index.update import update
from searcher.query.tree import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LONGEST = 12
"""Characters of the longest substring drawn."""

Place = tuple[str, int]
"""An article's id and a unit's number."""


@dataclass(frozen=True, slots=True)
class Recall:
    """How many units hold the substrings, how many were found, and how many of those rightly."""

    substrings: int
    expected: int
    found: int
    right: int

    def __str__(self) -> str:
        recall, precision = self.right / self.expected, self.right / self.found
        return (
            f"{self.substrings:,} substrings in {self.expected:,} units   "
            f"recall {recall:.4%}   precision {precision:.4%}"
        )


def measure(archive: searcher.Archive, texts: Mapping[Place, str], substrings: Iterable[str]) -> Recall:
    """Search for each substring and compare with the units whose folded text holds it."""
    folded = {place: fold(text) for place, text in texts.items()}
    number = expected = found = right = 0
    for substring in substrings:
        needle = fold(substring)
        holding = {place for place, text in folded.items() if needle in text}
        places = set(search_exactly(archive, substring, limit=len(texts)))
        number += 1
        expected += len(holding)
        found += len(places)
        right += len(holding & places)
    return Recall(number, expected, found, right)


def search_exactly(archive: searcher.Archive, substring: str, limit: int) -> Iterator[Place]:
    """Yield the places of the units that an exact search for a substring finds."""
    for hit in archive.search(str(Literal(substring)), mode="exact", limit=limit):
        yield hit.article, hit.unit


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


def measure_corpus(corpus: Path, articles: int, substrings: int, seed: int) -> Recall:
    """Draw articles from a corpus of JSON Lines, index them, draw substrings, search for them."""
    with lzma.open(corpus) as lines:
        chosen = random.Random(seed).sample(list(lines), articles)  # noqa: S311 - a sample, no secret
    with tempfile.TemporaryDirectory() as temporary:
        sample, folder = Path(temporary) / "sample.jsonl", Path(temporary) / "archive"
        sample.write_bytes(b"".join(chosen))
        report = update(folder, [sample])
        if report.problems:
            raise SystemExit(f"{len(report.problems)} lines were refused, the first: {report.problems[0]}")
        texts = read_texts(sample)
        with searcher.open(folder) as archive:
            return measure(archive, texts, draw_substrings(texts.values(), substrings, seed))


def read_texts(path: Path) -> dict[Place, str]:
    """Return the texts of the units of a file of JSON Lines."""
    return {
        (item.id, unit.number): unit.text
        for item in read(Source.at(path))
        if not isinstance(item, searcher.SearcherError)
        for unit in item.units
    }


def main() -> None:
    """Print the figures of the corpus named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, metavar="CORPUS")
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--substrings", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.perf_counter()
    recall = measure_corpus(options.corpus, options.articles, options.substrings, options.seed)
    print(
        f"{options.articles:,} articles, seed {options.seed}: {recall}   {time.perf_counter() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
