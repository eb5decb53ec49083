"""Print one damaged page and, as JSON lines, what it must be rebuilt to."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tests.damage import LEVELS, corpus_articles, fixture_articles, numbered_page
from tests.expectation import article_json


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.damage", description=__doc__)
    parser.add_argument("--level", type=int, choices=range(len(LEVELS)), default=5)
    parser.add_argument("--page", type=int, default=0, help="number of the page, the same every time")
    parser.add_argument(
        "--corpus", type=Path, help="an xz-compressed JSON-lines corpus instead of the fixtures"
    )
    options = parser.parse_args()
    pool = corpus_articles(options.corpus) if options.corpus else fixture_articles()
    page = numbered_page(pool, options.level, options.page)
    print(page.text)
    print("─" * 60)
    for article in page.expected.articles:
        print(json.dumps(article_json(article), ensure_ascii=False))
    print(json.dumps({"furniture": page.expected.furniture}, ensure_ascii=False))


if __name__ == "__main__":
    main()
