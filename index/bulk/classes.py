"""Classes of code points as tables, for arrays what `re` is for a string."""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from index.characters import HAN as HAN_SET

if TYPE_CHECKING:
    from numpy.typing import NDArray

UTF_32: Final = f"utf-32-{sys.byteorder[0]}e"
"""The encoding whose bytes are an array of code points of this machine, without a byte-order mark."""

BETWEEN: Final = 0
"""The kind of all that is in no word: punctuation, white space, signs."""

LETTER: Final = 1
"""The kind of letters that are not Han: runs of them are words."""

DIGIT: Final = 2
"""The kind of decimal digits: runs of them are words."""

HAN: Final = 3
"""The kind of Han characters: jieba makes words of their runs."""

HAN_SIGN: Final = 4
"""The kind of what stands in runs of Han but is no letter to Unicode: radicals, unassigned ideographs."""

# Unicode has no letter, digit or Han character beyond plane 3, and all there shares the last entry.
_KINDS: Final = 0x40001


def kinds_of(codepoints: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return the kind of each code point: what `index.analysis` takes it for."""
    kinds: NDArray[np.uint8] = _kind_table().take(codepoints, mode="clip")
    return kinds


def matching(pattern: str, size: int) -> NDArray[np.bool_]:
    """Say of each code point below `size` whether it matches a pattern of one character."""
    table = np.zeros(size, np.bool_)
    everything = np.arange(size, dtype=np.uint32).tobytes().decode(UTF_32, "surrogatepass")
    # In stretches: asked one by one, a million characters would take half a second.
    for stretch in re.finditer(f"(?:{pattern})+", everything):
        table[stretch.start() : stretch.end()] = True
    return table


@cache
def _kind_table() -> NDArray[np.uint8]:
    letters_and_digits = matching(r"[^\W_]", _KINDS)
    han = matching(f"[{HAN_SET}]", _KINDS)
    table = letters_and_digits * np.uint8(LETTER)
    table[matching(r"\d", _KINDS)] = DIGIT
    table[han] = HAN_SIGN
    table[han & letters_and_digits] = HAN
    return table
