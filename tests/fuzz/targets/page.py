"""The text of a page: decoded and rebuilt, no visible character lost or doubled."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from index.decoding import UndecodableError, decode
from index.model import Page
from index.rebuild import reconstruct
from tests.fuzz.readers import read_all, source
from tests.fuzz.target import Target
from tests.rebuild.test_nothing_lost import BREAKS, SCRAPS, visible
from tests.rebuild.test_page_bad_input import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = Path(__file__).parents[3] / "seeds"


def run(data: bytes) -> None:
    """Read a page."""
    read_all(source("page.txt", data))
    try:
        text = decode(data)
    except UndecodableError:
        return
    page = reconstruct(Page("page.txt", text, "0" * 64))
    found: Counter[str] = Counter()
    for article in page.articles:
        for unit in article.units:
            found += visible(unit.text)
    for piece in page.furniture:
        found += visible(piece.text)
    assert found == visible(text)


def seeds() -> Iterator[bytes]:
    """Yield a small page in both encodings, and pieces of the five pages."""
    yield PAGE.encode()
    yield PAGE.encode("gb18030")
    yield SCRAPS.encode()
    for path in sorted(PAGES.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for start in range(0, len(lines), 60):
            yield "\n".join(lines[start : start + 30]).encode()


TARGET = Target(
    run,
    seeds,
    dictionary=tuple(piece.encode() for piece in [*SCRAPS.split("\n"), *BREAKS, *"●□■“”（）()。，、…！"]),
)
