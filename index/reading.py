"""One file to its articles, whatever its format, and whatever it is packed in."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.manifest import UNKNOWN
from index.readers.document import Document, failures_of
from index.readers.kinds import reader_of, unpacker_of
from index.rebuild import Furniture

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
    with failures_of(source.file), source.path.open("rb") as stream:
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
    for document in documents(source):
        if isinstance(document, SourceError):
            yield document
            continue
        try:
            for item in read_document(document, settle):
                if not isinstance(item, Furniture):
                    yield item
        except SourceError as error:
            if document.file == source.file:
                raise
            yield error


def documents(source: Source) -> Iterator[Document | SourceError]:
    """Yield the documents of a file: itself, or those packed in it; each is open until the next is asked for.

    An error stands in the place of a packed document that cannot be used. Raises `SourceError` where the
    file itself cannot.
    """
    with failures_of(source.file), source.path.open("rb") as stream:
        yield from _unpacked(Document(source.file, source.path.name, stream))


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
    for inner in unpack(document):
        if isinstance(inner, SourceError):
            yield inner
            continue
        try:
            with failures_of(inner.file):
                yield from _unpacked(inner)
        except SourceError as error:
            if inner.file == document.file:
                raise
            yield error
