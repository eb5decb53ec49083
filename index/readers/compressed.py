"""What gzip and xz have packed: one document, shown under the name of the compressed file."""

from __future__ import annotations

import gzip
import lzma
from typing import TYPE_CHECKING, Final, cast

from index.readers.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

GZIP_MAGIC: Final = b"\x1f\x8b\x08"
XZ_MAGIC: Final = b"\xfd7zXZ\0"

_SUFFIXES: Final = {".tgz": ".tar", ".gz": "", ".xz": ""}
"""What a name ends in when it is compressed, and what it then ends in when it is not."""


def gunzip(document: Document) -> Iterator[Document]:
    """Yield what gzip has packed; members one after the other are one document, as for gzip itself."""
    with gzip.GzipFile(fileobj=document.stream) as stream:
        yield _unpacked(document, cast("BinaryIO", stream))


def unxz(document: Document) -> Iterator[Document]:
    """Yield what xz has packed; streams one after the other are one document, as for xz itself."""
    with lzma.LZMAFile(document.stream) as stream:
        yield _unpacked(document, cast("BinaryIO", stream))


def _unpacked(document: Document, stream: BinaryIO) -> Document:
    name = document.name
    for suffix, plain in _SUFFIXES.items():
        if name.lower().endswith(suffix):
            name = name[: -len(suffix)] + plain
            break
    return Document(document.file, name, stream, document.depth + 1)
