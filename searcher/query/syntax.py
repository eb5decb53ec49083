"""The words and marks of the query language: what the tokenizer looks for and the printer must quote."""

from __future__ import annotations

from typing import Final, Literal

from index.folding import fold

FieldName = Literal["headline", "byline", "paper", "page", "section", "kind", "file"]

OR_WORDS: Final = frozenset({"OR", "或", "|"})
NOT_WORDS: Final = frozenset({"NOT", "非"})
SAME_WORDS: Final = frozenset({"SAME"})
DISTANCE_WORDS: Final = ("NEAR", "THEN")
OPENING: Final = "(（"
CLOSING: Final = ")）"
QUOTES: Final = {'"': '"', "“": "”", "「": "」"}

ANY_ONE: Final = "?"
ANY_FEW: Final = "*"
"""The wildcards, at half width only: a full-width ？ is a question mark of the text."""

FIELDS: Final[dict[str, FieldName]] = {
    "标题": "headline",
    "记者": "byline",
    "作者": "byline",
    "报纸": "paper",
    "版": "page",
    "栏目": "section",
    "类型": "kind",
    "文件": "file",
    "headline": "headline",
    "byline": "byline",
    "paper": "paper",
    "page": "page",
    "section": "section",
    "kind": "kind",
    "file": "file",
}
"""Folded names before a colon, and the fields they mean."""

DATE_FIELDS: Final = frozenset({"日期", "date"})

_COLONS: Final = ":："
_SHOWN: Final = 30
_LONGEST_NAME: Final = max(map(len, FIELDS))


def field_prefix(word: str) -> int:
    """Return the length of the field's name and colon that a word begins with, 0 where it has none."""
    for end, character in enumerate(word[: _LONGEST_NAME + 1]):
        if character in _COLONS:
            name = fold(word[:end])
            return end + 1 if name in FIELDS or name in DATE_FIELDS else 0
    return 0


def is_distance_word(word: str) -> bool:
    """Say whether a word that stands alone is meant as NEAR or THEN, with a distance or without."""
    return word.startswith(("NEAR/", "THEN/", "NEAR／", "THEN／")) or word in DISTANCE_WORDS


def shown(text: str) -> str:
    """Return as much of a text as an error repeats."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def is_operator(word: str) -> bool:
    """Say whether a word that stands alone is an operator."""
    return word in OR_WORDS or word in NOT_WORDS or word in SAME_WORDS or is_distance_word(word)
