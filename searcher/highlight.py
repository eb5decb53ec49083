"""Where what was asked for stands in a text, as a reader sees it. Nothing is guessed."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from index.folding import fold, fold_with_map
from searcher.occurrences import occurrences
from searcher.query.matching import matches
from searcher.query.traversal import atoms, conditions
from searcher.query.tree import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.folding import Folded
    from index.model import Unit
    from searcher.query.tree import Node


def find_marks(unit: Unit, tree: Node) -> list[list[int]]:
    """Return where a unit's own text holds what a tree asks for: sorted `[start, end)`, overlaps merged.

    Every literal that is not under a NOT, wherever it stands; of a wildcard the whole match, as
    short as it can be; of NEAR and THEN only what takes part. The value of a field is marked where
    it is printed: `headline` in the headline, `byline` in the byline. Other conditions mark nothing.

    Spans are as those of `find_spans`.
    """
    folded = fold_with_map(unit.text)
    places = chain(
        chain.from_iterable(matches(folded.text, atom) for atom in dict.fromkeys(atoms(tree))),
        _of_words(folded.text, (fold(each) for each in _field_values(unit, tree))),
    )
    return _as_printed(folded, places)


def find_spans(text: str, needles: Iterable[str]) -> list[list[int]]:
    """Return where the folded `needles` stand in `text`: sorted `[start, end)`, overlaps merged.

    Spans count code points of `text` as printed, cover whole printed characters and the spaces
    that folding ignores inside. Needles must be folded and not empty. Takes time linear in the
    length of `text` for each needle.
    """
    folded = fold_with_map(text)
    return _as_printed(folded, _of_words(folded.text, needles))


def merge(spans: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the spans sorted, each group of overlapping ones as one; touching ones stay apart."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def _of_words(folded: str, needles: Iterable[str]) -> Iterator[tuple[int, int]]:
    for each in set(needles):
        for start in occurrences(folded, each):
            yield start, start + len(each)


def _field_values(unit: Unit, tree: Node) -> list[str]:
    return [
        condition.value
        for condition in conditions(tree)
        if isinstance(condition, Field) and condition.name == unit.kind
    ]


def _as_printed(folded: Folded, places: Iterable[tuple[int, int]]) -> list[list[int]]:
    return merge(folded.span(start, end) for start, end in places)
