"""What zip has packed."""

from __future__ import annotations

import errno
import io
import lzma
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from index.errors import SourceError
from index.language import gettext as _
from index.readers import members
from index.readers.budget import BLOCK, MEGABYTE, MOST_MEMBER, MOST_MEMBERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from index.readers.document import Document

MAGICS: Final = (b"PK\3\4", b"PK\5\6")
"""What a zip begins with: a packed file, or the end of one that has none."""

MOST_DIRECTORY: Final = 100 * MEGABYTE
"""Bytes of the list of packed files."""

_END: Final = b"PK\5\6"
_END_SIZE, _LOCATOR_SIZE, _LARGE_END_SIZE = 22, 20, 56
_LONGEST_COMMENT = 65_535
_ENTRY: Final = b"PK\1\2"
_ENCRYPTED, _UTF_8 = 0x1, 0x800
_UNICODE_PATH: Final = 0x7075

_FAILURES: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, struct.error),
    # Of methods and versions that zipfile does not know, of names that are no UTF-8, of bzip2.
    *(NotImplementedError, RuntimeError, ValueError, OSError),
    OverflowError,  # of places that no number of the system can say
)
"""What zipfile raises over a damaged file."""


class DamagedError(Exception):
    """What is damaged in a zip; the message says how."""


@contextmanager
def _named() -> Iterator[None]:
    """Raise what zipfile raises over damage as `DamagedError`."""
    try:
        yield
    except _FAILURES as error:
        # A place that no file has is invalid; otherwise the file could not be read, whatever is in it.
        if isinstance(error, OSError) and error.errno not in {None, errno.EINVAL}:
            raise
        raise DamagedError(str(error) or type(error).__name__) from None


def unzip(document: Document) -> Iterator[Document | SourceError]:
    """Yield the documents of a zip. Raises `SourceError` where its list of files cannot be read."""
    try:
        packed = opened(document.stream)
    except DamagedError as error:
        raise SourceError(
            document.file, _("is damaged ({reason}); pack it again from its original").format(reason=error)
        ) from None
    with packed:
        entries = packed.infolist()
        for entry, name in zip(entries, _names(entries), strict=True):
            document.budget.count_member()
            is_folder = entry.orig_filename.endswith(("/", "\\"))
            if not is_folder and members.is_wanted(name):
                yield _member(document, packed, entry, name)


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """Open a zip of which the list of files has a bounded size. Raises `DamagedError`."""
    with _named():
        place, size = _directory(stream)
        if size > MOST_DIRECTORY:
            raise zipfile.BadZipFile(_("its list of files is too large"))
        stream.seek(max(place, 0))
        if stream.read(size).count(_ENTRY) > MOST_MEMBERS:
            raise zipfile.BadZipFile(_("its list of files is too long"))
        return zipfile.ZipFile(stream)


def read(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the content of a packed file, as long as it says to be. Raises `DamagedError`."""
    with _named(), packed.open(entry) as stream:
        return b"".join(iter(lambda: stream.read(BLOCK), b""))


def _directory(stream: BinaryIO) -> tuple[int, int]:
    """Return where the list of files begins and how long it is, as zipfile will find it."""
    end = stream.seek(0, io.SEEK_END)
    tail_at = max(end - _END_SIZE - _LONGEST_COMMENT, 0)
    stream.seek(tail_at)
    tail = stream.read()
    at = len(tail) - _END_SIZE if tail[-_END_SIZE:].startswith(_END) else tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        raise zipfile.BadZipFile(_("it has no end"))
    (size,) = struct.unpack_from("<L", tail, at + 12)
    place = tail_at + at - size
    large = tail_at + at - _LOCATOR_SIZE - _LARGE_END_SIZE
    if large >= 0 and tail[max(at - _LOCATOR_SIZE, 0) :].startswith(b"PK\6\7"):
        stream.seek(large)
        (size,) = struct.unpack_from("<Q", stream.read(_LARGE_END_SIZE), 40)
        place = large - size
    return place, size


def _member(
    document: Document, packed: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str
) -> Document | SourceError:
    mode = entry.external_attr >> 16
    reason = members.refusal_of_path(name)
    if reason is None and stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        reason = members.refusal_of_kind()
    if reason is None and entry.flag_bits & _ENCRYPTED:
        reason = _("is encrypted; unpack it with its password and index the file")
    if reason is None and entry.file_size > MOST_MEMBER:
        reason = members.refusal_of_size()
    if reason is not None:
        return members.refused(document, name, reason)
    document.budget.spend(entry.file_size)
    try:
        return members.opened(document, name, read(packed, entry))
    except DamagedError as error:
        reason = _("is damaged ({reason}); pack it again from its original").format(reason=error)
        return members.refused(document, name, reason)


def _names(entries: list[zipfile.ZipInfo]) -> list[str]:
    """Return the entries' names: those that say they are Unicode, and the others as all of them read."""
    raw = [entry.orig_filename.encode("cp437", "ignore") for entry in entries]
    known = [_unicode_name(entry, name) for entry, name in zip(entries, raw, strict=True)]
    guessed = iter(members.decoded_names(name for name, sure in zip(raw, known, strict=True) if sure is None))
    return [next(guessed) if sure is None else members.normal(sure.replace("\\", "/")) for sure in known]


def _unicode_name(entry: zipfile.ZipInfo, raw: bytes) -> str | None:
    if entry.flag_bits & _UTF_8:
        return entry.orig_filename
    place = 0
    while place + 4 <= len(entry.extra):
        kind, size = struct.unpack_from("<HH", entry.extra, place)
        field = entry.extra[place + 4 : place + 4 + size]
        # Info-ZIP's Unicode Path: a version, the checksum of the name it replaces, and the name.
        if kind == _UNICODE_PATH and field[1:5] == struct.pack("<L", zlib.crc32(raw)):
            return field[5:].decode("utf-8", "backslashreplace")
        place += 4 + size
    return None
