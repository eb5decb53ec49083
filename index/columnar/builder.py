"""Articles into one segment: gathered, analysed in bulk, inverted by sorting, written as columns."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from index.bulk.counting import Postings, adjacent_pairs, count_pairs
from index.bulk.folding import FoldedTexts, fold_all
from index.bulk.layout import units_of
from index.bulk.statistics import TextLengths, measure
from index.bulk.words import Words, cut_all
from index.columnar import dictionary, posting_encoder, text
from index.columnar.arrays import narrowest, offsets
from index.columnar.container import prefixed, write_container
from index.columnar.layout import BLANK, RECORDS_TOGETHER, UNIT_KINDS, hash_of_id
from index.columnar.marks import SymbolFolding, is_marked_space, mark_spaces

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from index.bulk.vocabulary import Vocabulary
    from index.model import Article

COMPRESSION = 6


@dataclass(frozen=True, slots=True)
class Context:
    """What is true of a unit through its article's headline."""

    is_head: NDArray[np.bool_]
    article_of: NDArray[np.uint32]
    filled: NDArray[np.int64]
    """Units with text, per article."""


class SegmentBuilder:
    """Gathers articles until `write` makes a segment of them."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._kinds = bytearray()
        self._first_units = [0]
        self._articles: list[tuple[int, int, int]] = []
        self._ids: list[str] = []
        self._records: list[bytes] = []
        self.characters = 0
        """Characters gathered so far: what the memory of `write` is proportional to."""

    def __len__(self) -> int:
        return len(self._articles)

    @property
    def unit_count(self) -> int:
        """How many units were gathered."""
        return len(self._texts)

    def add(self, article: Article, source: int, sequence: int) -> None:
        """Add an article of the file with the key `source`; its place in the archive is `sequence`."""
        for unit in article.units:
            self._texts.append(unit.text)
            self._kinds.append(UNIT_KINDS.index(unit.kind))
            self.characters += len(unit.text)
        self._first_units.append(len(self._texts))
        date = int(article.date.replace("-", "")) if article.date else 0
        self._articles.append((source, sequence, date))
        self._ids.append(article.id)
        self._records.append(encode_record(article))

    def write(self, path: Path, vocabulary: Vocabulary) -> None:
        """Write the segment file. `vocabulary` is shared by all segments of a session."""
        folded = fold_all(self._texts)
        words = cut_all(folded, vocabulary)
        lengths = measure(folded, words)
        first_units = np.array(self._first_units, np.uint32)
        kinds = np.frombuffer(bytes(self._kinds), np.uint8).copy()
        kinds[folded.lengths == 0] |= BLANK
        context = context_of(first_units, kinds)
        hashes = np.array([hash_of_id(article_id) for article_id in self._ids], np.uint64)
        write_container(
            path,
            {
                **article_columns(first_units, np.array(self._articles, np.int64), hashes, self._records),
                **unit_columns(kinds, lengths, context),
                **_text_columns(folded),
                **_word_columns(words, vocabulary, context),
                **_character_columns(folded, context),
            },
        )


def article_columns(
    first_units: NDArray[np.uint32],
    origins: NDArray[np.int64],
    hashes: NDArray[np.uint64],
    records: Iterable[bytes],
) -> dict[str, Any]:
    """Return the columns of the articles.

    `origins` has for each article its file's key, its place in the archive's order and its date;
    `hashes` the hash of its id; `records` are those of `encode_record`.
    """
    order = np.argsort(hashes, kind="stable").astype(np.uint32)
    lines = iter(records)
    blocks = [
        zlib.compress(b"\n".join(together), COMPRESSION)
        for together in iter(lambda: list(islice(lines, RECORDS_TOGETHER)), [])
    ]
    sources, sequences, dates = origins.T
    return {
        "article.first_unit": first_units,
        "article.source": sources.astype(np.uint32),
        "article.sequence": sequences.astype(np.uint64),
        "article.date": dates.astype(np.uint32),
        "article.hash": hashes[order],
        "article.of_hash": order,
        "record.block": offsets(np.array([len(block) for block in blocks])).astype(np.uint64),
        "record.data": b"".join(blocks),
    }


def encode_record(article: Article) -> bytes:
    """Return what is stored of an article besides its texts, in one line."""
    record = {
        "id": article.id,
        "file": article.file,
        "kind": article.kind,
        "byline": [(credit.name, credit.role) for credit in article.byline],
        "paper": article.paper,
        "date": article.date,
        "page": article.page,
        "section": article.section,
        "confidence": article.confidence,
        "lines": _encode_lines(article),
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def _encode_lines(article: Article) -> int | list[Any]:
    """Return the lines of all units; one number where every unit with text stands in that one line."""
    lines = {unit.lines for unit in article.units if unit.text}
    if len(lines) == 1:
        ((first, last), *more) = next(iter(lines)) or ((0, -1),)
        if first == last and not more and all(not unit.lines for unit in article.units if not unit.text):
            return first
    return [unit.lines for unit in article.units]


def context_of(first_units: NDArray[np.uint32], kinds: NDArray[np.uint8]) -> Context:
    """Return what units have through their headlines, by where articles begin and the units' kinds."""
    is_head = np.zeros(len(kinds), np.bool_)
    is_head[first_units[:-1]] = True
    filled = np.add.reduceat(kinds < BLANK, first_units[:-1]).astype(np.int64)
    return Context(is_head, units_of(np.diff(first_units).astype(np.uint32)), filled)


