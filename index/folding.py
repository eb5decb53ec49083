"""Variant folding: which strings are the same to a reader, and where each was printed.

Two strings are folded equal when `fold` gives the same text for both; `docs/folding.md` says in
full what that means. `fold_with_map` folds likewise and keeps, for every folded character, the
printed characters it stands for: whatever is found in folded text is shown as it was printed.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from array import array
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from index.characters import COMMONEST, ENDS_CJK, INVISIBLE, PLAIN, STARTS_CJK, VARIATION_SELECTORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

FOLDING_VERSION: Final = 1
"""Raised whenever `fold` changes for some text in a way that table and Unicode version do not show."""

_VARIANTS_FILE: Final = Path(__file__).with_name("variants.tsv")

_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]")
_INVISIBLE_WITH_BASE: Final = re.compile(f"[^{INVISIBLE}]?[{VARIATION_SELECTORS}]+|[{INVISIBLE}]")
_SPACE: Final = re.compile(r"\s")

# Most of what is plain, in few ranges: texts of nothing else need not wait for `_not_plain`.
_COMMON: Final = re.compile("[ -~·—‘’“”\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]*")

# Every combining mark is outside \w, but for the two half-width voicing marks. No text has 30 marks on
# one letter (UAX #15, Stream-Safe Text Format).
_LONG_MARK_RUN: Final = re.compile("[\\W\uff9e\uff9f]{31,}")


_DASHES: Final = (
    "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}"
    "\N{MINUS SIGN}\N{TWO-EM DASH}\N{THREE-EM DASH}"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and its way back.

    Folded character `i` stands for the code points `[starts[i], ends[i])` of the original: whole
    printed characters, never none. Both sequences have one entry per folded character and never
    decrease.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that folded characters `[start, end)` stand for.

        It covers whole printed characters and the white space dropped between them, none before
        or after. Raises `ValueError` unless `0 <= start < end <= len(text)`.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span of a folded text of {len(self.text)} characters: [{start}, {end})")
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> str:
    """Make variants, widths, case, quotes, dashes and the white space inside CJK text alike.

    Idempotent, and linear in the length of the text.
    """
    composed = _normalize("NFC", _INVISIBLE.sub("", text))
    if _SPACE.search(composed):
        composed = _space_in_cjk().sub("", composed)
    return _fold_characters(composed)


def fold_with_map(text: str) -> Folded:
    """Fold as `fold` does and keep the ranges of the original its characters come from.

    The steps are those of `fold`, taken on the few places where characters are dropped, joined or
    expanded; everywhere else one character stays one character.
    """
    original = Folded(text, range(len(text)), range(1, len(text) + 1))
    if _COMMON.fullmatch(text) and not _SPACE.search(text):
        # Nothing is dropped, joined or expanded: each of the steps would only look for what is not there.
        return Folded(_fold_characters(text), original.starts, original.ends)
    invisible = (match.span() for match in _INVISIBLE_WITH_BASE.finditer(text))
    visible = _replace(original, invisible, lambda piece: _INVISIBLE.sub("", piece))
    composed = _replace(visible, _segments(visible.text), lambda piece: _normalize("NFC", piece))
    closed = _replace(composed, _spaces(composed.text), lambda _: "")
    folded = _replace(closed, _segments(closed.text), _fold_characters)
    return Folded(_fold_characters(closed.text), folded.starts, folded.ends)


@cache
def fold_version() -> str:
    """Return a short fingerprint of all that decides what `fold` returns, for an archive to remember.

    A checksum, not a digest: versions are told apart, not forgers, and every start of the program would
    wait for OpenSSL to be loaded.
    """
    ingredients = f"{FOLDING_VERSION}\n{unicodedata.unidata_version}\n".encode()
    return f"{zlib.crc32(ingredients + _VARIANTS_FILE.read_bytes()):08x}"


def _read_table(path: Path) -> dict[int, str | int]:
    """Build the translation table: variants, quotes, dashes, and the commonest forms NFKC would fold too."""
    # A character that is not found raises an error inside `translate`, which takes it three times as long:
    # so the commonest are found, as themselves.
    common = list(map(ord, COMMONEST))
    table: dict[int, str | int] = dict(zip(common, common, strict=True))
    rows = path.read_text(encoding="utf-8").rpartition("#\n")[2]
    # Each row is "variant TAB simplified LF", one code point each (a test holds the file to it):
    # slices read 7,000 rows in a third of a millisecond, and every start of the program pays for it.
    table |= zip(map(ord, rows[0::4]), rows[2::4], strict=True)
    table |= dict.fromkeys(map(ord, "“”„‟"), '"')
    table |= dict.fromkeys(map(ord, "‘’‚‛"), "'")
    table |= dict.fromkeys(map(ord, _DASHES), "-")
    # Ordinary Chinese text leaves NFKC nothing more to do, and its quick check is 50 times as fast.
    table |= {full: chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
    table[ord("…")] = "..."
    return table


_TABLE: Final = _read_table(_VARIANTS_FILE)


def _fold_characters(text: str) -> str:
    """Fold a text in which nothing is left to drop."""
    translated = text.translate(_TABLE)
    normal = _normalize("NFKC", translated)
    if normal != translated:
        # What NFKC uncovers may be a variant: ⿓ (Kangxi radical) is 龍, and 龍 is 龙.
        normal = normal.translate(_TABLE)
    return _normalize("NFKC", normal.casefold())


def _normalize(form: Literal["NFC", "NFKC"], text: str) -> str:
    """`unicodedata.normalize` in linear time.

    CPython sorts a run of combining marks by insertion: a megabyte of alternating marks would take
    it hours. Marks that are sorted already cost it nothing.
    """
    if _LONG_MARK_RUN.search(text):
        decomposed: Literal["NFD", "NFKD"] = "NFD" if form == "NFC" else "NFKD"
        text = _LONG_MARK_RUN.sub(lambda run: _sort_marks(decomposed, run[0]), text)
    return unicodedata.normalize(form, text)


def _sort_marks(form: Literal["NFD", "NFKD"], text: str) -> str:
    """Decompose and apply the canonical ordering algorithm (The Unicode Standard, D109)."""
    characters = [part for character in text for part in unicodedata.normalize(form, character)]
    starters = [index for index, part in enumerate(characters) if not unicodedata.combining(part)]
    for left, right in pairwise([-1, *starters, len(characters)]):
        if right - left > 2:
            characters[left + 1 : right] = sorted(characters[left + 1 : right], key=unicodedata.combining)
    return "".join(characters)


# The two patterns of many ranges are compiled when a text first needs them: each takes longer than folding
# a page, and most queries and the texts they find have neither white space nor anything uncommon.


@cache
def _space_in_cjk() -> re.Pattern[str]:
    """Return what matches the white space between two CJK characters.

    The first white space is matched before its left neighbour is looked at, so that the search can skip
    from one white space to the next; possessive, so that a megabyte of spaces is read once.
    """
    return re.compile(rf"\s(?<=[{ENDS_CJK}]\s)\s*+(?=[{STARTS_CJK}])")


@cache
def _not_plain() -> re.Pattern[str]:
    return re.compile(f"[^{PLAIN}]+")


def _spaces(text: str) -> Iterator[tuple[int, int]]:
    """Find the white space between two CJK characters."""
    if _SPACE.search(text):
        yield from (match.span() for match in _space_in_cjk().finditer(text))


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Find the spans that have to be normalised as a whole, ascending; what is outside is plain.

    A segment is one character with all that joins it: e and its accent, half-width カ and its
    voicing mark, the letters of a Korean syllable.
    """
    if _COMMON.fullmatch(text):
        return
    for match in _not_plain().finditer(text):
        start, end = match.span()
        if start and _joins(text[start]):
            start -= 1
        yield from pairwise([start, *(i for i in range(start + 1, end) if not _joins(text[i])), end])


