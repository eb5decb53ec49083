"""Terms that a word can be completed to, with how often they are there."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import islice, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Final, Protocol

from index.folding import fold
from searcher.printers.screen import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST: Final = 50
"""How many terms are offered."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it is printed, and in how many articles."""

    text: str
    count: int


class Completions(Protocol):
    """What knows terms."""

    def beginning_with(self, prefix: str) -> Sequence[Term]:
        """Return up to `MOST` terms that begin with a prefix, both folded; the most frequent first."""


class CountedTerms:
    """Terms that are known with their counts: an archive's names, or the values of a field."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Sort the terms; what would steer a terminal is none of them, for nobody could type it."""
        terms = (Term(text, count) for text, count in counts.items() if safe(text) == text)
        self._terms = sorted(((fold(term.text), term) for term in terms), key=itemgetter(0))

    def beginning_with(self, prefix: str) -> Sequence[Term]:
        """Return terms by their prefix; see `Completions`."""
        # A space at the end counts or does not, depending on what follows: as if a Chinese character did.
        folded = fold(f"{prefix}一")[:-1]
        start = bisect_left(self._terms, folded, key=itemgetter(0))
        found = takewhile(lambda pair: pair[0].startswith(folded), islice(self._terms, start, None))
        return heapq.nsmallest(MOST, (term for _, term in found), key=lambda term: (-term.count, term.text))


def united(counts: Iterable[Mapping[str, int]]) -> CountedTerms:
    """Return the terms of several kinds; one that is of two has the greater count."""
    most: Counter[str] = Counter()
    for each in counts:
        most |= Counter(each)
    return CountedTerms(most)
