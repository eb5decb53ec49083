"""White space: what is the typesetter's goes, what a reader would read stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.rebuild.lines import Line, measure

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDE = r"[^\s\x00-\x7f\xc0-\xd6\xd8-\xf6\xf8-\u024f\u0370-\u1fff]"
"""A full-width character; the letters of other alphabets stand between spaces as the Latin ones do."""

_IDEOGRAPH = re.compile("[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_SPACE = re.compile(r"\s+")
_BESIDE_WIDE = re.compile(rf"(?<={_WIDE})\s+|\s+(?={_WIDE})")
_SINGLE_BETWEEN_WIDE = re.compile(rf"(?<={_WIDE})\s(?={_WIDE})")
_BESIDE_LATIN = re.compile(rf"(?<={_WIDE})\s+(?=[\x21-\x7e])|(?<=[\x21-\x7e])\s+(?={_WIDE})")
_QUOTED_COUPLET = re.compile(
    r"[“《「『]([^\s“”《》「」『』]{2,20})([ \u3000])([^\s“”《》「」『』]{2,20})[”》」』]"
)
_LATIN = re.compile(r"(?=.*[A-Za-z])[\x00-\u1fff\u2010-\u2027]*")
_ENDS_IN_LETTER = re.compile(r"[A-Za-z,.;:!?)\]\"'][\s]*\Z")
_ENDS_IN_NAME = re.compile(r"[\u4e00-\u9fff]{2}\Z")
_STARTS_WITH_NAME = re.compile(r"[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]\s[\u4e00-\u9fff](?![\u4e00-\u9fff])")


def close_up(text: str) -> str:
    """Remove the spaces beside full-width characters; keep those inside Latin text.

    The space in the middle of a quoted couplet (`“双报到 双服务”`) is the printer's own comma
    and is kept, and so are all spaces of a text without ideographs: quotes and dashes are no
    wider there than letters.
    """
    if not _SPACE.search(text):
        return text
    if not _IDEOGRAPH.search(text):
        return _SPACE.sub(" ", text)
    parts: list[str] = []
    start = 0
    for couplet in _QUOTED_COUPLET.finditer(text):
        if len(couplet[1]) == len(couplet[3]):
            parts.append(text[start : couplet.start(2)])
            start = couplet.end(2)
    parts.append(text[start:])
    return " ".join(_SPACE.sub(" ", _BESIDE_WIDE.sub("", part)) for part in parts)


def close_up_heading(text: str) -> str:
    """Remove a heading's stray spaces; a space between two phrases is a part of the heading."""
    if not _SPACE.search(text):
        return text
    if measure(text).justified:
        text = _SINGLE_BETWEEN_WIDE.sub("", text)
    return _SPACE.sub(" ", _BESIDE_LATIN.sub("", text))


def join_paragraph(lines: Iterable[Line]) -> str:
    """Join the lines of a paragraph into one line of text."""
    text = before = ""
    for line in lines:
        text += _gap(before, line.text) + line.text
        before = line.text
    return close_up(text)


def _gap(before: str, after: str) -> str:
    """Return what stands between two lines: a space between Latin words, nothing between ideographs."""
    if not before:
        return ""
    if _LATIN.fullmatch(before) and _LATIN.fullmatch(after):
        return "" if before.endswith(("-", "\N{SOFT HYPHEN}")) else " "
    return " " if after[0].isascii() and _ENDS_IN_LETTER.search(before[-1]) else ""


def join_heading(lines: Iterable[Line]) -> str:
    """Join the lines of a headline: directly after a colon, else by one space."""
    text = ""
    for line in lines:
        part = close_up_heading(line.text)
        text += part if not text or text.endswith(("：", ":")) else " " + part
    return text


def join_byline(lines: Iterable[Line]) -> str:
    """Join the lines of a byline; a name cut after its first or before its last character is healed."""
    text = ""
    for line in lines:
        part = line.text
        if measure(part).justified:
            part = _SINGLE_BETWEEN_WIDE.sub("", part)
        part = _SPACE.sub(" ", part)
        whole_names = _ENDS_IN_NAME.search(text) and _STARTS_WITH_NAME.match(part)
        text += (" " if whole_names else "") + part
    return text
