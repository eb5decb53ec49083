"""How fast PDF pages are read: `python -m tests.pdf.speed --pages 40 --articles 16`, processor seconds.

Once in this process and once in the process that is for it; its start and what passes between the two
are the price of its being another.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from dataclasses import replace

from index.pdf import PdfPage, PdfReader
from index.pdf.document import opened, sheet_of
from index.pdf.layout import page_lines
from tests.damage import LEVELS, corpus_articles
from tests.pdf.newspaper import newspaper_page
from tests.rebuild.score import CORPUS


def _used(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.pdf.speed", description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--articles", type=int, default=16, help="on a page: 16 make one of a large daily")
    options = parser.parse_args()
    pool = corpus_articles(CORPUS)
    damage = replace(LEVELS[5], articles=(options.articles, options.articles))
    rng = random.Random("speed")  # noqa: S311 - no secret: the same pages every time
    files = [newspaper_page(pool, rng, damage).content for _ in range(options.pages)]

    start = _used(resource.RUSAGE_SELF)
    glyphs = 0.0
    for content in files:
        with opened(content) as document:
            begun = time.process_time()
            sheet = sheet_of(document, 0)
            glyphs += time.process_time() - begun
            page_lines(sheet)
    here = _used(resource.RUSAGE_SELF) - start

    reader = PdfReader()
    before, begun = _used(resource.RUSAGE_SELF), time.perf_counter()
    list(reader.read_pages(files[0]))
    first = time.perf_counter() - begun
    parts = [part for content in files for part in reader.read_pages(content) if isinstance(part, PdfPage)]
    reader.close()
    parent, child = _used(resource.RUSAGE_SELF) - before, _used(resource.RUSAGE_CHILDREN)

    pages, characters = len(parts), sum(len("".join(part.text.split())) for part in parts)
    size = sum(map(len, files)) / 1e6
    print(f"{pages} pages, {characters / pages:.0f} characters each, {size:.1f} MB of PDF")
    print(
        f"in this process {here / pages * 1000:.0f} ms a page, of these {glyphs / pages * 1000:.0f} in PDFium"
    )
    print(f"in its own {child / pages * 1000:.0f} ms a page, and {parent / pages * 1000:.1f} here")
    print(f"first page after {first:.2f} s; {characters * 3 / child / 1e6:.2f} MB of text a second")


if __name__ == "__main__":
    main()
