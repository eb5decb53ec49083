"""The names of places: of divisions, countries, cities, rivers; what each counts as (`docs/places.md`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FILE = Path(__file__).with_name("places.tsv")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names as the words that the segmenter cuts them into.

    `places` has for each the places that it names, each of them a part of it: 呼和浩特市 names 呼和浩特, and
    广西南宁 two. `firsts` are the words that begin a name of several, `others` the words that go on in one,
    and `pairs` the first two of each.
    """

    places: Mapping[tuple[str, ...], tuple[str, ...]]
    firsts: frozenset[str]
    others: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    longest: int

    def begins(self, words: Sequence[str]) -> int:
        """Return how many words make the longest name that some words begin with, 0 where none does."""
        for count in range(min(len(words), self.longest), 0, -1):
            if tuple(words[:count]) in self.places:
                return count
        return 0


@cache
def gazetteer() -> Gazetteer:
    """Return the table that comes with this program; read when it is first asked for."""
    places: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in _FILE.read_text(encoding="utf-8").rpartition("#\n")[2].splitlines():
        name, _, named = line.partition("\t")
        words = tuple(name.split(" "))
        places[words] = tuple(named.split(" ")) if named else ("".join(words),)
    several = [words for words in places if len(words) > 1]
    return Gazetteer(
        places,
        firsts=frozenset(words[0] for words in several),
        others=frozenset(word for words in several for word in words[1:]),
        pairs=frozenset((words[0], words[1]) for words in several),
        longest=max(map(len, places)),
    )
