"""Where a literal of any length stands: candidates by the pairs of its characters, then their texts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.scan import find_side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.columnar.segment import Segment

    Units = NDArray[np.uint32]
    Mask = NDArray[np.bool_]

DEARER = 16
"""How many postings are read in the time that one candidate's text is looked at."""

SETTLED = 64
"""Candidates up to which their texts are looked at rather than any more lists."""

FEW = 64
"""Candidates up to which their texts are looked at without asking for words."""

SCANNED = 500
"""Candidates from which on they are scanned as they are printed first."""

ONE_BY_ONE = 12
"""Candidates up to which each is looked at for itself: calling numpy would take longer."""

AT_ONCE = 16_384
"""Units whose texts are looked at together: bounds the memory of a query."""

FIRST = 256
"""Candidates looked at first, then in steps of so many times as many, where some are enough to know."""

GROWTH = 4

_NONE = np.zeros(0, np.uint32)


def find_literal(segment: Segment, folded: str, among: Units | None = None) -> Units:
    """Return the units whose folded text contains a folded literal of any length, ascending.

    Only those among some ascending units, if they are given.
    """
    if len(folded) == 1:
        number = segment.character(folded)
        if number is None:
            return _NONE
        if among is not None:
            return _containing(segment, among, folded)
        return segment.characters.lists.units(number)
    numbers = pairs_of(segment, folded)
    lists = segment.pair_lists
    if not numbers:
        return _NONE
    candidates = lists.units(numbers[0]) if among is None else lists.intersect(numbers[0], among)
    candidates = intersected(segment, numbers[1:], candidates)
    return candidates if len(folded) == 2 else verified(segment, candidates, folded)


def intersected(segment: Segment, numbers: Sequence[int], candidates: Units) -> Units:
    """Return those of the candidates that are in lists of pairs too, as long as reading these pays."""
    lists = segment.pair_lists
    for number in numbers:
        if len(candidates) <= SETTLED or lists.count(number) > DEARER * len(candidates):
            break
        candidates = lists.intersect(number, candidates)
    return candidates


def most_units(segment: Segment, folded: str) -> int:
    """Return how many units can contain a folded literal at most, from the tables alone."""
    if len(folded) == 1:
        number = segment.character(folded)
        return 0 if number is None else segment.characters.lists.count(number)
    numbers = pairs_of(segment, folded)
    return segment.pair_lists.count(numbers[0]) if numbers else 0


def pairs_of(segment: Segment, folded: str) -> list[int]:
    """Return the distinct pairs of characters of a literal, the rarest first; none where one is nowhere."""
    numbers = {segment.pair(first + second) for first, second in pairwise(folded)}
    known = [number for number in numbers if number is not None]
    return sorted(known, key=segment.pair_lists.count) if len(known) == len(numbers) else []


def verified(segment: Segment, candidates: Units, folded: str, most: int | None = None) -> Units:
    """Return those of the candidates that contain a literal.

    Only some, but more than `most`, where it is given and more than that do.

    Many candidates are nearly all right. Where the literal is a word, the units that have it as a
    word contain it; in most others it stands as it is printed. Only the texts of the rest are folded.
    """
    if len(candidates) <= FEW:
        return _containing(segment, candidates, folded)
    is_found = _as_word(segment, candidates, folded)
    rest = np.flatnonzero(~is_found)
    for part in _steps(len(rest), most):
        if most is not None and np.count_nonzero(is_found) > most:
            break
        is_found[rest[part]] = _are_containing(segment, candidates[rest[part]], folded)
    return candidates[is_found]


def _steps(size: int, most: int | None) -> Iterator[slice]:
    """Cut what is looked at into steps, larger and larger ones; into one where all of it is asked for."""
    start, step = 0, size if most is None else FIRST
    while start < size:
        yield slice(start, start + step)
        start, step = start + step, step * GROWTH


def _are_containing(segment: Segment, candidates: Units, folded: str) -> Mask:
    """Say of each candidate whether it contains a literal."""
    if len(candidates) <= SCANNED:
        return np.isin(candidates, _containing(segment, candidates, folded))
    is_found = _as_printed(segment, candidates, folded)
    rest = candidates[~is_found]
    is_found[~is_found] = np.isin(rest, _containing(segment, rest, folded))
    return is_found


def _as_word(segment: Segment, units: Units, folded: str) -> Mask:
    """Say of units that may contain a literal whether they have it as a word."""
    is_there = np.zeros(len(units), np.bool_)
    number = segment.word(folded)
    if number is not None:
        is_there[units.searchsorted(segment.word_lists.intersect(number, units))] = True
    return is_there


def _as_printed(segment: Segment, units: Units, folded: str) -> Mask:
    """Say of units whether symbols that fold to a literal one by one stand in them side by side."""
    choices = [segment.folding.symbols_of(ord(character)) for character in folded]
    return find_side_by_side(segment.texts, units, choices) & ~segment.is_intricate(units)


def _containing(segment: Segment, candidates: Units, folded: str) -> Units:
    if len(candidates) <= ONE_BY_ONE:
        is_found = [folded in segment.folded(unit) for unit in candidates.tolist()]
        return candidates[np.array(is_found, np.bool_)]
    found = [
        part[contains(*segment.folded_codepoints(part), folded)]
        for part in (candidates[at : at + AT_ONCE] for at in range(0, len(candidates), AT_ONCE))
    ]
    return np.concatenate([_NONE, *found])


def contains(
    codepoints: NDArray[np.uint32], lengths: NDArray[np.integer[Any]], literal: str
) -> NDArray[np.bool_]:
    """Say of each of many texts, one after the other, whether it contains a literal."""
    wanted = np.frombuffer(literal.encode("utf-32-le", "surrogatepass"), np.uint32)
    last = len(codepoints) - len(wanted)
    if last < 0:
        return np.zeros(len(lengths), np.bool_)
    places = np.flatnonzero(codepoints[: last + 1] == wanted[0])
    for offset in range(1, len(wanted)):
        places = places[codepoints[places + offset] == wanted[offset]]
    bounds = np.cumsum(lengths)
    texts = np.searchsorted(bounds, places, side="right")
    is_inside = places + len(wanted) <= bounds[texts]
    result = np.zeros(len(lengths), np.bool_)
    result[texts[is_inside]] = True
    return result
