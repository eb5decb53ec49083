"""A text given to the commands of the desk: facts, quotations, drafts, names, timelines, explanations.

The first byte says which; the rest is the text.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from index.errors import SearcherError
from searcher.archive import Archive
from searcher.query.asking import Options
from tests.fuzz.target import Target
from tests.fuzz.targets.query import engines
from tests.fuzz.targets.query import seeds as queries
from tests.test_bad_input import BLANK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def explain(archive: Archive, text: str) -> None:
    """Have a passage explained, as a query and as plain text."""
    article = archive.article("a")
    assert article is not None
    archive.explain(text, article, 2)
    archive.explain(text, article, 2, relaxed=True)


ASKED: Final[tuple[Callable[[Archive, str], object], ...]] = (
    lambda archive, text: archive.facts(text),
    lambda archive, text: archive.quote(text),
    lambda archive, text: archive.similar(text),
    lambda archive, text: archive.names(text),
    lambda archive, text: archive.suggest_synonyms(text),
    lambda archive, text: archive.timeline(text, mode="relaxed"),
    lambda archive, text: archive.timeline(text),
    lambda archive, text: archive.timeline("驿站", on_this_day=text),
    lambda archive, text: archive.advise(text),
    lambda archive, text: archive.search(text, group=True, facets=("year", "byline")),
    lambda archive, text: archive.search("驿站", options=Options(since=text)),
    lambda archive, text: archive.search("驿站", options=Options(paper=text, page=text, kind=text)),
    explain,
    lambda archive, text: archive.article(text),
)


def run(data: bytes) -> None:
    """Ask one thing."""
    text = data[1:].decode("utf-8", "surrogateescape")
    with suppress(SearcherError):
        ASKED[(data or b"\0")[0] % len(ASKED)](Archive(engines()[0]), text)


def seeds() -> Iterator[bytes]:
    """Yield queries for each command, and texts with figures, dates and quotations."""
    texts = [
        *("100㎡，二〇二五年4月18日，85.05%，近7成，三十一个，1.2万元，昨天上午9时，市民王芳说", BLANK),
        *("快递员进了门。驿站有水，100㎡。", "快递员进了……门", "“双报到”", "04-18", "2024-01..2025"),
    ]
    for number in range(len(ASKED)):
        for text in texts:
            yield bytes([number]) + text.encode()
    for number, query in enumerate(queries()):
        yield bytes([number % len(ASKED)]) + query


FIGURES: Final = (
    *"零〇一二两三十百千万亿点0123456789,.%％‰年月日号时分秒个元度米㎡多余近约超成倍第",
    *("同比", "以上", "左右", "百分之", "星期", "上午", "……", "“", "”", "说", "记者"),
)

TARGET = Target(run, seeds, dictionary=tuple(each.encode() for each in FIGURES), largest=600)
