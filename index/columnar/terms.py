"""The terms of a segment's fields: their posting lists, and what headlines add to them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from index.columnar.arrays import first_of_each
from index.columnar.postings import look_up
from index.columnar.small_numbers import SmallNumbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.columnar.character_masks import CharacterMasks
    from index.columnar.container import Container
    from index.columnar.dictionary import PairDictionary
    from index.columnar.postings import PostingLists

    Units = NDArray[np.uint32]
    Counts = NDArray[Any]
    Numbers = NDArray[np.int64]

_NONE = np.zeros(0, np.uint32)

SPARSE = 16
"""Postings fewer than the units by this are sorted; else a table of all units is quicker."""


class Lists(Protocol):
    """Lists of units, one a term."""

    def count(self, number: int, /) -> int:
        """Return how many units a list has."""

    def units(self, number: int, /) -> Units:
        """Return the units of a list, ascending."""

    def units_and_frequencies(self, number: int, /) -> tuple[Units, Units]:
        """Return the units of a list, ascending, and how often the term stands in each."""

    def units_and_frequencies_of_each(self, numbers: Numbers, /) -> tuple[Units, Units, Numbers]:
        """Return the same of some lists, one list after the other, and how many units each has."""

    def intersect(self, number: int, candidates: Units, /) -> Units:
        """Return those of the ascending candidates that the list has."""

    def counts_of_all(self, number: int, /) -> Counts:
        """Return how often the term stands in each unit of the segment."""

    def frequencies_of(self, number: int, wanted: Units, /) -> Units:
        """Return how often the term stands in each of the wanted units, in any order."""


class CharacterLists:
    """The units of single characters: those of all pairs that begin with one."""

    def __init__(
        self, counts: Units, pairs: PostingLists, numbers: PairDictionary, masks: CharacterMasks
    ) -> None:
        self._counts = counts
        self._pairs = pairs
        self._numbers = numbers
        self._masks = masks
        self._units = pairs.universe

    def count(self, number: int) -> int:
        """Return how many units have the character."""
        return int(self._counts[number])

    def units(self, number: int) -> Units:
        """Return the units that have the character, ascending."""
        return np.flatnonzero(self._mask(number)).astype(np.uint32)

    def intersect(self, number: int, candidates: Units) -> Units:
        """Return those of the candidates that have the character."""
        return candidates[self._mask(number)[candidates]]

    def _mask(self, number: int) -> NDArray[np.bool_]:
        mask = self._masks.get(number)
        if mask is not None:
            return mask
        is_there = np.zeros(self._units, np.bool_)
        first, last = self._numbers.range_of_first(number)
        is_there[self._pairs.units_of_range(first, last)] = True
        return is_there

    def units_and_frequencies(self, number: int) -> tuple[Units, Units]:
        """Return the units that have the character, ascending, and how often each has it."""
        first, last = self._numbers.range_of_first(number)
        units, frequencies = self._pairs.units_and_frequencies_of_range(first, last)
        if len(units) * SPARSE < self._units:
            order = np.argsort(units, kind="stable")
            ascending = units[order]
            firsts = np.flatnonzero(first_of_each(ascending))
            return ascending[firsts], np.add.reduceat(frequencies[order], firsts)
        summed = self.counts_of_all(number)
        found = np.flatnonzero(summed > 0).astype(np.uint32)
        return found, summed[found].astype(np.uint32)

    def units_and_frequencies_of_each(self, numbers: Numbers) -> tuple[Units, Units, Numbers]:
        """Return the same of some characters, one after the other, and how many units each has."""
        read = [self.units_and_frequencies(number) for number in numbers.tolist()]
        units, frequencies = ([each[part] for each in read] for part in (0, 1))
        counts = np.array(list(map(len, units)), np.int64)
        return np.concatenate([_NONE, *units]), np.concatenate([_NONE, *frequencies]), counts

    def counts_of_all(self, number: int) -> Counts:
        """Return how often the character stands in each unit."""
        units, frequencies = self._pairs.units_and_frequencies_of_range(*self._numbers.range_of_first(number))
        counts: Counts = np.bincount(units, frequencies, self._units)
        return counts

    def frequencies_of(self, number: int, wanted: Units) -> Units:
        """Return how often the character stands in each of the wanted units, in any order."""
        if self.count(number) * SPARSE < self._units:
            return look_up(*self.units_and_frequencies(number), wanted)
        return self.counts_of_all(number)[wanted].astype(np.uint32)


class Terms:
    """The terms of one field: in which units each stands, how often, and under which headlines."""

    def __init__(self, container: Container, prefix: str, lists: Lists) -> None:
        self.lists = lists
        # Not as an array: that is converted as a whole to compare it with a number.
        self._listed = container[f"{prefix}context.terms"].data
        self._gained = SmallNumbers(container.columns(f"{prefix}context.gained."))
        self._under = SmallNumbers(container.columns(f"{prefix}context.under."))

    def units_in_context(self, number: int) -> int:
        """Return in how many units the term stands, or in their headlines."""
        place = self._headed(number)
        return self.lists.count(number) + (0 if place is None else self._gained.at(place))

    def units_under_headlines(self, number: int) -> int:
        """Return how many units stand under a headline that has the term."""
        place = self._headed(number)
        return 0 if place is None else self._under.at(place)

    def _headed(self, number: int) -> int | None:
        place = bisect_left(self._listed, number)
        return place if place < len(self._listed) and self._listed[place] == number else None
