"""The folding of any text: idempotent, by both functions alike, with a map that leads back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from index.bulk.folding import fold_all
from index.folding import fold, fold_with_map
from tests.fuzz.target import Target
from tests.test_folding import CROSSING, EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator


def run(data: bytes) -> None:
    """Fold a text in every way there is."""
    text = data.decode("utf-8", "surrogateescape")
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    assert fold(folded.text) == folded.text
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    # Many at once, as an archive's texts are: the same text among others, so that none lends it a neighbour.
    joined = fold_all(["党 ", text, " 员"])
    assert joined.codepoints[joined.bounds[1] : joined.bounds[2]].tolist() == list(map(ord, folded.text))
    for places in (folded.starts, folded.ends):
        assert all(before <= after for before, after in pairwise(places))


def seeds() -> Iterator[bytes]:
    """Yield the published examples and what meets in the rules."""
    for printed, _ in EXAMPLES:
        yield printed.encode()
    yield CROSSING.encode()


TARGET = Target(run, seeds, dictionary=tuple(character.encode() for character in CROSSING), largest=600)