@lru_cache(maxsize=4096)
def _joins(character: str) -> bool:
    """Whether a character belongs to, or may compose with, the one before it.

    Combining marks, the vowels and final consonants of Korean syllables, and the one vowel sign of
    Kirat Rai that Unicode 16 composes though it is a letter.
    """
    first = unicodedata.normalize("NFKD", character)[0]
    is_mark = unicodedata.category(first).startswith("M")
    return is_mark or "\u1160" <= first <= "\u11ff" or first == "\U00016d67"


def _replace(folded: Folded, spans: Iterable[tuple[int, int]], replacement: Callable[[str], str]) -> Folded:
    """Replace spans (ascending, disjoint) of a folded text and keep its way back.

    Every character of a replacement stands for all that the replaced span stood for.
    """
    texts: list[str] = []
    starts, ends = array("I"), array("I")
    done = 0
    for start, end in spans:
        new = replacement(folded.text[start:end])
        texts += (folded.text[done:start], new)
        starts.extend(folded.starts[done:start])
        ends.extend(folded.ends[done:start])
        starts.extend([folded.starts[start]] * len(new))
        ends.extend([folded.ends[end - 1]] * len(new))
        done = end
    if not done:
        return folded
    texts.append(folded.text[done:])
    starts.extend(folded.starts[done:])
    ends.extend(folded.ends[done:])
    return Folded("".join(texts), starts, ends)
