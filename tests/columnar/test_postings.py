"""Posting lists: what is encoded is decoded, whole, singly, in ranges and after merging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar import merging, posting_encoder
from index.columnar.list_places import BLOCK, lower_widths, upper_sizes
from index.columnar.merging import REMOVED, Source, merge
from index.columnar.posting_encoder import PostingEncoder, encode
from index.columnar.postings import PostingLists
from tests.columnar import unhurried

if TYPE_CHECKING:
    import numpy.typing as npt

Lists = list[dict[int, int]]
"""Posting lists as they are thought of: the frequency by unit, units ascending."""


@st.composite
def posting_lists(draw: st.DrawFn, universe: int | None = None) -> tuple[Lists, int]:
    """Draw lists of all densities, more than a block of them, and their universe.

    Hypothesis chooses the seed and the shape, numpy the thousands of postings: drawing each of them
    would leave no time for lists that are wide, or blocks and samples that are crossed.
    """
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    universe = draw(st.sampled_from([1, 2, 255, 3000, 10**6, 2**32 - 1])) if universe is None else universe
    largest = draw(st.sampled_from([1, 16, 40, 600]))
    lists: Lists = []
    for _ in range(draw(st.integers(0, 3 * BLOCK))):
        units = np.unique(random.integers(0, universe, random.integers(0, largest + 1)))
        frequencies = random.geometric(0.8, len(units))
        lists.append(dict(zip(units.tolist(), frequencies.tolist(), strict=True)))
    return lists, universe


def columns_of(lists: Lists, universe: int) -> dict[str, npt.NDArray[Any]]:
    return encode(*arrays_of(lists), universe)


def arrays_of(lists: Lists) -> tuple[npt.NDArray[Any], npt.NDArray[Any], npt.NDArray[Any]]:
    """Return counts, units and frequencies as the encoder takes them."""
    counts = np.array([len(each) for each in lists], np.uint32)
    units = np.array([unit for each in lists for unit in each], np.uint32)
    frequencies = np.array([frequency for each in lists for frequency in each.values()], np.uint32)
    return counts, units, frequencies


def read(lists: PostingLists) -> Lists:
    """Return all lists, read one by one."""
    result: Lists = []
    for number in range(len(lists)):
        units, frequencies = lists.units_and_frequencies(number)
        result.append(dict(zip(units.tolist(), frequencies.tolist(), strict=True)))
    return result


@unhurried
@given(posting_lists())
def test_lists_come_back(drawn: tuple[Lists, int]) -> None:
    """Every list is decoded as it was encoded, and its count is known without decoding."""
    expected, universe = drawn
    lists = PostingLists(columns_of(expected, universe))
    assert read(lists) == expected
    assert [lists.units(number).tolist() for number in range(len(lists))] == [list(each) for each in expected]
    assert [lists.count(number) for number in range(len(lists))] == [len(each) for each in expected]
    assert lists.postings == sum(map(len, expected))
    assert lists.universe == universe


@unhurried
@given(posting_lists(), st.data())
def test_a_range_is_its_lists(drawn: tuple[Lists, int], data: st.DataObject) -> None:
    """Decoding many lists at once gives each posting with its list."""
    expected, universe = drawn
    lists = PostingLists(columns_of(expected, universe))
    first = data.draw(st.integers(0, len(expected)))
    last = data.draw(st.integers(first, len(expected)))
    list_of_each, units, frequencies = lists.decode_range(first, last)
    assert list(zip(list_of_each.tolist(), units.tolist(), frequencies.tolist(), strict=True)) == [
        (number, unit, frequency)
        for number in range(first, last)
        for unit, frequency in expected[number].items()
    ]
    assert lists.counts(first, last).tolist() == [len(each) for each in expected[first:last]]


@unhurried
@given(posting_lists(), st.data())
def test_many_lists_at_once_are_the_same_lists(drawn: tuple[Lists, int], data: st.DataObject) -> None:
    """In any order, some of them twice: their units and frequencies one after the other, and their counts."""
    expected, universe = drawn
    lists = PostingLists(columns_of(expected, universe))
    last = len(expected) - 1
    numbers = data.draw(st.lists(st.integers(0, last), max_size=80)) if expected else []
    units, counts = lists.units_of_each(np.array(numbers, np.int64))
    assert units.tolist() == [unit for number in numbers for unit in expected[number]]
    again, frequencies, _ = lists.units_and_frequencies_of_each(np.array(numbers, np.int64))
    assert again.tolist() == units.tolist()
    assert frequencies.tolist() == [each for number in numbers for each in expected[number].values()]
    assert counts.tolist() == [len(expected[number]) for number in numbers]
    assert lists.counts_of(np.array(numbers, np.int64)).tolist() == counts.tolist()


def test_a_list_longer_than_there_are_units_is_refused() -> None:
    """Memory is taken for as many units as a list says it has."""
    columns = columns_of([dict.fromkeys(range(300), 1)], 300)
    columns["wide_counts"] = np.array([2**31], np.uint32)
    with pytest.raises(ValueError, match="a list of 2147483648 among 300 units"):
        PostingLists(columns).units_of_each(np.array([0]))


@unhurried
@given(posting_lists(), st.integers(1, 40))
def test_appending_in_steps_is_encoding_at_once(drawn: tuple[Lists, int], step: int) -> None:
    """However the lists are cut into steps and chunks, the columns are the same to the byte."""
    lists, universe = drawn
    encoder = PostingEncoder(universe)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(posting_encoder, "CHUNK", 100)
        for first in range(0, len(lists), step):
            encoder.append(*arrays_of(lists[first : first + step]))
    assert {name: column.tolist() for name, column in encoder.finish().items()} == {
        name: column.tolist() for name, column in columns_of(lists, universe).items()
    }


@unhurried
@given(posting_lists())
def test_the_size_is_a_function_of_count_and_universe(drawn: tuple[Lists, int]) -> None:
    """The bits that lists take are the sum of what their counts say, rounded up to words and padded."""
    lists, universe = drawn
    columns = columns_of(lists, universe)
    counts = np.array([len(each) for each in lists], np.int64)
    widths = lower_widths(counts, universe)
    words = [-(-int(bits) // 32) for bits in (upper_sizes(counts, widths, universe).sum(), counts @ widths)]
    assert [len(columns["upper"]), len(columns["lower"])] == [(each + 2) * 4 for each in words]


@unhurried
@given(st.integers(1, 2**32 - 1), st.data())
def test_the_width_is_the_logarithm(universe: int, data: st.DataObject) -> None:
    """Twice the lists' count to the power of the width fits the universe, and no higher power does."""
    count = data.draw(st.integers(1, universe))
    (width,) = lower_widths(np.array([count]), universe).tolist()
    assert count << width <= universe < count << (width + 1)


