"""How many facts that a person read on the five pages are among the first answers.

    python -m tests.facts.score [--first N] [--pages 000,001] [--list]

The facts stand in `tests/fixtures/facts.tsv`, written down by reading before the first program ran:
what is asked, the figure as printed, its value. A fact is found where one of the first answers has
that figure, value, exactness and unit. Asked are the articles of `tests/cases`, all five pages at once.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from index.folding import fold
from searcher.facts.nearness import Passage, find_facts

if TYPE_CHECKING:
    from searcher.facts.nearness import Fact

ROOT = Path(__file__).parents[1]
FACTS = ROOT / "fixtures" / "facts.tsv"
FIRST = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A fact as it was written down."""

    page: str
    query: str
    figure: str
    exactness: str
    value: str
    unit: str


def known_facts() -> list[Known]:
    """Return the facts of the fixture, in the order of the pages."""
    lines = FACTS.read_text(encoding="utf-8").splitlines()[1:]
    return [Known(*line.split("\t")) for line in lines]


def passages() -> list[Passage]:
    """Return all units of the articles of the five pages."""
    return [
        Passage(f"{case.stem[:3]}-{number}", unit, text, article["headline"])
        for case in sorted((ROOT / "cases").glob("*.json"))
        for number, article in enumerate(json.loads(case.read_text(encoding="utf-8"))["articles"])
        for unit, text in enumerate([article["headline"], *article["subheads"], *article["paragraphs"]])
    ]


def answers(query: str, everywhere: list[Passage]) -> list[Fact]:
    """Return the facts about all words of a query, the nearest first."""
    return find_facts([frozenset([fold(word)]) for word in query.split()], everywhere)


def is_answered(known: Known, facts: list[Fact]) -> bool:
    """Tell whether one of the facts has the figure that was written down."""
    return any(known.figure in fact.figure.text and _says(fact, known) for fact in facts)


def _says(fact: Fact, known: Known) -> bool:
    figure = fact.figure
    if known.value == "person" or figure.value is None:
        return figure.kind == "person" if known.value == "person" else figure.normal == known.value
    low, _, high = known.value.partition("-")
    value = figure.value
    return (
        (value.low, value.high) == (Fraction(low), Fraction(high or low))
        and value.exactness == known.exactness
        and value.unit == known.unit
    )


def main() -> None:
    """Print how many facts are found, and which are not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--first", type=int, default=FIRST)
    parser.add_argument("--pages", default="000,001,002,003,004")
    parser.add_argument("--list", action="store_true", help="print the answers to what is missed")
    options = parser.parse_args()
    everywhere = passages()
    asked = [known for known in known_facts() if known.page in options.pages.split(",")]
    missed = [
        known for known in asked if not is_answered(known, answers(known.query, everywhere)[: options.first])
    ]
    for known in missed:
        print(f"{known.page} {known.query}: {known.figure}")
        if options.list:
            for fact in answers(known.query, everywhere)[:5]:
                print(f"    {fact.figure.text} [{fact.figure.normal}] {fact.cost:.2f} {fact.figure.kind}")
    print(f"{len(asked) - len(missed)} of {len(asked)} facts among the first {options.first}")


if __name__ == "__main__":
    main()
