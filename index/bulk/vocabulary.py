"""Words to numbers and back."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

import numpy as np

from index.characters import RUN_BREAK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NO_WORD: Final = 0xFFFFFFFF
"""The number of a break."""

_SLOT_BITS: Final = 18
"""Slots of the cache: 3 MB, which fit a processor's own. It knows nine words of ten."""

_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio: the high bits of a product with it depend on all bits of the other factor."""

_END: Final = "\0"
"""Set after each word where words are joined; no word holds it."""

_KEY_MASKS: Final = np.array([0, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0], np.uint64)
"""By the length of the word: four characters of 16 bits are a key, and longer words have none."""


class Vocabulary:
    """The distinct words of a session, numbered from 0 in the order in which they were first met."""

    def __init__(self) -> None:
        self._numbers = _Numbers({RUN_BREAK: NO_WORD})
        # A look-up in a dictionary of a million strings waits for memory four times, and a text is
        # mostly common words. Each slot holds one word as its characters; 0 is none.
        self._cached_keys = np.zeros(1 << _SLOT_BITS, np.uint64)
        self._cached_numbers = np.zeros(1 << _SLOT_BITS, np.uint32)

    def __len__(self) -> int:
        return len(self._numbers) - 1

    @property
    def terms(self) -> Sequence[str]:
        """The words in the order of their numbers; it grows with the vocabulary."""
        return self._numbers.words

    def lengths(self) -> NDArray[np.uint32]:
        """Return how many characters each word has."""
        return np.array(self._numbers.lengths, np.uint32)

    def numbers_of(self, words: Sequence[str]) -> NDArray[np.uint32]:
        """Return the number of each word, a new one for a word not met before; `NO_WORD` for a break.

        No word may be empty or hold NUL.
        """
        if not words:
            return np.empty(0, np.uint32)
        keys = _keys(words)
        slots = (keys * _FACTOR) >> np.uint64(64 - _SLOT_BITS)
        numbers: NDArray[np.uint32] = self._cached_numbers[slots]
        missed = np.flatnonzero((self._cached_keys[slots] != keys) | (keys == 0))
        missed_words = map(words.__getitem__, missed.tolist())
        numbers[missed] = np.fromiter(map(self._numbers.__getitem__, missed_words), np.uint32, len(missed))
        # Of several words for one slot the last one stays, in both arrays.
        self._cached_keys[slots[missed]] = keys[missed]
        self._cached_numbers[slots[missed]] = numbers[missed]
        return numbers


class _Numbers(dict[str, int]):
    """Numbers a word when it is first asked for; any later time is a look-up without Python code."""

    def __init__(self, numbers: dict[str, int]) -> None:
        super().__init__(numbers)
        self.lengths = array("I")
        self.words: list[str] = []

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self) - 1
        self.lengths.append(len(word))
        self.words.append(word)
        return number


def _keys(words: Sequence[str]) -> NDArray[np.uint64]:
    """Return the characters of each word as one integer; 0 for words that one integer cannot hold."""
    joined = f"{_END.join(words)}{_END}"
    encoded = joined.encode("utf-16-le", "surrogatepass")
    if len(encoded) != 2 * len(joined):
        # Some characters take two units. They are too rare to be told from the others.
        return np.zeros(len(words), np.uint64)
    ends = np.flatnonzero(np.frombuffer(encoded, "<u2") == 0)
    lengths = np.diff(ends, prepend=-1) - 1
    # Seen from each character: itself and the three after it, where the word has as many.
    fours = np.ndarray(len(joined), "<u8", encoded + bytes(6), strides=(2,))
    keys: NDArray[np.uint64] = fours.take(ends - lengths) & _KEY_MASKS.take(lengths, mode="clip")
    return keys
