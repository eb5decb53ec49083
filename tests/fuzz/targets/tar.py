"""Tar files, plain and compressed: as they are, and told member by member, sound and damaged.

The first byte says how the rest is to be read: as the file itself under one of the three suffixes; as
members to be packed; or as four bytes of damage, and members. The damage is done before the tar is
compressed, or after.
"""

from __future__ import annotations

import gzip
import lzma
import tarfile
from typing import TYPE_CHECKING

from index.readers.tarred import RECORD
from tests.fuzz.damage import DAMAGE, Tape, damaged
from tests.fuzz.packing import CONTENTS, NAMES, SIZES, tarred
from tests.fuzz.readers import read_all, source
from tests.fuzz.target import Target
from tests.readers.packing import tarred as packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FORMS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("a.tar", bytes),
    ("a.tar.gz", lambda content: gzip.compress(content, 1, mtime=0)),
    ("a.tar.xz", lambda content: lzma.compress(content, preset=0)),
)
RAW, SOUND, INSIDE, OUTSIDE = range(4)


def run(data: bytes) -> None:
    """Read a tar."""
    kind, how = divmod((data or b"\0")[0] % 12, 4)
    name, compressed = FORMS[kind]
    rest = data[1:]
    if how == RAW:
        read_all(source(name, rest))
    elif how == SOUND:
        read_all(source(name, compressed(tarred(Tape(rest)))))
    else:
        damage, made = rest[:DAMAGE].ljust(DAMAGE, b"\0"), tarred(Tape(rest[DAMAGE:]))
        content = damaged(compressed(made), damage) if how == OUTSIDE else compressed(damaged(made, damage))
        read_all(source(name, content))


FILES = {"0418/07.txt": CONTENTS[0], "报" * 80 + ".jsonl": CONTENTS[2]}


def seeds() -> Iterator[bytes]:
    """Yield files packed by several programs, one member of each name, each peculiarity, and nested files."""
    for kind, (_, compressed) in enumerate(FORMS):
        start = 4 * kind
        for form in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
            files = {"a.txt": CONTENTS[0]} if form == tarfile.USTAR_FORMAT else FILES
            yield bytes([start + RAW]) + compressed(packed(files, form).rstrip(b"\0") + bytes(3 * RECORD))
        for head in (
            bytes([start + SOUND]),
            bytes([start + INSIDE, 0, 99, 1, 0]),
            bytes([start + OUTSIDE, 0, 40, 0, 1]),
        ):
            yield head + b"\2" + bytes([0, 0, 0, 1, 0x80, 4])
            yield head + b"\1" + bytes([5, 0, 6, 2]) + bytes([0, 0x80, 0, 2, 0, 8])
            yield head + b"\1" + bytes([7, 0, 7, 2, 1]) + bytes([0, 0, 0])
    for name in range(len(NAMES)):
        yield bytes([SOUND, 1, name, 0, 0])
        yield bytes([SOUND, 2, 13, 3, 0, name, 0, 0, 5, name, 0])
    for size in range(len(SIZES)):
        yield bytes([SOUND, 1, 0, 6, size, 0])
        yield bytes([SOUND, 1, 0, 4, 1, 1, 1, size, 0, 0])
    for kind in range(13):
        yield bytes([SOUND, 2, 0, 2, kind, 0, 0, 0, 0])


TARGET = Target(
    run,
    seeds,
    largest=5_000,
    dictionary=(
        b"ustar\0",
        b"ustar  \0",
        b"\x80\0\0\0",
        b"\xff" * 12,
        b" path=",
        b" size=",
        *filter(None, NAMES),
    ),
)
