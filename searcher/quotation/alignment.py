"""How a piece of a quotation and a text differ, character by character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["replace", "delete", "insert"]
"""What was done to the printed text: characters replaced, left out (delete), or added (insert)."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference, as half-open spans of the quoted piece and of the text; one of them may be empty."""

    kind: Kind
    quoted: tuple[int, int]
    printed: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The stretch `text[start:end]` that a piece is nearest to, and what differs.

    `similarity` is 1 less the Levenshtein distance divided by the length of the longer of the two; 1 where
    they are equal.
    """

    start: int
    end: int
    similarity: float
    edits: tuple[Edit, ...]

    @property
    def distance(self) -> int:
        """How many characters were replaced, left out or added: the Levenshtein distance."""
        return sum(
            max(edit.quoted[1] - edit.quoted[0], edit.printed[1] - edit.printed[0]) for edit in self.edits
        )


def align(piece: str, text: str, least: float = 0.0, since: int = 0) -> Alignment | None:
    """Find the stretch of `text` that is nearest to `piece`, `None` where none has `least` similarity.

    Both are comparable texts, `piece` not empty. Where it stands several times, the first from `since` on
    is taken, else the first. The stretch is looked for by
    rapidfuzz's partial alignment, whose windows are as long as the piece, and its ends moved as far as
    that makes the Levenshtein distance less.
    """
    at = text.find(piece, since)
    if at < 0 < since:
        at = text.find(piece)
    if at >= 0:
        return Alignment(at, at + len(piece), 1.0, ())
    if not text:
        return None
    from rapidfuzz import fuzz

    # The partial alignment counts a replacement twice, as a deletion and an insertion.
    found = fuzz.partial_ratio_alignment(piece, text, score_cutoff=max(0.0, 100 * (2 * least - 1)))
    if found is None:
        return None
    if len(piece) > len(text):
        start, end = 0, len(text)
    else:
        start, end = found.dest_start, found.dest_end
    start, end, distance = _adjusted(piece, text, start, end)
    similarity = 1 - distance / max(len(piece), end - start)
    return Alignment(start, end, similarity, _edits(piece, text, start, end)) if similarity >= least else None


def _adjusted(piece: str, text: str, start: int, end: int) -> tuple[int, int, int]:
    """Move the ends of a stretch, each by at most its distance, to where the distance is least.

    Of equally distant stretches the one with the most equal characters: that 实实在在 is left out is
    likelier than that all behind it is replaced or added.
    """
    from rapidfuzz.distance import Indel, Levenshtein

    def distances(first: int, last: int) -> tuple[int, int]:
        stretch = text[first:last]
        # Twice the equal characters is the length of both less the indel distance.
        return Levenshtein.distance(piece, stretch), Indel.distance(piece, stretch) - len(stretch)

    distance, _ = distances(start, end)
    for _ in range(2):
        ends = range(max(start + 1, end - distance), min(len(text), end + distance) + 1)
        (distance, _), _, end = min((distances(start, last), abs(last - end), last) for last in ends)
        starts = range(max(0, start - distance), min(end - 1, start + distance) + 1)
        (distance, _), _, start = min((distances(first, end), abs(first - start), first) for first in starts)
    return start, end, distance


def _edits(piece: str, text: str, start: int, end: int) -> tuple[Edit, ...]:
    from rapidfuzz.distance import Levenshtein

    operations = Levenshtein.opcodes(text[start:end], piece)
    return tuple(
        Edit(
            _kind(each.tag), (each.dest_start, each.dest_end), (start + each.src_start, start + each.src_end)
        )
        for each in operations
        if each.tag != "equal"
    )


def _kind(tag: str) -> Kind:
    return "replace" if tag == "replace" else "delete" if tag == "delete" else "insert"
