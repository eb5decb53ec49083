"""Where literals stand in a text, as a reader sees it. Nothing is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.folding import fold_with_map

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def find_spans(text: str, needles: Iterable[str]) -> list[list[int]]:
    """Return where the folded `needles` stand in `text`: sorted `[start, end)`, overlaps merged.

    Spans count code points of `text` as printed, cover whole printed characters and the spaces
    that folding ignores inside. Needles must be folded and not empty.
    """
    folded = fold_with_map(text)
    found = [
        folded.span(start, end) for needle in set(needles) for start, end in _occurrences(folded.text, needle)
    ]
    return merge(found)


def merge(spans: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the spans sorted, each group of overlapping ones as one; touching ones stay apart."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def _occurrences(text: str, needle: str) -> Iterator[tuple[int, int]]:
    """Yield every occurrence, overlapping ones too, as long as they are not nested in a run.

    A needle that repeats itself (哈哈 in 哈哈哈哈) is stepped through one by one.
    """
    start = text.find(needle)
    while start >= 0:
        yield start, start + len(needle)
        start = text.find(needle, start + 1)
