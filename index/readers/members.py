"""What zip and tar have in common: which of the packed files are read, and how they are shown."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from index.decoding.encodings import read_as_chinese
from index.errors import SourceError
from index.language import gettext as _
from index.readers.budget import MEGABYTE, MOST_MEMBER
from index.readers.document import Document
from index.sources import has_known_suffix

if TYPE_CHECKING:
    from collections.abc import Iterable

_DRIVE = re.compile("[A-Za-z]:")
_CHINESE = frozenset(["gb18030", "big5"])
_MACINTOSH = "__MACOSX"
"""The folder of what only a Macintosh has use for."""


def is_wanted(name: str) -> bool:
    """Tell whether a packed file is an input, as `sources.find` tells of those in a folder."""
    *folders, own = name.rsplit("/")
    return has_known_suffix(own) and not own.startswith(".") and _MACINTOSH not in folders


def refusal_of_path(name: str) -> str | None:
    """Return why a packed file's path is refused, `None` where it stays inside.

    Nothing is ever written to it; but whoever packed a path that leads elsewhere had something in mind, and
    what is shown as the place of an article must be one.
    """
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
        return _("leads out of the packed file; pack it with a path inside")
    return None


def refusal_of_size() -> str:
    """Return what is said of a packed file that is too large to be unpacked in memory."""
    return _("is larger than {most} MB; unpack it and index the file").format(most=MOST_MEMBER // MEGABYTE)


def refusal_of_kind() -> str:
    """Return what is said of links and devices."""
    return _("is a link or a device; pack the file itself")


def shown(document: Document, name: str) -> str:
    """Return how a packed file is shown: joined with the path of what it is packed in."""
    return f"{document.file}/{name}"


def opened(document: Document, name: str, content: bytes) -> Document:
    """Return a packed file as a document of its own."""
    return Document(
        shown(document, name),
        name.rpartition("/")[2],
        io.BytesIO(content),
        document.budget,
        document.depth + 1,
    )


def refused(document: Document, name: str, reason: str) -> SourceError:
    """Return the error for a packed file that cannot be used."""
    return SourceError(shown(document, name), reason)


def decoded_names(names: Iterable[bytes]) -> list[str]:
    r"""Return names as text: UTF-8, else the Chinese encoding that all of them together read best in.

    Bytes that are neither appear as `\xNN`, as in the names of files.
    """
    raw = list(names)
    joined = b"\n".join(raw)
    codec = "utf-8"
    try:
        joined.decode()
    except UnicodeDecodeError:
        reading = read_as_chinese(joined, "gb18030")
        if reading and reading.encoding in _CHINESE:
            codec = reading.encoding
    return [_decoded(name, codec) for name in raw]


def _decoded(name: bytes, codec: str) -> str:
    try:
        # Not before it is text: a backslash may be the second byte of a character.
        return normal(name.decode(codec).replace("\\", "/"))
    except UnicodeDecodeError:
        return normal(name.decode("utf-8", "backslashreplace"))


def normal(name: str) -> str:
    """Return a path without empty parts; one that begins at the root still does."""
    first, *rest = name.split("/")
    inside = [part for part in rest if part not in {"", "."}]
    return "/".join(inside if first == "." else [first, *inside])
