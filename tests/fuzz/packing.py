"""Packed files that an input tells member by member: names, kinds, sizes that lie, files in files.

A member is told in a few bytes: which name, which content, which peculiarity; and where its content is of
the input's own, in two bytes more how long it is. What is packed in it is told in the same way.
"""

from __future__ import annotations

import gzip
import lzma
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.readers.budget import MOST_DEPTH
from tests.builders import PAGE, line
from tests.html.documents import SITE
from tests.word.documents import document, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.fuzz.damage import Tape

MOST_MEMBERS: Final = 24

NAMES: Final = (
    *(b"07.txt", b"0418/07.txt", b"a.jsonl", b"a.html", b"a.docx", b"a.zip", b"a.tar", b"a.tar.gz"),
    *(b"a.tar.xz", b"a.jsonl.gz", b"a.tgz", b"A.JSONL.XZ", b"a.md", b"a", b".07.txt", b"__MACOSX/07.txt"),
    *(
        b"../07.txt",
        b"/etc/07.txt",
        b"a/../../07.txt",
        b"C:\\07.txt",
        b"..\\07.txt",
        b"a\\b.txt",
        b"./07.txt",
    ),
    *(b"a//b.txt", b"folder/", b"folder.txt/", b"a\nb.txt", b"a\r\x1b[31m.txt", b"a\0b.txt", b"", b".txt"),
    *("报纸/07.txt".encode(), "报纸/07.txt".encode("gb18030"), "報紙/07.txt".encode("big5"), b"\xff\xfe.txt"),
    *("\u202e\u2028.txt".encode(), b"\xed\xa0\x80.txt", "a\N{REPLACEMENT CHARACTER}.txt".encode()),
    *(b"a" * 90 + b"/07.txt", b"a/" * 200 + b"07.txt", b"a:5.txt", b"a.txt/b.txt"),
)

CONTENTS: Final = (
    PAGE.encode(),
    PAGE.encode("gb18030"),
    (line(id="x1", text="红蜂驿站") + line(text="流动党员") + "bad\n").encode(),
    SITE.encode(),
    document(paragraph("红蜂驿站让骑手有了家", "1"), paragraph("驿站每天开放十二个小时。" * 4)),
    b"",
    b"\0" * 600,
)
"""What a member holds, where it is not told."""

SIZES: Final = (0, 1, 511, 513, 0o7777777, 256_000_001, 2**31, 2**32 - 1, 2**63 - 1, 2**63, 2**64 - 1)
"""What a size or a place is said to be."""


def content(tape: Tape, depth: int = 0) -> bytes:
    """Return what a member holds: something known, bytes of the input, or a packed file."""
    kind = tape.byte()
    if kind % 4 == 0:
        return CONTENTS[kind // 4 % len(CONTENTS)]
    if kind % 4 == 1 or depth > MOST_DEPTH:
        return tape.part()
    if kind % 4 == 2:
        return zipped(tape, depth + 1) if kind & 4 else tarred(tape, depth + 1)
    inside = content(tape, depth + 1)
    return gzip.compress(inside, 1, mtime=0) if kind & 4 else lzma.compress(inside, preset=0)


@dataclass(slots=True)
class _Entry:
    """A file in a zip, as its list of files describes it."""

    name: bytes
    content: bytes
    place: int
    packed: bytes = b""
    method: int = 0
    flags: int = 0
    mode: int = 0o100644
    extra: bytes = b""
    size: int | None = None
    at: int | None = None
    large: Sequence[int] = ()
    """What the fields of eight bytes say, for which those of four are full."""

    def described(self) -> bytes:
        """Return its entry in the list of files."""
        size, at = self.size if self.size is not None else len(self.content), self.at
        at = self.place if at is None else at
        extra = self.extra
        packed_size = len(self.packed)
        if self.large:
            extra = struct.pack(f"<HH{len(self.large)}Q", 1, 8 * len(self.large), *self.large) + extra
            size, packed_size, at = 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF
        fixed = struct.pack(
            "<4sHHHHHHLLLHHHHHLL",
            *(b"PK\1\2", 0x314, 20, self.flags, self.method, 0, 0x21, zlib.crc32(self.content)),
            *(packed_size, size & 0xFFFFFFFF, len(self.name), len(extra), 0, 0, 0, self.mode << 16),
            at & 0xFFFFFFFF,
        )
        return fixed + self.name + extra


def zipped(tape: Tape, depth: int = 0) -> bytes:
    """Return a zip of the members that an input tells, as many as it says or to its end."""
    out = bytearray()
    entries: list[_Entry] = []
    for _ in range(tape.byte() % MOST_MEMBERS):
        if not tape:
            break
        entry = _Entry(_name(tape), b"", len(out))
        peculiar = tape.byte()
        entry.content = content(tape, depth)
        _make_peculiar(entry, peculiar, tape)
        if not entry.packed:
            entry.packed, entry.method = (
                _deflated(entry) if peculiar & 0x80 else (entry.content, entry.method)
            )
        out += struct.pack(
            "<4sHHHHHLLLHH",
            *(b"PK\3\4", 20, entry.flags, entry.method, 0, 0x21, zlib.crc32(entry.content)),
            *(len(entry.packed), len(entry.content), len(entry.name), 0),
        )
        out += entry.name + entry.packed
        entries.append(entry)
    listed = b"".join(entry.described() for entry in entries)
    end = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, len(entries), len(entries), len(listed), len(out), 0)
    return bytes(out) + listed + end


