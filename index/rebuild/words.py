"""One question to the dictionary: is this a word?"""

from __future__ import annotations

from functools import cache
from typing import Protocol


class _Dictionary(Protocol):
    def has_word(self, word: str) -> bool: ...


class _Jieba:
    """jieba's own dictionary, for platforms where its Rust twin has no wheel."""

    def __init__(self) -> None:
        import jieba

        jieba.setLogLevel("ERROR")
        jieba.initialize()
        self._frequencies: dict[str, int] = jieba.dt.FREQ

    def has_word(self, word: str) -> bool:
        return self._frequencies.get(word, 0) > 0


@cache
def _dictionary() -> _Dictionary:
    # Loading takes a tenth of a second, so it waits until a page needs it.
    try:
        import rjieba
    except ImportError:
        return _Jieba()
    return rjieba.Jieba() if hasattr(rjieba, "Jieba") else _Jieba()


def is_word(text: str) -> bool:
    """Tell whether `text` as a whole stands in the dictionary."""
    return _dictionary().has_word(text)


def word_across(before: str, after: str) -> str:
    """Return the longest word that begins at the end of `before` and ends in `after`, or ""."""
    for left, right in ((2, 2), (1, 3), (3, 1), (2, 1), (1, 2), (1, 1)):
        candidate = before[-left:] + after[:right]
        if len(candidate) == left + right and is_word(candidate):
            return candidate
    return ""
