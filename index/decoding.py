"""Bytes to text: UTF-8 (with or without a byte order mark) or GB 18030, or a refusal.

GB 18030 gives nearly every run of bytes some meaning, so its result is believed only where it
reads like Chinese: a Big5 text decoded as GB 18030 is a rain of rare characters, and one of
Latin-1 has them inside words (Gr鲞e for Größe).
"""

from __future__ import annotations

import codecs
import re

from index.characters import HAN
from index.folding import fold
from index.language import gettext as _

_HAN = re.compile(f"[{HAN}]")
_HAN_IN_WORD = re.compile(f"(?<=[a-z])[{HAN}]|[{HAN}](?=[a-z])")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")

MOST_CONTROL = 0.1
"""Share of control characters beyond which a file is no text. Escape sequences stay below."""

LEAST_COMMON = 0.9
"""Share of a GB 18030 text's Han characters that must be of GB 2312, or fold into it."""

MOST_IN_WORDS = 0.5
"""Share of a GB 18030 text's Han characters that may touch a small Latin letter (App上线)."""

SAMPLE = 65_536
"""Characters looked at to judge a text; what is true of a page is true of its beginning."""


class UndecodableError(ValueError):
    """Bytes that are no text; the message says why and what to do, without naming the file."""


def decode(content: bytes) -> str:
    """Return the text of `content`, line endings as they are.

    Raises `UndecodableError` for content that is empty, holds NUL, or is text in neither UTF-8
    nor GB 18030.
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    if not content.strip():
        raise UndecodableError(_("is empty; nothing to index"))
    if b"\0" in content:
        raise UndecodableError(_("holds NUL bytes, so it is no text; convert it to UTF-8 text"))
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = _decode_gb18030(content)
    if not text.strip():  # of white space that is none in ASCII
        raise UndecodableError(_("is empty; nothing to index"))
    if len(_CONTROL.findall(text, 0, SAMPLE)) > MOST_CONTROL * min(len(text), SAMPLE):
        raise UndecodableError(_("is mostly control characters, so it is no text; convert it to UTF-8 text"))
    return text


def _decode_gb18030(content: bytes) -> str:
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        raise UndecodableError(_("is text in neither UTF-8 nor GB 18030; convert it to UTF-8")) from None
    han = fold("".join(_HAN.findall(text, 0, SAMPLE)))
    common = len(han.encode("gb2312", "ignore")) // 2
    in_words = len(_HAN_IN_WORD.findall(text, 0, SAMPLE))
    if not han or common < LEAST_COMMON * len(han) or in_words > MOST_IN_WORDS * len(han):
        raise UndecodableError(
            _("does not read as Chinese in GB 18030, nor is it UTF-8; convert it to UTF-8")
        )
    return text
