"""Articles into one segment: analysed batch by batch, inverted by sorting, written as columns."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.bulk.folding import fold_all, fold_joined
from index.bulk.layout import units_of
from index.bulk.names import mine_all
from index.bulk.places import PlaceMiner
from index.bulk.spool import Spool
from index.bulk.statistics import TextLengths, measure
from index.bulk.vocabulary import Vocabulary
from index.bulk.words import cut_all
from index.columnar.arrays import narrowest, offsets, spans
from index.columnar.articles import RecordEncoder, article_columns
from index.columnar.container import prefixed, refusals, write_container
from index.columnar.figures import context_of, unit_columns
from index.columnar.inversion import character_columns, word_columns
from index.columnar.layout import BLANK, UNIT_KINDS
from index.columnar.marks import FIRST_MARK, SPACES, is_marked_space, mark_spaces, printed_spaces
from index.columnar.text import CHUNK, TextEncoder, count_code_points
from index.columnar.values import FIELDS, GIVEN_FIELDS, Values, value_columns
from index.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Self

    from numpy.typing import NDArray

    from index.bulk.folding import FoldedTexts
    from index.columnar.arrays import Units
    from index.columnar.batch import Batch
    from index.columnar.container import NewColumn
    from index.columnar.inversion import TextPiece, WordPiece
    from index.columnar.values import Field

_RARE = 0xFFFF
"""Words of this number and above, which are met late and seldom, are kept apart, so that two bytes do."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What is kept in memory of a batch: a few numbers of each of its articles and units."""

    sizes: Units
    origins: NDArray[np.int64]
    hashes: NDArray[np.uint32]
    values: dict[Field, Values]
    kinds: NDArray[np.uint8]
    lengths: TextLengths
    printed_lengths: Units
    folded_lengths: Units
    rare_words: Units
    has_marks_of_its_own: bool
    intricate: Units


