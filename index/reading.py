"""One file to its articles, whatever its kind."""

from __future__ import annotations

import gzip
import hashlib
import lzma
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, cast

from index.decoding import UndecodableError, decode
from index.errors import SourceError
from index.files import open_file
from index.jsonl import read_articles
from index.language import gettext as _
from index.manifest import UNKNOWN
from index.model import Article, Page
from index.rebuild import Reconstruction, reconstruct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    try:
        status = source.path.stat()
    except OSError as error:
        raise _unreadable(source, error) from None
    is_young = status.st_mtime_ns >= time.time_ns() - YOUNG
    return Content(status.st_size, UNKNOWN if is_young else status.st_mtime_ns, digest(source))


def digest(source: Source) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal. Raises `SourceError`."""
    hasher = hashlib.sha256()
    with _opened(source) as stream:
        while block := stream.read(1 << 20):
            hasher.update(block)
    return hasher.hexdigest()


def read(source: Source, settle: Callable[[str], str] = str) -> Iterator[Article | SourceError]:
    """Yield the articles of a file, and an error for each line that gives none.

    `settle` is asked for the id of every article whose source gives none: it gets the one made
    from the article's content, and returns it or another.

    Raises `SourceError` where the file as a whole cannot be used; what it yielded until then is
    not to be kept.
    """
    if is_page(source):
        for article in read_page(source).articles:
            yield replace(article, id=settle(article.id))
        return
    with _opened(source) as stream, _decompressed(source, stream) as lines:
        yield from read_articles(source.file, lines, settle)


def is_page(source: Source) -> bool:
    """Say whether a file is the text of a page, to be rebuilt; else it gives articles as such."""
    return source.path.name.lower().endswith((".txt", ".md"))


def read_page(source: Source) -> Reconstruction:
    """Return the rebuilt page of a text file. Raises `SourceError`."""
    with _opened(source) as stream:
        content = stream.read()
    try:
        text = decode(content)
    except UndecodableError as error:
        raise SourceError(source.file, str(error)) from None
    return reconstruct(Page(source.file, text, hashlib.sha256(content).hexdigest()))


@contextmanager
def _opened(source: Source) -> Iterator[BinaryIO]:
    try:
        with open_file(source.path) as stream:
            yield stream
    except OSError as error:
        raise _unreadable(source, error) from None


def _unreadable(source: Source, error: OSError) -> SourceError:
    reason = error.strerror or str(error)
    return SourceError(
        source.file,
        _("cannot be read ({reason}); check that it is there and readable").format(reason=reason),
    )


def _decompressor(source: Source) -> Callable[[BinaryIO], BinaryIO]:
    name = source.path.name.lower()
    if name.endswith(".xz"):
        return lambda stream: cast("BinaryIO", lzma.LZMAFile(stream))
    if name.endswith(".gz"):
        return lambda stream: cast("BinaryIO", gzip.GzipFile(fileobj=stream))
    return lambda stream: stream


@contextmanager
def _decompressed(source: Source, stream: BinaryIO) -> Iterator[BinaryIO]:
    """Open the lines of a file, refusing at once what is plainly no text."""
    try:
        lines = _decompressor(source)(stream)
        # A compressed file of no bytes is empty too; lzma would call it damaged.
        beginning = lines.read(65_536) if stream.read(1) and not stream.seek(0) else b""
        if not beginning.strip():
            raise SourceError(source.file, _("is empty; nothing to index"))
        if b"\0" in beginning:
            raise SourceError(source.file, _("holds NUL bytes, so it is no text; convert it to JSON Lines"))
        lines.seek(0)
        yield lines
    except (lzma.LZMAError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise SourceError(
            source.file,
            _("is damaged ({reason}); compress it again from its original").format(reason=error),
        ) from None
    except MemoryError:  # xz says how much memory unpacking takes: up to 4 GB, whatever the file has
        raise SourceError(source.file, _("does not fit into memory; split it")) from None
