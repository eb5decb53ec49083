"""What of a long text is shown: the sentences around the matches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE_END = re.compile(r"[。！？!?；;…]+[”’」』）)\"']*|[.](?=\s)")
_CLAUSE_END = re.compile(r"[，,、：:]")


def cut(text: str, spans: Sequence[Sequence[int]], room: int) -> list[tuple[int, int]]:
    """Return which parts of `text` to show, as `[start, end)` in order, apart from each other.

    A text of at most `room` characters is shown whole. Of a longer one: whole sentences around
    each span for as long as there is room, at least half of it for every part; a sentence too
    long for that is cut at a clause. Every span is shown. Without spans, the beginning.
    """
    if len(text) <= room:
        return [(0, len(text))]
    parts: list[tuple[int, int]] = []
    each = max(room // max(len(spans), 1), room // 2)
    for start, end in spans or [(0, 0)]:
        if parts and end <= parts[-1][1]:
            continue
        first, last = _around(text, start, end, each)
        if parts and first <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(last, parts[-1][1]))
        else:
            parts.append((first, last))
    return parts


def _around(text: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Return the sentence of a span, with the following ones, or a part of it, within `room`."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    first = max(position for position in ends if position <= start)
    last = min(position for position in ends if position >= end)
    if last - first <= room:
        while (
            following := min((p for p in ends if p > last), default=last)
        ) - first <= room and following > last:
            last = following
        return first, last
    spare = max(room - (end - start), 0)
    left = _clause_start(text, max(first, start - spare // 2), start)
    right = _clause_end(text, end, min(last, end + spare - min(start - left, spare)))
    return left, right


def _clause_start(text: str, earliest: int, start: int) -> int:
    match = _CLAUSE_END.search(text, earliest, start)
    return match.end() if match and earliest > 0 else earliest


def _clause_end(text: str, end: int, latest: int) -> int:
    if latest == len(text):
        return latest
    ends = [match.end() for match in _CLAUSE_END.finditer(text, end, latest)]
    return ends[-1] if ends else latest
