"""Sets of a segment's units: few as ascending numbers, many as truth values, one a unit.

A hundred thousand truth values are combined in ten microseconds, however many are true; but a
name that stands in three paragraphs should not cost a pass over all of them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Units = NDArray[np.uint32]
    Mask = NDArray[np.bool_]

SPARSE = 32
"""A set of fewer units than one in so many is kept as numbers."""


class UnitSet:
    """Some of the units from 0 to `universe`; immutable."""

    def __init__(self, universe: int, units: Units | None, mask: Mask | None) -> None:
        """Take a set in one form or in both; see `of_units` and `of_mask`."""
        self._universe = universe
        self._units = units
        self._mask = mask

    @classmethod
    def of_units(cls, universe: int, units: Units) -> UnitSet:
        """Return the set of ascending, distinct units."""
        return cls(universe, units, None)

    @classmethod
    def of_mask(cls, mask: Mask) -> UnitSet:
        """Return the set of the units whose truth value is true."""
        return cls(len(mask), None, mask)

    @cached_property
    def units(self) -> Units:
        """The units, ascending."""
        if self._units is None:
            return np.flatnonzero(self.mask).astype(np.uint32)
        return self._units

    @cached_property
    def mask(self) -> Mask:
        """One truth value for each unit of the universe."""
        if self._mask is None:
            mask = np.zeros(self._universe, np.bool_)
            mask[self.units] = True
            return mask
        return self._mask

    @property
    def is_sparse(self) -> bool:
        """Whether it is kept as numbers, and they are few."""
        return self._units is not None and len(self._units) * SPARSE < self._universe

    def __and__(self, other: UnitSet) -> UnitSet:
        few, others = (self, other) if self.is_sparse else (other, self)
        if few.is_sparse:
            return UnitSet.of_units(self._universe, few.units[others.has(few.units)])
        return UnitSet.of_mask(self.mask & other.mask)

    def __or__(self, other: UnitSet) -> UnitSet:
        if self.is_sparse and other.is_sparse:
            both = np.concatenate([self.units, other.units])
            return UnitSet.of_units(self._universe, distinct(both))
        few, others = (self, other) if self.is_sparse else (other, self)
        if few.is_sparse:
            mask = others.mask.copy()
            mask[few.units] = True
            return UnitSet.of_mask(mask)
        return UnitSet.of_mask(self.mask | other.mask)

    def __sub__(self, other: UnitSet) -> UnitSet:
        if self.is_sparse:
            return UnitSet.of_units(self._universe, self.units[~other.has(self.units)])
        return self & ~other

    def __invert__(self) -> UnitSet:
        return UnitSet.of_mask(~self.mask)

    def has(self, units: Units) -> Mask:
        """Say of each of some units whether it is in the set."""
        if self.is_sparse and len(units) * SPARSE < self._universe:
            own = self.units
            if not len(own):
                return np.zeros(len(units), np.bool_)
            is_equal: Mask = own.take(own.searchsorted(units), mode="clip") == units
            return is_equal
        return self.mask[units]
