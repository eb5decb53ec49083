"""What tar has packed, read block by block: ustar, GNU's and POSIX's long names.

Not `tarfile`: it takes long names and extended headers of any size into memory, keeps every header it has
seen, and has been made to hang by crafted ones (CVE-2025-8194, CVE-2024-6232). A test holds the two equal.
"""

from __future__ import annotations

import gzip
import lzma
import re
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from index.errors import SourceError
from index.language import gettext as _
from index.readers import members
from index.readers.budget import BLOCK, MOST_MEMBER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from index.readers.document import Document

RECORD: Final = 512

MOST_NAME: Final = 65_536
"""Bytes of an extended header; the longest path of any system has 4,096."""

_FILES: Final = frozenset([b"0", b"\0", b"7"])
_NO_INPUT: Final = frozenset([b"5", b"g", b"V", b"D"])
"""Folders, headers for all that follow, labels: neither files nor anything that stands for one."""

_WITHOUT_DATA: Final = frozenset([b"1", b"2", b"3", b"4", b"5", b"6"])

_FOLDER, _SPARSE = b"5", b"S"
_LONG_NAME, _LONG_LINK, _EXTENDED = b"L", b"K", b"x"
_SIDELINES: Final = frozenset([_LONG_NAME, _LONG_LINK, _EXTENDED])
"""Headers that extend the next one."""

_POSIX: Final = b"ustar\0"
_BINARY: Final = 0x80
"""What a number begins with that is not in octal digits, as GNU's of 8 GB and more."""

_KEYWORD: Final = re.compile(rb"(\d{1,6}) ([^=]{1,255})=", re.DOTALL)


class _DamagedError(Exception):
    """A header that is none; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class _Header:
    name: bytes
    kind: bytes
    size: int


def is_tar(head: bytes) -> bool:
    """Tell whether a document begins with the header of a packed file, whose checksum is right."""
    try:
        return len(head) >= RECORD and any(head[:RECORD]) and bool(_parsed(head[:RECORD]).name)
    except _DamagedError:
        return False


def untar(document: Document) -> Iterator[Document | SourceError]:
    """Yield the documents of a tar; what comes before damage is read, the damage named."""
    try:
        yield from _members(document)
    except (_DamagedError, lzma.LZMAError, zlib.error, EOFError, gzip.BadGzipFile) as error:
        # Most of a download that broke off can still be used.
        yield SourceError(
            document.file, _("is damaged ({reason}); what comes before that is read").format(reason=error)
        )


def _members(document: Document) -> Iterator[Document | SourceError]:
    stream = document.stream
    stream.seek(0)
    long_name: bytes | None = None
    size: int | None = None
    while (header := _next_header(stream)) is not None:
        if header.kind in _SIDELINES:
            content = _sideline(stream, header)
            if header.kind == _LONG_NAME:
                long_name = content.rstrip(b"\0")
            elif header.kind == _EXTENDED:
                keywords = _keywords(content)
                long_name = keywords.get(b"path", long_name)
                size = _decimal(keywords[b"size"]) if b"size" in keywords else size
                if any(keyword.startswith(b"GNU.sparse.") for keyword in keywords):
                    header = replace(header, kind=_SPARSE)
            continue
        document.budget.count_member()
        name = members.decoded_names([header.name if long_name is None else long_name])[0]
        header = replace(header, size=header.size if size is None else size)
        long_name = size = None
        yield from _opened(document, header, name)


def _opened(document: Document, header: _Header, name: str) -> Iterator[Document | SourceError]:
    reason = None
    if header.kind not in _NO_INPUT and members.is_wanted(name):
        reason = members.refusal_of_path(name)
        if reason is None and header.kind not in _FILES:
            reason = members.refusal_of_kind()
        if reason is None and header.size > MOST_MEMBER:
            reason = members.refusal_of_size()
        if reason is None:
            yield members.opened(document, name, _read(document.stream, header.size))
            _skip(document.stream, -header.size % RECORD)
            return
        yield members.refused(document, name, reason)
    if header.kind not in _WITHOUT_DATA:
        _skip(document.stream, header.size + -header.size % RECORD)


def _next_header(stream: BinaryIO) -> _Header | None:
    """Return the next header, `None` at the end."""
    block = _read(stream, RECORD)
    if not any(block):
        return None
    header = _parsed(block)
    is_extended = header.kind == _SPARSE and block[482]
    while is_extended:
        is_extended = _read(stream, RECORD)[504]
    return header


def _parsed(block: bytes) -> _Header:
    """Return what a header says. Raises `_DamagedError` for one whose checksum is wrong."""
    given = _number(block[148:156])
    # Some programs added the bytes up as signed ones.
    blank = block[:148] + b" " * 8 + block[156:]
    if given not in {sum(blank), sum(blank) - 256 * sum(byte > 127 for byte in blank)}:
        raise _DamagedError(_("a header has another checksum"))
    name = block[:100].partition(b"\0")[0]
    prefix = block[345:500].partition(b"\0")[0]
    if block[257:263] == _POSIX and prefix:
        name = prefix + b"/" + name
    kind = block[156:157]
    if kind in _FILES and name.endswith(b"/"):
        kind = _FOLDER  # as before POSIX
    return _Header(name, kind, _number(block[124:136]))


def _number(field: bytes) -> int:
    if field[0] == _BINARY:
        return int.from_bytes(field[1:], "big")
    return _decimal(field.strip(b" \0") or b"0", 8)


def _decimal(digits: bytes, base: int = 10) -> int:
    if not digits.isdigit():
        raise _DamagedError(_("a header has a number that is none"))
    try:
        return int(digits, base)
    except ValueError:
        raise _DamagedError(_("a header has a number that is none")) from None


def _sideline(stream: BinaryIO, header: _Header) -> bytes:
    """Return the content of a header that extends the next one."""
    if header.size > MOST_NAME:
        raise _DamagedError(_("a header is larger than any path"))
    content = _read(stream, header.size)
    _skip(stream, -header.size % RECORD)
    return content


def _keywords(content: bytes) -> dict[bytes, bytes]:
    """Return the keywords of an extended header: lines of a length, a keyword and a value (POSIX pax)."""
    found: dict[bytes, bytes] = {}
    place = 0
    while place < len(content) and (match := _KEYWORD.match(content, place)):
        end = place + int(match[1])
        if end <= match.end():
            break
        found[match[2]] = content[match.end() : end - 1]
        place = end
    return found


def _read(stream: BinaryIO, number: int) -> bytes:
    return _whole(stream.read(number), number)


def _skip(stream: BinaryIO, number: int) -> None:
    """Read over bytes, however many a header claims: a seek would not meet the end."""
    while number > 0:
        number -= len(_whole(stream.read(min(number, BLOCK)), min(number, BLOCK)))


def _whole(block: bytes, number: int) -> bytes:
    if len(block) < number:
        raise _DamagedError(_("it breaks off"))
    return block
