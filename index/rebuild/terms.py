"""What a text is about: its character bigrams, weighed by how rare they are on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    FloatTable = NDArray[np.float64]
    IntVector = NDArray[np.int64]

_LATIN_RUN = re.compile(r"[A-Za-z0-9]{2,}")
_FIRST_HAN, _LAST_HAN = 0x3400, 0x9FFF
_FIRST_UNIFIED_HAN = 0x4E00
_FIRST_LATIN_CODE = 1 << 32
"""Terms are numbers: a character its code point, a bigram two of them, a Latin word one of these and up."""

_CODE_BITS = 33

_SHARE = 0.22
"""How likely a paragraph of an article is to hold a given bigram of its headline."""

_HELD_AT_MOST = 0.5
"""Even a long article does not repeat all of a headline written to please."""

_CHARACTER_SHARE = 0.3
_WEAK = 0.35

_CORRELATION = 0.6
"""Neighbouring bigrams come together, so each counts for less than one independent witness."""

_RARE = 0.15
"""A single character is a witness where no larger share of the page's paragraphs holds it."""


class PageTerms:
    """The terms and the characters of each paragraph of a page, and how many paragraphs hold each."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Count the terms of the page's paragraphs, in time and memory proportional to their length."""
        import numpy as np

        self.paragraphs = len(texts)
        self._latin: dict[str, int] = {}
        codes, owners = self._codes_of(texts)
        # Sorted by term, then by paragraph: the paragraphs that hold a term stand together.
        held = _distinct(codes * max(1, len(texts)) + owners)
        codes, self._holders = np.divmod(held, max(1, len(texts)))
        starts = np.flatnonzero(np.diff(codes, prepend=-1))
        self._vocabulary = codes[starts]
        self._spread = np.diff(starts, append=len(codes))
        self._starts = starts
        # The weight of a term is the logarithm of how rare it is; a term that stands in one
        # paragraph only cannot connect it with another, and a character is no term.
        weights = np.log((len(texts) + 1) / (self._spread + 0.5))
        connecting = (self._spread > 1) & (self._vocabulary > _LAST_HAN)
        self._weight: list[float] = weights.tolist()
        of_term = np.repeat(np.arange(len(starts)), self._spread)
        kept = connecting[of_term]
        by_paragraph = np.argsort(self._holders[kept], kind="stable")
        sizes = np.bincount(self._holders[kept], minlength=len(texts))
        shared: list[int] = of_term[kept][by_paragraph].tolist()
        ends: list[int] = np.cumsum(sizes).tolist()
        self._unions: dict[tuple[int, ...], tuple[frozenset[int], float]] = {}
        self._shared = [
            frozenset(shared[end - size : end]) for end, size in zip(ends, sizes.tolist(), strict=True)
        ]

    def evidence(self, headline: str, members: Sequence[int], *, by_length: bool = True) -> float:
        """Return the log-odds that a headline belongs to the paragraphs `members`."""
        return float(Witnesses(self, [headline]).of_groups([members], by_length=by_length)[0, 0])

    def cohesion(self, left: Sequence[int], right: Sequence[int]) -> float:
        """Return how much two groups of paragraphs share, 0 to 1: the cosine of their rare terms.

        A paragraph of both groups tells nothing and is left out of the first.
        """
        others = tuple(right)
        first, first_mass = self._union_of(tuple(index for index in left if index not in others))
        second, second_mass = self._union_of(others)
        common = first & second
        return float(self._mass(common) / (first_mass * second_mass) ** 0.5) if common else 0.0

    def look_up(self, codes: IntVector) -> tuple[IntVector, IntVector, IntVector]:
        """Return how many paragraphs hold each term, and all pairs (index in `codes`, paragraph)."""
        import numpy as np

        if not len(self._vocabulary):
            nothing = np.zeros(0, dtype=np.int64)
            return np.zeros(len(codes), dtype=np.int64), nothing, nothing
        places = np.minimum(np.searchsorted(self._vocabulary, codes), len(self._vocabulary) - 1)
        spread = np.where(self._vocabulary[places] == codes, self._spread[places], 0)
        rows = np.repeat(np.arange(len(codes)), spread)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(spread) - spread, spread)
        return spread, rows, self._holders[self._starts[places][rows] + within]

    def witnesses_of(self, headlines: Sequence[str]) -> tuple[IntVector, IntVector]:
        """Return the terms of headlines and the headline of each, one row for a term a headline holds.

        All bigrams are witnesses, and those single characters that are rare on the page.
        """
        import numpy as np

        codes, owners = self._codes_of(headlines)
        owners, codes = np.divmod(_distinct((owners << _CODE_BITS) + codes), 1 << _CODE_BITS)
        spread = self.look_up(codes)[0]
        rare = (codes >= _FIRST_UNIFIED_HAN) & (spread <= _RARE * self.paragraphs + 1)
        kept = (codes > _LAST_HAN) | rare
        return codes[kept], owners[kept]

    def _codes_of(self, texts: Sequence[str]) -> tuple[IntVector, IntVector]:
        """Return the terms of texts, characters and all, and the number of the text each stands in."""
        import numpy as np

        joined = "".join(f"{text}\n" for text in texts) or "\n"
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
        lengths = [len(text) + 1 for text in texts] or [1]
        owners = np.repeat(np.arange(len(lengths)), lengths)
        han = (points >= _FIRST_HAN) & (points <= _LAST_HAN)
        pairs = han[:-1] & han[1:]
        bigrams = (points[:-1][pairs] << 16) + points[1:][pairs]
        latin: list[int] = []
        latin_owners: list[int] = []
        for number, text in enumerate(texts):
            for word in _LATIN_RUN.findall(text):
                latin.append(self._latin.setdefault(word, _FIRST_LATIN_CODE + len(self._latin)))
                latin_owners.append(number)
        return (
            np.concatenate((points[han], bigrams, np.array(latin, dtype=np.int64))),
            np.concatenate((owners[han], owners[:-1][pairs], np.array(latin_owners, dtype=np.int64))),
        )

    def _union_of(self, members: tuple[int, ...]) -> tuple[frozenset[int], float]:
        """Return the rare terms of some paragraphs, and their weight, which is asked for again and again."""
        if members not in self._unions:
            union = frozenset[int]().union(*(self._shared[index] for index in members))
            self._unions[members] = union, self._mass(union)
        return self._unions[members]

    def _mass(self, terms: Iterable[int]) -> float:
        return sum(map(self._weight.__getitem__, terms))


