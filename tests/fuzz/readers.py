"""What every reader is held to, whatever the bytes: articles that can be kept, or one named refusal.

A reader is a further target with a module of a few lines:

    TARGET = reader("page.html", seeds)
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from index import reading
from index.bulk.folding import fold_all
from index.columnar.batch import Gatherer
from index.errors import SourceError
from index.folding import fold
from index.model import Article, ArticleKind, UnitKind
from index.sources import Source
from tests.fuzz.target import WORK, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KINDS: Final = get_args(ArticleKind)
UNIT_KINDS: Final = get_args(UnitKind)


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fuzz-reader-", dir=os.environ.get(WORK)))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def source(name: str, data: bytes) -> Source:
    """Return a file of a name that holds some bytes, in place of the one before."""
    path = _folder() / name
    path.write_bytes(data)
    return Source(path, name, str(path))


def reader(
    name: str, seeds: Callable[[], Iterable[bytes]], dictionary: tuple[bytes, ...] = (), largest: int = 4_096
) -> Target:
    """Return the target of the reader that files of such a name have."""
    return Target(lambda data: read_all(source(name, data)), seeds, dictionary, largest)


def read_all(read: Source) -> None:
    """Read a file as `searcher index` does; raises where what it gives could not be kept or shown."""
    gatherer = Gatherer()
    try:
        for number, each in enumerate(reading.read(read)):
            if isinstance(each, SourceError):
                _check_line(each, read)
                continue
            check(each, read)
            gatherer.add(each, 1, number)
    except SourceError as error:
        _check_line(error, read)
        return
    if len(gatherer):
        text = gatherer.batch().text
        assert len(fold_all([text]).codepoints) == len(fold(text))


def _check_line(error: SourceError, read: Source) -> None:
    assert error.file == read.file or error.file.startswith(f"{read.file}/")
    # Not the name: that of a file may have any character, and what shows it replaces them.
    assert "\n" not in error.reason, "an error is one line"


def check(article: Article, read: Source) -> None:
    """Raise where an article is not what `index.model` promises."""
    assert article.file.startswith(read.file)
    inside = article.file.removeprefix(read.file)
    assert ".." not in inside.split("/"), "no place leads out of a packed file"
    assert "//" not in inside
    assert article.id == article.id.strip() != ""
    assert article.kind in KINDS
    assert 0 <= article.confidence <= 1
    assert [unit.number for unit in article.units] == list(range(len(article.units)))
    assert [unit.kind for unit in article.units[:2]] == ["headline", "byline"]
    if article.date is not None:
        assert date.fromisoformat(article.date).isoformat() == article.date
    for unit in article.units:
        assert unit.kind in UNIT_KINDS
        assert all(1 <= first <= last for first, last in unit.lines)
        unit.text.encode()
    for text in (article.id, article.file, article.paper, article.page, article.section):
        (text or "").encode()
