"""Segments made one, without the articles deleted from them, by operations on their columns.

What comes out is what `builder` makes of the same articles in that order, column by column. (The one
exception: where a text has a mark of `marks` of its own, no mark is used, even if that text is deleted.)
Texts are neither folded nor cut again: postings are renumbered and interleaved, texts recoded, and what
a figure says of deleted articles is taken out of it by counting the postings that are left.

Memory is for the coded columns of one kind at a time, for what is known of each unit and term, and for
a bounded number of decoded characters or postings.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from index.bulk.counting import count_pairs
from index.bulk.statistics import TextLengths
from index.columnar import dictionary
from index.columnar.arrays import offsets, spans
from index.columnar.articles import RecordEncoder, article_columns
from index.columnar.builder import fold_alphabet
from index.columnar.character_masks import CharacterMasks, MaskEncoder, is_common
from index.columnar.container import Container, prefixed, write_container
from index.columnar.dictionary import PairDictionary, StringDictionary
from index.columnar.figures import Context, Headed, context_of, headed_terms, unit_columns
from index.columnar.marks import is_marked_space, unmark_spaces
from index.columnar.merging import REMOVED, Source, merge
from index.columnar.postings import PostingLists
from index.columnar.records import Records
from index.columnar.small_numbers import SmallNumbers
from index.columnar.terms import CharacterLists
from index.columnar.text import TextColumn, TextEncoder, count_code_points
from index.columnar.values import FIELDS, ValueColumn, Values, value_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.columnar.arrays import NewColumns, Numbers, Units
    from index.columnar.container import NewColumn

CHARACTERS = 1 << 18
"""Characters of text decoded at once."""

POSTINGS = 1 << 16
"""Postings decoded at once where they are counted again."""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment that is to be merged: its file, and the articles deleted from it."""

    path: Path
    deleted: Sequence[int] = ()


def merge_segments(path: Path, parts: Sequence[Part]) -> None:
    """Write a segment of the articles of several, in their order; at least one is not deleted.

    Every part is verified first, so that no damage is taken over under a new checksum. Raises
    `ContainerError` where a part is damaged or the file system refuses.
    """
    opened: list[_Opened] = []
    first = 0
    for part in parts:
        opened.append(_Opened(part, first))
        first += len(opened[-1].units)
    write_container(path, _columns(opened, first))


class _Opened:
    """A part, and what becomes of its articles and units."""

    def __init__(self, part: Part, first_unit: int) -> None:
        self.columns = Container.open(part.path)
        self.columns.verify()
        self.first_units: Units = self.columns["article.first_unit"]
        sizes = np.diff(self.first_units)
        is_kept = np.ones(len(sizes), np.bool_)
        is_kept[list(part.deleted)] = False
        self.is_whole = bool(is_kept.all())
        self.articles = np.flatnonzero(is_kept)
        """The numbers of the articles that are kept."""
        self.units = np.flatnonzero(np.repeat(is_kept, sizes))
        """The numbers of their units."""
        self.numbers = np.full(int(self.first_units[-1]), REMOVED, np.uint32)
        """The new number of each unit, or `REMOVED`."""
        self.numbers[self.units] = first_unit + np.arange(len(self.units), dtype=np.uint32)

    @cached_property
    def context(self) -> Context:
        """What is true of its units through their headlines, by their old numbers."""
        return context_of(self.first_units, self.columns["unit.kind"])

    @cached_property
    def has_marks_of_its_own(self) -> bool:
        """Say whether marks stand in its texts as such, so that none stands for a space."""
        is_mark = is_marked_space(self.columns["text.alphabet"])
        return bool((self.columns["folding.sizes"][is_mark] > 0).any())

    @cached_property
    def characters(self) -> CharacterLists:
        """Its characters, by their places in its alphabet."""
        columns = self.columns.columns("character.")
        pairs = PostingLists(self.columns.columns("pair."))
        numbers = PairDictionary(self.columns.columns("pair.term."))
        masks = CharacterMasks(columns, pairs.universe)
        return CharacterLists(columns["counts"], pairs, numbers, masks)

    def texts(self, *, is_marked: bool) -> TextColumn:
        """Return its texts: as they are stored, or as printed."""
        columns = self.columns.columns("text.")
        alphabet = columns["alphabet"]
        if not is_marked:
            alphabet = unmark_spaces(alphabet, self.columns["folding.sizes"])
        return TextColumn({**columns, "alphabet": alphabet})


