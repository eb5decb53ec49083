"""The places that an article speaks of: what its text names, and nothing that is only likely.

A place is a name of the gazetteer that stands as the segmenter cuts it, or a settlement, as 俪城社区, whose
name is told by what stands before it and by words that no dictionary has. Every place is a part of the
folded text, so that whoever looks for it finds the article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.analysis import segments
from index.characters import HAN
from index.folding import fold
from index.mining.gazetteer import gazetteer
from index.mining.place_words import (
    ADMINISTRATIVE,
    BEFORE,
    BETWEEN_NAMES,
    CAN_HOLD,
    LOOSE_STARTS,
    NO_NAMES,
    RESTS,
    SETTLEMENTS,
    STREETS,
    WRONG_STARTS,
)
from index.segmenter import is_word
from index.surnames import SURNAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.model import Article

MOST: Final = 200
"""How many places of one article are kept, in reading order: of a list of the country's counties not all."""

SHORTEST_STEM, LONGEST_STEM, LONGEST_KNOWN_STEM = 2, 4, 3
"""How many characters a settlement's name has before its ending, and at most where they are a known word."""

_HAN_WORD: Final = re.compile(f"[{HAN}]+")
_WORD: Final = re.compile(r"[^\W_]")

_COMMON_LEAD_BYTES: Final = 0xD8
"""Below it GB 2312 has the 3,755 characters of everyday use, its first level."""


def mine(article: Article) -> tuple[str, ...]:
    """Return the places that an article names, its byline left out, each once, in reading order.

    The first `MOST` are kept. Linear in the length of the text.
    """
    places: dict[str, None] = {}
    for unit in article.units:
        if unit.kind != "byline":
            places |= dict.fromkeys(_places(list(segments(fold(unit.text)))))
    return tuple(places)[:MOST]


def _places(pieces: Sequence[str]) -> Iterator[str]:
    """Yield the places in a text that is given as words and what stands between them."""
    found = dict(_named(pieces))
    # Where a place ends, and what it is called there; a settlement may follow.
    ends = {start + count: "".join(pieces[start : start + count]) for start, (count, _) in found.items()}
    taken = {start + place for start, (count, _) in found.items() for place in range(count)}
    start = 0
    while start < len(pieces):
        is_first = start == 0 or not (_is_word(pieces[start - 1]) or ends_name(pieces[start - 1]))
        count = settlement(_free_words(pieces, start, taken), ends.get(start), is_first=is_first)
        if count:
            name = "".join(pieces[start : start + count])
            found[start] = count, (name,)
            ends[start + count] = name
        start += max(count, 1)
    for _, (_, places) in sorted(found.items()):
        yield from places


def _named(pieces: Sequence[str]) -> Iterator[tuple[int, tuple[int, tuple[str, ...]]]]:
    """Yield where the names of the gazetteer stand that name places, of how many words, and the places."""
    table = gazetteer()
    start = 0
    while start < len(pieces):
        count = table.begins(pieces[start : start + table.longest])
        if count:
            end = start + count
            name = "".join(pieces[start:end])
            before = pieces[start - 1] if start else ""
            after = pieces[end] if end < len(pieces) else ""
            is_person = ends_name(before) or after.startswith(BETWEEN_NAMES)
            if not (is_person or (len(name) == 2 and is_remnant(before)) or is_part_of_name(name, after)):
                yield start, (count, table.places[tuple(pieces[start:end])])
        start += max(count, 1)


def _free_words(pieces: Sequence[str], start: int, taken: set[int]) -> Sequence[str]:
    """Return up to three words side by side that are in no place."""
    words = []
    for place in range(start, min(start + 3, len(pieces))):
        if place in taken or not _is_word(pieces[place]):
            break
        words.append(pieces[place])
    return words


def _is_word(piece: str) -> bool:
    return _WORD.match(piece) is not None


def ends_name(before: str) -> bool:
    """Say whether what stands before a word is the sign between the names of a person."""
    return before.endswith(BETWEEN_NAMES)


def is_remnant(word: str) -> bool:
    """Say whether a word before a short name is a character of which none knows what it does there."""
    return len(word) == 1 and _is_word(word) and is_han(word) and word not in BEFORE


def is_part_of_name(name: str, after: str) -> bool:
    """Say whether a name goes on in the next word: 南京|路 is a street, 古田|镇 is not 古田."""
    is_street_or_settlement = after in STREETS or after in SETTLEMENTS
    return after in RESTS or (is_street_or_settlement and not name.endswith(ADMINISTRATIVE))


def settlement(words: Sequence[str], parent: str | None, *, is_first: bool) -> int:
    """Return how many of up to three words side by side are the name of a settlement, 0 where none are.

    `parent` is the place that ends where they begin, `None` where none does; `is_first` says that nothing
    does. Only there can a name be told from a word before it.
    """
    if not words or (parent is None and not is_first):
        return 0
    if words[0][0] in WRONG_STARTS or not is_han(words[0]):
        return 0
    if (
        len(words) > 2
        and words[2] in SETTLEMENTS
        and (is_rare_stem(words[0], words[1]) or is_street(words[0], words[1]))
    ):
        return 3
    if len(words) > 1 and words[1] in SETTLEMENTS and _is_stem(words[0], parent):
        # 上罗镇|镇 is a slip, or the beginning of 镇党委; 花茂村|社区 is not.
        return 1 if len(words[1]) == 1 and is_settlement_word(words[0]) else 2
    return int(is_settlement_word(words[0]) and (parent is not None or _begins_as_name(words[0])))


def _begins_as_name(word: str) -> bool:
    """Say whether a settlement's whole name can be one where nothing stands before it; 刘玉村 is a person."""
    return word[0] not in LOOSE_STARTS and not (len(word) == 3 and word[0] in SURNAMES)


def is_rare_stem(first: str, second: str) -> bool:
    """Say whether two single characters are a name: 俪|城, one of them beyond those of everyday use."""
    if len(first) > 1 or len(second) > 1 or not is_han(second) or {first, second} & LOOSE_STARTS:
        return False
    return _is_rare(first) or _is_rare(second)


def is_street(first: str, second: str) -> bool:
    """Say whether two words are a street, after which communities are called: 光明|路, 公园|东路."""
    return second in STREETS and SHORTEST_STEM <= len(first) <= LONGEST_STEM


def _is_rare(character: str) -> bool:
    try:
        return character.encode("gb2312")[0] >= _COMMON_LEAD_BYTES
    except UnicodeEncodeError:
        return True


def _is_stem(word: str, parent: str | None) -> bool:
    """Say whether a word is the name of the settlement that the next word says it is."""
    if parent is None or not SHORTEST_STEM <= len(word) <= LONGEST_STEM:
        return False
    if not is_word(word):
        return True
    return len(word) <= LONGEST_KNOWN_STEM and parent.endswith(CAN_HOLD) and word not in NO_NAMES


def is_settlement_word(word: str) -> bool:
    """Say whether a word is a settlement's whole name: 花茂村, which the segmenter made of no known word."""
    ending = next(filter(word.endswith, SETTLEMENTS), "")
    length = len(word) - len(ending)
    return ending != "" and SHORTEST_STEM <= length <= LONGEST_STEM and is_han(word) and not is_word(word)


def is_han(word: str) -> bool:
    """Say whether a word is of Han characters alone."""
    return _HAN_WORD.fullmatch(word) is not None
