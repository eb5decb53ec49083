"""The places of many articles at once: for each of them what `index.mining.places.mine` gives.

What a word can be, of a place's name or beside one, is asked once for each distinct word. Names of one
word, which nearly all are, are looked at by arithmetic; names of several and settlements as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import compress, repeat
from typing import TYPE_CHECKING, Final

import numpy as np

from index.mining.gazetteer import gazetteer
from index.mining.place_words import ADMINISTRATIVE, BETWEEN_NAMES, RESTS, SETTLEMENTS, STREETS
from index.mining.places import MOST, is_remnant, is_settlement_word, settlement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from index.bulk.folding import FoldedTexts
    from index.bulk.vocabulary import Vocabulary
    from index.bulk.words import Words

    Numbers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

# What a word can be: a name, the first or another word of one, what ends another that it begins; what a
# settlement's name ends with or is; the rest of a word that was cut wrongly.
_NAME, _FIRST, _OTHER, _STREET, _REST = 0x01, 0x02, 0x04, 0x08, 0x10
_ENDING, _SETTLEMENT, _REMNANT = 0x20, 0x40, 0x80

_SEVERAL: Final = -1
"""The number of a place where a word names two, or none."""

_LAST_CHARACTERS: Final = frozenset(ending[-1] for ending in SETTLEMENTS)

_DOT: Final = ord(BETWEEN_NAMES)


@dataclass(frozen=True, slots=True, eq=False)
class FoundPlaces:
    """The places of consecutive articles: `counts` has how many each has.

    `numbers` has which, article after article, as places in `names`, which are distinct.
    """

    names: tuple[str, ...]
    counts: Numbers
    numbers: Numbers


class PlaceMiner:
    """Mines batch after batch that are cut with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._kinds = np.zeros(0, np.uint8)
        self._lengths = np.zeros(0, np.uint32)
        self._known_kinds = _known_kinds()
        self._names: dict[str, int] = {}
        self._place_of = np.zeros(0, np.int64)
        """The number of the place that each distinct word names, if it names one and no other."""

    def mine_all(
        self, folded: FoldedTexts, words: Words, is_byline: Mask, sizes: NDArray[np.uint32]
    ) -> FoundPlaces:
        """Return the places of each article, in reading order.

        `words` are those of `folded`; `is_byline` has one entry a text, `sizes` the texts of each article.
        """
        self._look_at_new_words()
        text = _Text(self._vocabulary, folded, words, self._kinds, self._lengths)
        starts, names = text.places(self._names, self._place_of)
        units = words.units[starts]
        is_kept = ~is_byline[units]
        articles = np.repeat(np.arange(len(sizes)), sizes)[units[is_kept]]
        return self._found(articles, names[is_kept], len(sizes))

    def _look_at_new_words(self) -> None:
        new = self._vocabulary.terms[len(self._kinds) :]
        if not new:
            return
        kinds = np.fromiter(map(self._known_kinds.get, new, repeat(0)), np.uint8, len(new))
        self._lengths = self._vocabulary.lengths()
        lengths = self._lengths[len(self._kinds) :]
        for place in np.flatnonzero(lengths == 1).tolist():
            if is_remnant(new[place]):
                kinds[place] |= _REMNANT
        for place in [place for place, word in enumerate(new) if word[-1] in _LAST_CHARACTERS]:
            if is_settlement_word(new[place]):
                kinds[place] |= _SETTLEMENT
        place_of = np.full(len(new), _SEVERAL, np.int64)
        for place in np.flatnonzero(kinds & _NAME).tolist():
            names = gazetteer().places[new[place],]
            if len(names) == 1:
                place_of[place] = self._names.setdefault(names[0], len(self._names))
        self._kinds = np.concatenate([self._kinds, kinds])
        self._place_of = np.concatenate([self._place_of, place_of])

    def _found(self, articles: Numbers, names: Numbers, count: int) -> FoundPlaces:
        """Return each place of an article once, where it first stands, and the first `MOST`."""
        all_names = max(len(self._names), 1)
        both, firsts = np.unique(articles * all_names + names, return_index=True)
        in_order = np.argsort(firsts)
        articles, names = np.divmod(both[in_order], all_names)
        counts = np.bincount(articles, minlength=count)
        if counts.max(initial=0) > MOST:
            place_in_article = np.arange(len(articles)) - np.repeat(np.cumsum(counts) - counts, counts)
            names = names[place_in_article < MOST]
            counts = np.minimum(counts, MOST)
        is_used = np.zeros(all_names, np.bool_)
        is_used[names] = True
        numbers = np.cumsum(is_used)[names] - 1
        return FoundPlaces(tuple(compress(self._names, is_used.tolist())), counts, numbers)


