"""Inversion: the postings of keys are what counting them one by one gives."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.bulk.counting import Postings, count_pairs

KEYS = st.integers(0, 3) | st.integers(0, 2**44 - 1)
UNITS = st.integers(0, 3) | st.integers(0, 2**20 - 1)
Pairs = list[tuple[int, int]]


def invert(pairs: Pairs) -> Postings:
    keys = np.array([key for key, _ in pairs], np.uint64)
    return count_pairs(keys, np.array([unit for _, unit in pairs], np.uint32))


def as_lists(postings: Postings) -> tuple[list[int], list[int], list[int], list[int]]:
    return (
        postings.keys.tolist(),
        postings.counts.tolist(),
        postings.units.tolist(),
        postings.frequencies.tolist(),
    )


def test_occurrences_become_postings() -> None:
    """Keys ascend, their units ascend, and a repeated occurrence raises a frequency."""
    assert as_lists(invert([(9, 1), (2, 0), (9, 0), (2, 3), (9, 1)])) == (
        [2, 9],
        [2, 2],
        [0, 3, 0, 1],
        [1, 1, 1, 2],
    )


def test_nothing_has_no_postings() -> None:
    """No occurrence gives four empty arrays."""
    assert as_lists(invert([])) == ([], [], [], [])


def test_narrow_keys_are_counted_too() -> None:
    """Numbers of words come as 32-bit integers, and the caller's arrays stay as they are."""
    keys, units = np.array([7, 5, 7], np.uint32), np.array([1, 1, 0], np.uint32)
    assert as_lists(count_pairs(keys, units)) == ([5, 7], [1, 2], [1, 0, 1], [1, 1, 1])
    assert (keys.tolist(), units.tolist()) == ([7, 5, 7], [1, 1, 0])


def test_the_largest_pair_that_fits_is_counted() -> None:
    """A key of 32 bits and a unit of 32 bits fill the integer to its last bit."""
    assert as_lists(invert([(2**32 - 1, 2**32 - 1)])) == ([2**32 - 1], [1], [2**32 - 1], [1])


def test_what_does_not_fit_is_refused() -> None:
    """A key and a unit of more than 64 bits together are named."""
    with pytest.raises(ValueError, match="key 4294967296 and unit 4294967295 do not fit into 64 bits"):
        invert([(2**32, 2**32 - 1)])


@given(st.lists(st.tuples(KEYS, UNITS)))
def test_postings_are_what_a_counter_counts(pairs: Pairs) -> None:
    """Taken apart again, the postings are the distinct pairs, ascending, with their numbers."""
    postings = invert(pairs)
    keys = np.repeat(postings.keys, postings.counts).tolist()
    found = zip(keys, postings.units.tolist(), postings.frequencies.tolist(), strict=True)
    assert list(found) == [(key, unit, count) for (key, unit), count in sorted(Counter(pairs).items())]
    assert postings.keys.tolist() == sorted({key for key, _ in pairs})
