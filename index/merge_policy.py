"""Which segments become one: few of each size, few deleted articles in any, none too large to merge.

As in size-tiered merging (the LSM-tree's; Lucene's `TieredMergePolicy`), every unit is written once a
tier, so that building stays linear but for the logarithm of the number of segments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_DELETED = 0.25
"""Share of deleted units at which a segment is rewritten without them."""

MOST_OF_A_SIZE = 4
"""How many segments of about one size may stand side by side."""

SMALL = 1 << 20
"""Bytes of a segment up to which it is merged with any other such: that takes less time than it saves."""

LARGEST = 128 << 20
"""Bytes up to which segments are merged, and about those of one that a large session makes at once. Merging
takes twice as much memory."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a segment is: its bytes, and the share of its units that are deleted."""

    bytes: int
    deleted: float

    @property
    def living(self) -> int:
        """About how many bytes it has without what is deleted."""
        return int(self.bytes * (1 - self.deleted))


def groups_to_merge(sizes: Sequence[Size]) -> list[list[int]]:
    """Return which segments, by their places, are to become one each; ascending, and none in two groups.

    A group of one is rewritten. What comes out of a group may itself be in a group of the next call.
    """
    tiers: dict[int, list[int]] = {}
    for place, size in enumerate(sizes):
        # Of about one size are those of two powers of two: within a factor of four.
        tier = size.living.bit_length() // 2 if size.living > SMALL else -1
        tiers.setdefault(tier, []).append(place)
    groups = [
        group
        for tier, places in tiers.items()
        if len(places) > (MOST_OF_A_SIZE if tier >= 0 else 1) and len(group := _smallest(places, sizes)) > 1
    ]
    merged = {place for group in groups for place in group}
    groups += [
        [place] for place, size in enumerate(sizes) if size.deleted >= MOST_DELETED and place not in merged
    ]
    return groups


def groups_to_compact(sizes: Sequence[Size]) -> list[list[int]]:
    """Return which segments, by their places, are to become one each so that few are left.

    Neighbours, as many as are not too large together; a single one only to lose what is deleted of it.
    """
    groups: list[list[int]] = []
    total = 0
    for place, size in enumerate(sizes):
        if groups and total + size.living <= LARGEST:
            groups[-1].append(place)
            total += size.living
        else:
            groups.append([place])
            total = size.living
    return [group for group in groups if len(group) > 1 or sizes[group[0]].deleted > 0]


def _smallest(tier: Sequence[int], sizes: Sequence[Size]) -> list[int]:
    """Return as many of the smallest segments of a tier as are not too large together."""
    together: list[int] = []
    total = 0
    for place in sorted(tier, key=lambda place: sizes[place].living):
        total += sizes[place].living
        if total > LARGEST:
            break
        together.append(place)
    return sorted(together)