def test_a_small_list_bit_by_bit() -> None:
    """Units 2, 3 and 11 below 16 have 2 lower bits each, and the upper parts 0, 0 and 2."""
    columns = encode(np.array([3]), np.array([2, 3, 11]), np.array([1, 3, 1]), 16)
    assert f"{columns['lower'][0]:08b}" == "00111110"
    assert f"{columns['upper'][0]:08b}" == "00010011"


def test_the_longest_list_and_the_largest_frequency() -> None:
    """A list of every unit, and a frequency of a million, come back."""
    frequencies = np.ones(70_000, np.uint32)
    frequencies[-1] = 1_000_000
    lists = PostingLists(encode(np.array([70_000]), np.arange(70_000), frequencies, 70_000))
    units, read_frequencies = lists.units_and_frequencies(0)
    assert (units == np.arange(70_000)).all()
    assert (read_frequencies == frequencies).all()


def test_few_of_the_frequencies_of_a_long_list() -> None:
    """They are found without decoding the list: of units in any order, and 0 of those it does not have."""
    frequencies = np.ones(70_000, np.uint32)
    frequencies[[3, 40_000]] = [5, 2]
    lists = PostingLists(encode(np.array([70_000]), 2 * np.arange(70_000), frequencies, 150_000))
    assert lists.frequencies_of(0, np.array([80_000, 7, 6, 8, 149_999], np.uint32)).tolist() == [
        2,
        0,
        5,
        1,
        0,
    ]


