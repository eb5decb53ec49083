"""A tree, evaluated to the units of one segment that it finds."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.recall import find_literal
from index.columnar.segment import HEADLINE_KIND
from index.folding import fold
from searcher.array_engine.unit_sets import UnitSet
from searcher.query.tree import And, Literal, Node, Not, Or, Relaxed, literals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from searcher.query.tree import Query

    Units = NDArray[np.uint32]


def find_units(segment: Segment, query: Query, words: Iterable[str]) -> Units:
    """Return the units that a query finds in a segment, ascending; `words` are those of a `Relaxed`."""
    if isinstance(query, Relaxed):
        found = _any_of([_having(segment, word) for word in words], segment)
    else:
        texts = {literal.text for literal in _every_literal(query)}
        own = {text: _having(segment, fold(text)) for text in texts}
        found = _any_of([own[literal.text] for literal in literals(query)], segment)
        # Of one literal the units are those that have it: what its headlines add is none of them.
        if not isinstance(query, Literal):
            found &= _true_of(query, segment, own, is_negated=False)
    if len(segment.deleted):
        found -= UnitSet.of_units(segment.unit_count, segment.units_of(segment.deleted))
    return found.units


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


def _having(segment: Segment, folded: str) -> UnitSet:
    return UnitSet.of_units(segment.unit_count, find_literal(segment, folded))


def _any_of(sets: Iterable[UnitSet], segment: Segment) -> UnitSet:
    return reduce(or_, sets, UnitSet.of_units(segment.unit_count, np.zeros(0, np.uint32)))


def _true_of(node: Node, segment: Segment, own: Mapping[str, UnitSet], *, is_negated: bool) -> UnitSet:
    match node:
        case Literal(text):
            return own[text] if is_negated else _with_headlines(segment, own[text])
        case And(children):
            return reduce(and_, [_true_of(child, segment, own, is_negated=is_negated) for child in children])
        case Or(children):
            return reduce(or_, [_true_of(child, segment, own, is_negated=is_negated) for child in children])
        case Not(child):
            return ~_true_of(child, segment, own, is_negated=True)


def _with_headlines(segment: Segment, having: UnitSet) -> UnitSet:
    """Return units, and every unit of the articles whose headline is among them."""
    headlines = having.units[segment.kinds[having.units] == HEADLINE_KIND]
    if not len(headlines):
        return having
    under = segment.units_of(segment.articles_of(headlines))
    return having | UnitSet.of_units(segment.unit_count, under)
