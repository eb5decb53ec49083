"""Lengths of many texts: those of what the analysis gives one by one."""

from __future__ import annotations

from hypothesis import given

from index import analysis
from index.bulk.folding import fold_all
from index.bulk.statistics import TextLengths, measure
from index.bulk.vocabulary import Vocabulary
from index.bulk.words import cut_all
from index.folding import fold
from tests.bulk.examples import texts


def lengths_of(printed: list[str]) -> list[tuple[int, int, int]]:
    folded = fold_all(printed)
    lengths: TextLengths = measure(folded, cut_all(folded, Vocabulary()))
    return list(
        zip(lengths.words.tolist(), lengths.characters.tolist(), lengths.bigrams.tolist(), strict=True)
    )


def test_words_characters_and_bigrams_are_counted() -> None:
    """Punctuation counts nowhere, and no pair reaches over it or into the next text."""
    assert lengths_of(["红蜂驿站,85%", "", "。", "新", "闻"]) == [
        (3, 6, 4),
        (0, 0, 0),
        (0, 0, 0),
        (1, 1, 0),
        (1, 1, 0),
    ]


@given(texts)
def test_lengths_are_those_of_the_analysis(printed: list[str]) -> None:
    """For any texts the counts are the lengths of the analysis's lists."""
    assert lengths_of(printed) == [
        (len(analysis.words(text)), len(analysis.characters(text)), len(analysis.bigrams(text)))
        for text in map(fold, printed)
    ]
