"""Where a string stands in a text, every time, in time linear in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def occurrences(text: str, needle: str) -> Iterator[int]:
    """Yield where each occurrence begins, in order, those that overlap too (哈哈 in 哈哈哈 twice)."""
    if needle not in text:
        return
    borders = _borders(needle)
    if not borders[-1]:
        yield from _apart(text, needle)
        return
    # A needle that ends as it begins can overlap itself. Looking for each occurrence anew would
    # compare the shared part again and again: half a page of 哈 in a page of 哈 would take minutes.
    matched = 0
    for position, character in enumerate(text):
        while matched and (matched == len(needle) or needle[matched] != character):
            matched = borders[matched - 1]
        if needle[matched] == character:
            matched += 1
        if matched == len(needle):
            yield position + 1 - matched


def _apart(text: str, needle: str) -> Iterator[int]:
    start = text.find(needle)
    while start >= 0:
        yield start
        start = text.find(needle, start + len(needle))


def _borders(needle: str) -> list[int]:
    """Return, for each beginning of a needle, the length of the longest text it both begins and ends with.

    The failure function of Knuth, Morris and Pratt, "Fast Pattern Matching in Strings" (1977).
    """
    borders = [0]
    for character in needle[1:]:
        length = borders[-1]
        while length and needle[length] != character:
            length = borders[length - 1]
        borders.append(length + (needle[length] == character))
    return borders
