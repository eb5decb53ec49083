"""From the text of a query to its tree.

    query   = either
    either  = all ( ("OR" | "或" | "|") all )*
    all     = same+
    same    = one ( "SAME" one )*
    one     = ("NOT" | "非") one | "-" one | near
    near    = atom ( "NEAR/" number atom | ( "THEN/" number atom )+ )?
    atom    = field ":" value | value
    value   = "(" either ")" | quoted | word

The operands of NEAR and THEN are literals, words with wildcards, or ORs of these; the value of a
field holds literals alone. The grammar's reference is the table in tests/test_parser.py.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NoReturn

from index.errors import QueryError
from index.folding import fold
from index.language import gettext as _
from searcher.query.conditions import field_value
from searcher.query.syntax import DATE_FIELDS, FIELDS, shown
from searcher.query.tokens import Token, tokens
from searcher.query.traversal import atoms, conditions
from searcher.query.tree import And, Dates, Field, Literal, Near, Node, Not, Operand, Or, Same, Then, Wildcard
from searcher.query.wildcards import has_wildcard, parse_wildcard

if TYPE_CHECKING:
    from collections.abc import Sequence

DEEPEST: Final = 50
"""How deep a query may nest: far beyond what a person writes, far below Python's own limit."""

FARTHEST: Final = 1000
"""The largest distance of NEAR and THEN: beyond a paragraph's length, SAME is meant."""

_BINARY: Final = frozenset({"or", "same", "near", "then"})


def parse(query: str) -> Node:
    """Return the tree of a query in the query language.

    Raises `QueryError` with the 1-based column where the query cannot be understood: blank, an
    unclosed quotation or parenthesis, an operator without its words, a distance, date or value
    that there is none of, nothing to look for but exclusions.
    """
    try:
        check(query)
        tree = _Parser(list(tokens(query)), len(query)).parse()
        _check_asks(tree)
    except QueryError as error:
        error.query = query
        raise
    return tree


def check(query: str) -> None:
    """Raise `QueryError` for what is no query in any mode: blank, or no text at all."""
    try:
        query.encode()
    except UnicodeEncodeError as error:
        # Python hands on such bytes of a command line as lone surrogates, which no text contains.
        raise QueryError(_("the query is no UTF-8 text; type it anew"), error.start + 1) from None
    if not fold(query).strip():
        raise QueryError(_("the query is blank; type the words to look for"), 1)


def _check_asks(tree: Node) -> None:
    if next(atoms(tree), None) is None and next(conditions(tree), None) is None:
        raise QueryError(
            _("a query of exclusions alone matches nothing; add a word that must stand in the text"), 1
        )


