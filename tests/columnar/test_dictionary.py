"""Dictionaries: terms and pairs are found where they are, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.dictionary import (
    PairDictionary,
    StringDictionary,
    build_pairs,
    build_strings,
    split_keys,
    string_columns,
    unite_pairs,
    unite_strings,
)
from tests.columnar import unhurried

if TYPE_CHECKING:
    from random import Random

letters = st.sampled_from("红蜂驿站a中\0\x7f\u07ff\u0800\uffff\U00010000\U0010ffff\ud800")
terms = st.sets(st.text(letters | st.characters(), max_size=4))
codes = st.sampled_from([0, 1, 2, 7, 255, 256, 65_535, 65_536, 2**21 - 1])
pairs = st.sets(st.tuples(codes, codes))


def strings(of: set[str]) -> StringDictionary:
    return StringDictionary(build_strings(sorted(of)))


def dictionary(of: set[tuple[int, int]]) -> PairDictionary:
    firsts, seconds = np.array(sorted(of), np.int64).reshape(-1, 2).T
    return PairDictionary(build_pairs(firsts, seconds))


def listed(of: PairDictionary) -> list[tuple[int, int]]:
    return list(zip(of.firsts().tolist(), of.seconds().tolist(), strict=True))


@unhurried
@given(terms, st.text(letters, max_size=3))
def test_a_term_is_its_rank(of: set[str], other: str) -> None:
    """A term's number is its rank among the sorted terms; another term has none."""
    terms_by_number = strings(of)
    assert list(terms_by_number) == sorted(of)
    assert [terms_by_number.find(term) for term in sorted(of)] == list(range(len(of)))
    assert [terms_by_number[number] for number in range(len(of))] == sorted(of)
    assert (terms_by_number.find(other) is not None) == (other in of)


@unhurried
@given(terms, st.text(letters, max_size=2))
def test_a_prefix_is_a_range(of: set[str], prefix: str) -> None:
    """The numbers of a prefix are those of the terms that begin with it."""
    first, last = strings(of).prefix_range(prefix)
    assert sorted(of)[first:last] == [term for term in sorted(of) if term.startswith(prefix)]


@pytest.mark.parametrize("size", [8, 9, 3_000])
def test_terms_of_many_blocks_are_found(size: int) -> None:
    """Also where the last block is full, or has one term; and none between them is."""
    of = {f"{2 * number:05}" for number in range(size)}
    terms_by_number = strings(of)
    assert list(terms_by_number) == sorted(of)
    assert [terms_by_number.find(f"{number:05}") for number in range(2 * size)] == [
        None if number % 2 else number // 2 for number in range(2 * size)
    ]


def test_a_term_is_stored_without_what_it_shares() -> None:
    """What it has in common with the term before, a number, and only every eighth whole."""
    columns = build_strings([f"ab{number:02}" for number in range(7, 16)])
    coded = b"\x04ab07\x03\x018\x03\x019\x02\x0210\x03\x011\x03\x012\x03\x013\x03\x014"
    assert (columns["blob"].tobytes(), columns["blocks"].tolist()) == (coded + b"\x04ab15", [0, 27, 32])


def test_long_terms_come_back() -> None:
    """Sizes beyond 127 take several bytes, as what they share does."""
    of = {"红" * 100, "红" * 100 + "蜂" * 100_000, "红" * 100 + "蜂" * 100_000 + "站"}
    terms_by_number = strings(of)
    assert list(terms_by_number) == sorted(of)
    assert [terms_by_number.find(term) for term in sorted(of)] == [0, 1, 2]


@pytest.mark.parametrize("number", [-1, 2])
def test_there_is_no_term_outside(number: int) -> None:
    """A number that is no term's is an `IndexError`, also a negative one."""
    with pytest.raises(IndexError):
        strings({"红", "蜂"})[number]


@pytest.mark.parametrize("of", [["b", "a"], ["a", "a"]])
def test_terms_must_ascend(of: list[str]) -> None:
    """Terms out of order would not be found, so they are refused."""
    with pytest.raises(ValueError, match="do not ascend"):
        build_strings(of)


@unhurried
@given(st.lists(terms, max_size=3))
def test_merged_terms_are_their_union(parts: list[set[str]]) -> None:
    """Merging gives the dictionary of all terms, and each source's terms their numbers in it."""
    encoded, numbers = unite_strings([strings(part) for part in parts])
    union = StringDictionary(string_columns(encoded))
    assert list(union) == sorted(set().union(*parts))
    assert [[union[number] for number in each.tolist()] for each in numbers] == [
        sorted(part) for part in parts
    ]


@unhurried
@given(pairs, codes, codes)
def test_a_pair_is_its_rank(of: set[tuple[int, int]], first: int, second: int) -> None:
    """A pair's number is its rank among the sorted pairs; another has none; many at once are the same."""
    numbers = dictionary(of)
    assert len(numbers) == len(of)
    assert listed(numbers) == sorted(of)
    assert [numbers.find(*pair) for pair in sorted(of)] == list(range(len(of)))
    assert (numbers.find(first, second) is not None) == ((first, second) in of)
    wanted = np.array([*sorted(of), (first, second)])
    found = [numbers.find(*pair) for pair in wanted.tolist()]
    assert numbers.find_many(*wanted.T).tolist() == [-1 if number is None else number for number in found]


@unhurried
@given(pairs, codes)
def test_the_pairs_of_a_first_are_a_range(of: set[tuple[int, int]], first: int) -> None:
    """The numbers of a first code are those of the pairs that begin with it."""
    start, stop = dictionary(of).range_of_first(first)
    assert sorted(of)[start:stop] == [pair for pair in sorted(of) if pair[0] == first]


def test_a_pair_of_an_alphabet_takes_two_bytes() -> None:
    """Codes below 65,536 are stored in 16 bits, others in 32."""
    assert build_pairs(np.array([1]), np.array([65_535]))["seconds"].dtype == np.uint16
    assert build_pairs(np.array([1]), np.array([65_536]))["seconds"].dtype == np.uint32


def test_pairs_must_ascend() -> None:
    """Pairs out of order would not be found, so they are refused."""
    with pytest.raises(ValueError, match="do not ascend"):
        build_pairs(np.array([2, 1]), np.array([1, 1]))


def test_codes_have_21_bits() -> None:
    """A larger code would be mistaken for another pair, so it is refused."""
    with pytest.raises(ValueError, match="not below"):
        build_pairs(np.array([1]), np.array([2**21]))


@unhurried
@given(st.lists(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9))), max_size=3), st.randoms())
def test_merged_pairs_are_their_union(parts: list[set[tuple[int, int]]], random: Random) -> None:
    """Merging renames each source's codes and gives the dictionary of all pairs, with their numbers."""
    renamings = [random.sample(range(2**21), 10) for _ in parts]
    keys, numbers = unite_pairs([dictionary(part) for part in parts], [np.array(each) for each in renamings])
    renamed = [
        [(renaming[first], renaming[second]) for first, second in sorted(part)]
        for part, renaming in zip(parts, renamings, strict=True)
    ]
    union = listed(PairDictionary(build_pairs(*split_keys(keys))))
    assert union == sorted({pair for each in renamed for pair in each})
    assert [[union[number] for number in each.tolist()] for each in numbers] == renamed