@cache
def _known_kinds() -> dict[str, int]:
    """Return what the words of the gazetteer, and those that stand behind names, can be."""
    table = gazetteer()
    kinds: dict[str, int] = {}
    for words in table.places:
        if len(words) == 1:
            kinds[words[0]] = _NAME
    for group, kind in (
        (table.firsts, _FIRST),
        (table.others, _OTHER),
        (STREETS, _STREET),
        (RESTS, _REST),
        (SETTLEMENTS, _ENDING),
    ):
        for word in group:
            kinds[word] = kinds.get(word, 0) | kind
    return kinds


@dataclass(frozen=True, slots=True)
class _Place:
    """Places that some words name: from one on, up to another one."""

    start: int
    end: int
    names: tuple[str, ...]


class _Text:
    """The texts of a batch as words, and what each can be."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        folded: FoldedTexts,
        words: Words,
        kinds: NDArray[np.uint8],
        lengths: NDArray[np.uint32],
    ) -> None:
        """Take the words of some texts; `kinds` and `lengths` have one entry a distinct word."""
        self._terms = vocabulary.terms
        self._ids = words.ids
        self._starts = words.starts
        self._units = words.units
        self._bounds = folded.bounds
        self._codepoints = folded.codepoints
        self._lengths = lengths
        # A word of nothing behind the last, so that every word has a next one.
        self._kinds = np.append(kinds[words.ids], np.uint8(0))
        self._special = np.flatnonzero(self._kinds != 0)
        """The words of some kind, a tenth of all."""
        self._special_kinds = self._kinds[self._special]

    def places(self, numbers: dict[str, int], place_of: Numbers) -> tuple[Numbers, Numbers]:
        """Return the words where places begin, ascending, and the numbers of the places; new ones get one.

        `place_of` has the number of the place that a distinct word names, or `_SEVERAL`.
        """
        table = gazetteer()
        is_taken = np.zeros(len(self._kinds), np.bool_)
        found = list(self._names_of_several_words(is_taken))
        singles = self._names_of_one_word(is_taken)
        is_taken[...] = False
        is_taken[singles] = True
        for place in found:
            is_taken[place.start : place.end] = True
        found += self._settlements(is_taken, singles, found)

        names = place_of[self._ids[singles]]
        is_one = names != _SEVERAL
        for start in singles[~is_one].tolist():
            found.append(_Place(start, start + 1, table.places[tuple(self._text(start, start + 1))]))
        others = [
            (place.start, numbers.setdefault(name, len(numbers))) for place in found for name in place.names
        ]
        other_starts, other_names = np.array(others, np.int64).reshape(-1, 2).T
        starts = np.concatenate([singles[is_one], other_starts])
        order = np.argsort(starts, kind="stable")
        return starts[order], np.concatenate([names[is_one], other_names])[order]

    def _is_behind(self, words: Numbers) -> Mask:
        """Say of some words whether each stands directly behind the one before; none behind the last does."""
        last = len(self._ids) - 1
        before, own = np.clip(words - 1, 0, last), np.minimum(words, last)
        is_next = self._starts[before] + self._lengths[self._ids[before]] == self._starts[own]
        is_behind: Mask = is_next & (self._units[before] == self._units[own])
        return is_behind

    def _of_kind(self, kind: int) -> Numbers:
        """Return the words of a kind, ascending."""
        words: Numbers = self._special[(self._special_kinds & kind) > 0]
        return words

    def _words(self, ids: NDArray[np.uint32]) -> list[str]:
        terms = self._terms
        return [terms[number] for number in ids.tolist()]

    def _text(self, start: int, end: int) -> list[str]:
        return self._words(self._ids[start:end])

    def _side_by_side(self, start: int, most: int) -> list[str]:
        """Return up to `most` words that stand side by side from one on."""
        is_behind = self._is_behind(np.arange(start + 1, start + most)).tolist()
        count = is_behind.index(False) + 1 if False in is_behind else len(is_behind) + 1
        return self._text(start, start + count)

    def _names_of_several_words(self, is_taken: Mask) -> Iterator[_Place]:
        """Yield those that are places where they stand; all of them are taken."""
        table = gazetteer()
        firsts = self._of_kind(_FIRST)
        firsts = firsts[(self._kinds[firsts + 1] & _OTHER) > 0]
        firsts = firsts[self._is_behind(firsts + 1)]
        words, seconds = map(self._words, (self._ids[firsts], self._ids[firsts + 1]))
        names: list[tuple[int, int]] = []
        for start, pair in zip(firsts.tolist(), zip(words, seconds, strict=True), strict=True):
            if pair in table.pairs and not is_taken[start]:
                name = self._side_by_side(start, table.longest)
                count = table.begins(name)
                if count > 1:
                    is_taken[start : start + count] = True
                    names.append((start, count))
        starts, counts = np.array(names, np.int64).reshape(-1, 2).T
        is_place = self._stand_alone(starts, starts + counts - 1)
        for start, count in zip(starts[is_place].tolist(), counts[is_place].tolist(), strict=True):
            yield _Place(start, start + count, table.places[tuple(self._text(start, start + count))])

    def _names_of_one_word(self, is_taken: Mask) -> Numbers:
        """Return the words that are names, in none of several words, and places where they stand."""
        names = self._of_kind(_NAME)
        names = names[~is_taken[names]]
        # Seldom: so only of these is it asked whether they stand side by side.
        is_cut = (self._lengths[self._ids[names]] == 2) & ((self._kinds[names - 1] & _REMNANT) > 0)
        is_cut[is_cut] = self._is_behind(names[is_cut])
        places: Numbers = names[self._stand_alone(names, names) & ~is_cut]
        return places

    def _stand_alone(self, firsts: Numbers, lasts: Numbers) -> Mask:
        """Say of names, from a first word to a last, whether they are part of no other name."""
        after = self._kinds[lasts + 1]
        is_complete = (after & (_STREET | _ENDING)) > 0
        last_words = self._words(self._ids[lasts[is_complete]])
        is_complete[is_complete] = [word.endswith(ADMINISTRATIVE) for word in last_words]
        goes_on = ((after & _REST) > 0) | (((after & (_STREET | _ENDING)) > 0) & ~is_complete)
        goes_on[goes_on] = self._is_behind(lasts[goes_on] + 1)
        stand_alone: Mask = ~(goes_on | self._is_behind_dot(firsts) | self._is_before_dot(lasts))
        return stand_alone

    def _is_behind_dot(self, words: Numbers) -> Mask:
        starts = self._starts[words]
        # The character before the first of all is looked up as the last of all, and is in no text with it.
        is_dot: Mask = self._codepoints[starts - 1] == _DOT
        is_inside: Mask = starts > self._bounds[self._units[words]]
        return is_dot & is_inside

    def _is_before_dot(self, words: Numbers) -> Mask:
        ends = self._starts[words] + self._lengths[self._ids[words]]
        is_dot: Mask = self._codepoints.take(ends, mode="clip") == _DOT
        is_inside: Mask = ends < self._bounds[self._units[words] + 1]
        return is_dot & is_inside

    def _settlements(self, is_taken: Mask, singles: Numbers, found: list[_Place]) -> list[_Place]:
        """Return the settlements, which are in no place that is taken."""
        is_parent = np.zeros(len(self._kinds), np.bool_)
        is_parent[singles + 1] = True
        parents = {place.end: "".join(self._text(place.start, place.end)) for place in found}
        is_parent[list(parents)] = True
        settlements: list[_Place] = []
        for start, side_by_side, is_first in self._beginnings_of_settlements(is_taken, is_parent):
            # Inside another settlement nothing ends that could hold one.
            parent = None if is_first else parents.get(start)
            if parent is None and not is_first and is_parent[start]:
                parent = self._text(start - 1, start)[0]
            words = self._text(start, start + side_by_side)
            taken = is_taken[start : start + side_by_side].tolist()
            free = words[: taken.index(True)] if True in taken else words
            count = settlement(free, parent, is_first=is_first)
            if count:
                end = start + count
                parents[end] = "".join(words[:count])
                settlements.append(_Place(start, end, (parents[end],)))
        return settlements

    def _beginnings_of_settlements(self, is_taken: Mask, is_parent: Mask) -> Iterator[tuple[int, int, bool]]:
        """Yield where a settlement may begin, ascending.

        With how many words stand there side by side, of the three that it may have, and whether nothing
        stands before it.
        """
        endings = self._of_kind(_ENDING)
        second = endings[self._is_behind(endings)]
        third = second[self._is_behind(second - 1)]
        alone = self._of_kind(_SETTLEMENT)
        starts = np.unique(np.concatenate([alone, second - 1, third - 2]))
        starts = starts[~is_taken[starts]]
        is_behind = self._is_behind(starts)
        # A settlement ends with such a word, and another one may follow it.
        may_follow = is_parent[starts] | ((self._kinds[starts - 1] & (_ENDING | _SETTLEMENT)) > 0)
        is_first = ~(is_behind | self._is_behind_dot(starts))
        is_kept = is_first | (is_behind & may_follow)
        starts, is_first = starts[is_kept], is_first[is_kept]
        has_second = self._is_behind(starts + 1)
        side_by_side = 1 + has_second + (has_second & self._is_behind(starts + 2))
        yield from zip(starts.tolist(), side_by_side.tolist(), is_first.tolist(), strict=True)
