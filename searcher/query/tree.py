"""The query as a tree of small frozen nodes.

What is looked for in a text (*atoms*):

    Literal     true of a text whose folded form contains the folded literal
    Wildcard    a literal with gaps of some or any characters in it
    Near, Then  two or more of these close together, in either order or in this order

What is known of an article (*conditions*), true of all its units or of none:

    Field       headline, byline, paper, page, section, kind or file
    Dates       a half-open range of days

What combines them:

    And, Or     of two children or more
    Not         of one child; every atom below it is *negated*, however deep
    Same        of two children or more, asked of the article as a whole
    Relaxed     plain text, any word of which may match: a question, or what is left of a
                query that nothing matches exactly

**True of a unit.** An atom is true of a unit if the unit's own text holds it, or its article's
headline does; under a `Not`, the own text alone. A condition is true of a unit if it is of its
article. `Same` is true of a unit if all its children are *true of the article*.

**True of an article.** An atom is true of an article if the text of any of its units holds it
(the headline and the byline are units); conditions, And, Or, Not and Same as one expects.

**Found** is a unit that the tree is true of and whose own text holds an atom that is not under a
`Not`. A tree without such an atom asks for whole articles: where it is true of an article, found
is the article's headline or, where that is empty, its first sub-heading or paragraph with text; its
byline where it has nothing else.

Nodes compare by meaning; where they stood in the query (`span`, half-open, in characters) is
for messages only. `str(node)` prints a query that parses to the node again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from searcher.query.syntax import ANY_FEW, ANY_ONE, CLOSING, OPENING, QUOTES, field_prefix, is_operator

if TYPE_CHECKING:
    from searcher.query.syntax import FieldName
    from searcher.ranking import TextKind

Span = tuple[int, int]

_NOWHERE = (0, 0)


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that must stand in the unit. Not blank once folded; the parser sees to it."""

    text: str
    span: Span = field(default=_NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        return self.text if _is_bare(self.text) else _quoted(self.text)


@dataclass(frozen=True, slots=True)
class Gap:
    """From `least` to `most` characters of the folded text, whichever they are."""

    least: int
    most: int

    def __str__(self) -> str:
        return ANY_ONE * self.least + ANY_FEW * (self.most > self.least)


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Parts that must stand in the unit in this order, `gaps[i]` between `parts[i]` and `parts[i + 1]`.

    There is one part more than there are gaps. The first and the last may be blank (`?月`), but
    not all. Each part is folded for itself; a gap counts characters of the folded text and never
    leaves the unit. `searcher.query.matching` finds where it stands.
    """

    parts: tuple[str, ...]
    gaps: tuple[Gap, ...]
    span: Span = field(default=_NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        return self.parts[0] + "".join(
            f"{gap}{part}" for gap, part in zip(self.gaps, self.parts[1:], strict=True)
        )


@dataclass(frozen=True, slots=True)
class Near:
    """True of a text that holds both, in either order, at most `distance` characters between them.

    Counted in the folded text, from the end of the one to the beginning of the other; they do not
    overlap. An `Or` as an operand is of literals and wildcards alone.
    """

    left: Operand
    right: Operand
    distance: int
    span: Span = field(default=_NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{_operand(self.left)} NEAR/{self.distance} {_operand(self.right)}"


@dataclass(frozen=True, slots=True)
class Then:
    """True of a text that holds the operands in this order, as close together as is said.

    At most `distances[i]` characters of the folded text lie between the end of `operands[i]` and
    the beginning of `operands[i + 1]`; they do not overlap. In a chain, each operand is near the
    very occurrence of the one before that is near the one before that.
    """

    operands: tuple[Operand, ...]
    distances: tuple[int, ...]
    span: Span = field(default=_NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        return _operand(self.operands[0]) + "".join(
            f" THEN/{distance} {_operand(operand)}"
            for distance, operand in zip(self.distances, self.operands[1:], strict=True)
        )


@dataclass(frozen=True, slots=True)
class Field:
    """True of an article that has the value in a field; `searcher.query.conditions` says how."""

    name: FieldName
    value: str
    span: Span = field(default=_NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.name}:{Literal(self.value)}"


@dataclass(frozen=True, slots=True)
class Dates:
    """True of an article of a day in `[start, end)`; false where its date is unknown.

    `None` leaves the range open to that side, never to both.
    """

    start: date | None
    end: date | None
    span: Span = field(default=_NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        if self.start is None:
            return f"date:<{self.end}"
        if self.end is None:
            return f"date:>={self.start}"
        return f"date:{self.start}..{self.end - timedelta(days=1)}"


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
        is_simple = isinstance(self.child, Literal | Wildcard | Field | Dates)
        return f"-{self.child}" if is_simple else f"-({self.child})"


@dataclass(frozen=True, slots=True)
class Same:
    """True of an article that every child is true of, wherever in it; so of all its units, or none."""

    children: tuple[Node, ...]
    span: Span = field(default=_NOWHERE, compare=False, repr=False)

    def __str__(self) -> str:
        return " SAME ".join(
            f"({child})" if isinstance(child, And | Or | Same) else str(child) for child in self.children
        )


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Plain text whose words are looked for, best matches first. Never inside another node.

    `within` holds the conditions that what is found must meet all the same; it has no atoms, and
    `None` stands for every article. What the text is `of` says by what the matches are ranked
    (`searcher.ranking`).
    """

    text: str
    within: Node | None = None
    of: TextKind = "question"

    def __str__(self) -> str:
        return self.text


Pattern = Literal | Wildcard
Atom = Literal | Wildcard | Near | Then
Condition = Field | Dates
Node = Literal | Wildcard | Near | Then | Field | Dates | And | Or | Not | Same
Operand = Literal | Wildcard | Or
Query = Node | Relaxed


def _is_bare(text: str) -> bool:
    """Say whether a text parses to a literal of itself without quotation marks."""
    special = {*QUOTES, *OPENING, *CLOSING, ANY_ONE, ANY_FEW}
    return (
        bool(text)
        and not text.startswith("-")
        and not is_operator(text)
        and not field_prefix(text)
        and not any(character.isspace() or character in special for character in text)
    )


def _quoted(text: str) -> str:
    for opening, closing in QUOTES.items():
        if closing not in text:
            return f"{opening}{text}{closing}"
    raise ValueError(f"no kind of quotation mark is free to quote {text!r}")


def _operand(operand: Operand) -> str:
    return f"({operand})" if isinstance(operand, Or) else str(operand)
