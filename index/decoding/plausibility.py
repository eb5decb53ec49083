"""How much speaks for a text being one, and in which language: the evidence of its characters.

Every character weighs as the logarithm (in nats) of how much likelier it is in a text of the language than in
what comes of reading another encoding's bytes; the sum is the weight of evidence (I. J. Good, *Probability
and the Weighing of Evidence*, 1950). The weights are rounded estimates: nine of ten Han characters of a paper
are among the thousand common ones, of Korean text taken for GB 2312 a quarter, of Big5 taken for GBK one in
twenty. `python -m tests.encodings` measures what comes of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from index.characters import HAN
from index.decoding.common_characters import COMMON
from index.folding import fold
from index.rebuild.words import is_word

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE: Final = 20_000
"""Characters by which a text is judged; what is true of them is true of the rest."""

_COMMON, _KNOWN, _RARE, _BROKEN = 1.2, -0.9, -3.5, -8.0
"""A common Han character, one of GB 2312, another, and what no text has."""

_PUNCTUATION: Final = frozenset("，。、；：？！“”‘’（）《》【】「」『』〈〉—…·　％")
_FULL_WIDTH: Final = re.compile("[\uff01-\uff5e]")
_KANA: Final = re.compile("[\u3041-\u30ff]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_COMMON_HANGUL: Final = frozenset(
    "이다는의에을가고하지로은를도한서사기그시대리나인자일어제해수스주정보장전구부들과있으라아만년조원여유오세마신상우동경공"
    "비성무미드면소개화게영방계국습니입할된않없것위음및때또더러치문학생산민"
)
"""The syllables that Korean is mostly written with."""

_PLAIN: Final = frozenset("\t\n\r\x0c\x1b\x85")
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_LETTER: Final = re.compile("[A-Za-z]")
_HAN_RUN: Final = re.compile("[\u4e00-\u9fff]{2,}")
_ANY_HAN: Final = re.compile(f"[{HAN}]")
_HAN_IN_WORD: Final = re.compile(f"(?<=[a-z])[{HAN}]|[{HAN}](?=[a-z])")

_SMALL_AND_NEXT: Final = re.compile("(?<=[a-zß-ÿа-яё])(.)")

_MOST_IN_WORDS: Final = 0.5
"""Share of Han characters that may touch a small Latin letter (App上线); in Latin-1 taken for GBK all do."""

_WORD, _NO_WORD = 3.5, -0.6
"""Two of five pairs of neighbours are words of the dictionary in Chinese; one of a hundred is at random."""

_PAIRS: Final = 100
"""So many pairs settle it."""

_LATIN_LETTER, _MOST_LATIN = 0.1, 8.0
"""What a Latin letter weighs against few others, and all of them: a language of Europe has few accents."""


def chinese(text: str, *, is_marked_up: bool) -> float:
    """Return the evidence for a text in Chinese that bytes gave in an encoding that has ASCII.

    Where a text `is_marked_up`, its Latin letters are no words.
    """
    evidence = _sum(_in_chinese, _beyond_ascii(text))
    beginning = text[:SAMPLE]
    if not is_marked_up:
        evidence -= min(_LATIN_LETTER * len(_LETTER.findall(beginning)), _MOST_LATIN)
    in_words = len(_HAN_IN_WORD.findall(beginning))
    if in_words > _MOST_IN_WORDS * len(_ANY_HAN.findall(beginning)):
        evidence += in_words * _RARE
    return evidence


def wide_chinese(text: str) -> float:
    """Return the evidence for a text in Chinese of which the encoding has two bytes for each character."""
    return _sum(_in_wide_chinese, text[:SAMPLE])


def any_language(text: str) -> float:
    """Return the evidence for a text in any language, against bytes at random."""
    return _sum(_in_any_language, text[:SAMPLE])


def korean(text: str) -> float:
    """Return the evidence for a text in Korean."""
    return _sum(_in_korean, _beyond_ascii(text))


def japanese(text: str) -> float:
    """Return the evidence for a text in Japanese."""
    return _sum(_in_japanese, _beyond_ascii(text))


def alphabetic(text: str) -> float:
    """Return the evidence for a text in a language with an alphabet, of which bytes beyond ASCII are letters.

    Chinese taken for one has signs among them, and capitals after small letters.
    """
    beginning = text[:SAMPLE]
    beyond = _beyond_ascii(beginning)
    letters = sum(count for character, count in Counter(beyond).items() if _is_letter(character))
    breaks = sum(1 for pair in _SMALL_AND_NEXT.finditer(beginning) if pair[1].isupper())
    return 0.4 * letters - 2.0 * (len(beyond) - letters) - 2.0 * breaks


def words(text: str) -> float:
    """Return the evidence of the words of two characters in a text: hardly a pair at random is one."""
    runs = _HAN_RUN.findall(fold(text[:SAMPLE]))
    pairs = [run[at : at + 2] for run in runs for at in range(len(run) - 1)][:_PAIRS]
    return sum(_WORD if is_word(pair) else _NO_WORD for pair in pairs)


def _beyond_ascii(text: str) -> str:
    return "".join(_NOT_ASCII.findall(text))[:SAMPLE]


def _sum(weight: Callable[[str], float], sample: str) -> float:
    return sum(weight(character) * count for character, count in Counter(sample).items())


@cache
def _in_chinese(character: str) -> float:
    folded = fold(character)
    if folded == "〇" or _is_ideograph(folded):
        return _of_ideograph(folded)
    if character in _PUNCTUATION:
        return 1.0
    if _FULL_WIDTH.match(character):
        return 0.5
    if _is_broken(character):
        return _BROKEN
    if _KANA.match(character):
        return -3.0
    if unicodedata.category(character).startswith("L"):
        return -2.0 if character < "\u2000" else -5.0
    return -1.5


def _in_wide_chinese(character: str) -> float:
    if character in "\t\n\r" or " " <= character <= "~":
        return 1.2
    return _in_chinese(character) if character > "\x7f" else _BROKEN


@cache
def _in_any_language(character: str) -> float:
    if character in _PLAIN or " " <= character <= "~":
        return 1.0
    if _is_broken(character):
        return _BROKEN
    if _is_ideograph(fold(character)):
        return _of_ideograph(fold(character))
    return 1.0 if unicodedata.category(character)[0] in "LNPZ" else -1.0


def _in_korean(character: str) -> float:
    if _HANGUL.match(character):
        return 1.8 if character in _COMMON_HANGUL else -1.2
    return 0.0 if character in _PUNCTUATION else -2.0


def _in_japanese(character: str) -> float:
    if _KANA.match(character):
        return 2.0
    if _is_ideograph(character):
        return 0.3
    return 0.5 if character in _PUNCTUATION else -2.0


def _is_ideograph(folded: str) -> bool:
    return len(folded) == 1 and unicodedata.name(folded, "").startswith("CJK UNIFIED")


def _of_ideograph(folded: str) -> float:
    if folded in COMMON:
        return _COMMON
    if folded.encode("gb2312", "ignore") or folded == "〇" or folded > "\uffff":
        return _KNOWN  # what is beyond the BMP takes four bytes, which have a form of their own
    return _RARE


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _is_broken(character: str) -> bool:
    """Tell whether a character is not assigned, of private use, half of one, a control or a replacement."""
    if character in _PLAIN:
        return False
    return character == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(character) in {
        "Cn",
        "Co",
        "Cs",
        "Cc",
    }
