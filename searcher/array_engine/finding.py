"""A tree, evaluated to the units of one segment that it finds.

Sets of units are arrays of truth values, one a unit: a hundred thousand of them are combined in ten
microseconds, however many are true.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from index.folding import fold
from searcher.engine import unsupported
from searcher.query.traversal import atoms
from searcher.query.tree import And, Literal, Node, Not, Or, Relaxed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from searcher.query.tree import Atom, Query

    Mask = NDArray[np.bool_]
    Units = NDArray[np.uint32]


def find_units(segment: Segment, query: Query, words: Iterable[str]) -> Units:
    """Return the units that a query finds in a segment, ascending; `words` are those of a `Relaxed`."""
    if isinstance(query, Relaxed):
        if query.within is not None:
            raise unsupported(query.within)
        found = _any_of(segment, words)
    else:
        own: dict[Atom, Mask] = {
            literal: _mask(segment, segment.find(fold(literal.text)))
            for literal in set(_every_literal(query))
        }
        found = _true_of(query, segment, own, is_negated=False)
        found = found & reduce(np.logical_or, [own[atom] for atom in atoms(query)])
    found[segment.units_of(segment.deleted)] = False
    return np.flatnonzero(found).astype(np.uint32)


def _every_literal(node: Node) -> Iterable[Literal]:
    """Yield the literals of a tree, those under a NOT too."""
    match node:
        case Literal():
            yield node
        case And(children) | Or(children):
            for child in children:
                yield from _every_literal(child)
        case Not(child):
            yield from _every_literal(child)
        case _:
            raise unsupported(node)


def _true_of(node: Node, segment: Segment, own: Mapping[Atom, Mask], *, is_negated: bool) -> Mask:
    match node:
        case Literal():
            return own[node] if is_negated else _with_headlines(segment, own[node])
        case And(children):
            masks = [_true_of(child, segment, own, is_negated=is_negated) for child in children]
            return reduce(np.logical_and, masks)
        case Or(children):
            masks = [_true_of(child, segment, own, is_negated=is_negated) for child in children]
            return reduce(np.logical_or, masks)
        case Not(child):
            return ~_true_of(child, segment, own, is_negated=True)
        case _:
            raise unsupported(node)


def _with_headlines(segment: Segment, units: Mask) -> Mask:
    """Return units, and every unit of the articles whose headline is among them."""
    headed = np.flatnonzero(units[segment.first_units[:-1]]).astype(np.uint32)
    if not len(headed):
        return units
    both = units.copy()
    both[segment.units_of(headed)] = True
    return both


def _any_of(segment: Segment, words: Iterable[str]) -> Mask:
    found = np.zeros(segment.unit_count, np.bool_)
    for word in words:
        found[segment.find(word)] = True
    return found


def _mask(segment: Segment, units: Units) -> Mask:
    mask = np.zeros(segment.unit_count, np.bool_)
    mask[units] = True
    return mask
