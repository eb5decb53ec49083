"""The query as a tree of small frozen nodes.

    Literal     true of a unit whose folded text contains the folded text
    And, Or     of two children or more
    Not         of one child; every literal below it is *negated*, however deep
    Relaxed     plain text, any word of which may match: a question, or what is left of a
                query that nothing matches exactly

Nodes compare by meaning; where they stood in the query (`span`, half-open, in characters) is
for messages only. `str(node)` prints a query that parses to the node again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

OR_WORDS = frozenset({"OR", "或", "|"})
NOT_WORDS = frozenset({"NOT", "非"})
OPENING = "(（"
CLOSING = ")）"
QUOTES = {'"': '"', "“": "”", "「": "」"}

_NOWHERE = (0, 0)


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that must stand in the unit. Not blank once folded; the parser sees to it."""

    text: str
    span: Span = field(default=_NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        if _is_bare(self.text):
            return self.text
        for opening, closing in QUOTES.items():
            if closing not in self.text:
                return f"{opening}{self.text}{closing}"
        raise ValueError(f"no kind of quotation mark is free to quote {self.text!r}")


@dataclass(frozen=True, slots=True)
class And:
    """True where every child is."""

    children: tuple[Node, ...]
    span: Span = field(default=_NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        return " ".join(
            f"({child})" if isinstance(child, And | Or) else str(child) for child in self.children
        )


@dataclass(frozen=True, slots=True)
class Or:
    """True where any child is."""

    children: tuple[Node, ...]
    span: Span = field(default=_NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        return " OR ".join(f"({child})" if isinstance(child, Or) else str(child) for child in self.children)


@dataclass(frozen=True, slots=True)
class Not:
    """True where the child is not."""

    child: Node
    span: Span = field(default=_NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        return f"-{self.child}" if isinstance(self.child, Literal) else f"-({self.child})"


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Plain text whose words are looked for, best matches first. Never inside another node."""

    text: str

    def __str__(self) -> str:
        return self.text


Node = Literal | And | Or | Not
Query = Node | Relaxed


def literals(node: Node) -> Iterator[Literal]:
    """Yield the literals that are not under a NOT, from left to right."""
    match node:
        case Literal():
            yield node
        case And(children) | Or(children):
            for child in children:
                yield from literals(child)
        case Not():
            return


def relax(node: Node) -> Relaxed:
    """Return what is searched when nothing matches exactly: the text of the literals.

    Never those under a NOT: who excludes a word does not ask for it. Between them stands more
    than a space, which folding would drop, so that words would be cut from one into the next.
    """
    return Relaxed(" | ".join(literal.text for literal in literals(node)))


def _is_bare(text: str) -> bool:
    special = {*QUOTES, *OPENING, *CLOSING}
    return (
        bool(text)
        and not text.startswith("-")
        and text not in OR_WORDS
        and text not in NOT_WORDS
        and not any(character.isspace() or character in special for character in text)
    )
