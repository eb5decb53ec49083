"""From the text of a query to its tree.

    query   = either
    either  = all ( ("OR" | "或" | "|") all )*
    all     = one+
    one     = ("NOT" | "非") one | "-" atom | atom
    atom    = "(" either ")" | quoted | word

A word ends at white space, a parenthesis or an opening quotation mark. An operator is a whole
word; `-` negates where it begins a longer word. The grammar's reference is the table in
tests/test_parser.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn
from typing import Literal as OneOf

from index.errors import QueryError
from index.folding import fold
from searcher.query.tree import (
    CLOSING,
    NOT_WORDS,
    OPENING,
    OR_WORDS,
    QUOTES,
    And,
    Literal,
    Node,
    Not,
    Or,
    literals,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 100
"""How deep a query may nest: far beyond what a person writes, far below Python's own limit."""

TokenKind = OneOf["word", "or", "not", "minus", "open", "close"]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: TokenKind
    text: str
    start: int
    end: int


def parse(query: str) -> Node:
    """Return the tree of a query in the query language.

    Raises `QueryError` with the 1-based column where the query cannot be understood: blank, an
    unclosed quotation or parenthesis, an operator without its words, no literal but under NOT.
    """
    check(query)
    tree = _Parser(list(_tokens(query)), len(query)).parse()
    if next(literals(tree), None) is None:
        raise QueryError(
            "a query of exclusions alone matches nothing; add a word that must stand in the text", 1
        )
    return tree


def check(query: str) -> None:
    """Raise `QueryError` for what is no query in any mode: blank, or no text at all."""
    try:
        query.encode()
    except UnicodeEncodeError as error:
        # Python hands on such bytes of a command line as lone surrogates, which no text contains.
        raise QueryError("the query is no UTF-8 text; type it anew", error.start + 1) from None
    if not fold(query).strip():
        raise QueryError("the query is blank; type the words to look for", 1)


def _tokens(query: str) -> Iterator[_Token]:
    position = 0
    at_word_start = True
    while position < len(query):
        character = query[position]
        if character.isspace():
            position += 1
            at_word_start = True
        elif character in OPENING:
            yield _Token("open", character, position, position + 1)
            position += 1
            at_word_start = True
        elif character in CLOSING:
            yield _Token("close", character, position, position + 1)
            position += 1
            at_word_start = False
        elif character in QUOTES:
            token = _quoted(query, position)
            yield token
            position = token.end
            at_word_start = False
        elif character == "-" and at_word_start and _continues(query, position + 1):
            yield _Token("minus", character, position, position + 1)
            position += 1
            at_word_start = False
        else:
            token = _word(query, position)
            yield token
            position = token.end
            at_word_start = False


def _continues(query: str, position: int) -> bool:
    """Say whether something that can be negated follows directly."""
    return position < len(query) and not query[position].isspace() and query[position] not in CLOSING


def _quoted(query: str, start: int) -> _Token:
    closing = QUOTES[query[start]]
    end = query.find(closing, start + 1)
    if end < 0:
        raise QueryError(f"the quotation opened by {query[start]} is never closed; add {closing}", start + 1)
    text = query[start + 1 : end]
    if not fold(text).strip():
        raise QueryError("the quotation is blank; put the text to look for between its marks", start + 1)
    return _Token("word", text, start, end + 1)


def _word(query: str, start: int) -> _Token:
    end = start + 1
    while end < len(query) and not (
        query[end].isspace() or query[end] in QUOTES or query[end] in OPENING or query[end] in CLOSING
    ):
        end += 1
    text = query[start:end]
    stands_alone = start == 0 or query[start - 1].isspace() or query[start - 1] in OPENING
    stands_alone = stands_alone and (
        end == len(query) or query[end].isspace() or query[end] in OPENING + CLOSING
    )
    kind: TokenKind = "word"
    if stands_alone and text in OR_WORDS:
        kind = "or"
    elif stands_alone and text in NOT_WORDS:
        kind = "not"
    elif not fold(text).strip():
        raise QueryError("a word of invisible characters alone cannot be looked for; remove it", start + 1)
    return _Token(kind, text, start, end)


class _Parser:
    """Recursive descent over the tokens; `depth` keeps hostile nesting off Python's stack."""

    def __init__(self, tokens: list[_Token], length: int) -> None:
        self.tokens = tokens
        self.length = length
        self.position = 0
        self.depth = 0

    def parse(self) -> Node:
        tree = self.either()
        token = self.peek()
        if token is not None:
            raise QueryError(
                f"{token.text} closes no parenthesis; remove it or open one before", token.start + 1
            )
        return tree

    def peek(self) -> _Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def either(self) -> Node:
        children = [self.all()]
        while (token := self.peek()) is not None and token.kind == "or":
            self.position += 1
            children.append(self.all(after=token))
        return children[0] if len(children) == 1 else Or(tuple(children), _around(children))

    def all(self, after: _Token | None = None) -> Node:
        children = [self.one(after)]
        while (token := self.peek()) is not None and token.kind not in {"or", "close"}:
            children.append(self.one(None))
        return children[0] if len(children) == 1 else And(tuple(children), _around(children))

    def one(self, after: _Token | None) -> Node:
        token = self.peek()
        if token is None or token.kind in {"or", "close"}:
            self.fail_for_missing_word(token, after)
        self.position += 1
        if token.kind == "word":
            return Literal(token.text, (token.start, token.end))
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(f"nested more than {DEEPEST} deep; simplify the query", token.start + 1)
        if token.kind == "open":
            node = self.group(token)
        else:
            child = self.one(token)
            node = Not(child, (token.start, child.span[1]))
        self.depth -= 1
        return node

    def group(self, opening: _Token) -> Node:
        inside = self.either_in(opening)
        closing = self.peek()
        if closing is None:
            raise QueryError(
                f"the parenthesis opened by {opening.text} is never closed; add )", opening.start + 1
            )
        self.position += 1
        return inside

    def either_in(self, opening: _Token) -> Node:
        token = self.peek()
        if token is not None and token.kind == "close":
            raise QueryError("the parentheses are empty; put words between them", opening.start + 1)
        if token is None:
            raise QueryError(
                f"the parenthesis opened by {opening.text} is never closed; add )", opening.start + 1
            )
        return self.either()

    def fail_for_missing_word(self, found: _Token | None, after: _Token | None) -> NoReturn:
        column = (self.length if found is None else found.start) + 1
        if after is not None:
            raise QueryError(f"expected a word after {after.text}", column)
        if found is not None and found.kind == "or":
            raise QueryError(f"expected a word before {found.text}; quote it to look for it", column)
        if found is not None:
            raise QueryError(f"{found.text} closes no parenthesis; remove it or open one before", column)
        raise QueryError("expected a word", column)


def _around(children: list[Node]) -> tuple[int, int]:
    return children[0].span[0], children[-1].span[1]
