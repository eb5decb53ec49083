"""One article as one folded text, so that a quotation may go from one paragraph into the next."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from index.folding import fold, fold_with_map

if TYPE_CHECKING:
    from index.folding import Folded
    from index.model import Article, Unit

    Span = tuple[int, int]

# Inner quotation marks change when a sentence is itself quoted: “双报到” becomes ‘双报到’.
_ONE_QUOTE: Final = str.maketrans("'", '"')


def comparable(text: str) -> str:
    """Fold a text, single and double quotation marks alike; as long as the folded text."""
    return fold(text).translate(_ONE_QUOTE)


class ArticleText:
    """The units of an article, the byline left out, joined as one comparable text.

    `text` is what quotations are compared with; `printed` finds the way back to the units.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self._units = [unit for unit in article.units if unit.kind != "byline" and unit.text]
        texts = [comparable(unit.text) for unit in self._units]
        self._starts = list(accumulate(map(len, texts), initial=0))
        self.text = "".join(texts)

    def printed(self, start: int, end: int) -> tuple[tuple[Unit, Span], ...]:
        """Return which units and which of their printed characters `text[start:end]` stands for.

        A stretch of several units gives one span for each; an empty one none.
        """
        places = []
        index = bisect_right(self._starts, start) - 1
        while index < len(self._units) and self._starts[index] < end:
            origin, after = self._starts[index], self._starts[index + 1]
            first, last = max(start, origin) - origin, min(end, after) - origin
            if first < last:
                unit = self._units[index]
                places.append((unit, _folded(unit.text).span(first, last)))
            index += 1
        return tuple(places)


@lru_cache(maxsize=32)
def _folded(text: str) -> Folded:
    return fold_with_map(text)
