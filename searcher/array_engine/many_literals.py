"""In which units of one segment each of many literals stands: for all of them at once.

What takes time for one short literal is calling numpy and Python, not reading a few hundred postings. So
the lists of the rarest pairs of all literals are read together, then the next rarest of those for which that
pays; and the text of a unit that may hold several of them is folded once. A literal of many candidates is
looked for by itself, as in a search, and only until it is known to stand in more units than are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import distinct, offsets, spans
from index.columnar.recall import find_literal, intersected, pairs_of, verified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from index.columnar.segment import Segment

    Units = NDArray[np.uint32]
    Numbers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

LONG = 16_384
"""Postings of a literal's rarest pair from which on it is looked for by itself."""

ASKED = 256
"""Postings of a literal's rarest pair from which on it is asked whether it is a word, and a common one."""

AT_ONCE = 1 << 18
"""Postings read together: bounds the memory of a question."""

DEARER = 16
"""How many postings are read in the time in which one candidate's text is looked at."""

SAMPLED = 4
"""Of a common literal so many times the units are looked at that would be too many: most hold it."""

MANY = 64
"""Candidates of one literal from which on it is verified by itself."""

TEXTS_AT_ONCE = 4_096
"""Units whose texts are looked at together."""

UTF_32 = "utf-32-le"


@dataclass(frozen=True, slots=True)
class Held:
    """How many units hold a literal, and which: of those counted without being read, `None`.

    Where more than the most that were asked for do, `total` is some number above that.
    """

    total: int
    units: Units | None


def find_each(
    segment: Segment, literals: Sequence[str], most: int, is_wanted: Mask | None
) -> Mapping[str, Held]:
    """Find the units that hold each of some distinct folded literals, among the wanted ones.

    `is_wanted` says it of each unit of the segment; without it all of them are.
    """
    long = [literal for literal in literals if len(literal) > 2]
    held = {literal: _of_short(segment, literal, is_wanted) for literal in literals if len(literal) <= 2}
    pairs = _Pairs(segment, long)
    for literal, least in zip(long, pairs.least.tolist(), strict=True):
        if not least:
            held[literal] = Held(0, None)
        elif least > ASKED and least > most and (count := having(segment, literal, is_wanted)) > most:
            held[literal] = Held(count, None)
        elif least > LONG:
            units = _of_common(segment, literal, most, is_wanted)
            held[literal] = Held(len(units), units)
    rare = np.array([number for number, literal in enumerate(long) if literal not in held], np.int64)
    for first, last in spans(pairs.least[rare], AT_ONCE):
        held |= _of_rare(segment, long, pairs, rare[first:last], most, is_wanted)
    return held


def _of_short(segment: Segment, literal: str, is_wanted: Mask | None) -> Held:
    """Find a literal of a pair or less, which has a list of its own."""
    if is_wanted is None and len(literal) == 2:
        number = segment.pair(literal)
        return Held(0 if number is None else segment.pair_lists.count(number), None)
    units = _wanted(find_literal(segment, literal), is_wanted)
    return Held(len(units), units)


def read_units(segment: Segment, literal: str, held: Held) -> Units:
    """Return the units that hold a literal, of which there are not too many."""
    return find_literal(segment, literal) if held.units is None else held.units


def having(segment: Segment, literal: str, is_wanted: Mask | None) -> int:
    """Return how many units, of the wanted ones, have a literal as a word; all of them hold it."""
    number = segment.word(literal)
    if number is None:
        return 0
    lists = segment.word_lists
    if is_wanted is None:
        return lists.count(number)
    return int(np.count_nonzero(is_wanted[lists.units(number)]))


def _of_common(segment: Segment, literal: str, most: int, is_wanted: Mask | None) -> Units:
    """Find a literal whose rarest pair stands in many units."""
    numbers = pairs_of(segment, literal)
    candidates = _wanted(segment.pair_lists.units(numbers[0]), is_wanted)
    # What begins every broadcast is known to be common from the first of them.
    few = candidates[: SAMPLED * (most + 1)]
    if len(few) * SAMPLED < len(candidates):
        found = verified(segment, few, literal, most)
        if len(found) > most:
            return found
    return verified(segment, intersected(segment, numbers[1:], candidates), literal, most)


def _wanted(units: Units, is_wanted: Mask | None) -> Units:
    return units if is_wanted is None else units[is_wanted[units]]


class _Pairs:
    """The pairs of characters of some literals: of each literal those that are in fewest units first."""

    def __init__(self, segment: Segment, literals: Sequence[str]) -> None:
        lengths = np.array([len(literal) for literal in literals], np.int64)
        codes = np.frombuffer("".join(literals).encode(UTF_32, "surrogatepass"), np.uint32)
        literal_of_each = np.repeat(np.arange(len(literals)), lengths)
        # No pair goes from one literal into the next.
        begins = np.flatnonzero(literal_of_each[1:] == literal_of_each[:-1])
        numbers = segment.pairs_of_codepoints(codes[begins], codes[begins + 1])
        counts = np.zeros(len(numbers), np.int64)
        is_known = numbers >= 0
        counts[is_known] = segment.pair_lists.counts_of(numbers[is_known])
        literal_of_pair = literal_of_each[begins]
        order = np.lexsort((counts, literal_of_pair))
        self.numbers: Numbers = numbers[order]
        self.counts: Numbers = counts[order]
        self.starts: Numbers = offsets(lengths - 1)
        self.least: Numbers = self.counts[self.starts[:-1]]
        """In how many units the rarest pair of each literal stands: 0 where one stands nowhere."""


