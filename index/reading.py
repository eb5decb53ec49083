"""One file to its articles, whatever its format, and whatever it is packed in."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SourceError, SourceWarning
from index.files import open_file
from index.language import gettext as _
from index.manifest import UNKNOWN
from index.readers.budget import MOST_DEPTH, Budget
from index.readers.document import Document, failures_of
from index.readers.kinds import reader_of, unpacker_of
from index.rebuild import Furniture
from index.sources import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.model import Article
    from index.readers.document import Item
    from index.sources import Source


YOUNG = 2_000_000_000
"""Nanoseconds for which a time of change proves nothing: the next change may bear the same time."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file held when it was looked at: for telling whether it has changed."""

    size: int
    modified: int
    """Time of change in nanoseconds, or `UNKNOWN`."""
    digest: str


def look_at(source: Source) -> Content:
    """Return what tells the content of a file from any other. Raises `SourceError`."""
    with failures_of(source.file):
        status = source.path.stat()
    is_young = status.st_mtime_ns >= time.time_ns() - YOUNG
    return Content(status.st_size, UNKNOWN if is_young else status.st_mtime_ns, digest(source))


def digest(source: Source) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal. Raises `SourceError`."""
    hasher = hashlib.sha256()
    with failures_of(source.file), open_file(source.path) as stream:
        while block := stream.read(1 << 20):
            hasher.update(block)
    return hasher.hexdigest()


def read(source: Source, settle: Callable[[str], str] = str) -> Iterator[Article | SourceError]:
    """Yield the articles of a file, and an error for each line or packed document that gives none.

    `settle` is asked for the id of every article whose source gives none: it gets the one made
    from the article's content, and returns it or another.

    Raises `SourceError` where the file as a whole cannot be used; what it yielded until then is
    not to be kept.
    """
    settled: set[str] = set()
    for document in documents(source):
        if isinstance(document, SourceError):
            yield document
            continue
        if document.file != source.file:
            inside = document.file.removeprefix(source.file)
            settle_inside = _settled_once(settle, settled, inside)
        else:
            settle_inside = settle
        try:
            for item in read_document(document, settle_inside):
                if not isinstance(item, Furniture):
                    yield item
        except SourceError as error:
            if error.file == source.file:
                raise
            yield error


def _settled_once(settle: Callable[[str], str], settled: set[str], inside: str) -> Callable[[str], str]:
    """Return what settles ids of a packed document so that its copy, packed beside it, has others.

    They get a mark of the path inside, as those of copies in two files get one of the path.
    """

    def settle_inside(made: str) -> str:
        article_id = settle(made)
        if article_id in settled:
            mark = hashlib.sha256(inside.encode("utf-8", "surrogatepass")).hexdigest()[:6]
            article_id = f"{article_id}-{mark}"
        settled.add(article_id)
        return article_id

    return settle_inside


def documents(source: Source) -> Iterator[Document | SourceError]:
    """Yield the documents of a file: itself, or those packed in it; each is open until the next is asked for.

    An error stands in the place of a packed document that cannot be used. Raises `SourceError` where the
    file itself cannot.
    """
    with failures_of(source.file), open_file(source.path) as stream:
        budget = Budget(source.file, os.fstat(stream.fileno()).st_size)
        yield from _unpacked(Document(source.file, source.path.name, stream, budget))


def read_document(document: Document, settle: Callable[[str], str] = str) -> Iterator[Item]:
    """Yield what a document holds: its articles, its furniture, and an error for what of it is refused.

    Raises `SourceError` where the document as a whole cannot be used.
    """
    with failures_of(document.file):
        yield from reader_of(document)(document, settle)


def _unpacked(document: Document) -> Iterator[Document | SourceError]:
    unpack = unpacker_of(document)
    if unpack is None:
        yield document
        return
    if document.depth == MOST_DEPTH:
        raise SourceError(
            document.file, _("is packed more than {most} times over; unpack it").format(most=MOST_DEPTH)
        )
    is_empty = True
    for inner in unpack(document):
        is_empty = False
        if isinstance(inner, SourceError):
            yield inner
            continue
        try:
            with failures_of(inner.file):
                yield from _unpacked(inner)
        except SourceError as error:
            if error.file in {document.file, document.budget.file}:
                raise
            yield error
    if is_empty:
        suffixes = ", ".join(SUFFIXES)
        yield SourceWarning(
            document.file, _("holds no file that is read; known are {suffixes}").format(suffixes=suffixes)
        )