class _Parser:
    """Recursive descent over the tokens; `depth` keeps hostile nesting off Python's stack."""

    def __init__(self, tokens: list[Token], length: int) -> None:
        self.tokens = tokens
        self.length = length
        self.position = 0
        self.depth = 0

    def parse(self) -> Node:
        tree = self.either()
        token = self.peek()
        if token is not None:
            raise QueryError(
                _("{text} closes no parenthesis; remove it or open one before").format(text=token.text),
                token.start + 1,
            )
        return tree

    def peek(self, *kinds: str) -> Token | None:
        """Return the next token if there is one, of one of the kinds if any are given."""
        token = self.tokens[self.position] if self.position < len(self.tokens) else None
        return token if token is None or not kinds or token.kind in kinds else None

    def either(self) -> Node:
        children = [self.all()]
        while token := self.peek("or"):
            self.position += 1
            children.append(self.all(after=token))
        return children[0] if len(children) == 1 else Or(tuple(children), _around(children))

    def all(self, after: Token | None = None) -> Node:
        children = [self.same(after)]
        while (token := self.peek()) is not None and token.kind not in {"or", "close"}:
            children.append(self.same(None))
        return children[0] if len(children) == 1 else And(tuple(children), _around(children))

    def same(self, after: Token | None) -> Node:
        children = [self.one(after)]
        while token := self.peek("same"):
            self.position += 1
            children.append(self.one(token))
        return children[0] if len(children) == 1 else Same(tuple(children), _around(children))

    def one(self, after: Token | None) -> Node:
        token = self.peek("not", "minus")
        if token is None:
            return self.near(after)
        self.position += 1
        # With a parenthesis behind it, it is one level: so a tree is printed no deeper than it was typed.
        if self.peek("open"):
            child = self.one(token)
        else:
            self.descend(token)
            child = self.one(token)
            self.depth -= 1
        return Not(child, (token.start, child.span[1]))

    def near(self, after: Token | None) -> Node:
        first = self.atom(after)
        operator = self.peek("near", "then")
        if operator is None:
            return first
        operands = [_operand(first, operator)]
        distances: list[int] = []
        while joint := self.peek("near", "then"):
            if distances and "near" in {joint.kind, operator.kind}:
                raise QueryError(
                    _(
                        "{text} cannot follow {other}, only THEN makes chains; "
                        "write (A NEAR/20 B) (B NEAR/20 C)"
                    ).format(text=shown(joint.text), other=shown(operator.text)),
                    joint.start + 1,
                )
            self.position += 1
            distances.append(_distance(joint))
            if exclusion := self.peek("not", "minus"):
                raise QueryError(
                    _("expected a word after {text}, not an exclusion").format(text=joint.text),
                    exclusion.start + 1,
                )
            operands.append(_operand(self.atom(joint), joint))
        span = _around(operands)
        if operator.kind == "near":
            return Near(operands[0], operands[1], distances[0], span)
        return Then(tuple(operands), tuple(distances), span)

    def atom(self, after: Token | None) -> Node:
        token = self.peek()
        if token is None or token.kind == "close" or token.kind in _BINARY:
            self.fail_for_missing_word(token, after)
        self.position += 1
        if token.kind == "field":
            return self.field(token)
        if token.kind == "open":
            return self.group(token)
        if token.kind == "word" and has_wildcard(token.text):
            return parse_wildcard(token.text, token.start)
        return Literal(token.text, (token.start, token.end))

    def field(self, name: Token) -> Node:
        token = self.peek()
        if token is None or token.start != name.end or token.kind not in {"word", "quoted", "open"}:
            raise QueryError(_("expected a value directly after {text}").format(text=name.text), name.end + 1)
        value = self.atom(name)
        return replace(_in_field(name, value), span=(name.start, self.tokens[self.position - 1].end))

    def group(self, opening: Token) -> Node:
        self.descend(opening)
        token = self.peek()
        if token is not None and token.kind == "close":
            raise QueryError(_("the parentheses are empty; put words between them"), opening.start + 1)
        inside = self.either() if token is not None else None
        if inside is None or self.peek() is None:
            raise QueryError(
                _("the parenthesis opened by {text} is never closed; add )").format(text=opening.text),
                opening.start + 1,
            )
        self.position += 1
        self.depth -= 1
        return inside

    def descend(self, token: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(
                _("nested more than {most} deep; simplify the query").format(most=DEEPEST),
                token.start + 1,
            )

    def fail_for_missing_word(self, found: Token | None, after: Token | None) -> NoReturn:
        column = (self.length if found is None else found.start) + 1
        if after is not None:
            raise QueryError(_("expected a word after {text}").format(text=shown(after.text)), column)
        if found is not None and found.kind in _BINARY:
            raise QueryError(
                _("expected a word before {text}; quote it to look for it").format(text=shown(found.text)),
                column,
            )
        if found is not None:
            raise QueryError(
                _("{text} closes no parenthesis; remove it or open one before").format(text=found.text),
                column,
            )
        raise QueryError(_("expected a word"), column)


def _operand(node: Node, operator: Token) -> Operand:
    match node:
        case Literal() | Wildcard():
            return node
        case Or(children):
            for child in children:
                _operand(child, operator)
            return node
        case _:
            raise QueryError(
                _("expected a word, or words joined by OR, beside {text}").format(text=shown(operator.text)),
                node.span[0] + 1,
            )


def _distance(operator: Token) -> int:
    name, number = operator.text[:4], fold(operator.text[5:])
    is_number = number.isascii() and number.isdigit() and len(number) <= len(str(FARTHEST))
    if not is_number or not 1 <= int(number) <= FARTHEST:
        raise QueryError(
            _(
                "expected a number from 1 to {most} after {name}/, not {number}; "
                'quote "{name}" to look for it'
            ).format(most=FARTHEST, name=name, number=shown(number) or _("nothing")),
            operator.start + min(len(operator.text), 5) + 1,
        )
    return int(number)


def _in_field(name: Token, value: Node) -> Node:
    """Return what a field asks for: each literal of the value, in the field."""
    match value:
        case Literal():
            return _condition(name, value)
        case And(children) | Or(children):
            return replace(value, children=tuple(_in_field(name, child) for child in children))
        case Not(child):
            return replace(value, child=_in_field(name, child))
        case _:
            raise QueryError(
                _(
                    "expected a plain word as the value of {text}; quote it to look for what stands there"
                ).format(text=name.text),
                value.span[0] + 1,
            )


def _condition(name: Token, value: Literal) -> Field | Dates:
    # Few queries have a date, and every start would wait for its pattern.
    from searcher.query.dates import DateError, parse_dates

    key, text = fold(name.text[:-1]), value.text
    start, end = value.span
    # Of a quotation, what stands between its marks.
    text_start = end - len(text) - (end - start != len(text))
    try:
        if key in DATE_FIELDS:
            return Dates(*parse_dates(text), value.span)
        return Field(FIELDS[key], field_value(FIELDS[key], text), value.span)
    except DateError as error:
        raise QueryError(str(error), text_start + error.offset + 1) from None
    except ValueError as error:
        raise QueryError(f"{name.text} {error}", text_start + 1) from None


def _around(children: Sequence[Node]) -> tuple[int, int]:
    return children[0].span[0], children[-1].span[1]