def _of_rare(
    segment: Segment,
    literals: Sequence[str],
    pairs: _Pairs,
    asked: Numbers,
    most: int,
    is_wanted: Mask | None,
) -> dict[str, Held]:
    """Find the literals of some numbers, together."""
    candidates, owners = _candidates(segment, pairs, asked, is_wanted)
    bounds = owners.searchsorted(np.arange(len(asked) + 1))
    is_single = np.diff(bounds) > MANY
    # Of a common literal the first candidates mostly show that it is: they are looked at with the others'.
    sample = SAMPLED * (most + 1) if most < MANY else 0
    is_looked_at = ~is_single[owners] | (np.arange(len(owners)) < bounds[owners] + sample)
    units, owners = candidates[is_looked_at], owners[is_looked_at]
    is_found = _are_holding(segment, units, [literals[number] for number in asked[owners].tolist()])
    units, owners = units[is_found], owners[is_found]
    found_bounds = owners.searchsorted(np.arange(len(asked) + 1))
    held: dict[str, Held] = {}
    for place, number in enumerate(asked.tolist()):
        found = units[found_bounds[place] : found_bounds[place + 1]]
        if is_single[place] and len(found) <= most:
            of_all = candidates[bounds[place] : bounds[place + 1]]
            found = verified(segment, of_all, literals[number], most)
        held[literals[number]] = Held(len(found), found)
    return held


def _candidates(
    segment: Segment, pairs: _Pairs, asked: Numbers, is_wanted: Mask | None
) -> tuple[Units, Numbers]:
    """Return the units that have the rarest pairs of each literal, and for each unit the literal's place.

    Both ascend by literal, then by unit.
    """
    starts, stops = pairs.starts[asked], pairs.starts[asked + 1]
    units, owners = _read(segment, pairs.numbers[starts], np.arange(len(asked)))
    if is_wanted is not None:
        is_kept = is_wanted[units]
        units, owners = units[is_kept], owners[is_kept]
    rank = 1
    while True:
        sizes = np.bincount(owners, minlength=len(asked))
        places = np.flatnonzero(stops - starts > rank)
        places = places[pairs.counts[starts[places] + rank] <= DEARER * sizes[places]]
        if not len(places):
            return units, owners
        is_kept = np.ones(len(units), np.bool_)
        for part in _parts(places, pairs.counts[starts[places] + rank]):
            others, others_owners = _read(segment, pairs.numbers[starts[part] + rank], part)
            is_asked = np.zeros(len(asked), np.bool_)
            is_asked[part] = True
            own = np.flatnonzero(is_asked[owners])
            keys = owners[own] * segment.unit_count + units[own]
            others_keys = others_owners * segment.unit_count + others
            found = others_keys.take(others_keys.searchsorted(keys), mode="clip")
            is_kept[own] = found == keys
        units, owners = units[is_kept], owners[is_kept]
        rank += 1


def _parts(places: Numbers, counts: Numbers) -> Iterator[Numbers]:
    for first, last in spans(counts, AT_ONCE):
        yield places[first:last]


def _read(segment: Segment, numbers: Numbers, owners: Numbers) -> tuple[Units, Numbers]:
    """Return the units of some lists of pairs, and for each unit the owner of its list."""
    units, counts = segment.pair_lists.units_of_each(numbers)
    return units, np.repeat(owners, counts)


def _are_holding(segment: Segment, units: Units, literals: Sequence[str]) -> Mask:
    """Say of each unit whether its folded text contains the literal of the same place."""
    is_holding = np.zeros(len(units), np.bool_)
    order = np.argsort(units, kind="stable")
    wanted = distinct(units)
    for start in range(0, len(wanted), TEXTS_AT_ONCE):
        part = wanted[start : start + TEXTS_AT_ONCE]
        texts = dict(zip(part.tolist(), _texts(segment, part), strict=True))
        first, last = units[order].searchsorted([part[0], part[-1] + 1])
        for place, unit in zip(order[first:last].tolist(), units[order[first:last]].tolist(), strict=True):
            is_holding[place] = literals[place] in texts[unit]
    return is_holding


def _texts(segment: Segment, units: Units) -> Iterable[str]:
    """Return the folded texts of some ascending units."""
    codepoints, lengths = segment.folded_codepoints(units)
    joined = codepoints.tobytes().decode(UTF_32, "surrogatepass")
    bounds = offsets(lengths).tolist()
    return [joined[start:stop] for start, stop in pairwise(bounds)]
