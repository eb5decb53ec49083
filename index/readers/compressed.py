"""What gzip and xz have packed: one document, shown under the name of the compressed file."""

from __future__ import annotations

import gzip
import lzma
from typing import TYPE_CHECKING, Final

from index.readers.document import Document

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

GZIP_MAGIC: Final = b"\x1f\x8b\x08"
XZ_MAGIC: Final = b"\xfd7zXZ\0"

_SUFFIXES: Final = {".tgz": ".tar", ".txz": ".tar", ".gz": "", ".xz": ""}
"""What a name ends in when it is compressed, and what it then ends in when it is not."""


def gunzip(document: Document) -> Iterator[Document]:
    """Yield what gzip has packed; members one after the other are one document, as for gzip itself."""
    with gzip.GzipFile(fileobj=document.stream) as stream:
        yield _unpacked(document, stream)


def unxz(document: Document) -> Iterator[Document]:
    """Yield what xz has packed; streams one after the other are one document, as for xz itself."""
    with lzma.LZMAFile(document.stream) as stream:
        yield _unpacked(document, stream)


def _unpacked(document: Document, stream: io.BufferedIOBase) -> Document:
    name = document.name
    for suffix, plain in _SUFFIXES.items():
        if name.lower().endswith(suffix):
            name = name[: -len(suffix)] + plain
            break
    metered = document.budget.metered(stream)
    return Document(document.file, name, metered, document.budget, document.depth + 1)