def _columns(parts: Sequence[_Opened], universe: int) -> Iterator[tuple[str, NewColumn]]:
    """Yield the columns of the merged segment, those of one kind after those of another."""
    sizes = np.concatenate([np.diff(part.first_units)[part.articles] for part in parts])
    first_units = offsets(sizes).astype(np.uint32)
    kinds = np.concatenate([part.columns["unit.kind"][part.units] for part in parts])
    yield from _article_columns(parts, first_units).items()
    yield from unit_columns(kinds, _lengths(parts), context_of(first_units, kinds)).items()
    yield from _text_columns(parts).items()
    yield from _word_columns(parts, universe).items()
    yield from _character_columns(parts, universe).items()


def _article_columns(parts: Sequence[_Opened], first_units: Units) -> dict[str, Any]:
    names = ("article.source", "article.sequence", "article.date")
    origins = [
        np.stack([part.columns[name][part.articles].astype(np.int64) for name in names], axis=1)
        for part in parts
    ]
    hashes = []
    for part in parts:
        by_article = np.empty(len(part.first_units) - 1, np.uint32)
        by_article[part.columns["article.of_hash"]] = part.columns["article.hash"]
        hashes.append(by_article[part.articles])
    records = RecordEncoder()
    records.append(_records(parts))
    columns = article_columns(first_units, np.concatenate(origins), np.concatenate(hashes))
    return {**columns, **records.finish(), **_values(parts)}


