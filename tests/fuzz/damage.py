"""Inputs taken apart from their beginning, and sound files damaged at a place that an input says.

Bytes at random hardly ever get past a checksum. So an input says what is in a file, the file is packed
soundly, and is then damaged, or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Choice = TypeVar("Choice")

DAMAGE = 4
"""Bytes that say what is damaged: a place of two bytes, a change, whether it is a cut."""


def damaged(content: bytes, damage: bytes) -> bytes:
    """Return a file with one byte changed, cut off behind it, or whole."""
    place = int.from_bytes(damage[:2], "big") % (len(content) + 1)
    changed = bytearray(content)
    if place < len(changed):
        changed[place] ^= damage[2]
    return bytes(changed[: place + 1] if damage[3] & 1 else changed)


class Tape:
    """An input that is read from its beginning; beyond its end are zeros, as many as are asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    def __bool__(self) -> bool:
        """Tell whether something is left."""
        return self._place < len(self._data)

    def take(self, size: int) -> bytes:
        """Return the next bytes, so many."""
        self._place += size
        return self._data[self._place - size : self._place].ljust(size, b"\0")

    def byte(self) -> int:
        """Return the next byte."""
        return self.take(1)[0]

    def number(self, size: int = 2) -> int:
        """Return the next bytes as a number."""
        return int.from_bytes(self.take(size), "big")

    def part(self) -> bytes:
        """Return a piece that says in two bytes how long it is; it ends with the input."""
        size = self.number()
        piece = self._data[self._place : self._place + size]
        self._place += size
        return piece

    def rest(self) -> bytes:
        """Return all that is left."""
        piece = self._data[self._place :]
        self._place = len(self._data)
        return piece

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        """Return what the next byte chooses."""
        return choices[self.byte() % len(choices)]
