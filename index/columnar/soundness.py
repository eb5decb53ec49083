"""Whether the numbers of a segment can be what a writer wrote: each leads to where it should, and no further.

A checksum says that a column is the one that was written. It does not say who wrote it: whoever forges a file
makes the checksums too, and a fault of our own would be written under a right one. So everything is read as
queries and merges read it, and compared with what else the segment says of it. What is sound can be read
without an error. Whether its lists are those of its texts is another matter: building it again would tell.
"""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.columnar.arrays import offsets, spans
from index.columnar.dictionary import PairDictionary, StringDictionary
from index.columnar.form import FIELDS
from index.columnar.layout import BLANK, UNIT_KINDS, hash_of_id
from index.columnar.list_places import WIDE as WIDE_COUNT
from index.columnar.list_places import block_rows
from index.columnar.marks import SymbolFolding, unmark_spaces
from index.columnar.postings import PostingLists
from index.columnar.records import Record, Records
from index.columnar.repeats import SAMPLE
from index.columnar.repeats import WIDTH as REPEAT_WIDTH
from index.columnar.small_numbers import WIDE, SmallNumbers
from index.columnar.text import TextColumn
from index.columnar.values import ValueColumn
from index.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from index.columnar.container import Container

CHARACTERS: Final = 1 << 18
"""Characters of text decoded at once."""

POSTINGS: Final = 1 << 18
"""Postings decoded at once."""

MOST_SEQUENCES: Final = 2**62
"""The largest place in an archive's order: the next one can still be told."""

_LISTS: Final = ("word", "pair")
_HEADLINE, _BYLINE = UNIT_KINDS.index("headline"), UNIT_KINDS.index("byline")


class UnsoundError(ValueError):
    """A fault; the message says which, without naming the file."""


