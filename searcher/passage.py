"""What of a long text is shown: the sentences around the matches."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from searcher.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLAUSE_END = r"[，,、：:]"


def cut(text: str, spans: Sequence[Sequence[int]], room: int) -> list[tuple[int, int]]:
    """Return which parts of `text` to show, as `[start, end)` in order, apart from each other.

    A text of at most `room` characters is shown whole. Of a longer one: whole sentences around
    each span for as long as there is room, at least half of it for every part; a sentence too
    long for that is cut at a clause. Every span is shown. Without spans, the beginning. `spans`
    are sorted and do not overlap.
    """
    if len(text) <= room:
        return [(0, len(text))]
    boundaries = sorted({0, len(text), *(end for _, end in sentences(text))})
    parts: list[tuple[int, int]] = []
    each = room if len(spans) <= 1 else room // 2
    for start, end in spans or [(0, 1)]:
        if parts and end <= parts[-1][1]:
            continue
        first, last = _around(text, boundaries, start, end, each)
        if parts and first <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(last, parts[-1][1]))
        else:
            parts.append((first, last))
    return parts


def _around(text: str, boundaries: Sequence[int], start: int, end: int, room: int) -> tuple[int, int]:
    """Return the sentence of a span, with the following ones, or a part of it, within `room`."""
    first = boundaries[bisect_right(boundaries, start) - 1]
    last = boundaries[bisect_left(boundaries, end)]
    if last - first <= room:
        return first, boundaries[bisect_right(boundaries, first + room) - 1]
    spare = max(room - (end - start), 0)
    earliest = start - spare // 2
    left = first if first >= earliest else _clause_start(text, earliest, start)
    latest = end + spare - min(start - left, spare)
    right = last if last <= latest else _clause_end(text, end, latest)
    return left, right


def _clause_start(text: str, earliest: int, start: int) -> int:
    match = re.compile(_CLAUSE_END).search(text, earliest, start)
    return match.end() if match else earliest


def _clause_end(text: str, end: int, latest: int) -> int:
    ends = [match.end() for match in re.compile(_CLAUSE_END).finditer(text, end, latest)]
    return ends[-1] if ends else latest
