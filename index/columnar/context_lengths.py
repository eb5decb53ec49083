"""How long units are together with their headlines, as the ranking takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import narrowest

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from index.columnar.small_numbers import SmallNumbers

    Units = NDArray[np.uint32]
    Lengths = NDArray[np.unsignedinteger[Any]]


class ContextLengths:
    """Lengths in terms of one field: of a unit and its headline, or of the headline alone."""

    def __init__(
        self, own: SmallNumbers, heads_of: Callable[[Units], Units], *, is_of_headline: bool = False
    ) -> None:
        """Take the lengths of the units' own texts, and what tells the headline's unit of each unit."""
        self._own = own
        self._heads_of = heads_of
        self._is_of_headline = is_of_headline
        self._asked = 0
        self._table: Lengths | None = None

    def __getitem__(self, units: Units) -> Lengths:
        """Return the length of each of some units, in any order.

        Once as many were asked for as there are, from a table of all: whoever asks once need not wait for it.
        """
        if self._table is None:
            self._asked += len(units)
            if self._asked <= len(self._own):
                return self._added(units)
            lengths = self._added(np.arange(len(self._own), dtype=np.uint32))
            self._table = lengths.astype(narrowest(int(lengths.max(initial=0))))
        return self._table.take(units)

    def _added(self, units: Units) -> Units:
        heads = self._heads_of(units)
        lengths = self._own[heads]
        if not self._is_of_headline:
            lengths *= heads != units
            lengths += self._own[units]
        return lengths
