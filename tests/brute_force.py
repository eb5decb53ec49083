"""Which units hold a string: all folded texts are gone through, from the first to the last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from index.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from index.model import Article

SEPARATOR = "\U0010ffff"
"""Between two texts: no character, and in no text, so that nothing is found from one into the next."""


class BruteForce:
    """The units of some articles, numbered in one row, blank ones included.

    `first_units` has the number of each article's headline by the article's id; its other units
    follow it. `texts` has every unit's text as printed. Raises `ValueError` for a text that holds
    the separator.
    """

    def __init__(self, articles: Iterable[Article]) -> None:
        self.first_units: dict[str, int] = {}
        self.texts: list[str] = []
        for article in articles:
            self.first_units[article.id] = len(self.texts)
            self.texts += [unit.text for unit in article.units]
        folded = [fold(text) for text in self.texts]
        # One string of them all: a search through it takes half the time of one through each.
        self._folded = SEPARATOR.join(folded)
        if self._folded.count(SEPARATOR) >= max(len(folded), 1):
            raise ValueError("a text holds U+10FFFF, which is to stand between texts")
        self._ends = np.cumsum([len(text) + len(SEPARATOR) for text in folded], dtype=np.int64)

    def holding(self, text: str) -> NDArray[np.int64]:
        """Return the numbers of the units whose folded text contains the folded text, ascending."""
        places = (match.start() for match in re.finditer(re.escape(fold(text)), self._folded))
        return np.unique(self._ends.searchsorted(np.fromiter(places, np.int64), side="right"))
