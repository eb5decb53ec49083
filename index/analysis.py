"""The one analysis, of texts and of queries alike.

Input is always folded text. Out of it come

    segments     pieces that join to the text again: words, and what stands between them
    words        jieba's cuts of Han runs; runs of letters; runs of digits
    characters   letters, digits and Han characters, one by one
    bigrams      pairs of them that stand side by side
    grams        every single code point and every adjacent pair, punctuation and all

Words, bigrams and characters rank. Grams find: no dictionary has a say in what is found. There
are no stop words and no stems; punctuation is no word.
"""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from index import folding, segmenter
from index.characters import HAN, RUN_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.segmenter import Cutter

ANALYSIS_VERSION = 1
"""Part of an archive's fingerprint: raise it with every change of what is indexed."""

_STRETCH = re.compile(r"[^\W_]+")
_HAN_RUN = re.compile(f"([{HAN}]+)")
_OTHER_RUN = re.compile(r"\d+|[^\W\d_]+|[\W_]+")


def segments(folded: str, cut: Cutter = segmenter.cut) -> Iterator[str]:
    """Yield pieces that join to `folded`: Han words, letters, digits, and what is between.

    `cut` makes the words of Han: of all runs at once, `RUN_BREAK` between them.
    """
    # Splitting at a group gives what is outside of it and what is inside in turn.
    parts = _HAN_RUN.split(folded)
    runs = parts[1::2]
    han_words = iter(cut(RUN_BREAK.join(runs)) if runs else ())
    for index, part in enumerate(parts):
        if index % 2:
            yield from takewhile(RUN_BREAK.__ne__, han_words)
        else:
            yield from _OTHER_RUN.findall(part)


def words(folded: str, cut: Cutter = segmenter.cut) -> list[str]:
    """Return the words of `folded`: 7×24小时 gives 7, 24, 小时; 85.05% gives 85, 05."""
    return [segment for segment in segments(folded, cut) if _STRETCH.match(segment)]


def characters(folded: str) -> list[str]:
    """Return the letters, digits and Han characters of `folded`, one by one."""
    return list("".join(_STRETCH.findall(folded)))


def bigrams(folded: str) -> list[str]:
    """Return the pairs of adjacent `characters`, never across punctuation or space."""
    return [first + second for stretch in _STRETCH.findall(folded) for first, second in pairwise(stretch)]


def grams(folded: str) -> set[str]:
    """Return every code point and every adjacent pair of `folded`.

    A literal of one or two code points stands in a text exactly where it is one of its grams; a
    longer one at most where all its pairs are.
    """
    return {*folded, *map(str.__add__, folded, folded[1:])}


def fingerprint() -> str:
    """Return what an archive was analysed with; two archives agree only where this does."""
    return f"folding {folding.fold_version()}, analysis {ANALYSIS_VERSION}, {segmenter.DICTIONARY}"