def _distinct(numbers: IntVector) -> IntVector:
    """Return the distinct numbers in order; sorting is faster here than the hashing of numpy.unique."""
    import numpy as np

    in_order = np.sort(numbers)
    distinct: IntVector = in_order[np.diff(in_order, prepend=-1) != 0]
    return distinct


class Witnesses:
    """The terms of several headlines, each a witness for or against its belonging to a text.

    Every bigram of a headline is a witness: for, where the paragraphs hold it though the rest of
    the page does not; against, where they should hold it and do not. Rare single characters are
    weaker witnesses.
    """

    def __init__(self, terms: PageTerms, headlines: Sequence[str]) -> None:
        """Find the paragraphs of the page that hold each term of the headlines."""
        import numpy as np

        codes, self._owners = terms.witnesses_of(headlines)
        self._spread, self._rows, self._holders = terms.look_up(codes)
        character = codes <= _LAST_HAN
        self._kinds = character.astype(np.int64)
        self._share = np.array([_SHARE, _CHARACTER_SHARE])[self._kinds]
        self._weight = np.where(character, _WEAK, _CORRELATION)
        self._headlines = len(headlines)
        self._paragraphs = terms.paragraphs
        self._held = np.zeros((len(codes), terms.paragraphs), dtype=np.float32)
        self._held[self._rows, self._holders] = 1.0

    def of_groups(self, groups: Sequence[Sequence[int]], *, by_length: bool = True) -> FloatTable:
        """Return the log-odds that each headline (row) belongs to each group of paragraphs (column).

        `by_length` takes into account that a long text holds more by chance; it must not where
        texts of different lengths compete for one stretch. For no paragraphs it is 0.
        """
        import numpy as np

        members = np.zeros((self._paragraphs, len(groups)), dtype=np.float32)
        for column, group in enumerate(groups):
            members[list(group), column] = 1.0
        sizes = members.sum(axis=0, dtype=np.float64)
        here = self._held @ members
        lengths = np.maximum(1, sizes) if by_length else np.ones_like(sizes)
        by_kind = 1 - (1 - np.array([[_SHARE], [_CHARACTER_SHARE]])) ** lengths
        if_true = np.minimum(_HELD_AT_MOST, by_kind)[self._kinds]
        others = np.maximum(1, self._paragraphs - sizes) + 1
        rate = (self._spread[:, None] - here + 0.25) / others
        by_chance = np.minimum(0.95, 1 - np.exp(-rate * lengths))
        present = np.maximum(0.0, np.log(if_true / by_chance))
        absent = np.minimum(0.0, np.log((1 - self._share[:, None]) / (1 - by_chance)))
        testimony = self._weight[:, None] * np.where(here > 0, present, absent)
        table: FloatTable = np.zeros((self._headlines, len(groups)))
        if len(testimony):
            first = np.flatnonzero(np.diff(self._owners, prepend=-1))
            table[self._owners[first]] = np.add.reduceat(testimony, first, axis=0)
        table[:, sizes == 0] = 0.0
        return table

    def of_stretches(self, members: Sequence[int]) -> FloatTable:
        """Return the evidence for every stretch of the paragraphs `members`, each named once.

        The table is (headlines, count + 1, count + 1): for the stretch from the second index up to,
        not including, the third. Only cells above the diagonal mean something.
        """
        import numpy as np

        count = len(members)
        rows, places = np.nonzero(self._held[:, list(members)])
        held = np.bincount(rows, minlength=len(self._spread))
        rate = (self._spread - held + 0.25) / (max(1, self._paragraphs - count) + 1)
        by_chance = np.minimum(0.95, 1 - np.exp(-rate))
        present = self._weight * np.maximum(0.0, np.log(self._share / by_chance))
        absent = self._weight * np.minimum(0.0, np.log((1 - self._share) / (1 - by_chance)))
        # A term that stands at `place`, and before it last at `previous`, makes the difference to the
        # stretches that begin after `previous` and not after `place`, and end after `place`.
        first_of_row = np.diff(rows, prepend=-1) != 0
        previous = np.where(first_of_row, -1, np.concatenate(([0], places[:-1])))
        size = count + 2
        worth = (present - absent)[rows]
        corner = self._owners[rows] * size * size + places + 1
        corners = np.concatenate((corner + (previous + 1) * size, corner + (places + 1) * size))
        steps = np.bincount(corners, np.concatenate((worth, -worth)), self._headlines * size * size)
        corners_table: FloatTable = steps.astype(np.float64).reshape(self._headlines, size, size)
        table: FloatTable = corners_table.cumsum(axis=1).cumsum(axis=2)[:, : count + 1, : count + 1]
        base = np.bincount(self._owners, weights=absent, minlength=self._headlines)
        return table + base[:, None, None]
