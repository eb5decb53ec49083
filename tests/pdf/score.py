"""Figures of PDF pages: newspaper pages set, read back and rebuilt.

`python -m tests.pdf.score --pages 100` prints them, `--plain` for the text in the order PDFium gives
it, `--show` lists what went wrong, `--write DIR` keeps the files.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from index.model import Page
from index.pdf.document import opened, sheet_of
from index.pdf.layout import page_lines
from index.rebuild import reconstruct
from tests.damage import corpus_articles, fixture_articles
from tests.pdf.newspaper import numbered_newspaper
from tests.rebuild.score import CORPUS, Score, explain, score_page

if TYPE_CHECKING:
    from index.model import LineSetting
    from index.pdf.layout import SetLine


def plain_text(content: bytes) -> str:
    """Return the text of a one-page file as PDFium orders it."""
    with opened(content) as document:
        page = document[0]
        text: str = page.get_textpage().get_text_range()
        page.close()
    return text


def set_lines(content: bytes) -> list[SetLine]:
    """Return the lines of a one-page file."""
    with opened(content) as document:
        return page_lines(sheet_of(document, 0))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.pdf.score", description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--corpus", action="store_true", help="articles of the corpus, not the fixtures")
    parser.add_argument("--plain", action="store_true", help="the text in the order PDFium gives it")
    parser.add_argument("--text", action="store_true", help="the text alone, without how it was set")
    parser.add_argument("--show", action="store_true", help="list what went wrong")
    parser.add_argument("--write", type=Path, help="a folder for the files")
    options = parser.parse_args()
    pool = corpus_articles(CORPUS) if options.corpus else fixture_articles()
    total = Score()
    for number in range(options.first, options.first + options.pages):
        page = numbered_newspaper(pool, number)
        settings: tuple[LineSetting | None, ...] = ()
        if options.plain:
            text = plain_text(page.content)
        else:
            lines = set_lines(page.content)
            text = "\n".join(line.text for line in lines)
            settings = () if options.text else tuple(line.setting for line in lines)
        result = reconstruct(Page(f"page {number}", text, "0" * 64, settings))
        total += score_page(text, result, page.expected)
        if options.write:
            (options.write / f"{number}.pdf").write_bytes(page.content)
            (options.write / f"{number}.txt").write_text(text, encoding="utf-8")
        if options.show:
            explain(number, result, page.expected)
    print(total.line())


if __name__ == "__main__":
    main()
