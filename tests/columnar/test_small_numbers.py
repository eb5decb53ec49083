"""Small numbers: what is written is read, at once, at any places and singly."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.small_numbers import SmallNumbers, small_numbers

numbers = st.lists(st.integers(0, 300) | st.sampled_from([0, 254, 255, 2**16, 2**32 - 1]))


@given(numbers, st.data())
def test_numbers_come_back(drawn: list[int], data: st.DataObject) -> None:
    """All of them, those at some places in any order, and each singly."""
    read = SmallNumbers(small_numbers(np.array(drawn, np.int64)))
    places = data.draw(st.lists(st.integers(0, len(drawn) - 1))) if drawn else []
    assert len(read) == len(drawn)
    assert read.all().tolist() == drawn
    assert read[np.array(places, np.int64)].tolist() == [drawn[place] for place in places]
    assert [read.at(place) for place in range(len(drawn))] == drawn


def test_a_number_of_255_is_wide() -> None:
    """What stands in its byte says so, and cannot be a number itself."""
    columns = small_numbers(np.array([254, 255, 7, 256]))
    assert {name: (column.dtype.str, column.tolist()) for name, column in columns.items()} == {
        "bytes": ("|u1", [254, 255, 7, 255]),
        "places": ("<u4", [1, 3]),
        "wide": ("<u2", [255, 256]),
    }


def test_there_is_no_number_outside() -> None:
    """A place that is no number's is an `IndexError`."""
    read = SmallNumbers(small_numbers(np.array([7])))
    with pytest.raises(IndexError):
        read.at(1)
    with pytest.raises(IndexError):
        read[np.array([1])]
