"""Merges the posting lists of segments, a bounded number of postings at a time, by array operations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import offsets, spans
from index.columnar.posting_encoder import CHUNK, PostingEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.columnar.arrays import Integers, NewColumns, Numbers, Units
    from index.columnar.postings import PostingLists

REMOVED = 2**32 - 1
"""In place of a unit's new number: its postings are left out."""


@dataclass(frozen=True, slots=True)
class Source:
    """The posting lists of one segment and what becomes of them.

    `numbers[i]` is the new number of list `i`, ascending; `units[u]` the new number of unit `u`,
    ascending, or `REMOVED`.
    """

    lists: PostingLists
    numbers: Integers
    units: Integers


def merge(sources: Sequence[Source], lists: int, universe: int) -> tuple[NewColumns, Numbers]:
    """Return the columns of `lists` lists, each the lists of that number of every source in turn.

    So every unit of a source must come after those of the sources before it. Returns as well how many
    postings each list has; a list of which nothing is left has 0, and no place in the columns: the
    lists after it move up. Raises `ValueError` where new numbers do not ascend.
    """
    totals = np.zeros(lists, np.int64)
    for source in sources:
        if (source.numbers[1:] <= source.numbers[:-1]).any():
            raise ValueError("the new numbers of a source's lists do not ascend")
        totals[source.numbers] += source.lists.counts(0, len(source.lists))
    encoder = PostingEncoder(universe)
    left = [np.zeros(0, np.int64)]
    for first, last in spans(totals, CHUNK):
        counts, units, frequencies = _interleave(
            last - first, [_part(source, first, last) for source in sources]
        )
        encoder.append(counts[counts > 0], units, frequencies)
        left.append(counts)
    return encoder.finish(), np.concatenate(left)


def _part(source: Source, first: int, last: int) -> tuple[Numbers, Units, Units]:
    """Return a source's share of the new lists `[first, last)`: counts, new units, frequencies."""
    start, stop = np.searchsorted(source.numbers, [first, last]).tolist()
    list_of_each, units, frequencies = source.lists.decode_range(start, stop)
    number_of_each = source.numbers[list_of_each] - first
    units = source.units[units].astype(np.uint32)
    kept = units != REMOVED
    if not kept.all():
        number_of_each, units, frequencies = number_of_each[kept], units[kept], frequencies[kept]
    return np.bincount(number_of_each, minlength=last - first), units, frequencies


def _interleave(lists: int, parts: Sequence[tuple[Numbers, Units, Units]]) -> tuple[Numbers, Units, Units]:
    """Return the lists of all parts, each list being that of the first part, of the second, and so on."""
    counts = sum((part_counts for part_counts, _, _ in parts), np.zeros(lists, np.int64))
    places = offsets(counts)
    units = np.empty(places[-1], np.uint32)
    frequencies = np.empty(places[-1], np.uint32)
    next_places = places[:-1].copy()
    for part_counts, part_units, part_frequencies in parts:
        destinations = np.repeat(next_places - offsets(part_counts)[:-1], part_counts)
        destinations += np.arange(len(part_units))
        units[destinations] = part_units
        frequencies[destinations] = part_frequencies
        next_places += part_counts
    return counts, units, frequencies