@unhurried
@given(posting_lists(universe=300), st.sets(st.integers(0, 299)))
def test_intersection_is_that_of_sets(drawn: tuple[Lists, int], candidates: set[int]) -> None:
    """The candidates a list has are those that are in both, ascending."""
    expected, universe = drawn
    lists = PostingLists(columns_of(expected, universe))
    wanted = np.array(sorted(candidates), np.uint32)
    for number, each in enumerate(expected):
        assert lists.intersect(number, wanted).tolist() == sorted(candidates & set(each))


def test_places_of_eight_bytes() -> None:
    """Places beyond 2**32, as a very large segment has them, are read like others."""
    columns = columns_of([{3: 1, 5: 2}, {4: 7}], 10)
    large = {
        **columns,
        "blocks": columns["blocks"].astype("<i8"),
        "repeats.samples": columns["repeats.samples"].astype("<i8"),
    }
    assert read(PostingLists(large)) == [{3: 1, 5: 2}, {4: 7}]


@pytest.mark.parametrize(
    ("counts", "units", "frequencies", "fault"),
    [
        ([2], [5, 5], [1, 1], "do not ascend"),
        ([1, 2], [7, 6, 5], [1, 1, 1], "do not ascend"),
        ([1], [10], [1], "reach the universe of 10"),
        ([1], [1], [0], "a frequency is below 1"),
        ([1, 1], [1], [1], "1 units and 1 frequencies for 2 postings"),
    ],
)
def test_what_is_no_posting_list_is_refused(
    counts: list[int], units: list[int], frequencies: list[int], fault: str
) -> None:
    """Lists that could not be decoded are not encoded."""
    with pytest.raises(ValueError, match=fault):
        encode(np.array(counts), np.array(units), np.array(frequencies), 10)


def test_lists_may_begin_below_the_end_of_the_list_before() -> None:
    """Units ascend inside a list, not from one list to the next."""
    lists = PostingLists(encode(np.array([1, 0, 2]), np.array([7, 5, 6]), np.array([1, 1, 1]), 10))
    assert read(lists) == [{7: 1}, {}, {5: 1, 6: 1}]


@unhurried
@given(st.data())
def test_merging_is_encoding_at_once(data: st.DataObject) -> None:
    """Segments merged, with units removed, are the columns of all that is left encoded at once."""
    total = data.draw(st.integers(1, 40))
    expected: Lists = [{} for _ in range(total)]
    sources = []
    unit_count = 0
    for _ in range(data.draw(st.integers(0, 3))):
        lists, universe = data.draw(posting_lists(universe=200))
        lists = lists[:total]
        numbers = sorted(data.draw(st.permutations(range(total)))[: len(lists)])
        removed = data.draw(st.sets(st.integers(0, universe - 1)))
        units = np.full(universe, REMOVED)
        kept = np.array(sorted(set(range(universe)) - removed), np.int64)
        units[kept] = unit_count + np.arange(len(kept))
        unit_count += len(kept)
        for number, each in zip(numbers, lists, strict=True):
            expected[number].update({int(units[unit]): each[unit] for unit in each if unit not in removed})
        sources.append(
            Source(
                PostingLists(columns_of(lists, universe)),
                np.array(numbers, np.int64),
                units.astype(np.uint32),
            )
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "CHUNK", 100)
        merged, counts = merge(sources, total, unit_count)
    assert counts.tolist() == list(map(len, expected))
    left = [each for each in expected if each]
    assert {name: column.tolist() for name, column in merged.items()} == {
        name: column.tolist() for name, column in columns_of(left, unit_count).items()
    }


def test_merging_refuses_numbers_that_do_not_ascend() -> None:
    """Lists in another order than the source's cannot be merged in one pass."""
    lists = PostingLists(columns_of([{0: 1}, {1: 1}], 2))
    with pytest.raises(ValueError, match="do not ascend"):
        merge([Source(lists, np.array([1, 0]), np.arange(2))], 2, 2)
