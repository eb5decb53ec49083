"""JSON Lines, plain and compressed, cut off, with flipped bits.

The first byte says how the rest is to be read: as it is under one of the three suffixes; or compressed, and
then damaged where the next bytes say.
"""

from __future__ import annotations

import gzip
import json
import lzma
from typing import TYPE_CHECKING

from tests.command import ARTICLES
from tests.fuzz.damage import DAMAGE, damaged
from tests.fuzz.readers import read_all, source
from tests.fuzz.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.xz")


def run(data: bytes) -> None:
    """Read a file of articles."""
    how, rest = (data or b"\0")[0] % 5, data[1:]
    if how < len(SUFFIXES):
        read_all(source(f"a{SUFFIXES[how]}", rest))
        return
    damage, text = rest[:DAMAGE].ljust(DAMAGE, b"\0"), rest[DAMAGE:]
    compressed = gzip.compress(text, 1, mtime=0) if how == 3 else lzma.compress(text, preset=0)
    suffix = SUFFIXES[1] if how == 3 else SUFFIXES[2]
    read_all(source(f"a{suffix}", damaged(compressed, damage)))


def seeds() -> Iterator[bytes]:
    """Yield articles, plain and compressed, sound and damaged."""
    lines = "".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in ARTICLES).encode()
    yield b"\0" + lines
    yield b"\1" + gzip.compress(lines, mtime=0)
    yield b"\2" + lzma.compress(lines)
    for how in (b"\3", b"\4"):
        yield how + bytes(DAMAGE) + lines
        yield how + b"\0\x20\x01\0" + lines
        yield how + b"\0\x40\0\1" + lines
    yield b'\0{"id": 1, "date": "2025-13-01", "text": "\\ud800\\u0000"}\n{"text": ["a"]}\n[' + b"[" * 2_000


FIELDS = ("id", "date", "title", "author", "page", "section", "paper", "text")
VALUES = (
    b'"\\ud800"',
    b"\\udfff",
    b"\\u0000",
    b"null",
    b"true",
    b"1e999",
    b"-0",
    b"NaN",
    b"[",
    b"{",
    b"}\n{",
)

TARGET = Target(
    run,
    seeds,
    dictionary=(
        *(f'"{name}": '.encode() for name in FIELDS),
        *VALUES,
        *(b'"2025-04-18"', b'"20250418"', b'"2025-W01-1"', b"\xef\xbb\xbf", b"\xff\xfe", b"\n", b"\r"),
    ),
)
