"""Where literals, wildcards and what is NEAR stand in one folded text.

Sets of places are integers, bit `i` for place `i` of a text, from 0 to its length: all places
move by a distance in one shift, however many they are. A text of ten million times one
character, and a word of twenty wildcards, take time linear in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from index.folding import fold
from searcher.occurrences import occurrences
from searcher.query.tree import Gap, Literal, Near, Or, Then, Wildcard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from searcher.query.tree import Atom, Operand, Pattern

Places = int
"""A set of places between the characters of a text, bit by bit."""

ANYWHERE: Final[Places] = -1
"""Every place: all bits are set, however long the text."""


@dataclass(frozen=True, slots=True)
class Needle:
    """A literal or wildcard, folded: parts, and the gaps between them."""

    parts: tuple[str, ...]
    gaps: tuple[Gap, ...]


@lru_cache(maxsize=256)
def needle(pattern: Pattern) -> Needle:
    """Return what is looked for in folded texts."""
    if isinstance(pattern, Literal):
        return Needle((fold(pattern.text),), ())
    return Needle(tuple(map(fold, pattern.parts)), pattern.gaps)


def needles(operand: Operand) -> list[Needle]:
    """Return what any of may stand in an operand's place."""
    if isinstance(operand, Or):
        # The children of an operand are operands: the parser sees to it.
        return [
            each
            for child in operand.children
            if isinstance(child, Literal | Wildcard | Or)
            for each in needles(child)
        ]
    return [needle(operand)]


def chains(atom: Atom) -> list[tuple[list[list[Needle]], tuple[int, ...]]]:
    """Return the orders in which an atom may stand: its operands' needles, the distances between them."""
    match atom:
        case Near(left, right, distance):
            both = [needles(left), needles(right)]
            return [(both, (distance,)), (both[::-1], (distance,))]
        case Then(operands, distances):
            return [([needles(operand) for operand in operands], distances)]
        case _:
            return [([[needle(atom)]], ())]


def holds(folded: str, atom: Atom) -> bool:
    """Say whether a folded text holds a literal, a wildcard, or what is to be NEAR in it."""
    return any(_reached(folded, operands, distances)[-1] for operands, distances in chains(atom))


def matches(folded: str, atom: Atom) -> Iterator[tuple[int, int]]:
    """Yield where an atom's literals and wildcards stand in a folded text, as `[start, end)`.

    Of NEAR and THEN only those that take part: whose neighbours stand as near as they must. A
    wildcard is as short as it can be from each place it begins at. In no order, and some twice.
    """
    if isinstance(atom, Literal):
        (part,) = needle(atom).parts
        yield from ((place, place + len(part)) for place in occurrences(folded, part))
        return
    for operands, distances in chains(atom):
        begins = _reached(folded, operands, distances)
        if not begins[-1]:
            continue
        ends = _leading(folded, operands, distances)
        for alternatives, begin, end in zip(operands, begins, ends, strict=False):
            for each in alternatives:
                yield from _shortest(folded, each, begin, end)


def _reached(folded: str, operands: list[list[Needle]], distances: Sequence[int]) -> list[Places]:
    """Return where each operand may begin, and last, where the whole may end, read from the left."""
    begins = [ANYWHERE]
    for alternatives, distance in zip(operands, (*distances, 0), strict=True):
        ends = 0
        for each in alternatives:
            ends |= _ends(folded, each, begins[-1])
        if not ends:
            return [*begins, 0]
        begins.append(_spread(ends, 0, distance))
    return begins


def _leading(folded: str, operands: list[list[Needle]], distances: Sequence[int]) -> list[Places]:
    """Return where each operand may end, read from the right."""
    ends = [ANYWHERE]
    for alternatives, distance in zip(operands[:0:-1], distances[::-1], strict=True):
        begins = 0
        for each in alternatives:
            begins |= _begins(folded, each, ends[-1])
        ends.append(_spread_back(begins, 0, distance))
    return ends[::-1]


def _ends(folded: str, wanted: Needle, begins: Places) -> Places:
    """Return where a needle ends that begins at one of some places."""
    last = len(folded)
    places = begins & _places(folded, wanted.parts[0])
    places <<= len(wanted.parts[0])
    for gap, part in zip(wanted.gaps, wanted.parts[1:], strict=True):
        places = _spread(places, gap.least, gap.most) & _places(folded, part)
        places <<= len(part)
    return places & _all(last)


def _begins(folded: str, wanted: Needle, ends: Places) -> Places:
    """Return where a needle begins that ends at one of some places."""
    part = wanted.parts[-1]
    places = (ends & _all(len(folded))) >> len(part) & _places(folded, part)
    for gap, part in zip(wanted.gaps[::-1], wanted.parts[-2::-1], strict=True):
        places = _spread_back(places, gap.least, gap.most) >> len(part) & _places(folded, part)
    return places


def _shortest(folded: str, wanted: Needle, begins: Places, ends: Places) -> Iterator[tuple[int, int]]:
    """Yield the shortest match from each place, of those that begin and end where they may."""
    length = len(wanted.parts[-1])
    final = _places(folded, wanted.parts[-1]) & ((ends & _all(len(folded))) >> length)
    # Where the rest of the needle begins, and the nearest place it can end at.
    nearest = {place: place + length for place in _members(final)}
    for gap, part in zip(wanted.gaps[::-1], wanted.parts[-2::-1], strict=True):
        reaching = _places(folded, part)
        following = nearest
        nearest = {}
        for place in _members(reaching):
            after = place + len(part)
            found = [
                following[after + skipped]
                for skipped in range(gap.least, gap.most + 1)
                if after + skipped in following
            ]
            if found:
                nearest[place] = min(found)
    for place in _members(begins & _set(nearest, len(folded))):
        yield place, nearest[place]


def _places(folded: str, part: str) -> Places:
    """Return where a part begins; a blank one begins everywhere."""
    if not part:
        return _all(len(folded))
    return _set(occurrences(folded, part), len(folded))


def _all(length: int) -> Places:
    return (1 << (length + 1)) - 1


def _set(places: Iterable[int], length: int) -> Places:
    """Return places as a set. One by one they would cost a whole integer each."""
    bits = bytearray(length // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def _members(places: Places) -> Iterator[int]:
    """Yield the places of a set, ascending."""
    digits = f"{places:b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def _spread(places: Places, least: int, most: int) -> Places:
    """Return every place from `least` to `most` after one of the places."""
    return _widen(places, most - least) << least


def _spread_back(places: Places, least: int, most: int) -> Places:
    """Return every place from `least` to `most` before one of the places."""
    return _widen(places, most - least) >> most


def _widen(places: Places, by: int) -> Places:
    """Return every place up to `by` after one of the places, doubling what is covered at each step."""
    covered = 0
    while covered < by:
        step = min(covered + 1, by - covered)
        places |= places << step
        covered += step
    return places
