"""Bytes to text: UTF-8, UTF-16, GB 18030 or Big5, or a refusal.

What is valid UTF-8 is UTF-8, what begins with a byte order mark is what that says, if it reads as text;
anything else is in the encoding in which it reads as Chinese (`encodings`), or refused.
"""

from __future__ import annotations

import codecs
import re

from index.language import gettext as _

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")

_SHIFT = re.compile(rb"\x1b\$[)(]?[@A-Z]")
"""What only the seven-bit encodings of ISO 2022 begin their Chinese, Japanese or Korean with."""

MOST_CONTROL = 0.1
"""Share of control characters beyond which a file is no text. Escape sequences stay below."""

SAMPLE = 65_536
"""Characters looked at for them; what is true of a page is true of its beginning."""

MARKED = 5.0
"""Evidence, in nats, that a byte order mark is one."""

_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class UndecodableError(ValueError):
    """Bytes that are no text; the message says why and what to do, without naming the file."""


def decode(content: bytes, declared: str | None = None) -> str:
    """Return the text of `content`, line endings as they are.

    `declared` is the encoding that a document names itself, as `encodings.encoding_named` gives it: it
    speaks for that encoding, and does not decide alone.

    Raises `UndecodableError` for content that is empty, holds NUL, or is text in none of UTF-8, UTF-16,
    GB 18030 and Big5 beyond doubt.
    """
    if not content.removeprefix(codecs.BOM_UTF8).strip():
        raise UndecodableError(_("is empty; nothing to index"))
    text = _decoded(content, declared)
    if not text.strip():  # of white space that is none in ASCII
        raise UndecodableError(_("is empty; nothing to index"))
    if "\0" in text:  # in any encoding: two zero bytes of UTF-16, or one in a text of Big5
        raise UndecodableError(_("holds NUL bytes, so it is no text; convert it to UTF-8 text"))
    if len(_CONTROL.findall(text, 0, SAMPLE)) > MOST_CONTROL * min(len(text), SAMPLE):
        raise UndecodableError(_("is mostly control characters, so it is no text; convert it to UTF-8 text"))
    return text


def beginning(head: bytes) -> str:
    """Return the first bytes of a text as far as its ASCII can be read, whatever else it is in."""
    if head[:2] in _UTF_16:
        return head[2:].decode(_UTF_16[head[:2]], "replace")
    if head[:2].strip(b"\0") != head[:2]:
        return head.decode("utf-16-le" if head[1:2] == b"\0" else "utf-16-be", "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def encoding_of_lines(head: bytes) -> str | None:
    """Return the encoding of a text by its first bytes, as `encodings.encoding_named` gives it.

    `None` stands for UTF-8, and for bytes that do not tell.
    """
    if head[:2] in _UTF_16:
        return _UTF_16[head[:2]]
    if b"\0" not in head:
        head = head[: head.rfind(b"\n") + 1] or head
        try:
            head.decode()
        except UnicodeDecodeError:
            pass
        else:
            return None
    from index.decoding.encodings import read_as_chinese

    reading = read_as_chinese(head[: len(head) // 2 * 2] if b"\0" in head else head)
    return reading.encoding if reading else None


def _decoded(content: bytes, declared: str | None) -> str:
    if content[:2] in _UTF_16:
        return _decoded_by_mark(content)
    if b"\0" not in content and not _SHIFT.search(content):
        try:
            return content.removeprefix(codecs.BOM_UTF8).decode()
        except UnicodeDecodeError:
            pass
    from index.decoding.encodings import read_as_chinese  # not before: almost all texts are UTF-8

    if (reading := read_as_chinese(content, declared)) is not None:
        return reading.text
    if b"\0" in content:
        raise UndecodableError(_("holds NUL bytes, so it is no text; convert it to UTF-8 text"))
    raise _unreadable()


def _decoded_by_mark(content: bytes) -> str:
    from index.decoding.plausibility import any_language

    try:
        text = content[2:].decode(_UTF_16[content[:2]])
    except UnicodeDecodeError:
        raise _unreadable() from None
    if any_language(text) + MARKED <= 0:
        raise _unreadable()
    return text


def _unreadable() -> UndecodableError:
    return UndecodableError(
        _("does not read as text in UTF-8, UTF-16, GB 18030 or Big5; convert it to UTF-8")
    )
