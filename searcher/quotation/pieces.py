"""What of a quotation is looked for: its sentences, and its parts where an ellipsis leaves something out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from searcher.sentences import sentences

LONGEST = 300
"""Characters of the longest piece: a text without an end mark is cut there, so that looking stays fast."""

SHORTEST = 10
"""Letters of the shortest piece, where there is more: 好。 alone may be from anywhere."""

_ELLIPSIS: Final = re.compile(r"…+|\.{3,}|。{3,}")
_LETTER: Final = re.compile(r"\w")
# The marks around a piece are the writer's: who quotes half a sentence ends it with a full stop.
_AROUND: Final = "“”‘’「」『』\"'，,。、；;：:！!？?—-….（）()[]【】 \t\r\n\u3000"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quotation, as a span of it, and whether an ellipsis parts it from the one before."""

    span: Span
    after_ellipsis: bool


def pieces(quotation: str) -> list[Piece]:
    """Return the parts of a quotation that must be found, in order.

    Sentences, cut where an ellipsis stands for what was left out, without the marks around them; one of
    fewer than `SHORTEST` letters goes with its neighbour. A piece has at least one letter, digit or Han
    character, and at most `LONGEST` characters. Linear in the length of the text.
    """
    found: list[Piece] = []
    start = 0
    for ellipsis in [*_ELLIPSIS.finditer(quotation), None]:
        end = len(quotation) if ellipsis is None else ellipsis.start()
        first_of_part = True
        for first, last in _joined(quotation[start:end]):
            for span in _cut(quotation, start + first, start + last):
                found.append(Piece(span, after_ellipsis=first_of_part and start > 0))
                first_of_part = False
        start = end if ellipsis is None else ellipsis.end()
    return found


def _joined(text: str) -> list[Span]:
    """Return the sentences of a text, short ones with the one before, at the beginning with the next."""
    joined: list[Span] = []
    letters_before = 0
    for first, last in sentences(text):
        letters = sum(1 for _ in _LETTER.finditer(text, first, last))
        if joined and min(letters, letters_before) < SHORTEST:
            joined[-1] = (joined[-1][0], last)
            letters_before += letters
        else:
            joined.append((first, last))
            letters_before = letters
    return joined


def _cut(text: str, start: int, end: int) -> list[Span]:
    spans = [(first, min(first + LONGEST, end)) for first in range(start, end, LONGEST)]
    return [_trimmed(text, *span) for span in spans if _LETTER.search(text, *span)]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(_AROUND)), end - (len(piece) - len(piece.rstrip(_AROUND)))
