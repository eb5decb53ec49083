"""Frequencies: those encoded are decoded, in any range and singly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar import repeats
from index.columnar.repeats import GROUP, SAMPLE, RepeatEncoder, Repeats
from tests.columnar import unhurried

if TYPE_CHECKING:
    import numpy.typing as npt


@st.composite
def frequencies(draw: st.DrawFn) -> npt.NDArray[Any]:
    """Draw frequencies of several samples, of postings that repeat seldom or mostly, some of them very often.

    Hypothesis chooses the seed and the shape, numpy the thousands of frequencies.
    """
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    count = draw(st.sampled_from([0, 1, GROUP, SAMPLE, 3 * SAMPLE]) | st.integers(0, 4 * SAMPLE))
    drawn = random.geometric(draw(st.sampled_from([1.0, 0.9, 0.3])), count)
    drawn[random.random(count) < 0.001] = 100_000
    return drawn


def columns_of(drawn: npt.NDArray[Any]) -> dict[str, npt.NDArray[Any]]:
    encoder = RepeatEncoder()
    encoder.append(drawn)
    return encoder.finish()


@unhurried
@given(frequencies(), st.data())
def test_any_range_comes_back(drawn: npt.NDArray[Any], data: st.DataObject) -> None:
    """The frequencies of consecutive postings are those encoded, however many are decoded at once."""
    first = data.draw(st.integers(0, len(drawn)))
    count = data.draw(st.integers(0, len(drawn) - first))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeats, "AT_ONCE", data.draw(st.sampled_from([1 << 14, 100])))
        read = Repeats(columns_of(drawn)).frequencies(first, count)
    assert read.tolist() == drawn[first : first + count].tolist()


@unhurried
@given(frequencies(), st.data())
def test_any_places_in_a_range_come_back(drawn: npt.NDArray[Any], data: st.DataObject) -> None:
    """The frequencies at some places, in any order and asked for again, are those encoded."""
    first = data.draw(st.integers(0, len(drawn)))
    count = data.draw(st.integers(0, len(drawn) - first))
    size = data.draw(st.integers(0, 40)) if count else 0
    places = np.random.default_rng(size).integers(0, max(count, 1), size)
    read = Repeats(columns_of(drawn)).frequencies_at(first, count, places)
    assert read.tolist() == drawn[first + places].tolist()


@unhurried
@given(frequencies(), st.lists(st.integers(0, 4 * SAMPLE)))
def test_appending_in_steps_is_appending_at_once(drawn: npt.NDArray[Any], cuts: list[int]) -> None:
    """However the frequencies are cut into steps, the columns are the same to the byte."""
    encoder = RepeatEncoder()
    for step in np.split(drawn, sorted(cuts)):
        encoder.append(step)
    assert {name: column.tolist() for name, column in encoder.finish().items()} == {
        name: column.tolist() for name, column in columns_of(drawn).items()
    }


def test_few_repeats_bit_by_bit() -> None:
    """Postings 2, 2, 5 and 7 repeat: their upper parts are 0, 0, 1 and 1, the lower ones 2, 2, 1 and 3."""
    columns = columns_of(np.array([1, 1, 3, 1, 1, 2, 1, 2]))
    assert f"{columns['upper'][0]:08b}" == "00011011"
    assert f"{columns['lower'][0]:08b}" == "11011010"
    assert columns["samples"].tolist() == [0, 4]


def test_postings_that_never_repeat_take_a_bit_for_four() -> None:
    """Apart from the samples and the padding, that is all."""
    columns = columns_of(np.ones(32 * SAMPLE, np.int64))
    assert (len(columns["upper"]) - 8, len(columns["lower"]) - 8) == (SAMPLE, 0)


def test_a_frequency_below_one_is_refused() -> None:
    """A posting stands for at least one occurrence."""
    with pytest.raises(ValueError, match="a frequency is below 1"):
        columns_of(np.array([1, 0]))
