"""Which elements are open at a place of an HTML document, with the ends that were left out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, get_args

from index.html.elements import CLOSED_BY, CONTAINERS, HEADINGS, INLINE, OF_HEAD, Effect, effects_of
from index.html.tokens import attributes

if TYPE_CHECKING:
    from index.html.tokens import Token

_DEEPEST: Final = 64
"""Elements looked at, from the innermost, for the one that an end tag ends."""

LINKED_DATA: Final = "json-ld"
"""What a script of JSON-LD is called here."""


@dataclass(slots=True)
class _Element:
    name: str
    effects: tuple[Effect, ...]


class OpenElements:
    """The elements that are open, innermost last; counts of their effects say what stands around a text."""

    def __init__(self) -> None:
        self._open: list[_Element] = []
        self._names: dict[str, int] = {}
        self._effects: dict[Effect, int] = dict.fromkeys(get_args(Effect), 0)
        self._headings: list[int] = []
        self._began: list[int] = []
        self.containers: list[tuple[int, int]] = []
        """The blocks `[first, end)` of each element that was ended and may hold a whole text."""

    @property
    def innermost(self) -> str:
        """The name of the innermost element, "" where none is open."""
        return self._open[-1].name if self._open else ""

    @property
    def heading(self) -> int:
        """1 to 6 inside `h1` to `h6`, else 0."""
        return self._headings[-1] if self._headings else 0

    def has(self, name: str) -> bool:
        """Say whether an element of a name is open."""
        return self._names.get(name, 0) > 0

    def is_inside(self, effect: Effect) -> bool:
        """Say whether an element with an effect is open."""
        return self._effects[effect] > 0

    def begin(self, token: Token, blocks: int) -> None:
        """Open an element, behind so many blocks."""
        name = token.name
        given = attributes(token.content) if token.content else {}
        if name == "script" and given.get("type", "").strip().lower() == "application/ld+json":
            name = LINKED_DATA
        effects = tuple(effects_of(token.name, given))
        for effect in effects:
            self._effects[effect] += 1
        if name in HEADINGS:
            self._headings.append(HEADINGS[name])
        if name in CONTAINERS:
            self._began.append(blocks)
        self._open.append(_Element(name, effects))
        self._names[name] = self._names.get(name, 0) + 1

    def end(self, name: str, blocks: int) -> bool:
        """End the innermost element of a name and what is open in it; return whether there was one to end."""
        name = LINKED_DATA if name == "script" and self.has(LINKED_DATA) else name
        if not self.has(name) or (name in INLINE and not self._is_inline_to(name)):
            return False
        self._end_through(name, blocks)
        return True

    def end_head(self, name: str, blocks: int) -> None:
        """End a `head` that was left open, before an element that may not stand in it."""
        if name not in OF_HEAD and self.has("head"):
            self._end_through("head", blocks)

    def end_before(self, name: str, blocks: int) -> None:
        """End what was left open and ends where an element of a name begins, which is none in a line."""
        if self.has("p") and name != "br":
            self._close("p", frozenset(["p"]), blocks)
        for closed in CLOSED_BY.get(name, ()):
            self._close(closed, CLOSED_BY[name], blocks)

    def end_all(self, blocks: int) -> None:
        """End all that is open."""
        while self._open:
            self._pop(blocks)

    def _is_inline_to(self, name: str) -> bool:
        """Tell whether an inline element can be ended: nothing that it may not stand around is open in it."""
        for element in islice(reversed(self._open), _DEEPEST):
            if element.name == name:
                return True
            if element.name not in INLINE:
                return False
        return False

    def _close(self, name: str, stop_after: frozenset[str], blocks: int) -> None:
        """End an element that was left open, if only inline ones are open in it."""
        if not self.has(name):
            return
        for element in islice(reversed(self._open), _DEEPEST):
            if element.name in stop_after:
                if element.name == name:
                    self._end_through(name, blocks)
                return
            if element.name not in INLINE:
                return

    def _end_through(self, name: str, blocks: int) -> None:
        while self._pop(blocks) != name:
            pass

    def _pop(self, blocks: int) -> str:
        element = self._open.pop()
        self._names[element.name] -= 1
        for effect in element.effects:
            self._effects[effect] -= 1
        if element.name in HEADINGS:
            self._headings.pop()
        if element.name in CONTAINERS:
            self.containers.append((self._began.pop(), blocks))
        return element.name
