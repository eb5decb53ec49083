"""The text of a page: decoded and rebuilt, no visible character lost or doubled."""

from __future__ import annotations

import io
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.decoding.decode import decode
from index.errors import SourceError
from index.model import Article
from index.readers import text
from index.readers.budget import Budget
from index.readers.document import Document
from index.rebuild import Furniture
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
    document = Document("page.txt", "page.txt", io.BytesIO(data), Budget("page.txt", len(data)))
    with suppress(SourceError):
        found: Counter[str] = Counter()
        for item in text.read(document, str):
            assert isinstance(item, Article | Furniture)
            texts = [unit.text for unit in item.units] if isinstance(item, Article) else [item.text]
            for each in texts:
                found += visible(each)
        assert found == visible(decode(data))


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
