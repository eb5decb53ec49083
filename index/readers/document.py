"""What stands between a file and its articles: documents, and the protocol of those that read one."""

from __future__ import annotations

import lzma
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from index.errors import PassingError, SourceError
from index.language import gettext as _
from index.model import Article
from index.readers.budget import MEGABYTE
from index.rebuild import Furniture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.readers.budget import Budget

Item = Article | Furniture | SourceError
"""What a reader yields: articles, printed matter that belongs to none, and what of a document it refuses."""

MOST_TEXT: Final = 16 * MEGABYTE
"""Bytes of a text that is read as a whole: a page has 20,000, a year of a newspaper less than this."""

HEAD: Final = 65_536
"""Bytes from the beginning by which a document is judged."""


@dataclass(frozen=True, slots=True)
class Document:
    """Something that holds articles, or other documents: a file, or what is packed in one.

    `file` is how it is shown: the path as it was given, joined with the path inside a packed file.
    `name` is its own, of which the suffix counts. `stream` is seekable and open only until the next
    document is asked for. `depth` counts what had to be unpacked on the way to it, which `budget`
    pays for.
    """

    file: str
    name: str
    stream: BinaryIO
    budget: Budget
    depth: int = 0

    def head(self) -> bytes:
        """Return its first bytes; the stream stands at its beginning afterwards."""
        self.stream.seek(0)
        head = self.stream.read(HEAD)
        self.stream.seek(0)
        return head

    def content(self, most: int = MOST_TEXT) -> bytes:
        """Return all its bytes. Raises `SourceError` for more than `most`."""
        self.stream.seek(0)
        content = self.stream.read(most + 1)
        if len(content) > most:
            reason = _("is larger than {most} MB, so it is no page; split it into pages")
            raise SourceError(self.file, reason.format(most=most // MEGABYTE))
        return content


class Reader(Protocol):
    """Reads the documents of one format. A function is one."""

    def __call__(self, document: Document, settle: Callable[[str], str]) -> Iterator[Item]:
        """Yield what a document holds, and an error for each part of it that cannot be used.

        Raises `SourceError` where the document as a whole cannot be used, or what `failures_of` names:
        then nothing of what it yielded is to be kept.
        """


class Unpacker(Protocol):
    """Opens the documents of one format of packed files. A function is one."""

    def __call__(self, document: Document) -> Iterator[Document | SourceError]:
        """Yield the documents inside, each open until the next is asked for, or why one is not.

        Raises `SourceError` where nothing more can be unpacked, or what `failures_of` names.
        """


@contextmanager
def failures_of(file: str) -> Iterator[None]:
    """Raise what fails while a file is read as a `SourceError`."""
    try:
        yield
    except (lzma.LZMAError, zlib.error, EOFError) as error:
        raise _damaged(file, error) from None
    except MemoryError:
        raise PassingError(file, _("does not fit into memory; split it")) from None
    except OSError as error:
        if error.errno is None:  # of no system call, but of a decompressor
            raise _damaged(file, error) from None
        reason = error.strerror or str(error)
        raise PassingError(
            file, _("cannot be read ({reason}); check that it is there and readable").format(reason=reason)
        ) from None


def _damaged(file: str, error: Exception) -> SourceError:
    return SourceError(
        file, _("is damaged ({reason}); compress it again from its original").format(reason=error)
    )
