"""Zip files: as they are, and told member by member, sound and damaged.

The first byte says how the rest is to be read: as the file itself; as members to be packed; or as four
bytes of damage, and members.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from tests.fuzz.damage import DAMAGE, Tape, damaged
from tests.fuzz.packing import CONTENTS, NAMES, zipped
from tests.fuzz.readers import read_all, source
from tests.fuzz.target import Target
from tests.readers.packing import PACKERS
from tests.readers.packing import zipped as packed

if TYPE_CHECKING:
    from collections.abc import Iterator


def run(data: bytes) -> None:
    """Read a zip."""
    how, rest = (data or b"\0")[0] % 3, data[1:]
    if how == 0:
        read_all(source("a.zip", rest))
    elif how == 1:
        read_all(source("a.zip", zipped(Tape(rest))))
    else:
        read_all(source("a.zip", damaged(zipped(Tape(rest[DAMAGE:])), rest[:DAMAGE].ljust(DAMAGE, b"\0"))))


FILES = {"0418/07.txt": CONTENTS[0], "a.jsonl": CONTENTS[2]}


def seeds() -> Iterator[bytes]:
    """Yield files packed by several programs, one member of each name, each peculiarity, and nested files."""
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield b"\0" + packed(FILES, method)
    yield b"\0" + PACKERS["nested.zip"](FILES)
    for how in (b"\1", b"\2" + bytes(DAMAGE), b"\2\0\x20\x01\0"):
        yield how + b"\2" + bytes([0, 0, 0, 1, 0x80, 4])
        yield how + b"\1" + bytes([5, 0, 6, 2]) + bytes([0, 0x80, 0, 2, 0, 8])
        yield how + b"\1" + bytes([8, 0, 3, 2, 1]) + bytes([0, 0, 0])
    for name in range(len(NAMES)):
        yield b"\1\1" + bytes([name, 0x80, 0])
    for kind in range(1, 11):
        for value in (bytes(6), b"\0\4" + bytes(4), b"\1\2\3\4\5\6", b"\7\7\7", b"\xa1\xff"):
            yield b"\1\1" + bytes([0, kind | 0x80 * (value[0] & 1), 0]) + value


TARGET = Target(
    run,
    seeds,
    dictionary=(
        b"PK\1\2",
        b"PK\3\4",
        b"PK\5\6",
        b"PK\6\6",
        b"PK\6\7",
        b"\x75\x70",
        b"\1\0\x18\0",
        *filter(None, NAMES),
    ),
)