def unit_columns(kinds: NDArray[np.uint8], lengths: TextLengths, context: Context) -> dict[str, Any]:
    """Return the columns of the units, and the sums over all that the ranking needs of them.

    `statistics` are the units with text, then their words, characters and bigrams, each with
    those of the headline where the unit is another, and the bigrams of their headlines.
    """
    is_filled = kinds < BLANK
    columns: dict[str, Any] = {"unit.kind": kinds}
    statistics = [int(is_filled.sum())]
    heads = np.flatnonzero(context.is_head)
    for name in ("words", "characters", "bigrams"):
        own = getattr(lengths, name)
        columns[f"unit.{name}"] = own.astype(narrowest(int(own.max(initial=0))))
        of_headlines = own[heads].astype(np.int64)
        others = context.filled - is_filled[heads]
        statistics.append(int(own.sum(dtype=np.int64) + (of_headlines * others).sum()))
    statistics.append(int((lengths.bigrams[heads].astype(np.int64) * context.filled).sum()))
    columns["statistics"] = np.array(statistics, np.uint64)
    return columns


def _text_columns(folded: FoldedTexts) -> dict[str, Any]:
    """Return the texts, and how each of their symbols folds: to the next so many code points of a pool.

    White space that folding drops is marked in the text, so that a symbol folds alike wherever it
    stands. `folding.intricate` are the units of which that is not true: of combining marks, say.
    """
    marked = mark_spaces(folded.printed, folded.dropped)
    columns = text.encode(marked, folded.printed_lengths)
    alphabet = columns["alphabet"]
    sizes, pool = fold_alphabet(alphabet, is_marked=marked is not folded.printed)
    return {
        **prefixed("text.", columns),
        "folding.sizes": sizes,
        "folding.pool": pool,
        "folding.intricate": _intricate(folded, marked, alphabet, sizes, pool),
    }


def fold_alphabet(
    alphabet: NDArray[np.uint32], *, is_marked: bool
) -> tuple[NDArray[Any], NDArray[np.uint32]]:
    """Return to how many code points each symbol folds, and these; a mark to none, in a text with marks."""
    singly = fold_all([chr(codepoint) for codepoint in alphabet.tolist()])
    is_mark = is_marked_space(alphabet) & is_marked
    sizes = np.where(is_mark, 0, singly.lengths)
    pool = singly.codepoints[np.repeat(~is_mark, singly.lengths)]
    return sizes.astype(narrowest(int(sizes.max(initial=0)))), pool


def _intricate(
    folded: FoldedTexts,
    marked: NDArray[np.uint32],
    alphabet: NDArray[np.uint32],
    sizes: NDArray[Any],
    pool: NDArray[np.uint32],
) -> NDArray[np.uint32]:
    """Return the units whose folded text is not that of their symbols, one after the other."""
    if not len(marked):
        return np.zeros(0, np.uint32)
    symbols = _table(alphabet, np.arange(len(alphabet), dtype=np.uint32))[marked]
    expanded, lengths = SymbolFolding(sizes, pool).fold(symbols, folded.printed_lengths.astype(np.int64))
    differs = lengths != folded.lengths
    of_expanded, of_folded = np.repeat(~differs, lengths), np.repeat(~differs, folded.lengths)
    is_unequal = expanded[of_expanded] != folded.codepoints[of_folded]
    differs[np.repeat(np.flatnonzero(~differs), lengths[~differs])[is_unequal]] = True
    return np.flatnonzero(differs).astype(np.uint32)


