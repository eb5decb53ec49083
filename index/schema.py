"""What Whoosh stores: one document a unit, the units of an article one after the other.

The units of an article follow each other, the headline first, so unit `n` of a document `d` has
its headline in document `d - n`. What is true of the whole article stands there, once.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, ID, STORED, FieldType, Schema
from whoosh.formats import Existence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Terms(FieldType):  # type: ignore[misc]  # Whoosh ships no types
    """A field fed with terms instead of text: the analysis has its own place.

    A posting is the unit and a weight: how often the term occurs. (Whoosh's `Frequency` format
    would store the same number a second time, as the posting's value.)
    """

    def __init__(self, *, scorable: bool) -> None:
        super().__init__(Existence(), analyzer=None, scorable=scorable)

    def index(self, value: Iterable[str], **_options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, posting value), as `FieldType.index` does."""
        for term, count in Counter(value).items():
            yield term.encode(), count, float(count), b""


def schema() -> Schema:
    """Return the schema of an archive of this version."""
    return Schema(
        # The key of the file the unit came from, in the archive's list of files.
        source=ID(stored=True),
        # The unit's kind, where it has text: what has none counts in no statistic.
        kind=ID(),
        # The article's id, on its headline unit.
        article=ID(),
        # The unit's number, and the article's date as the integer YYYYMMDD (0: none).
        unit=COLUMN(NumericColumn("I")),
        date=COLUMN(NumericColumn("I")),
        # Recall: the unit's own text.
        grams=Terms(scorable=False),
        # Ranking: the unit's text with its headline, and the headline alone.
        words=Terms(scorable=True),
        bigrams=Terms(scorable=True),
        characters=Terms(scorable=True),
        headline_bigrams=Terms(scorable=True),
        # The unit, and on a headline unit the article's record, as JSON.
        record=STORED(),
    )
