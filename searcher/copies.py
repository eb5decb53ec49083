"""Which articles are copies of one another: reprints and the same agency copy, cut or lightly edited.

Compared are all pairs of the articles of one result, exactly, by the runs of five characters that they
share: for some hundred articles one product of matrices. A sketch such as MinHash would save memory that
is not needed, and guess.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from index.columnar.arrays import distinct, first_of_each
from index.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Runs = NDArray[np.uint64]

RUN: Final = 5
"""Characters of a run; marks and white space do not count."""

SHARED: Final = 0.9
"""The share of the shorter text's runs that must stand in the longer one.

Of 8,000 broadcasts in two years, copies share 0.95 and more. What is told in the same words of other
people shares up to 0.86: 举行仪式欢迎…总统访华, …同志遗体在京火化.
"""

SHORTEST: Final = 0.5
"""How long the shorter text must be, as a share of the longer: a brief is no copy of the full report."""

_MARKS: Final = re.compile(r"[\W_]+")
_COLUMNS: Final = 16_384
# A polynomial in the golden ratio's constant, modulo 2**64 (Knuth, "The Art of Computer Programming" 3,
# 6.4): of 200,000 different runs two are taken for the same once in a thousand million results.
_MULTIPLIER: Final = 0x9E3779B97F4A7C15


def group_copies(texts: Sequence[str]) -> list[int]:
    """Return for each text the number of the first text that it is a copy of, its own where there is none.

    The first of a group stands for it; a text is compared with the ones that stand for a group, so that
    no chain of small changes joins two that differ much. Bodies of articles are meant, without headline
    and byline. Exact up to collisions of 64-bit hashes.
    """
    runs = [_runs(text) for text in texts]
    shared = _shared(runs)
    sizes = [len(each) for each in runs]
    leaders: list[int] = []
    for number, size in enumerate(sizes):
        copied = (
            leader
            for leader in dict.fromkeys(leaders)
            if _is_copy(int(shared[leader, number]), sizes[leader], size)
        )
        leaders.append(next(copied, number))
    return leaders


def _is_copy(shared: int, first: int, second: int) -> bool:
    shorter, longer = sorted([first, second])
    return shorter > 0 and shorter >= SHORTEST * longer and shared >= SHARED * shorter


def _runs(text: str) -> Runs:
    """Return the hashes of the different runs of a text, ascending; of a shorter text that of the whole."""
    letters = _MARKS.sub("", fold(text))
    if not letters:
        return np.zeros(0, np.uint64)
    codes = np.frombuffer(letters.ljust(RUN, "\0").encode("utf-32-le"), np.uint32).astype(np.uint64)
    hashes = np.zeros(len(codes) - RUN + 1, np.uint64)
    for offset in range(RUN):
        hashes = hashes * np.uint64(_MULTIPLIER) + codes[offset : len(codes) - RUN + 1 + offset]
    return distinct(hashes)


def _shared(runs: Sequence[Runs]) -> NDArray[np.float32]:
    """Return how many runs each two texts share, as a matrix."""
    shared = np.zeros((len(runs), len(runs)), np.float32)
    if not runs:
        return shared
    hashes = np.concatenate(runs)
    order = np.argsort(hashes, kind="stable")
    rows = np.repeat(np.arange(len(runs)), [len(each) for each in runs])[order]
    number = np.cumsum(first_of_each(hashes[order])) - 1
    # Only what stands in two texts can be shared; in most results that is little.
    is_shared = np.bincount(number) > 1
    is_common = is_shared[number]
    rows, columns = rows[is_common], (np.cumsum(is_shared) - 1)[number[is_common]]
    for first in range(0, int(columns[-1]) + 1 if len(columns) else 0, _COLUMNS):
        start, end = np.searchsorted(columns, [first, first + _COLUMNS])
        presence = np.zeros((len(runs), _COLUMNS), np.float32)
        presence[rows[start:end], columns[start:end] - first] = 1
        shared += presence @ presence.T
    return shared
