"""Going through a tree: what it asks for, what is left of it to relax, the same tree with other leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from searcher.query.tree import (
    And,
    Dates,
    Field,
    Literal,
    Near,
    Not,
    Or,
    Relaxed,
    Same,
    Then,
    Wildcard,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from searcher.query.tree import Atom, Condition, Node, Operand, Pattern


def atoms(node: Node) -> Iterator[Atom]:
    """Yield what must stand in a text and is not under a NOT, from left to right; a NEAR or THEN whole."""
    match node:
        case Literal() | Wildcard() | Near() | Then():
            yield node
        case And(children) | Or(children) | Same(children):
            for child in children:
                yield from atoms(child)
        case Not() | Field() | Dates():
            return


def conditions(node: Node) -> Iterator[Condition]:
    """Yield the fields and dates that are not under a NOT, from left to right."""
    match node:
        case Field() | Dates():
            yield node
        case And(children) | Or(children) | Same(children):
            for child in children:
                yield from conditions(child)
        case Not() | Literal() | Wildcard() | Near() | Then():
            return


def patterns(atom: Node) -> Iterator[Pattern]:
    """Yield the literals and wildcards that are not under a NOT, those inside NEAR and THEN too."""
    for each in atoms(atom):
        match each:
            case Near(left, right):
                yield from patterns(left)
                yield from patterns(right)
            case Then(operands):
                for operand in operands:
                    yield from patterns(operand)
            case _:
                yield each


def texts(node: Node) -> list[str]:
    """Return the texts that are looked for and not under a NOT, as the query gives them: for ranking.

    Of a wildcard, its parts; blank ones are left out.
    """
    found: list[str] = []
    for pattern in patterns(node):
        found += [pattern.text] if isinstance(pattern, Literal) else filter(None, pattern.parts)
    return found


def has_atoms(node: Node) -> bool:
    """Say whether anything below a node is looked for in texts, under a NOT or not."""
    match node:
        case Literal() | Wildcard() | Near() | Then():
            return True
        case And(children) | Or(children) | Same(children):
            return any(map(has_atoms, children))
        case Not(child):
            return has_atoms(child)
        case Field() | Dates():
            return False


def relax(node: Node) -> Relaxed | None:
    """Return what is searched when nothing matches exactly: the texts, within the tree's conditions.

    Never the texts under a NOT: who excludes a word does not ask for it. Between them stands more
    than a space, which folding would drop, so that words would be cut from one into the next.
    Conditions that hold for the whole query go on narrowing what is found; fields are never
    looked for as text. `None` for a tree that looks for no text.
    """
    text = " | ".join(texts(node))
    if not text:
        return None
    parts = node.children if isinstance(node, And) else (node,)
    within = tuple(part for part in parts if not has_atoms(part))
    return Relaxed(text, all_of(within) if within else None)


def all_of(nodes: tuple[Node, ...]) -> Node:
    """Return the conjunction of one node or more."""
    return nodes[0] if len(nodes) == 1 else And(nodes)


def among(node: Node, within: Node | None) -> Node:
    """Return what a tree asks for among the articles that another one is true of; all of them for `None`."""
    return node if within is None else And((node, within))


def replace_patterns(node: Node, replacement: Callable[[Pattern], Operand]) -> Node:
    """Return the tree with every literal and wildcard replaced, those under a NOT and inside NEAR too."""
    match node:
        case Literal() | Wildcard():
            return replacement(node)
        case And(children) | Or(children) | Same(children):
            return replace(node, children=tuple(replace_patterns(child, replacement) for child in children))
        case Not(child):
            return replace(node, child=replace_patterns(child, replacement))
        case Near(left, right):
            return replace(node, left=_operand(left, replacement), right=_operand(right, replacement))
        case Then(operands):
            return replace(node, operands=tuple(_operand(operand, replacement) for operand in operands))
        case Field() | Dates():
            return node


def _operand(operand: Operand, replacement: Callable[[Pattern], Operand]) -> Operand:
    # A literal or wildcard becomes an operand, and an OR stays one.
    return cast("Operand", replace_patterns(operand, replacement))
