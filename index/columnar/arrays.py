"""Array idioms the columns have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

    Columns = Mapping[str, npt.NDArray[Any]]
    """What a column reader takes: arrays by name."""

    NewColumns = dict[str, npt.NDArray[Any]]
    """What a column maker returns."""

    Integers = npt.NDArray[np.integer[Any]]
    Bytes = npt.NDArray[np.uint8]
    Units = npt.NDArray[np.uint32]
    Numbers = npt.NDArray[np.int64]

    Scalar = TypeVar("Scalar", bound=np.generic)


def narrowest(maximum: int) -> np.dtype[Any]:
    """Return the smallest little-endian integer type that holds 0 to `maximum`.

    The largest is signed: numpy makes floats of 64-bit integers of which some are signed and some not.
    """
    for code in ("<u1", "<u2", "<u4"):
        if maximum <= np.iinfo(code).max:
            return np.dtype(code)
    return np.dtype("<i8")


def offsets(counts: Integers) -> Numbers:
    """Return where each of the consecutive pieces begins, and last where they end: one more than `counts`."""
    result = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=result[1:])
    return result


def distinct(numbers: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    """Return the distinct numbers, ascending.

    As `numpy.unique` does, which loads the package of masked arrays to see that these are none: a tenth
    of the time in which a search has started.
    """
    ascending = np.sort(numbers)
    return ascending[first_of_each(ascending)]


def first_of_each(ascending: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Say of each of ascending numbers whether it is the first of its value."""
    is_first = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=is_first[1:])
    return is_first


def ranges(starts: Integers, lengths: Integers) -> Numbers:
    """Return the indices `start, start + 1, …` of every range, one range after the other."""
    bounds = offsets(lengths)
    return np.repeat(starts - bounds[:-1], lengths) + np.arange(bounds[-1])


def spans(counts: Integers, limit: int) -> Iterator[tuple[int, int]]:
    """Cut consecutive pieces into spans `[first, last)` of at most `limit` elements.

    A piece that is longer than the limit is a span of its own, so work on spans needs memory for
    `limit` elements or for the longest piece.
    """
    bounds = offsets(counts)
    first = 0
    while first < len(counts):
        last = int(np.searchsorted(bounds, bounds[first] + limit, side="right")) - 1
        last = max(last, first + 1)
        yield first, last
        first = last
