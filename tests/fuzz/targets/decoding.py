"""Bytes to text: a text without what the archive cannot keep, or one refusal."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from index.decoding.decode import UndecodableError, decode
from tests.fuzz.target import Target
from tests.test_decoding import SIMPLIFIED, TRADITIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

ENCODINGS = ("utf-8", "gb18030", "gbk", "big5", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "hz", "euc_jp")


def run(data: bytes) -> None:
    """Decode some bytes; what was decoded is decoded again from UTF-8."""
    try:
        text = decode(data)
    except UndecodableError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either way is right
        return
    assert text.strip()
    assert "\0" not in text
    assert decode(codecs.BOM_UTF8 + text.encode()) == text


def seeds() -> Iterator[bytes]:
    """Yield texts in many encodings."""
    for text in (SIMPLIFIED, TRADITIONAL, "Größe, Straße", "\x1b[31mred\x1b[0m alert", "一\x0c二\x85三"):
        for encoding in ENCODINGS:
            yield text.encode(encoding, "ignore")


TARGET = Target(
    run,
    seeds,
    dictionary=(codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\0", b"\x1b[0m"),
    largest=600,
)