def _deflated(entry: _Entry) -> tuple[bytes, int]:
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    return packer.compress(entry.content) + packer.flush(), 8


def _make_peculiar(entry: _Entry, peculiar: int, tape: Tape) -> None:
    kind = peculiar & 0x0F
    if kind == 1:
        entry.flags = tape.number()
    elif kind == 2:
        entry.mode = tape.number()
    elif kind == 3:
        entry.size = tape.one_of(SIZES)
    elif kind == 4:
        entry.at = tape.one_of(SIZES)
    elif kind == 5:
        entry.method = tape.byte()
    elif kind == 6:
        entry.method, entry.packed = tape.one_of((8, 12, 14)), tape.part()
    elif kind == 7:
        entry.extra = tape.part()
    elif kind == 8:
        entry.large = [tape.one_of((len(entry.content), entry.place, *SIZES)) for _ in range(3)]
    elif kind == 9:  # the name that a checksum of the other one vouches for
        field = struct.pack("<BL", 1, zlib.crc32(entry.name)) + tape.part()
        entry.extra = struct.pack("<HH", 0x7075, len(field)) + field
    elif kind == 10:
        entry.flags |= 0x800


def tarred(tape: Tape, depth: int = 0) -> bytes:
    """Return a tar of the members that an input tells, as many as it says or to its end."""
    out = bytearray()
    for _ in range(tape.byte() % MOST_MEMBERS):
        if not tape:
            break
        name = _name(tape)
        kind = b"0"
        peculiar = tape.byte()
        prefix = b""
        if peculiar & 0x0F == 1:
            kind = tape.take(1)
        elif peculiar & 0x0F == 2:
            kind = tape.one_of(
                (b"\0", b"1", b"2", b"3", b"5", b"6", b"7", b"L", b"K", b"x", b"g", b"S", b"V")
            )
        elif peculiar & 0x0F == 3:
            out += _member(tape.one_of((b"L", b"K", b"x")), b"longer", _name(tape) + b"\0")
        elif peculiar & 0x0F == 4:
            out += _member(b"x", b"extended", _keywords(tape))
        elif peculiar & 0x0F == 5:
            prefix = _name(tape)
        size = tape.one_of(SIZES) if peculiar & 0x0F == 6 else None
        out += _member(kind, name, content(tape, depth), prefix, size, is_binary=bool(peculiar & 0x80))
    return bytes(out) + b"\0" * 1024


def _keywords(tape: Tape) -> bytes:
    """Return the content of an extended header."""
    lines = b""
    for _ in range(tape.byte() % 4):
        keyword = tape.one_of((b"path", b"size", b"GNU.sparse.major", b"linkpath", b"hdrcharset"))
        value = str(tape.one_of(SIZES)).encode() if tape.byte() & 1 else _name(tape)
        said = len(keyword) + len(value) + 3
        said += len(str(said + len(str(said))))
        lines += (
            str(said + tape.one_of((0, 0, 0, 1, -1, 999_000))).encode()
            + b" "
            + keyword
            + b"="
            + value
            + b"\n"
        )
    return lines


def _member(
    kind: bytes,
    name: bytes,
    inside: bytes,
    prefix: bytes = b"",
    size: int | None = None,
    *,
    is_binary: bool = False,
) -> bytes:
    """Return a header of which the checksum is right, and what it stands before."""
    said = len(inside) if size is None else size
    octal = b"%011o\0" % said
    number = b"\x80" + said.to_bytes(11, "big") if is_binary or len(octal) > 12 else octal
    fields = [name[:100].ljust(100, b"\0"), b"0000644\0" + b"0000000\0" * 2, number, b"0" * 11 + b"\0"]
    behind = [kind, bytes(100), b"ustar\x0000", bytes(80), prefix[:155].ljust(167, b"\0")]
    header = b"".join([*fields, b" " * 8, *behind])
    checksum = b"%06o\0 " % sum(header)
    return header[:148] + checksum + header[156:] + inside + b"\0" * (-len(inside) % 512)


def _name(tape: Tape) -> bytes:
    """Return one of the names, or one of the input's own."""
    which = tape.byte()
    return NAMES[which] if which < len(NAMES) else tape.part()
