"""A tree, evaluated to the units of one segment that it finds."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from index.folding import fold
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
        found = _any(segment.find(word) for word in words)
    else:
        own = {literal.text: segment.find(fold(literal.text)) for literal in every_literal(query)}
        positive = _any(own[literal.text] for literal in literals(query))
        found = _all([_true_of(query, segment, own, is_negated=False), positive])
    if not len(segment.deleted):
        return found
    return found[~np.isin(segment.articles_of(found), segment.deleted)]


def every_literal(node: Node) -> Iterable[Literal]:
    """Yield the literals of a tree, those under a NOT too."""
    match node:
        case Literal():
            yield node
        case And(children) | Or(children):
            for child in children:
                yield from every_literal(child)
        case Not(child):
            yield from every_literal(child)


def _true_of(node: Node, segment: Segment, own: Mapping[str, Units], *, is_negated: bool) -> Units:
    match node:
        case Literal(text):
            return own[text] if is_negated else _with_headlines(segment, own[text])
        case And(children):
            return _all([_true_of(child, segment, own, is_negated=is_negated) for child in children])
        case Or(children):
            return _any(_true_of(child, segment, own, is_negated=is_negated) for child in children)
        case Not(child):
            excluded = _true_of(child, segment, own, is_negated=True)
            return np.setdiff1d(np.arange(segment.unit_count, dtype=np.uint32), excluded, assume_unique=True)


def _with_headlines(segment: Segment, units: Units) -> Units:
    """Return units, and every unit of the articles whose headline is among them."""
    articles = segment.articles_of(units)
    headed = articles[segment.first_units[articles] == units]
    return np.union1d(units, segment.units_of(headed)) if len(headed) else units


def _any(sets: Iterable[Units]) -> Units:
    return reduce(np.union1d, sets, np.zeros(0, np.uint32))


def _all(sets: list[Units]) -> Units:
    smallest_first = sorted(sets, key=len)
    return reduce(_intersection, smallest_first)


def _intersection(few: Units, many: Units) -> Units:
    if not len(few) or not len(many):
        return few[:0]
    return few[many.take(np.searchsorted(many, few), mode="clip") == few]
