"""Bytes to text: what is read, and what is refused in words that help."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.decoding import UndecodableError, decode

SIMPLIFIED = "红蜂驿站是流动党员的家，市民王芳说。"
TRADITIONAL = "記者報導，新的圖書館將於明年開放，歡迎市民參觀。"

NOT_CHINESE = "does not read as Chinese in GB 18030, nor is it UTF-8; convert it to UTF-8"
NEITHER = "is text in neither UTF-8 nor GB 18030; convert it to UTF-8"
EMPTY = "is empty; nothing to index"
NUL = "holds NUL bytes, so it is no text; convert it to UTF-8 text"
CONTROL = "is mostly control characters, so it is no text; convert it to UTF-8 text"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (SIMPLIFIED.encode(), SIMPLIFIED),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), SIMPLIFIED),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL),
        ("𠮷野家在北京开了新店".encode("gb18030"), "𠮷野家在北京开了新店"),
        ("党".encode("gb18030"), "党"),
        ("App上线".encode("gb18030"), "App上线"),
        (b"plain ASCII", "plain ASCII"),
        (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n"),
        (b"\x1b[31mred\x1b[0m alert", "\x1b[31mred\x1b[0m alert"),
        ("一\x0c二\x85三".encode(), "一\x0c二\x85三"),
    ],
)
def test_text_is_read(content: bytes, text: str) -> None:
    """UTF-8 with or without its mark, GB 18030, line ends and escape sequences as they are."""
    assert decode(content) == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", EMPTY),
        (b" \r\n\t\n", EMPTY),
        ("\u3000\x1c\u2003".encode(), EMPTY),
        (codecs.BOM_UTF8, EMPTY),
        (b"\0", NUL),
        (SIMPLIFIED.encode() + b"\0", NUL),
        ("线\n".encode("utf-16-le"), NUL),
        (SIMPLIFIED.encode("utf-16"), NEITHER),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)), NEITHER),
        ("Le musée créé à Paris, où l'été est agréable".encode("latin-1"), NEITHER),
        ("Größe, Straße, Bücher für Käufer in München".encode("latin-1"), NOT_CHINESE),
        (TRADITIONAL.encode("big5"), NOT_CHINESE),
        ("une année créée".encode("latin-1"), NOT_CHINESE),
        ("Käufer".encode("latin-1"), NOT_CHINESE),
        (SIMPLIFIED.encode()[:-1], NEITHER),
        ("“Hello” — world".encode("gb18030"), NOT_CHINESE),
        (SIMPLIFIED.encode("gb18030") + b"\xff", NEITHER),
        (b"\x01\x02\x03\x04abc", CONTROL),
        ("\x90\x91\x92abc".encode(), CONTROL),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, reason: str) -> None:
    """Each refusal says what is wrong and what to do."""
    with pytest.raises(UndecodableError) as refused:
        decode(content)
    assert str(refused.value) == reason


@given(st.binary())
def test_bytes_are_decoded_or_refused(content: bytes) -> None:
    """No bytes raise anything else, and what is read can be written as UTF-8 again."""
    with suppress(UndecodableError):
        text = decode(content)
        assert text.encode().decode() == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.strip()))
def test_utf_8_is_read_as_it_is(text: str) -> None:
    """Valid UTF-8 is never taken for anything else."""
    assert decode(codecs.BOM_UTF8 + text.encode()) == text
