"""Draw places that articles of a corpus are said to name, each in its context, for a person to read.

    python -m tests.draw_places CORPUS --seed 1 --every 8 --draw 100 [--settlements]

CORPUS is articles as JSON Lines, packed or not, of which every so many are mined. How many of those drawn are
places, and are meant as such, is the precision that docs/design.md tells; nothing but reading finds it.
"""

from __future__ import annotations

import argparse
import random
import sys
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from index.folding import fold
from index.mining import places
from index.mining.place_words import SETTLEMENTS
from index.model import Article
from index.reading import read
from index.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

AROUND = 14
"""Characters shown before and after a place."""


def main() -> int:
    """Print the places drawn, a line each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=8)
    parser.add_argument("--draw", type=int, default=100)
    parser.add_argument("--settlements", action="store_true", help="only villages, communities and the like")
    options = parser.parse_args()
    found = [
        (place, article)
        for article in islice(_articles(options.corpus), options.seed % options.every, None, options.every)
        for place in places.mine(article)
        if not options.settlements or place.endswith(SETTLEMENTS)
    ]
    drawn = random.Random(options.seed).sample(found, min(options.draw, len(found)))  # noqa: S311 - no secret
    for place, article in drawn:
        print(_in_context(place, article))
    print(f"{len(drawn)} of {len(found)}", file=sys.stderr)
    return 0


def _articles(path: Path) -> Iterator[Article]:
    yield from (each for each in read(Source.at(path)) if isinstance(each, Article))


def _in_context(place: str, article: Article) -> str:
    for unit in article.units:
        before, found, after = fold(unit.text).partition(place)
        if found and unit.kind != "byline":
            return f"{before[-AROUND:]}[{place}]{after[:AROUND]}"
    raise AssertionError(f"{place} does not stand in article {article.id}")


if __name__ == "__main__":
    raise SystemExit(main())