def faults(columns: Container) -> Iterator[str]:
    """Yield what contradicts itself in a segment of the right form: the first fault of each kind."""
    checks: list[tuple[str, Callable[[Container], None]]] = [
        ("article", _check_articles),
        ("unit", _check_units),
        ("record", _check_records),
        ("text", _check_texts),
        ("folding", _check_folding),
        *((field, _check_values(field)) for field in FIELDS),
        ("word", _check_words),
        ("pair", _check_pairs),
        ("character", _check_characters),
        *((prefix, _check_lists(prefix)) for prefix in _LISTS),
    ]
    for name, check in checks:
        try:
            with _readable(name):
                check(columns)
        except UnsoundError as fault:
            yield str(fault)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Raise `UnsoundError` where columns cannot even be read: the readers rely on what they say."""
    try:
        yield
    except UnsoundError:
        raise
    except (ArithmeticError, LookupError, MemoryError, ValueError, zlib.error) as error:
        raise UnsoundError(
            _("columns {name}.… contradict each other ({reason})").format(name=name, reason=error)
        ) from error


def _demand(is_sound: object, name: str) -> None:
    if not is_sound:
        raise UnsoundError(_("column {name} contradicts the others").format(name=name))


def _ascends(numbers: NDArray[Any]) -> bool:
    """Say whether each number is larger than the one before."""
    return bool((numbers[1:] > numbers[:-1]).all())


def _check_articles(columns: Container) -> None:
    first_units = columns["article.first_unit"].astype(np.int64)
    units = len(columns["unit.kind"])
    sizes = first_units[1:] - first_units[:-1]
    if first_units[0] != 0 or first_units[-1] != units or int(sizes.min()) <= _BYLINE:
        raise UnsoundError(_("column {name} does not cover the units").format(name="article.first_unit"))
    kinds = columns["unit.kind"] & ~np.uint8(BLANK)
    is_kind = [kinds == kind for kind in range(len(UNIT_KINDS))]
    _demand(np.logical_or.reduce(is_kind).all(), "unit.kind")
    for place in (_HEADLINE, _BYLINE):
        _demand(np.array_equal(np.flatnonzero(is_kind[place]), first_units[:-1] + place), "unit.kind")
    _demand(all(map(_is_day, np.unique(columns["article.date"]).tolist())), "article.date")
    sequences = columns["article.sequence"]
    _demand(int(sequences.min()) >= 0 and int(sequences.max()) < MOST_SEQUENCES, "article.sequence")
    _demand((columns["article.source"] >= 0).all(), "article.source")
    hashes = columns["article.hash"]
    _demand((hashes[1:] >= hashes[:-1]).all(), "article.hash")
    places = np.sort(columns["article.of_hash"])
    _demand(np.array_equal(places, np.arange(len(places))), "article.of_hash")


def _is_day(number: int) -> bool:
    """Say whether a number is a day, YYYYMMDD, or none."""
    try:
        return not number or bool(date(number // 10_000, number // 100 % 100, number % 100))
    except ValueError:
        return False


def _check_units(columns: Container) -> None:
    is_filled = columns["unit.kind"] < BLANK
    first_units = columns["article.first_unit"].astype(np.int64)
    filled = np.add.reduceat(is_filled, first_units[:-1], dtype=np.int64)
    sums = [int(is_filled.sum())]
    for name in ("words", "characters", "bigrams"):
        own = _small_numbers(columns, f"unit.{name}")
        of_headlines = own[first_units[:-1]]
        others = filled - is_filled[first_units[:-1]]
        sums.append(int(own.sum() + (of_headlines * others).sum()))
    sums.append(int((of_headlines * filled).sum()))
    _demand(columns["statistics"].tolist() == sums, "statistics")


def _small_numbers(columns: Container, name: str) -> NDArray[np.int64]:
    """Return numbers of `small_numbers`, which must be told in one way."""
    places = np.flatnonzero(columns[f"{name}.bytes"] == WIDE)
    _demand(np.array_equal(columns[f"{name}.places"], places), f"{name}.places")
    _demand((columns[f"{name}.wide"] >= WIDE).all(), f"{name}.wide")
    return SmallNumbers(columns.columns(f"{name}.")).all().astype(np.int64)


def _check_records(columns: Container) -> None:
    records = Records(columns.columns("record."))
    sizes = np.diff(columns["article.first_unit"]).tolist()
    dates = columns["article.date"].tolist()
    hashes = np.zeros(len(sizes), np.uint32)
    hashes[columns["article.of_hash"]] = columns["article.hash"]
    bounds = columns["record.block"].astype(np.int64)
    data = columns["record.data"]
    _demand(bounds[0] == 0 and bounds[-1] == len(data) and (np.diff(bounds) > 0).all(), "record.block")
    number = 0
    for block in range(len(records)):
        for line in records.block(block):
            fields = Record.read(line).fields
            lines, day = fields["lines"], (fields["date"] or "0").replace("-", "")
            is_sound = (
                (isinstance(lines, int) or len(lines) == sizes[number])
                and int(day) == dates[number]
                and hash_of_id(fields["id"]) == hashes[number]
            )
            _demand(is_sound, "record.data")
            number += 1
    _demand(number == len(sizes), "record.data")


def _check_values(field: str) -> Callable[[Container], None]:
    def check(columns: Container) -> None:
        _check_terms(columns, f"{field}.term.")
        column = ValueColumn(columns.columns(f"{field}."))
        numbers = column.values.numbers
        _demand((column.values.counts >= 0).all(), f"{field}.counts")
        _demand(((numbers >= 0) & (numbers < len(column.terms))).all(), f"{field}.numbers")

    return check


def _check_terms(columns: Container, prefix: str) -> int:
    """Return how many terms a dictionary has, each of which must be larger than the one before."""
    before = b""
    number = 0
    for term in StringDictionary(columns.columns(prefix)).encoded():
        _demand(term > before or not number, f"{prefix}blob")
        term.decode("utf-8", "surrogatepass")
        before = term
        number += 1
    return number


def _check_texts(columns: Container) -> None:
    alphabet = columns["text.alphabet"]
    _demand(len(np.unique(alphabet)) == len(alphabet), "text.alphabet")
    texts = TextColumn(columns.columns("text."))
    bounds = texts.bounds(np.arange(len(texts) + 1))
    ends = [len(texts.main), len(columns["text.second"])]
    _demand(bounds[0].tolist() == [0, 0] and bounds[-1].tolist() == ends, "text.blocks")
    _demand((bounds[1:] >= bounds[:-1]).all(), "text.starts")
    escapes = offsets((texts.main >= texts.plain).view(np.uint8))
    _demand(np.array_equal(escapes[bounds[:, 0]], bounds[:, 1]), "text.main")
    for first, last in spans(texts.lengths(0, len(texts)), CHARACTERS):
        code_points, _lengths = texts.decode_range(first, last)
        code_points.tobytes().decode("utf-32-le", "surrogatepass")


def _check_folding(columns: Container) -> None:
    sizes, pool = columns["folding.sizes"], columns["folding.pool"]
    folding = SymbolFolding(sizes, pool)
    pool.tobytes().decode("utf-32-le", "surrogatepass")
    unmark_spaces(columns["text.alphabet"], sizes)
    intricate = columns["folding.intricate"]
    units = len(columns["unit.kind"])
    _demand(_ascends(intricate) and int(intricate.max(initial=0)) < max(units, 1), "folding.intricate")
    texts = TextColumn(columns.columns("text."))
    for first, last in spans(texts.lengths(0, len(texts)), CHARACTERS):
        folding.fold(*texts.symbols(np.arange(first, last)))


def _check_words(columns: Container) -> None:
    _demand(_check_terms(columns, "word.term.") == len(columns["word.counts"]), "word.term.blocks")
    _check_context(columns, "word", columns["word.counts"])


def _check_pairs(columns: Container) -> None:
    firsts, seconds = columns["pair.term.firsts"], columns["pair.term.seconds"]
    starts = columns["pair.term.starts"].astype(np.int64)
    characters = len(columns["alphabet"])
    _demand(_ascends(firsts) and int(firsts.max(initial=0)) < max(characters, 1), "pair.term.firsts")
    _demand(starts[0] == 0 and starts[-1] == len(seconds) and _ascends(starts), "pair.term.starts")
    _demand(int(seconds.max(initial=0)) <= characters, "pair.term.seconds")
    pairs = PairDictionary(columns.columns("pair.term."))
    keys = pairs.firsts().astype(np.int64) * (characters + 1) + pairs.seconds()
    _demand(_ascends(keys), "pair.term.seconds")
    _check_context(columns, "pair", columns["pair.counts"])


def _check_characters(columns: Container) -> None:
    alphabet = columns["alphabet"]
    units = len(columns["unit.kind"])
    _demand(_ascends(alphabet), "alphabet")
    alphabet.tobytes().decode("utf-32-le", "surrogatepass")
    counts = columns["character.counts"]
    _demand(((counts > 0) & (counts <= units)).all(), "character.counts")
    masked = columns["character.masked"]
    _demand(_ascends(masked) and int(masked.max(initial=0)) < max(len(alphabet), 1), "character.masked")
    bits = np.unpackbits(columns["character.masks"], axis=1, bitorder="little")
    found = bits.sum(axis=1, dtype=np.int64)
    _demand(not bits[:, units:].any() and np.array_equal(found, counts[masked]), "character.masks")
    _check_context(columns, "character", counts)


def _check_context(columns: Container, prefix: str, counts: NDArray[Any]) -> None:
    """Check what headlines add to terms, of which there are as many as counts."""
    terms = columns[f"{prefix}.context.terms"]
    _demand(_ascends(terms) and int(terms.max(initial=0)) < max(len(counts), 1), f"{prefix}.context.terms")
    units = len(columns["unit.kind"])
    for name in ("gained", "under"):
        numbers = _small_numbers(columns, f"{prefix}.context.{name}")
        _demand(int(numbers.max(initial=0)) <= units, f"{prefix}.context.{name}.wide")


def _check_lists(prefix: str) -> Callable[[Container], None]:
    def check(columns: Container) -> None:
        units = len(columns["unit.kind"])
        _demand(columns[f"{prefix}.universe"].tolist() == [units], f"{prefix}.universe")
        counts = _list_counts(columns, prefix)
        _demand(((counts > 0) & (counts <= units)).all(), f"{prefix}.wide_counts")
        expected = block_rows(counts, units)
        _demand(np.array_equal(columns[f"{prefix}.blocks"], expected), f"{prefix}.blocks")
        _check_postings(columns, prefix, counts)

    return check


def _list_counts(columns: Container, prefix: str) -> NDArray[np.int64]:
    counts = columns[f"{prefix}.counts"].astype(np.int64)
    wide = columns[f"{prefix}.wide_counts"]
    is_wide = counts == WIDE_COUNT
    _demand(np.count_nonzero(is_wide) == len(wide) and (wide >= WIDE_COUNT).all(), f"{prefix}.wide_counts")
    counts[is_wide] = wide
    return counts


def _check_postings(columns: Container, prefix: str, counts: NDArray[np.int64]) -> None:
    """Check the postings of lists that have so many: read span by span, and their frequencies with them."""
    lists = PostingLists(columns.columns(f"{prefix}."))
    total = int(counts.sum())
    samples = columns[f"{prefix}.repeats.samples"].astype(np.int64)
    repeats = int(samples[-1])
    _demand(total <= columns[f"{prefix}.upper"].nbytes * 8, f"{prefix}.upper")
    _demand(len(samples) == -(-total // SAMPLE) + 1 and samples[0] == 0, f"{prefix}.repeats.samples")
    _demand((samples[1:] >= samples[:-1]).all(), f"{prefix}.repeats.samples")
    _demand(
        repeats * REPEAT_WIDTH <= columns[f"{prefix}.repeats.lower"].nbytes * 8, f"{prefix}.repeats.lower"
    )
    _demand(repeats <= columns[f"{prefix}.repeats.upper"].nbytes * 8, f"{prefix}.repeats.upper")
    seen = [np.zeros(0, np.int64)]
    done = posting = 0
    for first, last in spans(counts, POSTINGS):
        list_of_each, units, frequencies = lists.decode_range(first, last)
        keys = list_of_each * lists.universe + units
        is_inside = int(units.max(initial=0)) < max(lists.universe, 1)
        _demand(_ascends(keys) and is_inside, f"{prefix}.upper")
        before = offsets(frequencies.astype(np.int64) - 1)[:-1] + done
        seen.append(before[-posting % SAMPLE :: SAMPLE])
        done += int(frequencies.sum(dtype=np.int64)) - len(frequencies)
        posting += len(units)
    _demand(np.array_equal(np.append(np.concatenate(seen), done), samples), f"{prefix}.repeats.upper")
