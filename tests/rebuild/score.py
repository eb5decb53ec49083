"""Figures of the rebuilding: what was found of what a page holds.

`python -m tests.rebuild.score --level 5 --pages 100` prints them for damaged pages, without
`--level` for the hand-made cases; `--show` lists what went wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.model import Article, Page
from index.rebuild import Reconstruction, reconstruct
from tests.damage import LEVELS, corpus_articles, fixture_articles, numbered_page
from tests.expectation import ExpectedArticle, ExpectedPage, read_case, without_space

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "xwlb.jsonl.xz"


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over pages; white space is ignored throughout.

    `headlines`, `bylines` and `subheads` count the found paragraphs whose article has the right
    ones; `astray` the visible characters that are lost or doubled.
    """

    expected: int = 0
    given: int = 0
    found: int = 0
    headlines: int = 0
    bylines: int = 0
    subheads: int = 0
    kinds: int = 0
    astray: int = 0

    def __add__(self, other: Score) -> Score:
        """Add the counts of two scores."""
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of the paragraphs, exactly right."""
        return 2 * self.found / (self.expected + self.given) if self.found else 0.0

    def share(self, name: str) -> float:
        """Return the share of the found paragraphs for which `name` is right."""
        return float(getattr(self, name) / self.found) if self.found else 0.0

    def line(self) -> str:
        """Return the figures on one line."""
        shares = "  ".join(
            f"{name} {self.share(name):.3f}" for name in ("headlines", "bylines", "subheads", "kinds")
        )
        return f"paragraphs F1 {self.f1:.3f}  {shares}  astray {self.astray}"


def score_page(text: str, result: Reconstruction, expected: ExpectedPage) -> Score:
    """Compare a rebuilt page with what it holds."""
    waiting: dict[str, list[ExpectedArticle]] = {}
    for article in expected.articles:
        for paragraph in article.paragraphs:
            waiting.setdefault(without_space(paragraph), []).append(article)
    counts: Counter[str] = Counter(expected=sum(map(len, waiting.values())))
    for rebuilt in result.articles:
        for paragraph in rebuilt.paragraphs:
            counts["given"] += 1
            owners = waiting.get(without_space(paragraph))
            if not owners:
                continue
            counts["found"] += 1
            owner = max(owners, key=lambda candidate: _same(rebuilt, candidate)["headlines"])
            owners.remove(owner)
            counts.update(_same(rebuilt, owner))
    counts["astray"] = _astray(text, result)
    return Score(**counts)


def _same(rebuilt: Article, expected: ExpectedArticle) -> dict[str, int]:
    return {
        "headlines": without_space(rebuilt.headline) == without_space(expected.headline),
        "bylines": rebuilt.byline == expected.byline,
        "subheads": [*map(without_space, rebuilt.subheads)] == [*map(without_space, expected.subheads)],
        "kinds": rebuilt.kind == expected.kind,
    }


def _astray(text: str, result: Reconstruction) -> int:
    there = Counter(without_space(text))
    found: Counter[str] = Counter()
    for article in result.articles:
        for unit in article.units:
            found.update(without_space(unit.text))
    for piece in result.furniture:
        found.update(without_space(piece.text))
    return sum(((there - found) + (found - there)).values())


def cases() -> list[tuple[str, ExpectedPage]]:
    """Return the text and the expectation of each hand-made case."""
    pages = []
    for path in sorted((ROOT / "tests" / "cases").glob("*.json")):
        file, expected = read_case(path)
        pages.append(((ROOT / file).read_text(encoding="utf-8"), expected))
    return pages


def damaged(level: int, count: int, *, corpus: bool, first: int = 0) -> Iterable[tuple[str, ExpectedPage]]:
    """Yield damaged pages of one level, made of the corpus or of the fixtures."""
    pool = corpus_articles(CORPUS) if corpus else fixture_articles()
    for number in range(first, first + count):
        page = numbered_page(pool, level, number)
        yield page.text, page.expected


def explain(number: int, result: Reconstruction, expected: ExpectedPage) -> None:
    """List what of a page went wrong."""
    owner = {without_space(text): article for article in expected.articles for text in article.paragraphs}
    for rebuilt in result.articles:
        for text in rebuilt.paragraphs:
            right = owner.pop(without_space(text), None)
            if right is None:
                print(f"{number}: NOT EXPECTED {text[:24]} … {text[-16:]}")
            elif without_space(rebuilt.headline) != without_space(right.headline):
                print(f"{number}: HEADLINE {rebuilt.headline!r} for {right.headline!r}: {text[:16]}")
            elif rebuilt.byline != right.byline:
                print(f"{number}: BYLINE {rebuilt.units[1].text!r} for {right.byline_text!r}: {text[:16]}")
            elif [*map(without_space, rebuilt.subheads)] != [*map(without_space, right.subheads)]:
                print(f"{number}: SUBHEADS {rebuilt.subheads} for {right.subheads}")
            elif rebuilt.kind != right.kind:
                print(f"{number}: KIND {rebuilt.kind} for {right.kind}: {text[:16]}")
    for text in owner:
        print(f"{number}: MISSING {text[:24]} … {text[-16:]}")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.rebuild.score", description=__doc__)
    parser.add_argument("--level", type=int, choices=range(len(LEVELS)))
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--corpus", action="store_true", help="articles of the corpus, not the fixtures")
    parser.add_argument("--show", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    pages = (
        cases()
        if options.level is None
        else damaged(options.level, options.pages, corpus=options.corpus, first=options.first)
    )
    total = Score()
    for number, (text, expected) in enumerate(pages, options.first):
        result = reconstruct(Page(f"page {number}", text, "0" * 64))
        total += score_page(text, result, expected)
        if options.show:
            explain(number, result, expected)
    print(total.line())


if __name__ == "__main__":
    main()
