"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
from typing import Final

# Its mark, the quotation marks and brackets it closes, and the white space after it, so that no sentence
# begins with a blank.
_SENTENCE_END: Final = re.compile(r"(?:[。！？!?；;…]+[”’」』）)\"']*|[.](?=\s))\s*")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as `[start, end)` in order: they join to the text again.

    White space goes with the sentence before it. A text without an end mark is one sentence; an
    empty text has none.
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if not ends or ends[-1] != len(text):
        ends.append(len(text))
    starts = [0, *ends[:-1]]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
