"""One segment, opened for reading: its articles, its units, its terms and its texts.

Opening reads the file's table of columns and nothing else; every question touches the pages of its
answer. The file is let go of with the last array that shows a part of it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.arrays import ranges
from index.columnar.character_masks import CharacterMasks
from index.columnar.container import Container
from index.columnar.context_lengths import ContextLengths
from index.columnar.dictionary import PairDictionary, StringDictionary
from index.columnar.form import check_form
from index.columnar.layout import BLANK, UNIT_KINDS, hash_of_id
from index.columnar.marks import SymbolFolding, unmark_spaces
from index.columnar.postings import PostingLists
from index.columnar.records import Records
from index.columnar.small_numbers import SmallNumbers
from index.columnar.terms import CharacterLists, Terms
from index.columnar.text import TextColumn
from index.folding import fold

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.columnar.values import Field, ValueColumn
    from index.model import Article, Citation, Unit

    Units = NDArray[np.uint32]

LOOKED_UP = 16
"""A unit's article is looked up in the time in which the articles of so many units are written to a table."""

HEADLINE_KIND = UNIT_KINDS.index("headline")
"""The kind of an article's first unit, and of no other; where it has text."""

REMEMBERED = 256
"""Texts read of which the last ones are kept: those of a query's first hits."""

READ_SINGLY = 4
"""Texts up to which each is read by itself, and remembered: calling numpy would take longer."""

NONE = np.zeros(0, np.uint32)


