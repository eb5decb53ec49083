"""The one analysis, of texts and of queries alike.

Input is always folded text. Out of it come

    segments     pieces that join to the text again: words, and what stands between them
    words        jieba's cuts of Han runs; runs of letters; runs of digits
    characters   single Han characters; runs of letters; runs of digits
    bigrams      pairs of characters that stand side by side
    grams        every single code point and every adjacent pair, punctuation and all

Words, bigrams and characters rank. Grams find: no dictionary has a say in what is found. There
are no stop words and no stems; punctuation is no word.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from index import folding, segmenter
from index.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator

ANALYSIS_VERSION = 1
"""Part of an archive's fingerprint: raise it with every change of what is indexed."""

_STRETCH = re.compile(r"[^\W_]+")
_RUN = re.compile(rf"(?P<han>[{HAN}]+)|\d+|[^\W\d_{HAN}]+|[\W_]+")
_CHARACTER = re.compile(rf"[{HAN}]|\d+|[^\W\d_{HAN}]+")


def segments(folded: str) -> Iterator[str]:
    """Yield pieces that join to `folded`: Han words, letters, digits, and what is between."""
    for run in _RUN.finditer(folded):
        if run["han"]:
            yield from segmenter.cut(run["han"])
        else:
            yield run[0]


def words(folded: str) -> list[str]:
    """Return the words of `folded`: 7×24小时 gives 7, 24, 小时; 85.05% gives 85, 05."""
    return [segment for segment in segments(folded) if _STRETCH.match(segment)]


def characters(folded: str) -> list[str]:
    """Return Han characters one by one, and letters and digits run by run."""
    return _CHARACTER.findall(folded)


def bigrams(folded: str) -> list[str]:
    """Return the pairs of adjacent `characters`, never across punctuation or space."""
    pairs = []
    for stretch in _STRETCH.findall(folded):
        run = _CHARACTER.findall(stretch)
        pairs += [first + second for first, second in pairwise(run)]
    return pairs


def grams(folded: str) -> set[str]:
    """Return every code point and every adjacent pair of `folded`.

    A literal of one or two code points stands in a text exactly where it is one of its grams; a
    longer one at most where all its pairs are.
    """
    return {*folded, *map(str.__add__, folded, folded[1:])}


def fingerprint() -> str:
    """Return what an archive was analysed with; two archives agree only where this does."""
    return f"folding {folding.fold_version()}, analysis {ANALYSIS_VERSION}, {segmenter.DICTIONARY}"
