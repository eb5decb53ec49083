"""Wildcards, NEAR and THEN in many folded texts at once: `searcher.query.matching.holds` on arrays.

The texts stand one after the other, a place that no character takes after each, so that places of
different texts are never confused. What is reached is a set of places, ascending: the ends of all
that may stand so far. The next part may begin where one of them is as near as it must be, and the
nearest is found by a binary search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import distinct
from searcher.query.matching import chains

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searcher.query.matching import Needle
    from searcher.query.tree import Atom

    Places = NDArray[np.intp]

_SEPARATOR = 0xFFFFFFFF
"""Stands after each text; larger than any code point."""


def are_holding(codepoints: NDArray[np.uint32], lengths: NDArray[np.int64], atom: Atom) -> NDArray[np.bool_]:
    """Say of folded texts, one after the other, which hold what is looked for."""
    texts = _Texts(
        np.insert(codepoints, np.cumsum(lengths), _SEPARATOR),
        np.repeat(np.arange(len(lengths)), lengths + 1),
    )
    result = np.zeros(len(lengths), np.bool_)
    for operands, distances in chains(atom):
        ends = texts.ends(operands[0])
        for alternatives, distance in zip(operands[1:], distances, strict=True):
            ends = texts.ends(alternatives, ends, distance)
        result[texts.text_of[ends]] = True
    return result


@dataclass(frozen=True, slots=True)
class _Texts:
    codepoints: NDArray[np.uint32]
    text_of: Places
    """The text that each place is in."""

    def ends(self, alternatives: list[Needle], after: Places | None = None, most: int = 0) -> Places:
        """Return where any of some needles ends that begins at most so far after one of the places."""
        return distinct(np.concatenate([self._ends(each, after, most) for each in alternatives]))

    def _ends(self, needle: Needle, after: Places | None, most: int) -> Places:
        begins = self._places(needle.parts[0])
        if after is not None:
            begins = self._reached(begins, after, 0, most)
        ends = begins + len(needle.parts[0])
        for gap, part in zip(needle.gaps, needle.parts[1:], strict=True):
            ends = self._reached(self._places(part), ends, gap.least, gap.most) + len(part)
        return ends

    def _places(self, part: str) -> Places:
        """Return where a part begins; a blank one begins everywhere."""
        if not part:
            return np.arange(len(self.codepoints))
        wanted = np.frombuffer(part.encode("utf-32-le", "surrogatepass"), np.uint32)
        places = np.flatnonzero(self.codepoints == wanted[0])
        for offset in range(1, len(wanted)):
            places = places[self.codepoints.take(places + offset, mode="clip") == wanted[offset]]
        return places

    def _reached(self, places: Places, ends: Places, least: int, most: int) -> Places:
        """Return the places that are from `least` to `most` behind one of the ends, in the same text."""
        if not len(ends):
            return places[:0]
        nearest = np.searchsorted(ends, places - least, side="right") - 1
        ends_before = ends.take(nearest, mode="clip")
        is_near = (nearest >= 0) & (places - ends_before <= most)
        is_near &= self.text_of[ends_before] == self.text_of[places]
        return places[is_near]