class Segment:
    """A segment file; units and articles are numbered from 0 within it."""

    def __init__(self, path: Path, deleted: Units = NONE) -> None:
        """Open a segment; `deleted` are the articles of it that are no longer part of the archive."""
        self._container = Container.open(path)
        check_form(self._container)
        self.first_units: Units = self._container["article.first_unit"]
        self.dates: Units = self._container["article.date"]
        self.sequences: NDArray[np.integer[Any]] = self._container["article.sequence"]
        self.kinds: NDArray[np.uint8] = self._container["unit.kind"]
        self.statistics: NDArray[np.uint64] = self._container["statistics"]
        self.deleted = deleted
        self._articles: Units | None = None
        self._looked_up = 0
        self._read: dict[int, tuple[str, str]] = {}
        self._lengths: dict[str, SmallNumbers] = {}
        self._context_lengths: dict[tuple[str, bool], ContextLengths] = {}

    @property
    def unit_count(self) -> int:
        """How many units the segment has, deleted and blank ones included."""
        return len(self.kinds)

    @cached_property
    def article_sizes(self) -> NDArray[np.int64]:
        """How many units each article has."""
        first_units = self.first_units.astype(np.int64)
        sizes = first_units[1:] - first_units[:-1]
        if first_units[0] != 0 or first_units[-1] != self.unit_count or int(sizes.min()) < 1:
            raise ValueError("the articles do not cover the units")
        return sizes

    @cached_property
    def deleted_units(self) -> Units:
        """The units with text of the deleted articles, ascending."""
        units = self.units_of(np.sort(self.deleted))
        return units[self.kinds[units] < BLANK]

    @cached_property
    def living_statistics(self) -> NDArray[np.int64]:
        """The `statistics` of what is not deleted."""
        statistics: NDArray[np.int64] = self.statistics.astype(np.int64)
        if len(self.deleted):
            deleted = self.deleted_units
            lengths = [self.context_lengths(name) for name in ("words", "characters", "bigrams")]
            lengths.append(self.context_lengths("bigrams", is_of_headline=True))
            statistics -= [len(deleted), *(int(each[deleted].sum(dtype=np.int64)) for each in lengths)]
        return statistics

    def articles_of(self, units: Units) -> Units:
        """Return the article of each unit.

        From a table of all units, which is only made once looking units up has taken as long as making it.
        """
        if self._articles is None:
            self._looked_up += len(units)
            if self._looked_up * LOOKED_UP < self.unit_count:
                return (np.searchsorted(self.first_units, units, side="right") - 1).astype(np.uint32)
            self._articles = np.repeat(np.arange(len(self.dates), dtype=np.uint32), self.article_sizes)
        return self._articles[units]

    def heads_of(self, units: Units) -> Units:
        """Return the headline's unit of each unit's article."""
        return self.first_units[self.articles_of(units)]

    def source(self, article: int) -> int:
        """Return the key of the file an article came from."""
        return int(self._container["article.source"][article])

    def articles_from(self, source: int) -> Units:
        """Return the articles that came from the file with a key, deleted ones too."""
        return np.flatnonzero(self._container["article.source"] == source).astype(np.uint32)

    def units_of(self, articles: Units) -> Units:
        """Return the units of some articles, one after the other."""
        starts = self.first_units[articles].astype(np.int64)
        return ranges(starts, self.article_sizes[articles]).astype(np.uint32)

    def lengths(self, name: str) -> SmallNumbers:
        """Return how many "words", "characters" or "bigrams" each unit's own text has."""
        if name not in self._lengths:
            self._lengths[name] = SmallNumbers(self._container.columns(f"unit.{name}."))
        return self._lengths[name]

    def context_lengths(self, name: str, *, is_of_headline: bool = False) -> ContextLengths:
        """Return how long units are with their headlines, or the headlines alone; see `lengths`."""
        key = name, is_of_headline
        if key not in self._context_lengths:
            own = self.lengths(name)
            self._context_lengths[key] = ContextLengths(own, self.heads_of, is_of_headline=is_of_headline)
        return self._context_lengths[key]

    def values(self, field: Field) -> ValueColumn:
        """Return what the articles have in a field."""
        from index.columnar.values import ValueColumn  # few queries have a field

        return ValueColumn(self._container.columns(f"{field}."))

    @cached_property
    def words(self) -> Terms:
        """The words, by the numbers that `word` gives."""
        return Terms(self._container, "word.", self.word_lists)

    @cached_property
    def word_lists(self) -> PostingLists:
        """The posting lists of the words."""
        return self._lists("word.")

    @cached_property
    def characters(self) -> Terms:
        """The single characters of the folded texts, by their place in the alphabet."""
        counts = self._container["character.counts"]
        lists = CharacterLists(counts, self.pair_lists, self._pair_numbers, self._masks)
        return Terms(self._container, "character.", lists)

    @cached_property
    def _masks(self) -> CharacterMasks:
        return CharacterMasks(self._container.columns("character."), self.unit_count)

    def mask(self, folded: str) -> NDArray[np.bool_] | None:
        """Return for every unit whether it has a character that is very common; `None` for any other."""
        number = self.character(folded)
        return None if number is None else self._masks.get(number)

    @cached_property
    def pairs(self) -> Terms:
        """The adjacent pairs of characters of the folded texts, by the numbers that `pair` gives."""
        return Terms(self._container, "pair.", self.pair_lists)

    @cached_property
    def pair_lists(self) -> PostingLists:
        """The posting lists of the pairs."""
        return self._lists("pair.")

    def _lists(self, prefix: str) -> PostingLists:
        lists = PostingLists(self._container.columns(prefix))
        if lists.universe != self.unit_count:
            raise ValueError(f"posting lists of {lists.universe} units in a segment of {self.unit_count}")
        return lists

    @cached_property
    def _word_numbers(self) -> StringDictionary:
        return StringDictionary(self._container.columns("word.term."))

    @cached_property
    def _pair_numbers(self) -> PairDictionary:
        return PairDictionary(self._container.columns("pair.term."))

    @cached_property
    def _alphabet(self) -> memoryview:
        return self._container["alphabet"].data

    @cached_property
    def texts(self) -> TextColumn:
        """The printed texts of the units."""
        columns = self._container.columns("text.")
        alphabet = unmark_spaces(columns["alphabet"], self._container["folding.sizes"])
        return TextColumn({**columns, "alphabet": alphabet})

    def word(self, folded: str) -> int | None:
        """Return the number of a word, `None` where no unit has it."""
        return self._word_numbers.find(folded)

    def character(self, folded: str) -> int | None:
        """Return the number of a single character, `None` where no unit has it."""
        codepoint = ord(folded)
        place = bisect_left(self._alphabet, codepoint)
        return place if place < len(self._alphabet) and self._alphabet[place] == codepoint else None

    def pair(self, folded: str) -> int | None:
        """Return the number of an adjacent pair of characters, `None` where no unit has it."""
        first, second = self.character(folded[0]), self.character(folded[1])
        return None if first is None or second is None else self._pair_numbers.find(first, second)

    def pairs_of_codepoints(self, firsts: Units, seconds: Units) -> NDArray[np.int64]:
        """Return the number of each of many pairs of adjacent code points, -1 where no unit has it."""
        alphabet = self._container["alphabet"]
        places = [alphabet.searchsorted(codepoints) for codepoints in (firsts, seconds)]
        is_known = np.ones(len(firsts), np.bool_)
        for of_alphabet, codepoints in zip(places, (firsts, seconds), strict=True):
            is_known &= alphabet.take(of_alphabet, mode="clip") == codepoints
        numbers = np.full(len(firsts), -1)
        numbers[is_known] = self._pair_numbers.find_many(*(each[is_known] for each in places))
        return numbers

    def in_context(self, terms: Terms, number: int) -> tuple[Units, Units]:
        """Return the units in which a term stands, or in whose headline, and how often in both together."""
        units, counts = terms.lists.units_and_frequencies(number)
        summed = np.zeros(self.unit_count, np.uint32)
        summed[units] = counts
        under, of_headlines = self.under_headlines(units, counts)
        is_below = self.kinds[under] != HEADLINE_KIND
        summed[under[is_below]] += of_headlines[is_below]
        found = np.flatnonzero(summed > 0).astype(np.uint32)
        return found, summed[found]

    def under_headlines(self, units: Units, counts: Units) -> tuple[Units, Units]:
        """Return the units with text of the articles whose headline is among `units`, and its count.

        `units` have a term, `counts` times each; the headlines are among the result.
        """
        is_head = self.kinds[units] == HEADLINE_KIND
        articles = self.articles_of(units[is_head])
        under = self.units_of(articles)
        of_each = np.repeat(counts[is_head], self.first_units[articles + 1] - self.first_units[articles])
        is_filled = self.kinds[under] < BLANK
        return under[is_filled], of_each[is_filled]

    @cached_property
    def _records(self) -> Records:
        return Records(self._container.columns("record."))

    def text(self, unit: int) -> str:
        """Return the text of a unit as printed."""
        return self._texts_read(unit)[0]

    def folded(self, unit: int) -> str:
        """Return the folded text of a unit."""
        return self._texts_read(unit)[1]

    def _texts_read(self, unit: int) -> tuple[str, str]:
        """Return the text of a unit as printed and folded, from memory if it was read a moment ago.

        A unit that is found is read three times: to see that it has the literal, to score it, to show it.
        """
        if unit not in self._read:
            if len(self._read) == REMEMBERED:
                self._read.clear()
            text = self.texts.text(unit)
            self._read[unit] = text, fold(text)
        return self._read[unit]

    def is_intricate(self, units: Units) -> NDArray[np.bool_]:
        """Say of each of ascending units whether its text does not fold symbol by symbol."""
        intricate = self._container["folding.intricate"]
        is_intricate = np.zeros(len(units), np.bool_)
        if len(units) and len(intricate):
            places = units.searchsorted(intricate)
            is_intricate[places[units.take(places, mode="clip") == intricate]] = True
        return is_intricate

    @cached_property
    def folding(self) -> SymbolFolding:
        """What the symbols of `texts` fold to."""
        return SymbolFolding(self._container["folding.sizes"], self._container["folding.pool"])

    def folded_codepoints(self, units: Units) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Return the folded texts of ascending units one after the other, and the length of each."""
        codepoints, lengths = self.folding.fold(*self.texts.symbols(units))
        singly = np.flatnonzero(self.is_intricate(units))
        if not len(singly):
            return codepoints, lengths
        return self._folded_singly(units, singly, codepoints, lengths)

    def _folded_singly(
        self,
        units: Units,
        places: NDArray[np.int64],
        codepoints: NDArray[np.uint32],
        lengths: NDArray[np.int64],
    ) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Put what `fold` makes of the units at some places where their symbols' foldings stand."""
        ends = np.cumsum(lengths)
        lengths = lengths.copy()
        pieces = []
        done = 0
        for place in places.tolist():
            folded = self.folded(int(units[place]))
            piece = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
            pieces += [codepoints[done : ends[place] - lengths[place]], piece]
            done = int(ends[place])
            lengths[place] = len(piece)
        return np.concatenate([*pieces, codepoints[done:]]), lengths

    def article(self, number: int) -> Article:
        """Return a whole article."""
        first, last = self.first_units[number : number + 2].tolist()
        units = np.arange(first, last, dtype=np.uint32)
        return self._records[number].article(self.kinds[units], self.texts.texts(units))

    def units_and_citations(self, units: Units) -> list[tuple[Unit, Citation]]:
        """Return units in the order asked for, and what is said of the article of each."""
        articles = self.articles_of(units)
        heads = self.first_units[articles]
        texts = self._printed(np.concatenate([units, heads]))
        records = self._records.some(dict.fromkeys(articles.tolist()))
        citations = {
            article: records[article].citation(texts[head])
            for article, head in zip(articles.tolist(), heads.tolist(), strict=True)
        }
        found = zip(
            units.tolist(), articles.tolist(), heads.tolist(), self.kinds[units].tolist(), strict=True
        )
        return [
            (records[article].unit(unit - head, kind, texts[unit]), citations[article])
            for unit, article, head, kind in found
        ]

    def _printed(self, units: Units) -> dict[int, str]:
        """Return the texts of some units as printed: from memory, or read together where they are many."""
        wanted = dict.fromkeys(units.tolist())
        missing = [unit for unit in wanted if unit not in self._read]
        if len(missing) <= READ_SINGLY:
            return {unit: self.text(unit) for unit in wanted}
        texts = {unit: read[0] for unit in wanted if (read := self._read.get(unit))}
        texts |= zip(missing, self.texts.texts(np.array(missing, np.uint32)), strict=True)
        return texts

    def article_number(self, article_id: str) -> int | None:
        """Return the number of the article with an id, deleted ones left out."""
        hashes = self._container["article.hash"]
        wanted = np.uint32(hash_of_id(article_id))
        first, last = hashes.searchsorted(wanted), hashes.searchsorted(wanted, side="right")
        for number in self._container["article.of_hash"][first:last].tolist():
            if number not in self.deleted and self._records[number].id == article_id:
                return int(number)
        return None
