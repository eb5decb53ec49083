"""The words, marks and operators of a query, from left to right.

A word ends at white space, a parenthesis or an opening quotation mark. An operator is a whole
word; `-` negates where it begins a longer word; a field is a known name and a colon before its
value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from index.errors import QueryError
from index.folding import fold
from index.language import gettext as _
from searcher.query.syntax import (
    CLOSING,
    NOT_WORDS,
    OPENING,
    OR_WORDS,
    QUOTES,
    SAME_WORDS,
    field_prefix,
    is_distance_word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

TokenKind = OneOf["word", "quoted", "field", "or", "not", "minus", "near", "then", "same", "open", "close"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query; `text` of a quotation is what stands between its marks."""

    kind: TokenKind
    text: str
    start: int
    end: int


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query.

    Raises `QueryError` for a quotation that is blank or never closed, and for an invisible word.
    """
    position = 0
    before: Token | None = None
    while position < len(query):
        if query[position].isspace():
            position += 1
            continue
        before = _token(query, position, before if before and before.end == position else None)
        yield before
        position = before.end


def _token(query: str, start: int, before: Token | None) -> Token:
    """Return the token that begins at a place; `before` is the one that ends there, if any."""
    character = query[start]
    if character in OPENING:
        return Token("open", character, start, start + 1)
    if character in CLOSING:
        return Token("close", character, start, start + 1)
    if character in QUOTES:
        return _quotation(query, start)
    begins_word = before is None or before.kind == "open"
    if character == "-" and begins_word and _continues(query, start + 1):
        return Token("minus", character, start, start + 1)
    return _word(
        query, start, begins_word=begins_word, is_value=before is not None and before.kind == "field"
    )


def _continues(query: str, position: int) -> bool:
    """Say whether something that can be negated follows directly."""
    return position < len(query) and not query[position].isspace() and query[position] not in CLOSING


def _quotation(query: str, start: int) -> Token:
    closing = QUOTES[query[start]]
    end = query.find(closing, start + 1)
    if end < 0:
        raise QueryError(
            _("the quotation opened by {opening} is never closed; add {closing}").format(
                opening=query[start], closing=closing
            ),
            start + 1,
        )
    text = query[start + 1 : end]
    if not fold(text).strip():
        raise QueryError(_("the quotation is blank; put the text to look for between its marks"), start + 1)
    return Token("quoted", text, start, end + 1)


def _word(query: str, start: int, *, begins_word: bool, is_value: bool) -> Token:
    end = start + 1
    while end < len(query) and not (
        query[end].isspace() or query[end] in QUOTES or query[end] in OPENING or query[end] in CLOSING
    ):
        end += 1
    text = query[start:end]
    name_length = 0 if is_value else field_prefix(text)
    if name_length:
        return Token("field", text[:name_length], start, start + name_length)
    stands_alone = begins_word and (
        end == len(query) or query[end].isspace() or query[end] in OPENING + CLOSING
    )
    if stands_alone and (kind := _operator(text)):
        return Token(kind, text, start, end)
    if not fold(text).strip():
        raise QueryError(_("a word of invisible characters alone cannot be looked for; remove it"), start + 1)
    return Token("word", text, start, end)


def _operator(word: str) -> TokenKind | None:
    if word in OR_WORDS:
        return "or"
    if word in NOT_WORDS:
        return "not"
    if word in SAME_WORDS:
        return "same"
    if is_distance_word(word):
        return "near" if word.startswith("NEAR") else "then"
    return None
