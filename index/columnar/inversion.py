"""The posting columns of a segment, made of its texts a bounded number of occurrences at a time.

All occurrences of a segment at once would take eight bytes and more each, and sorting them would miss the
processor's caches. So the keys are cut into ranges, each of so many occurrences as are sorted well; for
each range all texts are gone through again, which costs one nanosecond a character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.bulk.counting import Packing
from index.bulk.layout import bounds_of, units_of
from index.columnar import dictionary
from index.columnar.arrays import spans
from index.columnar.character_masks import MaskEncoder, is_common
from index.columnar.container import prefixed
from index.columnar.figures import Headed, headed_terms
from index.columnar.posting_encoder import PostingEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from index.bulk.counting import Keys, Postings
    from index.bulk.vocabulary import Vocabulary
    from index.columnar.arrays import NewColumns, Numbers, Units
    from index.columnar.figures import Context

OCCURRENCES = 1 << 20
"""Occurrences sorted at once: about 80 MB with all that is made of them."""

RANGES = 32
"""Ranges of keys at most: of a larger segment more occurrences are sorted at once."""

TextPiece = tuple["NDArray[np.uint16 | np.uint32]", "Units"]
"""Code points of consecutive texts, and how many each text has."""

WordPiece = tuple["Units", "Units"]
"""Numbers of the words of consecutive texts, and how many each text has."""


class _Lists:
    """The columns of posting lists that are appended range after range."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._encoder = PostingEncoder(len(context.is_head))
        self._figures = _Figures(context)

    def append(self, postings: Postings) -> None:
        self._encoder.append(postings.counts, postings.units, postings.frequencies)
        self._figures.append(postings.counts, postings.units)

    def finish(self) -> NewColumns:
        return {**self._encoder.finish(), **self._figures.finish()}


class _Figures:
    """What headlines add to terms whose lists are appended range after range."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lists = 0
        self._pieces = [headed_terms(np.zeros(0, np.uint32), np.zeros(0, np.uint32), context)]

    def append(self, counts: Units, units: Units) -> None:
        self._pieces.append(headed_terms(counts, units, self._context).numbered_from(self._lists))
        self._lists += len(counts)

    def finish(self) -> NewColumns:
        return Headed.joined(self._pieces).columns()


def word_columns(
    pieces: Callable[[], Iterable[WordPiece]], vocabulary: Vocabulary, context: Context
) -> NewColumns:
    """Return the words, ascending, and where each stands.

    `pieces` is called several times; their numbers are those of the vocabulary.
    """
    terms = vocabulary.terms
    occurrences = np.zeros(len(terms), np.int64)
    for ids, _ in pieces():
        occurrences += np.bincount(ids, minlength=len(terms))
    numbers = sorted(np.flatnonzero(occurrences).tolist(), key=terms.__getitem__)
    ranks = np.zeros(len(terms), np.uint32)
    ranks[numbers] = np.arange(len(numbers), dtype=np.uint32)
    lists = _Lists(context)
    for first, last in _ranges(occurrences[numbers]):
        packing = Packing.of(last - first - 1, len(context.is_head) - 1)
        packed = [np.zeros(0, packing.type)]
        first_unit = 0
        for ids, counts in pieces():
            keys, units = ranks.take(ids), units_of(counts)
            units += np.uint32(first_unit)
            chosen = _places_between(keys, first, last)
            packed.append(packing.pack(keys[chosen] - np.uint32(first), units[chosen]))
            first_unit += len(counts)
        lists.append(packing.count(np.concatenate(packed)))
    columns = dictionary.build_strings([terms[number] for number in numbers])
    return {**prefixed("word.term.", columns), **prefixed("word.", lists.finish())}


def character_columns(
    pieces: Callable[[], Iterable[TextPiece]], occurrences: Numbers, context: Context
) -> NewColumns:
    """Return the adjacent pairs of characters, the last character of a text paired with its end.

    So the pairs that begin with a character are all its occurrences, and need no lists of their own.
    `pieces` is called several times; `occurrences` says how often each code point stands in them.
    """
    alphabet = np.flatnonzero(occurrences).astype(np.uint32)
    end = len(alphabet)
    symbols = np.zeros(len(occurrences), np.uint32)
    symbols[alphabet] = np.arange(end, dtype=np.uint32)
    lists, figures = _Lists(context), _Figures(context)
    masks = MaskEncoder(len(context.is_head))
    counts = [np.zeros(0, np.uint32)]
    pairs = [np.zeros((2, 0), np.uint32)]
    largest_unit = len(context.is_head) - 1
    for first, last in _ranges(occurrences[alphabet]):
        of_characters = Packing.of(last - first - 1, largest_unit)
        of_pairs = Packing.of((last - first) * (end + 1) - 1, largest_unit)
        packed_characters = [np.zeros(0, of_characters.type)]
        packed_pairs = [np.zeros(0, of_pairs.type)]
        first_unit = 0
        for code_points, lengths in pieces():
            places = _places_between(code_points, int(alphabet[first]), int(alphabet[last - 1]) + 1)
            units = units_of(lengths)[places]
            is_last = bounds_of(lengths)[1:][units] == places + 1
            units += np.uint32(first_unit)
            keys = symbols.take(code_points[places]) - np.uint32(first)
            packed_characters.append(of_characters.pack(keys, units))
            seconds = symbols.take(code_points.take(places + 1, mode="clip"))
            seconds[is_last] = end
            packed_pairs.append(of_pairs.pack(keys * np.uint64(end + 1) + seconds, units))
            first_unit += len(lengths)
        characters = of_characters.count(np.concatenate(packed_characters))
        del packed_characters
        counts.append(characters.counts)
        figures.append(characters.counts, characters.units)
        bounds = bounds_of(characters.counts)
        for place in np.flatnonzero(is_common(characters.counts, len(context.is_head))).tolist():
            masks.append(first + place, characters.units[bounds[place] : bounds[place + 1]])
        inverted = of_pairs.count(np.concatenate(packed_pairs))
        del packed_pairs
        firsts, seconds = np.divmod(inverted.keys, end + 1)
        pairs.append(np.stack([firsts + first, seconds]).astype(np.uint32))
        lists.append(inverted)
    return {
        "alphabet": alphabet,
        "character.counts": np.concatenate(counts),
        **prefixed("character.", {**figures.finish(), **masks.finish()}),
        **prefixed("pair.term.", dictionary.build_pairs(*np.concatenate(pairs, axis=1))),
        **prefixed("pair.", lists.finish()),
    }


def _ranges(occurrences: Numbers) -> Iterator[tuple[int, int]]:
    """Cut keys into ranges `[first, last)`, by how often each stands somewhere."""
    return spans(occurrences, max(OCCURRENCES, int(occurrences.sum()) // RANGES))


def _places_between(keys: Keys, low: int, high: int) -> Numbers:
    """Return the places of the keys in `[low, high)`."""
    is_between = keys >= low
    is_between &= keys < high
    return np.flatnonzero(is_between)
