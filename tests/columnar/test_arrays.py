"""The array idioms: types, ranges and spans."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.arrays import narrowest, offsets, ranges, spans


@pytest.mark.parametrize(
    ("maximum", "expected"),
    [(0, "|u1"), (255, "|u1"), (256, "<u2"), (2**16, "<u4"), (2**32 - 1, "<u4"), (2**32, "<i8")],
)
def test_the_narrowest_type(maximum: int, expected: str) -> None:
    """The type is as narrow as the maximum allows."""
    assert narrowest(maximum).str == expected


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 5))))
def test_ranges_are_joined(drawn: list[tuple[int, int]]) -> None:
    """The indices of all ranges stand one range after the other."""
    starts, lengths = np.array(drawn, np.int64).reshape(-1, 2).T
    expected = [index for start, length in drawn for index in range(start, start + length)]
    assert ranges(starts, lengths).tolist() == expected


@given(st.lists(st.integers(0, 9)), st.integers(1, 20))
def test_spans_cover_all_within_the_limit(counts: list[int], limit: int) -> None:
    """Spans follow on each other; only a single piece may exceed the limit; none could be longer."""
    drawn = list(spans(np.array(counts, np.int64), limit))
    assert [piece for first, last in drawn for piece in range(first, last)] == list(range(len(counts)))
    for first, last in drawn:
        assert last == first + 1 or sum(counts[first:last]) <= limit
        assert last == len(counts) or sum(counts[first : last + 1]) > limit


def test_offsets_end_with_the_total() -> None:
    """There is one offset more than there are pieces."""
    assert offsets(np.array([3, 0, 2])).tolist() == [0, 3, 3, 5]