def _distinct(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the distinct numbers, ascending; for small ones, of which there are many."""
    return np.flatnonzero(np.bincount(numbers)).astype(np.uint32)


def _table(keys: NDArray[np.uint32], values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return an array that gives the value of each key by its index."""
    table = np.zeros(int(keys.max(initial=0)) + 1, np.uint32)
    table[keys] = values
    return table


def _word_columns(words: Words, vocabulary: Vocabulary, context: Context) -> dict[str, Any]:
    ids = _distinct(words.ids)
    all_terms = vocabulary.terms
    terms = sorted((all_terms[number], number) for number in ids.tolist())
    ranks = np.zeros(len(all_terms), np.uint32)
    ranks[[number for _, number in terms]] = np.arange(len(terms), dtype=np.uint32)
    inverted = count_pairs(ranks[words.ids], words.units)
    return {
        **prefixed("word.term.", dictionary.build_strings([term for term, _ in terms])),
        **_posting_columns("word.", inverted, context),
    }


def _character_columns(folded: FoldedTexts, context: Context) -> dict[str, Any]:
    """Return the adjacent pairs of characters, the last character of a text paired with its end.

    So the pairs that begin with a character are all its occurrences, and need no lists of their own.
    """
    alphabet = _distinct(folded.codepoints)
    end = len(alphabet)
    symbols = _table(alphabet, np.arange(end, dtype=np.uint32))[folded.codepoints]
    characters = count_pairs(symbols, units_of(folded.lengths))
    with_ends = np.insert(symbols, folded.bounds[1:], end)
    keys, units = adjacent_pairs(with_ends, folded.lengths + np.uint32(1), end + 1)
    pairs = count_pairs(keys, units)
    first, second = np.divmod(pairs.keys, np.uint64(end + 1))
    return {
        "alphabet": alphabet,
        "character.counts": characters.counts,
        **prefixed("character.", context_columns(characters.counts, characters.units, context)),
        **prefixed("pair.term.", dictionary.build_pairs(first.astype(np.uint32), second.astype(np.uint32))),
        **_posting_columns("pair.", pairs, context),
    }


def _posting_columns(prefix: str, inverted: Postings, context: Context) -> dict[str, Any]:
    universe = len(context.is_head)
    columns = posting_encoder.encode(inverted.counts, inverted.units, inverted.frequencies, universe)
    return prefixed(prefix, {**columns, **context_columns(inverted.counts, inverted.units, context)})


def context_columns(
    counts: NDArray[np.uint32] | NDArray[np.int64], units: NDArray[np.uint32], context: Context
) -> dict[str, NDArray[np.uint32]]:
    """Return how many units each term stands in, counting those whose headline has it.

    Only terms that some headline has are stored: `context.list` says which, `context.units` in how
    many units they stand, `context.headline_units` how many units stand under such a headline.
    The postings of a list are sorted, an article's headline is its first unit: so where a headline
    has the term, its posting is the first of those of its article.
    """
    lists = units_of(counts)
    articles = context.article_of[units]
    is_first = np.ones(len(lists), np.bool_)
    is_first[1:] = (lists[1:] != lists[:-1]) | (articles[1:] != articles[:-1])
    firsts = np.flatnonzero(is_first)
    group_sizes = np.diff(firsts, append=len(lists))
    is_headed = context.is_head[units[firsts]]
    headed_lists = lists[firsts][is_headed]
    under_headlines = context.filled[articles[firsts][is_headed]]
    gained = under_headlines - group_sizes[is_headed]
    size = len(counts)
    gained = np.bincount(headed_lists, gained, size).astype(np.int64)
    under = np.bincount(headed_lists, under_headlines, size).astype(np.int64)
    return headed_columns(counts, gained, under)


def headed_columns(
    counts: NDArray[np.integer[Any]], gained: NDArray[np.int64], under: NDArray[np.int64]
) -> dict[str, NDArray[np.uint32]]:
    """Return the columns of `context_columns` from the figures of each list.

    These are its units, the units that only a headline brings it, and all units under such headlines.
    """
    stored = np.flatnonzero(under)
    return {
        "context.list": stored.astype(np.uint32),
        "context.units": (counts + gained)[stored].astype(np.uint32),
        "context.headline_units": under[stored].astype(np.uint32),
    }
