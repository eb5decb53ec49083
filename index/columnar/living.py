"""What of a segment is not deleted, as far as a ranking counts it.

A segment stores how many units have each term and how long all of them are together. What is deleted of it
still counts there until the segment is merged, so it is counted and taken off: scores are those of an archive
that never had it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.columnar.arrays import distinct
from index.columnar.layout import BLANK, UNIT_KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.columnar.segment import Segment
    from index.columnar.terms import Terms

HEADLINE: Final = UNIT_KINDS.index("headline")


def living_statistics(segment: Segment) -> NDArray[np.int64]:
    """Return a segment's units with text, and how long they are together: its `statistics`, of what lives."""
    stored = segment.statistics.astype(np.int64)
    if not len(segment.deleted):
        return stored
    units = segment.deleted_units
    heads = segment.heads_of(units)
    sums = [len(units)]
    for name in ("words", "characters", "bigrams"):
        own, of_heads = (segment.lengths(name)[each].astype(np.int64) for each in (units, heads))
        sums.append(int(own.sum() + of_heads[units != heads].sum()))
    sums.append(int(of_heads.sum()))
    return stored - np.array(sums, np.int64)


def document_frequency(segment: Segment, terms: Terms, number: int, *, is_of_headlines: bool) -> int:
    """Return how many living units have a term or are under a headline that has it; or only the latter."""
    stored = terms.units_under_headlines(number) if is_of_headlines else terms.units_in_context(number)
    if not stored or not len(segment.deleted):
        return stored
    found = terms.lists.intersect(number, segment.deleted_units)
    heads = found[segment.kinds[found] == HEADLINE]
    under = segment.units_of(segment.articles_of(heads))
    under = under[segment.kinds[under] < BLANK]
    return stored - len(under if is_of_headlines else distinct(np.concatenate([found, under])))
