"""Which segments are merged: by sizes alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.merge_policy import LARGEST, MOST_DELETED, MOST_OF_A_SIZE, SMALL, Size, groups_to_merge

MB = 1 << 20

sizes = st.lists(
    st.builds(Size, st.integers(1, 2 * LARGEST) | st.integers(1, 2 * SMALL), st.floats(0, 0.9)), max_size=40
)


@pytest.mark.parametrize(
    ("megabytes", "groups"),
    [
        ([], []),
        ([20], []),
        ([20, 20, 20, 20], []),
        ([20, 20, 20, 20, 20], [[0, 1, 2, 3, 4]]),
        ([20, 100, 20, 20, 5, 20, 20], [[0, 2, 3, 5, 6]]),
        ([0.1, 20, 0.9], [[0, 2]]),
        ([0.1, 20, 2], []),
        ([150, 150, 150, 150, 150], []),
        ([120, 40, 40, 120, 40, 40], [[1, 2, 4]]),
    ],
)
def test_few_segments_of_a_size_stand_side_by_side(megabytes: list[float], groups: list[list[int]]) -> None:
    """More than four become one; of small ones more than one; as many as are not too large together."""
    assert groups_to_merge([Size(int(each * MB), 0.0) for each in megabytes]) == groups


@pytest.mark.parametrize(("deleted", "groups"), [(0.24, []), (0.25, [[1]]), (0.9, [[1]])])
def test_a_segment_with_many_deletions_is_rewritten(deleted: float, groups: list[list[int]]) -> None:
    """Alone, where nothing else is of its size."""
    assert groups_to_merge([Size(20 * MB, 0.0), Size(50 * MB, deleted)]) == groups


@given(sizes)
def test_merging_comes_to_an_end(sizes: list[Size]) -> None:
    """Few segments of a size are left then, few deletions, and none that was merged is too large."""
    largest = max([LARGEST, *(size.living for size in sizes)])
    total = sum(size.living for size in sizes)
    while groups := groups_to_merge(sizes):
        merged = {place for group in groups for place in group}
        assert len(merged) == sum(map(len, groups))
        new = [Size(sum(sizes[place].living for place in group), 0.0) for group in groups]
        sizes = [size for place, size in enumerate(sizes) if place not in merged] + new
    assert sum(size.living for size in sizes) == total
    assert all(size.deleted < MOST_DELETED and size.living <= largest for size in sizes)
    small = [size for size in sizes if size.living <= SMALL]
    assert len(small) <= 1
    for power in range(SMALL.bit_length() // 2, (LARGEST // 4).bit_length() // 2):
        of_a_size = [size for size in sizes if size.living > SMALL and size.living.bit_length() // 2 == power]
        assert len(of_a_size) <= MOST_OF_A_SIZE
