"""What the dictionary knows: whether a text is a word, and whether a word runs across a cut."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Protocol

from index.segmenter import jieba_tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable

_REACH = 6
_LETTER_LAST = re.compile(r"[A-Za-z]\Z")
_LETTER_FIRST = re.compile(r"[A-Za-z]")
_PLACE_NAME = "ns"
_NEVER_IN_WORD = frozenset("。！？；：，、“”‘’（）《》…")


class _Segmenter(Protocol):
    def has_word(self, word: str) -> bool: ...

    def cut(self, text: str) -> Iterable[str]: ...

    def tag(self, text: str) -> Iterable[tuple[str, str]]: ...


class _Jieba:
    """jieba itself, for platforms where its Rust twin has no wheel."""

    def __init__(self) -> None:
        self._tokenizer = jieba_tokenizer()

    def has_word(self, word: str) -> bool:
        return bool(self._tokenizer.FREQ.get(word, 0))

    def cut(self, text: str) -> Iterable[str]:
        words: Iterable[str] = self._tokenizer.cut(text)
        return words

    def tag(self, text: str) -> Iterable[tuple[str, str]]:
        from jieba.posseg import POSTokenizer

        return [(pair.word, pair.flag) for pair in POSTokenizer(self._tokenizer).cut(text)]


@cache
def _segmenter() -> _Segmenter:
    # Loading takes a tenth of a second, so it waits until a page needs it.
    try:
        from rjieba import Jieba
    except ImportError:
        return _Jieba()
    segmenter: _Segmenter = Jieba()
    return segmenter if hasattr(segmenter, "has_word") else _Jieba()


def is_word(text: str) -> bool:
    """Tell whether `text` as a whole stands in the dictionary."""
    return _segmenter().has_word(text)


def is_place_name(text: str) -> bool:
    """Tell whether `text` is nothing but names of places the dictionary knows (北京, 陕西)."""
    return all(tag == _PLACE_NAME for _, tag in _segmenter().tag(text))


def crosses_word(before: str, after: str) -> bool:
    """Tell whether a word begins in `before` and ends in `after`, as the two are segmented joined."""
    if before[-1:] in _NEVER_IN_WORD or after[:1] in _NEVER_IN_WORD:
        return False
    if _LETTER_LAST.search(before) and _LETTER_FIRST.match(after):
        # Any two Latin words look like one without the space between them.
        return False
    left = before[-_REACH:]
    place = 0
    for word in _segmenter().cut(left + after[:_REACH]):
        if place >= len(left):
            return place > len(left)
        place += len(word)
    return False
