"""How often characters and pairs of characters stand in many texts: all of them counted in one pass."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Counts = NDArray[np.integer[Any]]


def count_in_texts(
    codepoints: NDArray[np.uint32], lengths: NDArray[np.int64], terms: Sequence[str]
) -> Counts:
    """Return for each term, in a row, how often it stands in each of many texts, one after the other.

    Terms are distinct, of one character or two. Occurrences may overlap; none goes from one text into the
    next.
    """
    numbers = {character: number for number, character in enumerate(sorted(set("".join(terms))), 1)}
    # The last place is for all code points above the highest: `take` clips to it.
    number_of = np.zeros(max(map(ord, numbers), default=0) + 2, np.intp)
    number_of[list(map(ord, numbers))] = list(numbers.values())
    of_each = number_of.take(codepoints, mode="clip")
    places = np.flatnonzero(of_each)
    of_each, text_of = of_each[places], np.repeat(np.arange(len(lengths)), lengths)[places]
    singles = _tally(of_each, text_of, len(numbers) + 1, len(lengths))
    is_pair = (places[1:] == places[:-1] + 1) & (text_of[1:] == text_of[:-1])
    pair_numbers = np.zeros((len(numbers) + 1, len(numbers) + 1), np.intp)
    pairs = [term for term in terms if len(term) == 2]
    for number, pair in enumerate(pairs, 1):
        pair_numbers[numbers[pair[0]], numbers[pair[1]]] = number
    of_pairs = pair_numbers[of_each[:-1][is_pair], of_each[1:][is_pair]]
    doubles = _tally(of_pairs, text_of[1:][is_pair], len(pairs) + 1, len(lengths))
    rows = {pair: doubles[number] for number, pair in enumerate(pairs, 1)}
    rows |= {character: singles[number] for character, number in numbers.items()}
    return np.array([rows[term] for term in terms]).reshape(len(terms), len(lengths))


def _tally(numbers: NDArray[np.intp], texts: NDArray[np.intp], most: int, size: int) -> Counts:
    """Return for each number below `most`, in a row, how often it stands in each of so many texts."""
    return np.bincount(numbers * size + texts, minlength=most * size).reshape(most, size)


def count_in_few(texts: Sequence[str], terms: Sequence[str]) -> Counts:
    """Return the same of few texts, where calling numpy would take longer than looking through them."""
    counts = [_count(term, texts) for term in terms]
    return np.array(counts, np.int64).reshape(len(terms), len(texts))


def _count(term: str, texts: Sequence[str]) -> list[int]:
    if len(term) == 2 and term[0] == term[1]:  # may overlap itself, which `str.count` leaves out
        return [sum(map(term.__eq__, map("".join, pairwise(text)))) for text in texts]
    return [text.count(term) for text in texts]