def _values(parts: Sequence[_Opened]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for field in FIELDS:
        of_parts = [ValueColumn(part.columns.columns(f"{field}.")).values for part in parts]
        kept = [each.of_articles(part.articles) for each, part in zip(of_parts, parts, strict=True)]
        columns |= value_columns(field, Values.united(kept))
    return columns


def _records(parts: Iterable[_Opened]) -> Iterator[bytes]:
    """Yield the records of the articles that are kept."""
    for part in parts:
        records = Records(part.columns.columns("record."))
        is_kept = np.zeros(len(part.first_units) - 1, np.bool_)
        is_kept[part.articles] = True
        article = 0
        for block in range(len(records)):
            for record in records.block(block):
                if is_kept[article]:
                    yield record
                article += 1


def _lengths(parts: Sequence[_Opened]) -> TextLengths:
    def joined(name: str) -> Units:
        lengths = [SmallNumbers(part.columns.columns(f"unit.{name}.")) for part in parts]
        return np.concatenate([own[part.units] for own, part in zip(lengths, parts, strict=True)])

    return TextLengths(joined("words"), joined("characters"), joined("bigrams"))


def _text_columns(parts: Sequence[_Opened]) -> dict[str, Any]:
    is_marked = not any(part.has_marks_of_its_own for part in parts)
    encoder = TextEncoder(count_code_points(piece for piece, _ in _texts(parts, is_marked=is_marked)))
    for code_points, lengths in _texts(parts, is_marked=is_marked):
        encoder.append(code_points, lengths)
    columns = encoder.finish()
    sizes, pool = fold_alphabet(encoder.alphabet, is_marked=is_marked)
    intricate = [part.numbers[_intricate(part, is_marked=is_marked)] for part in parts]
    intricate = [numbers[numbers != REMOVED] for numbers in intricate]
    return {
        **prefixed("text.", columns),
        "folding.sizes": sizes,
        "folding.pool": pool,
        "folding.intricate": np.concatenate(intricate),
    }


def _texts(parts: Iterable[_Opened], *, is_marked: bool) -> Iterator[tuple[Units, Numbers]]:
    """Yield the texts that are kept, some units at a time: code points, and how many each unit has."""
    for part in parts:
        texts = part.texts(is_marked=is_marked)
        for first, last in spans(texts.lengths(0, len(texts)), CHARACTERS):
            code_points, lengths = texts.decode_range(first, last)
            is_kept = part.numbers[first:last] != REMOVED
            yield code_points[np.repeat(is_kept, lengths)], lengths[is_kept]


def _intricate(part: _Opened, *, is_marked: bool) -> Units:
    """Return the units, by their old numbers, that do not fold symbol by symbol.

    Where marks that stood for spaces become spaces again, their units are among them.
    """
    intricate: Units = part.columns["folding.intricate"]
    if is_marked or part.has_marks_of_its_own:
        return intricate
    texts = part.texts(is_marked=True)
    pieces = [intricate]
    for first, last in spans(texts.lengths(0, len(texts)), CHARACTERS):
        code_points, lengths = texts.decode_range(first, last)
        units = np.repeat(np.arange(first, last, dtype=np.uint32), lengths)
        pieces.append(units[is_marked_space(code_points)])
    return np.unique(np.concatenate(pieces))


def _word_columns(parts: Sequence[_Opened], universe: int) -> dict[str, Any]:
    terms, numbers = dictionary.unite_strings(
        [StringDictionary(part.columns.columns("word.term.")) for part in parts]
    )
    is_kept, columns = _merged_lists("word.", parts, numbers, len(terms), universe)
    terms = [term for term, is_left in zip(terms, is_kept.tolist(), strict=True) if is_left]
    return {**prefixed("word.term.", dictionary.string_columns(terms)), **columns}


def _character_columns(parts: Sequence[_Opened], universe: int) -> dict[str, Any]:
    """Return the alphabet, what is counted of it, and the pairs; a text's end has the alphabet's size."""
    alphabet = np.unique(np.concatenate([part.columns["alphabet"] for part in parts]))
    places = [np.searchsorted(alphabet, part.columns["alphabet"]) for part in parts]
    figures = _summed(map(_character_figures, parts), places, len(alphabet))
    is_in_use = figures.counts > 0

    dictionaries = [PairDictionary(part.columns.columns("pair.term.")) for part in parts]
    keys, numbers = dictionary.unite_pairs(dictionaries, [np.append(each, len(alphabet)) for each in places])
    is_kept, columns = _merged_lists("pair.", parts, numbers, len(keys), universe)
    final = offsets(is_in_use.astype(np.int64))
    firsts, seconds = dictionary.split_keys(keys[is_kept])
    return {
        "alphabet": alphabet[is_in_use],
        "character.counts": figures.counts[is_in_use].astype(np.uint32),
        **prefixed("character.", figures.columns(is_in_use)),
        **prefixed("character.", _masks(parts, alphabet[is_in_use], figures.counts[is_in_use], universe)),
        **prefixed("pair.term.", dictionary.build_pairs(final[firsts], final[seconds])),
        **columns,
    }


def _masks(parts: Sequence[_Opened], alphabet: Units, counts: Numbers, universe: int) -> NewColumns:
    """Return the columns of the masks: a part has one of a character, or has it in few units."""
    encoder = MaskEncoder(universe)
    readers = [(part, part.columns["alphabet"], part.characters) for part in parts]
    for number in np.flatnonzero(is_common(counts, universe)).tolist():
        units = [np.zeros(0, np.uint32)]
        for part, own_alphabet, characters in readers:
            place = int(np.searchsorted(own_alphabet, alphabet[number]))
            if place < len(own_alphabet) and own_alphabet[place] == alphabet[number]:
                new = part.numbers[characters.units(place)]
                units.append(new[new != REMOVED])
        encoder.append(number, np.concatenate(units))
    return encoder.finish()


@dataclass(frozen=True, slots=True)
class _Figures:
    """Of each term: its units, the units that only a headline brings it, all units under such headlines."""

    counts: Numbers
    gained: Numbers
    under: Numbers

    @classmethod
    def zeros(cls, size: int) -> _Figures:
        return cls(np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, np.int64))

    def columns(self, is_kept: NDArray[np.bool_]) -> dict[str, Units]:
        return Headed.of_all(self.gained[is_kept], self.under[is_kept]).columns()

    def set_headed(self, headed: Headed) -> None:
        """Take the figures of the terms that headlines have."""
        self.gained[headed.terms] = headed.gained
        self.under[headed.terms] = headed.under


