"""How well questions find their passage: MRR@10, R@1 and R@10 of any retrieval set.

    python -m tests.evaluate ../shared/corpora/cmrc2018

The folder holds corpus.jsonl (what `searcher index` reads, with an `id`), queries.jsonl (`id`,
`text`) and qrels.tsv (query id, article id, relevance). Questions go through `mode="relaxed"`;
an article ranks where its best unit does.

MRR@10 is the mean of 1/rank of the first relevant article among the first ten, 0 where there is
none; R@k the share of questions with a relevant article among the first k.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import searcher
from index.updating.update import update

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

DEPTH = 10
ENOUGH_UNITS = 100
"""Units asked for, so that ten articles are among them."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one retrieval set, each between 0 and 1."""

    questions: int
    mean_reciprocal_rank: float
    recall_at_1: float
    recall_at_10: float

    def __str__(self) -> str:
        return (
            f"{self.questions:,} questions   MRR@10 {self.mean_reciprocal_rank:.4f}   "
            f"R@1 {self.recall_at_1:.4f}   R@10 {self.recall_at_10:.4f}"
        )


def first_relevant(ranking: Sequence[str], relevant: AbstractSet[str]) -> int | None:
    """Return the 1-based rank of the first relevant article, `None` where there is none."""
    return next((rank for rank, article in enumerate(ranking, start=1) if article in relevant), None)


def figures(ranks: Sequence[int | None]) -> Figures:
    """Return the figures of the ranks of each question's first relevant article."""
    found = [rank for rank in ranks if rank is not None and rank <= DEPTH]
    number = len(ranks)
    return Figures(
        questions=number,
        mean_reciprocal_rank=sum(1 / rank for rank in found) / number,
        recall_at_1=sum(rank == 1 for rank in found) / number,
        recall_at_10=len(found) / number,
    )


def rank_articles(archive: searcher.Archive, question: str) -> list[str]:
    """Return the ids of the articles that answer a question, best first; of a blank one, none."""
    if not question.strip():
        return []
    hits = archive.search(question, mode="relaxed", limit=ENOUGH_UNITS)
    return list(dict.fromkeys(hit.article for hit in hits))


def evaluate(folder: Path) -> Figures:
    """Index a retrieval set in a temporary archive, ask all its questions, return the figures."""
    relevant: dict[str, set[str]] = {}
    for line in _lines(folder / "qrels.tsv"):
        query, article, relevance = line.split("\t")
        if int(relevance) > 0:
            relevant.setdefault(query, set()).add(article)
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary) / "archive"
        report = update(place, [folder / "corpus.jsonl"])
        if report.problems:
            raise SystemExit(f"{len(report.problems)} lines were refused, the first: {report.problems[0]}")
        with searcher.open(place) as archive:
            questions = [json.loads(line) for line in _lines(folder / "queries.jsonl")]
            return figures(
                [
                    first_relevant(rank_articles(archive, question["text"]), relevant[question["id"]])
                    for question in questions
                    if question["id"] in relevant
                ]
            )


def _lines(path: Path) -> Iterable[str]:
    return path.read_text(encoding="utf-8").splitlines()


def main() -> None:
    """Print the figures of the retrieval sets named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    for folder in parser.parse_args().folders:
        print(f"{folder.name}: {evaluate(folder)}")


if __name__ == "__main__":
    main()
