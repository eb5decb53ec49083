"""The names of many articles at once: for each of them what `index.mining.names.mine` gives.

Marks are looked for in the code points of all texts together; only what stands between two of them, and is
as short as a name, is looked at as text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from index.bulk.layout import bounds_of
from index.mining.names import BEFORE, LONGEST, LONGEST_KIND, MOST, SHORTEST, Term, stored, term_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Units = NDArray[np.uint32]

_PAIRS: Final = (("“「", "”」"), ("‘『", "’』"))
"""Marks that open and those that close the same."""

# “ ” ‘ ’ and their neighbours, 「 」 『 』.
_CURLY, _CURLY_SPAN = np.uint32(ord("‘")), np.uint32(ord("”") - ord("‘"))
_CORNER, _CORNER_SPAN = np.uint32(ord("「")), np.uint32(ord("』") - ord("「"))

_REMEMBERED: Final = 1 << 14
"""Names whose folded form is remembered: the same stand in article after article."""


def mine_all(
    text: str, printed: Units, lengths: Units, is_byline: NDArray[np.bool_], sizes: Units
) -> list[list[str]]:
    """Return for each article its names as `index.mining.names.stored` writes them, in reading order.

    `text` has the texts of all units one after the other, `printed` the same as code points, `lengths` and
    `is_byline` one entry a unit; `sizes` has the units of each article.
    """
    names: list[dict[str, None]] = [{} for _ in sizes]
    article_of_unit = np.repeat(np.arange(len(sizes)), sizes)
    for unit, term in _terms(text, printed, lengths, is_byline):
        of_article = names[article_of_unit[unit]]
        if len(of_article) < MOST:
            of_article[_stored(term)] = None
    return [list(each) for each in names]


_stored = lru_cache(_REMEMBERED)(stored)


def _terms(
    text: str, printed: Units, lengths: Units, is_byline: NDArray[np.bool_]
) -> Iterator[tuple[int, Term]]:
    bounds = bounds_of(lengths)
    begins, ends = _quoted(printed)
    units = np.searchsorted(bounds, begins, side="right") - 1
    is_inside = (ends < bounds[units + 1]) & ~is_byline[units]
    first, last = bounds[units], bounds[units + 1]
    places = (each[is_inside].tolist() for each in (units, begins, ends, first, last))
    for unit, begin, end, unit_begin, unit_end in zip(*places, strict=True):
        before = text[max(begin - BEFORE, unit_begin) : begin]
        after = text[end + 1 : min(end + 1 + LONGEST_KIND, unit_end)]
        term = term_of(text[begin + 1 : end], before, after)
        if term is not None:
            yield unit, term


def _quoted(printed: Units) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where an opening mark stands, and where the next mark, if that closes what it opens.

    Only of those between which there may be a name.
    """
    # What is smaller than the first mark becomes very large.
    places = np.flatnonzero((printed - _CURLY <= _CURLY_SPAN) | (printed - _CORNER <= _CORNER_SPAN))
    marks = printed[places]
    is_pair = np.zeros(max(len(marks) - 1, 0), np.bool_)
    for opening, closing in _PAIRS:
        is_pair |= _is_one_of(marks[:-1], opening) & _is_one_of(marks[1:], closing)
    between = np.diff(places) - 1
    is_pair &= (between >= SHORTEST) & (between <= LONGEST)
    return places[:-1][is_pair], places[1:][is_pair]


def _is_one_of(marks: Units, wanted: str) -> NDArray[np.bool_]:
    is_wanted: NDArray[np.bool_] = (marks == ord(wanted[0])) | (marks == ord(wanted[1]))
    return is_wanted
