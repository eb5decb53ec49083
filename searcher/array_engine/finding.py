"""A tree, evaluated to the units of one segment that it finds.

What is rarest is looked for first, and the rest of an AND only among what is left: a common word
beside a rare name costs a look at the few units that have the name.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.arrays import distinct
from index.columnar.layout import BLANK
from index.columnar.recall import find_literal, most_units
from index.columnar.segment import HEADLINE_KIND
from index.folding import fold
from searcher.array_engine.unit_sets import UnitSet
from searcher.query.traversal import atoms
from searcher.query.tree import And, Dates, Field, Literal, Near, Not, Or, Relaxed, Same, Then, Wildcard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from searcher.query.matching import Needle
    from searcher.query.tree import Atom, Node, Query

    Units = NDArray[np.uint32]
    Mask = NDArray[np.bool_]

AT_ONCE = 16_384
"""Units whose texts are looked at together: bounds the memory of a query."""

BYLINE = 1
"""The number of a byline in its article."""

LAST = np.iinfo(np.int64).max - 1
"""The place of what stands for an article only where nothing else does."""

FEWER = 16
"""A literal is looked for among some units only, where it may be in so many times as many."""


def find_units(segment: Segment, query: Query, words: Iterable[str]) -> Units:
    """Return the units that a query finds in a segment, ascending; `words` are those of a `Relaxed`."""
    found = _Finder(segment).found(query, words)
    if len(segment.deleted):
        found -= UnitSet.of_units(segment.unit_count, segment.units_of(segment.deleted))
    return found.units


def find_articles(segment: Segment, node: Node) -> Mask:
    """Say of each article of a segment whether a tree is true of it as a whole; of deleted ones too."""
    return _Finder(segment).articles(node)


class _Finder:
    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._universe = segment.unit_count
        self._own: dict[Atom, UnitSet] = {}
        self._among: dict[Atom, tuple[UnitSet, UnitSet]] = {}
        """The units that an atom was last looked for among, and those of them that hold it."""

    def found(self, query: Query, words: Iterable[str]) -> UnitSet:
        if isinstance(query, Relaxed):
            found = self._any_of(self._literal(word, None) for word in words)
            return found if query.within is None else found & self._of_articles(query.within)
        if isinstance(query, Literal):
            # What its headline adds to a literal's units does not have it in its own text.
            return self._holding(query, None)
        asked = list(atoms(query))
        if not asked:
            return self._set(self._first_units(np.flatnonzero(self.articles(query)).astype(np.uint32)))
        found = self._true_of(query, None, is_negated=False)
        return found & self._any_of(self._holding(atom, found) for atom in asked)

    def _true_of(self, node: Node, among: UnitSet | None, *, is_negated: bool) -> UnitSet:
        """Return the units that a tree is true of: among some units, if given, and maybe others beside."""
        match node:
            case Literal() | Wildcard() | Near() | Then():
                return self._holding(node, among) if is_negated else self._in_context(node, among)
            case And(children):
                found = among
                for child in sorted(children, key=self._estimate):
                    true = self._true_of(child, found, is_negated=is_negated)
                    found = true if found is None else found & true
                # The parser makes no conjunction of nothing.
                return found if found is not None else self._any_of(())
            case Or(children):
                return self._any_of(self._true_of(child, among, is_negated=is_negated) for child in children)
            case Not(child):
                return ~self._true_of(child, among, is_negated=True)
            case Same() | Field() | Dates():
                return self._of_articles(node)

    def _in_context(self, atom: Atom, among: UnitSet | None) -> UnitSet:
        """Return the units that hold an atom, and those under the headlines that do."""
        if among is not None and among.is_sparse:
            heads = self._segment.heads_of(among.units)
            both = self._set(distinct(np.concatenate([among.units, heads])))
            holding = self._holding(atom, both)
            return self._set(among.units[holding.has(among.units) | holding.has(heads)])
        holding = self._holding(atom, None)
        headlines = holding.units[self._segment.kinds[holding.units] == HEADLINE_KIND]
        if not len(headlines):
            return holding
        under = self._segment.units_of(self._segment.articles_of(headlines))
        return holding | self._set(under)

    def _holding(self, atom: Atom, among: UnitSet | None) -> UnitSet:
        """Return the units whose own text holds an atom: among some units, if given, and maybe others."""
        if atom in self._own:
            return self._own[atom]
        if among is not None and among.is_sparse and len(among.units) * FEWER < self._estimate(atom):
            if atom in self._among:
                looked_at, holding = self._among[atom]
                if looked_at.has(among.units).all():
                    return holding
            holding = self._look_for(atom, among)
            self._among[atom] = among, holding
            return holding
        self._own[atom] = self._look_for(atom, None)
        return self._own[atom]

    def _look_for(self, atom: Atom, among: UnitSet | None) -> UnitSet:
        """Return the units whose own text holds an atom, those among some units only, if given."""
        if isinstance(atom, Literal):
            return self._literal(fold(atom.text), None if among is None else among.units)
        from searcher.query.matching import chains  # few queries need it

        (operands, _), *_ = chains(atom)
        having = [self._any_of(map(self._having_parts, alternatives)) for alternatives in operands]
        candidates = reduce(and_, having if among is None else [among, *having])
        return self._set(self._verified(candidates.units, atom))

    def _having_parts(self, needle: Needle) -> UnitSet:
        """Return the units that have the parts of a needle, wherever they stand."""
        return reduce(and_, [self._literal(part, None) for part in needle.parts if part])

    def _literal(self, folded: str, among: Units | None) -> UnitSet:
        mask = self._segment.mask(folded) if len(folded) == 1 and among is None else None
        if mask is not None:
            return UnitSet.of_mask(mask)
        return self._set(find_literal(self._segment, folded, among))

    def _verified(self, candidates: Units, atom: Atom) -> Units:
        from searcher.array_engine.nearness import are_holding  # few queries need it

        pieces = [candidates[at : at + AT_ONCE] for at in range(0, len(candidates), AT_ONCE)]
        found = [piece[are_holding(*self._segment.folded_codepoints(piece), atom)] for piece in pieces]
        return np.concatenate([np.zeros(0, np.uint32), *found])

    def articles(self, node: Node) -> Mask:
        """Say of each article whether a tree is true of it as a whole."""
        match node:
            case Literal() | Wildcard() | Near() | Then():
                is_holding = np.zeros(len(self._segment.first_units) - 1, np.bool_)
                is_holding[self._segment.articles_of(self._holding(node, None).units)] = True
                return is_holding
            case And(children) | Same(children):
                return reduce(np.logical_and, map(self.articles, children))
            case Or(children):
                return reduce(np.logical_or, map(self.articles, children))
            case Not(child):
                return ~self.articles(child)
            case Field() | Dates():
                from searcher.array_engine.conditions import articles_with  # few queries need it

                return articles_with(self._segment, node)

    def _of_articles(self, node: Node) -> UnitSet:
        """Return all units of the articles that a tree is true of as a whole."""
        return UnitSet.of_mask(np.repeat(self.articles(node), self._segment.article_sizes))

    def _first_units(self, articles: Units) -> Units:
        """Return the unit that stands for each article, of those that have any text.

        The headline; where it is empty, the first text after the byline; else the byline.
        """
        segment = self._segment
        units = segment.units_of(articles)
        firsts = segment.first_units[articles]
        sizes = (segment.first_units[articles + 1] - firsts).astype(np.int64)
        order = (units - np.repeat(firsts, sizes)).astype(np.int64)
        order[order == BYLINE] = LAST
        order[segment.kinds[units] >= BLANK] = LAST + 1
        best = np.minimum.reduceat(order, np.cumsum(sizes) - sizes) if len(articles) else order
        is_filled = best <= LAST
        return (firsts + np.where(best == LAST, BYLINE, best))[is_filled].astype(np.uint32)

    def _estimate(self, node: Node) -> int:
        """Return of how many units a tree is true at most, roughly; more is dearer."""
        match node:
            case Literal(text):
                return most_units(self._segment, fold(text))
            case Wildcard(parts):
                return min(most_units(self._segment, fold(part)) for part in parts if part)
            case Near(left, right):
                return min(self._estimate(left), self._estimate(right))
            case Then(operands):
                return min(map(self._estimate, operands))
            case And(children):
                return min(map(self._estimate, children))
            case Or(children):
                return sum(map(self._estimate, children))
            case Same() | Field() | Dates():
                return self._universe
            case Not():
                return self._universe + 1

    def _set(self, units: Units) -> UnitSet:
        return UnitSet.of_units(self._universe, units)

    def _any_of(self, sets: Iterable[UnitSet]) -> UnitSet:
        return reduce(or_, sets, self._set(np.zeros(0, np.uint32)))