def _summed(of_parts: Iterable[_Figures], places: Sequence[Numbers], size: int) -> _Figures:
    """Add up the figures of parts, of which `places[i]` are the places of the terms among `size`."""
    total = _Figures.zeros(size)
    for figures, place in zip(of_parts, places, strict=True):
        total.counts[place] += figures.counts
        total.gained[place] += figures.gained
        total.under[place] += figures.under
    return total


def _merged_lists(
    prefix: str, parts: Sequence[_Opened], numbers: Sequence[Numbers], size: int, universe: int
) -> tuple[NDArray[np.bool_], NewColumns]:
    """Return which of `size` terms still have postings, and the columns of their lists."""
    lists = [PostingLists(part.columns.columns(prefix)) for part in parts]
    sources = [Source(*each) for each in zip(lists, numbers, (part.numbers for part in parts), strict=True)]
    columns, counts = merge(sources, size, universe)
    is_kept = counts > 0
    of_parts = (_list_figures(prefix, part, each) for part, each in zip(parts, lists, strict=True))
    figures = _summed(of_parts, numbers, size)
    return is_kept, prefixed(prefix, {**columns, **figures.columns(is_kept)})


def _list_figures(prefix: str, part: _Opened, lists: PostingLists) -> _Figures:
    """Return the figures of the lists of a part without its deleted articles."""
    figures = _Figures.zeros(len(lists))
    counts = lists.counts(0, len(lists))
    if part.is_whole:
        figures.counts[:] = counts
        figures.set_headed(Headed.read(part.columns.columns(prefix)))
        return figures
    for first, last in spans(counts, POSTINGS):
        list_of_each, units, _ = lists.decode_range(first, last)
        is_kept = part.numbers[units] != REMOVED
        left = np.bincount(list_of_each[is_kept] - first, minlength=last - first)
        figures.counts[first:last] = left
        figures.set_headed(headed_terms(left, units[is_kept], part.context).numbered_from(first))
    return figures


def _character_figures(part: _Opened) -> _Figures:
    """Return the figures of the characters of a part without its deleted articles.

    A character's units are those of the pairs that begin with it.
    """
    figures = _Figures.zeros(len(part.columns["alphabet"]))
    if part.is_whole:
        figures.counts[:] = part.columns["character.counts"]
        figures.set_headed(Headed.read(part.columns.columns("character.")))
        return figures
    lists = PostingLists(part.columns.columns("pair."))
    starts = part.columns["pair.term.starts"].astype(np.int64)
    postings = offsets(lists.counts(0, len(lists)))[starts]
    for first, last in spans(np.diff(postings), POSTINGS):
        pair_of_each, units, _ = lists.decode_range(int(starts[first]), int(starts[last]))
        characters = np.searchsorted(starts, pair_of_each, side="right") - 1 - first
        is_kept = part.numbers[units] != REMOVED
        inverted = count_pairs(characters[is_kept].astype(np.uint32), units[is_kept])
        left = np.zeros(last - first, np.int64)
        left[inverted.keys.astype(np.int64)] = inverted.counts
        figures.counts[first:last] = left
        figures.set_headed(headed_terms(left, inverted.units, part.context).numbered_from(first))
    return figures
