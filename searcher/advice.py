"""Nothing matches a query: what of it would be found. Every number is counted, none is guessed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from index.folding import fold
from searcher.query.matching import matches
from searcher.query.traversal import has_atoms, patterns
from searcher.query.tree import And, Gap, Relaxed, Wildcard
from searcher.query.tree import Literal as Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from searcher.engine import Engine
    from searcher.query.tree import Node, Query

Kind = Literal["without_filters", "word", "part", "variant"]
"""What would be found: the query without its fields and dates, one word of it alone, a part of a word
that stands nowhere, or a text that differs from such a word by one character."""

MOST_WORDS: Final = 4
"""Words of a query that are looked into."""

LONGEST: Final = 16
"""Characters of a word whose parts are counted; a longer word's parts are those of its beginning."""

SHORTEST_PART: Final = 2
SHORTEST: Final = 3
"""Characters of the shortest word with variants: of two characters, one says nothing."""

MOST_PARTS: Final = 3
MOST_VARIANTS: Final = 3

READ: Final = 30
"""Passages that are read for what stands in a gap."""

FEW: Final = 300
"""Passages with the rarer of two parts, up to which the archive is searched for both with a gap between."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that finds `count` passages; `of` is the word of the first query that it is a part of."""

    kind: Kind
    query: str
    count: int
    of: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return asdict(self)


def advise(engine: Engine, query: Query) -> tuple[Suggestion, ...]:
    """Return what would be found instead of a query that finds nothing; nothing for plain text.

    First the query without its filters; then each word alone, where there are several and any stands
    somewhere; of words that do not, the longest parts that do, and variants, those of most passages first.
    """
    if isinstance(query, Relaxed):
        return ()
    counting = _Counting(engine)
    words = dict.fromkeys(pattern for pattern in patterns(query) if isinstance(pattern, Word))
    asked = list(words)[:MOST_WORDS]
    counts = {word: counting.count(word) for word in asked}
    found = list(_without_filters(counting, query))
    if len(words) > 1 and any(counts.values()):
        found += [Suggestion("word", str(word), count) for word, count in counts.items()]
    for word in (word for word, count in counts.items() if not count):
        found += _parts(counting, word)
        found += _variants(counting, word)
    return tuple(found)


class _Counting:
    """Counts and reads passages, for each query once."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._counts: dict[Node, int] = {}
        self._texts: dict[Node, list[str]] = {}

    def count(self, node: Node) -> int:
        if node not in self._counts:
            self._counts[node] = self.engine.search(node, limit=0, sort="relevance").total
        return self._counts[node]

    def read(self, node: Node) -> list[str]:
        """Return the folded texts of the newest passages that a query finds."""
        if node not in self._texts:
            found = self.engine.search(node, limit=READ, sort="newest")
            self._texts[node] = [fold(match.unit.text) for match in found.matches]
        return self._texts[node]


def _without_filters(counting: _Counting, query: Node) -> Iterator[Suggestion]:
    """Yield the query without the fields and dates that hold for all of it, where it finds something then."""
    if not isinstance(query, And):
        return
    children = tuple(child for child in query.children if has_atoms(child))
    if not 0 < len(children) < len(query.children):
        return
    rest = children[0] if len(children) == 1 else And(children)
    if next(patterns(rest), None) is not None and (count := counting.count(rest)):
        yield Suggestion("without_filters", str(rest), count)


def _parts(counting: _Counting, word: Word) -> list[Suggestion]:
    """Return the longest parts of a word that stand somewhere and are no part of another, the longest first.

    Where a part ends at the latest, if it begins later, it ends no earlier: a count for each character of
    the word, and one for each part, are enough.
    """
    text = fold(word.text)[:LONGEST]
    spans: list[tuple[int, int]] = []
    end = 0
    for start in range(len(text)):
        end = max(end, start)
        while end < len(text) and _stands(counting, text[start : end + 1]):
            end += 1
        if end - start >= SHORTEST_PART and (not spans or end > spans[-1][1]):
            spans.append((start, end))
    longest = sorted(spans, key=lambda span: span[0] - span[1])[:MOST_PARTS]
    parts = (Word(text[start:end]) for start, end in longest)
    return [Suggestion("part", str(part), counting.count(part), word.text) for part in parts]


def _stands(counting: _Counting, text: str) -> bool:
    return bool(text.strip()) and counting.count(Word(text)) > 0


def _variants(counting: _Counting, word: Word) -> list[Suggestion]:
    """Return the texts of most passages that differ from a word by one character."""
    text = fold(word.text)
    if not SHORTEST <= len(text) <= LONGEST:
        return []
    read: Counter[str] = Counter()
    for place in range(len(text)):
        shorter = text[:place] + text[place + 1 :]
        # What is left at an end is a part of the word, and told as such.
        if shorter not in text and _stands(counting, shorter):
            read[shorter] += READ
        read.update(_in_gap(counting, text[:place], text[place + 1 :]))
        if place:
            read.update(_in_gap(counting, text[:place], text[place:]))
    del read[text]
    candidates = (Word(variant) for variant, _ in read.most_common(2 * MOST_VARIANTS) if variant.strip())
    counted = [(candidate, counting.count(candidate)) for candidate in candidates]
    best = sorted(counted, key=lambda pair: -pair[1])[:MOST_VARIANTS]
    return [Suggestion("variant", str(variant), count, word.text) for variant, count in best if count]


def _in_gap(counting: _Counting, before: str, after: str) -> Iterator[str]:
    """Yield what stands in some passages with any one letter between two parts of a word.

    Where both parts are common, only passages that hold the longer of them are read, the newest.
    """
    parts = [part for part in (before, after) if part]
    if not all(_stands(counting, part) for part in parts):
        return
    wildcard = Wildcard((before, after), (Gap(1, 1),))
    is_rare = min(counting.count(Word(part)) for part in parts) <= FEW
    for text in counting.read(wildcard if is_rare else Word(max(parts, key=len))):
        found = dict.fromkeys(text[start:end] for start, end in sorted(matches(text, wildcard)))
        yield from (variant for variant in found if variant[len(before)].isalnum())