class SegmentBuilder:
    """Takes batches of articles until `write` makes a segment of them.

    Each batch is folded and cut when it comes; what the inversion needs of it is spooled to the folder of
    the segment, five bytes a character.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._vocabulary = Vocabulary()
        self._places = PlaceMiner(self._vocabulary)
        self._batches: list[_Gathered] = []
        self._records = RecordEncoder()
        with refusals(path), ExitStack() as spools:
            self._printed, self._folded, self._words = (
                spools.enter_context(closing(Spool(path.parent))) for _ in range(3)
            )
            self._spools = spools.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._spools.close()

    def add(self, batch: Batch) -> None:
        """Take a batch, of at least one article. Raises `ContainerError` where the file system refuses."""
        with refusals(self._path):
            self._add(batch)

    def _add(self, batch: Batch) -> None:
        folded = fold_joined(batch.text, batch.lengths)
        words = cut_all(folded, self._vocabulary)
        has_marks_of_its_own = bool(is_marked_space(folded.printed).any())
        marked = mark_spaces(folded.printed, folded.dropped)
        kinds = batch.kinds.copy()
        kinds[folded.lengths == 0] |= BLANK
        self._records.append(batch.records.split(b"\n"))
        self._printed.append(_narrowed(marked))
        self._folded.append(_narrowed(folded.codepoints))
        self._words.append(np.minimum(words.ids, _RARE).astype(np.uint16))
        values: dict[Field, Values] = {field: batch.values[field] for field in GIVEN_FIELDS}
        values["name"] = Values.of(mined_from(batch, folded.printed))
        places = self._places.mine_all(folded, words, is_byline(batch), batch.sizes)
        values["place"] = Values(places.names, places.counts, places.numbers)
        self._batches.append(
            _Gathered(
                sizes=batch.sizes,
                origins=batch.origins,
                hashes=batch.hashes,
                values=values,
                kinds=kinds,
                lengths=measure(folded, words),
                printed_lengths=batch.lengths,
                folded_lengths=folded.lengths,
                rare_words=words.ids[words.ids >= _RARE],
                has_marks_of_its_own=has_marks_of_its_own,
                intricate=_intricate(folded, marked, is_marked=not has_marks_of_its_own),
            )
        )

    def write(self) -> None:
        """Write the segment file. Raises `ContainerError` where the file system refuses."""
        write_container(self._path, self._columns())

    def _columns(self) -> Iterator[tuple[str, NewColumn]]:
        """Yield the columns, those of one kind after those of another, so that not all are in memory."""
        first_units = offsets(self._joined("sizes")).astype(np.uint32)
        kinds = self._joined("kinds")
        context = context_of(first_units, kinds)
        yield from article_columns(first_units, self._joined("origins"), self._joined("hashes")).items()
        yield from self._records.finish().items()
        for field in FIELDS:
            values = Values.united(batch.values[field] for batch in self._batches)
            yield from value_columns(field, values).items()
        yield from unit_columns(kinds, self._lengths(), context).items()
        yield from self._text_columns().items()
        self._printed.close()
        yield from word_columns(self._word_pieces, self._vocabulary, context).items()
        self._words.close()
        self._vocabulary = Vocabulary()  # a large one takes 100 MB, and the miner of places has the same
        self._places = PlaceMiner(self._vocabulary)
        occurrences = count_code_points(self._folded)
        yield from character_columns(self._folded_pieces, occurrences, context).items()
        self._folded.close()

    def _joined(self, name: str) -> NDArray[Any]:
        return np.concatenate([getattr(batch, name) for batch in self._batches])

    def _lengths(self) -> TextLengths:
        lengths = [batch.lengths for batch in self._batches]
        return TextLengths(
            words=np.concatenate([each.words for each in lengths]),
            characters=np.concatenate([each.characters for each in lengths]),
            bigrams=np.concatenate([each.bigrams for each in lengths]),
        )

    def _text_columns(self) -> dict[str, Any]:
        """Return the texts, and how each of their symbols folds: to the next so many code points of a pool.

        White space that folding drops is marked in the text, so that a symbol folds alike wherever it
        stands. `folding.intricate` are the units of which that is not true: of combining marks, say.
        A text may hold a mark of its own, though no text should: then nothing is marked.
        """
        is_marked = not any(batch.has_marks_of_its_own for batch in self._batches)
        encoder = TextEncoder(count_code_points(self._printed_texts(is_marked=is_marked)))
        for code_points, batch in zip(self._printed_texts(is_marked=is_marked), self._batches, strict=True):
            bounds = offsets(batch.printed_lengths)
            for first, last in spans(batch.printed_lengths, CHUNK):
                encoder.append(code_points[bounds[first] : bounds[last]], batch.printed_lengths[first:last])
        columns = encoder.finish()
        sizes, pool = fold_alphabet(encoder.alphabet, is_marked=is_marked)
        return {
            **prefixed("text.", columns),
            "folding.sizes": sizes,
            "folding.pool": pool,
            "folding.intricate": self._intricate(is_marked=is_marked),
        }

    def _printed_texts(self, *, is_marked: bool) -> Iterator[NDArray[Any]]:
        """Yield the texts of each batch, as they are marked or as they were printed."""
        for code_points, batch in zip(self._printed, self._batches, strict=True):
            if is_marked or batch.has_marks_of_its_own:
                yield code_points
            else:
                yield printed_spaces(code_points)

    def _intricate(self, *, is_marked: bool) -> Units:
        """Return the units that do not fold character by character: with marks, or without any.

        Where marks that stood for spaces become spaces again, their units are among them.
        """
        pieces = [np.zeros(0, np.uint32)]
        first_unit = 0
        for code_points, batch in zip(self._printed, self._batches, strict=True):
            intricate = batch.intricate
            if not (is_marked or batch.has_marks_of_its_own):
                marked = units_of(batch.printed_lengths)[is_marked_space(code_points)]
                intricate = np.unique(np.concatenate([intricate, marked]))
            pieces.append(intricate + np.uint32(first_unit))
            first_unit += len(batch.kinds)
        return np.concatenate(pieces)

    def _word_pieces(self) -> Iterator[WordPiece]:
        for numbers, batch in zip(self._words, self._batches, strict=True):
            ids = numbers.astype(np.uint32)
            ids[numbers == _RARE] = batch.rare_words
            yield ids, batch.lengths.words

    def _folded_pieces(self) -> Iterator[TextPiece]:
        for code_points, batch in zip(self._folded, self._batches, strict=True):
            yield code_points, batch.folded_lengths


def write_segment(path: Path, batches: Iterable[Batch]) -> None:
    """Write a segment of all articles of the batches, at least one.

    Memory is for a few numbers of each unit, for the distinct words, for the coded columns of one kind, and
    for a bounded number of occurrences. Raises `ContainerError` where the file system refuses.
    """
    with SegmentBuilder(path) as builder:
        for batch in batches:
            builder.add(batch)
        builder.write()


def fold_alphabet(
    alphabet: NDArray[np.uint32], *, is_marked: bool
) -> tuple[NDArray[Any], NDArray[np.uint32]]:
    """Return to how many code points each symbol folds, and these; a mark to none, in a text with marks."""
    singly = fold_all([chr(codepoint) for codepoint in alphabet.tolist()])
    is_mark = is_marked_space(alphabet) & is_marked
    sizes = np.where(is_mark, 0, singly.lengths)
    pool = singly.codepoints[np.repeat(~is_mark, singly.lengths)]
    return sizes.astype(narrowest(int(sizes.max(initial=0)))), pool


def _intricate(folded: FoldedTexts, printed: Units, *, is_marked: bool) -> Units:
    """Return the texts whose folded text is not that of their characters, one after the other.

    What a table folds, it folds character by character, but for the white space it drops: where that is
    marked in `printed`, only texts that no table can fold need a look.
    """
    bounds, printed_bounds = folded.bounds, offsets(folded.printed_lengths)
    of_characters: dict[int, list[int]] = {}
    differing = []
    for number in folded.singly.tolist():
        characters = printed[printed_bounds[number] : printed_bounds[number + 1]].tolist()
        for new in set(characters).difference(of_characters):
            is_mark = is_marked and FIRST_MARK <= new < FIRST_MARK + len(SPACES)
            of_characters[new] = [] if is_mark else list(map(ord, fold(chr(new))))
        singly = [part for character in characters for part in of_characters[character]]
        if singly != folded.codepoints[bounds[number] : bounds[number + 1]].tolist():
            differing.append(number)
    if not is_marked:
        differing += (np.searchsorted(printed_bounds, folded.dropped, side="right") - 1).tolist()
    return np.unique(np.array(differing, np.uint32))


def mined_from(batch: Batch, printed: Units) -> list[list[str]]:
    """Return the names mined from each article of a batch, whose texts are `printed`, as they are stored."""
    return mine_all(batch.text, printed, batch.lengths, is_byline(batch), batch.sizes)


def is_byline(batch: Batch) -> NDArray[np.bool_]:
    """Say of each unit of a batch whether it is a byline."""
    bylines: NDArray[np.bool_] = batch.kinds == UNIT_KINDS.index("byline")
    return bylines


def _narrowed(code_points: Units) -> NDArray[np.uint16 | np.uint32]:
    """Return code points in two bytes each where that is enough."""
    return code_points.astype(narrowest(max(int(code_points.max(initial=0)), 2**8)))
