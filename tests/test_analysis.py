"""The one analysis: what is a word, a character, a pair, a gram; and the fingerprint of all that."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis, segmenter
from index.folding import fold, fold_version

SEEDS = Path(__file__).parent.parent / "seeds"
MIXED = st.text(st.sampled_from("红蜂驿站党〇𠮷々カa1A%.·×_ \n①²") | st.characters(exclude_categories=["Cs"]))

TEXTS = pytest.mark.parametrize(
    ("text", "words", "bigrams", "characters"),
    [
        (
            "7×24小时",
            ["7", "24", "小时"],
            ["24", "4小", "小时"],
            ["7", "2", "4", "小", "时"],
        ),
        (
            "12345热线",
            ["12345", "热线"],
            ["12", "23", "34", "45", "5热", "热线"],
            list("12345热线"),
        ),
        ("App", ["app"], ["ap", "pp"], ["a", "p", "p"]),
        ("85.05%", ["85", "05"], ["85", "05"], ["8", "5", "0", "5"]),
        ("2024年", ["2024", "年"], ["20", "02", "24", "4年"], list("2024年")),
        ("二〇二四年", ["二", "〇", "二", "四年"], ["二〇", "〇二", "二四", "四年"], list("二〇二四年")),
        ("𠮷野家", ["𠮷", "野家"], ["𠮷野", "野家"], ["𠮷", "野", "家"]),
        (
            "“学习强国”App，5G+AI",
            ["学习", "强国", "app", "5", "g", "ai"],
            ["学习", "习强", "强国", "ap", "pp", "5g", "ai"],
            list("学习强国app5gai"),
        ),
        ("no_do", ["no", "do"], ["no", "do"], list("nodo")),
        ("，。！", [], [], []),
        ("", [], [], []),
    ],
)


@TEXTS
def test_words_bigrams_characters(
    text: str, words: list[str], bigrams: list[str], characters: list[str]
) -> None:
    """Han by jieba, letters and digits by runs, pairs never across what is none of these."""
    folded = fold(text)
    assert analysis.words(folded) == words
    assert analysis.bigrams(folded) == bigrams
    assert analysis.characters(folded) == characters


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("85.05%", {"8", "5", ".", "0", "%", "85", "5.", ".0", "05", "5%"}),
        ("App", {"a", "p", "ap", "pp"}),
        ("𠮷野", {"𠮷", "野", "𠮷野"}),
        ("党", {"党"}),
        ("", set()),
    ],
)
def test_grams(text: str, grams: set[str]) -> None:
    """Every code point and every adjacent pair, punctuation and all."""
    assert analysis.grams(fold(text)) == grams


@given(MIXED)
def test_segments_join_to_the_text(text: str) -> None:
    """Segmenting changes, adds and drops nothing, in folded text as in any other."""
    assert "".join(analysis.segments(text)) == text
    assert "".join(analysis.segments(fold(text))) == fold(text)


@given(MIXED)
def test_words_are_the_segments_that_are_no_punctuation(text: str) -> None:
    """No stop words: each letter, digit and Han character of folded text is in a word, in order."""
    folded = fold(text)
    assert "".join(analysis.words(folded)) == "".join(c for c in folded if c.isalnum())


@given(MIXED, MIXED, MIXED)
def test_the_grams_of_a_literal_are_grams_of_every_text_that_holds_it(
    before: str, literal: str, after: str
) -> None:
    """So the search by grams loses nothing."""
    assert analysis.grams(literal) <= analysis.grams(before + literal + after)


@given(st.text(min_size=1, max_size=2), st.text())
def test_a_literal_of_one_or_two_characters_stands_exactly_where_it_is_a_gram(
    literal: str, text: str
) -> None:
    """So short literals need no second look at the text."""
    assert (literal in analysis.grams(text)) == (literal in text)


def test_a_long_text_is_analysed_in_one_pass() -> None:
    """A megabyte of one character, of one letter and of one mark is only read once."""
    for character in "党a1，_":
        text = character * 1_000_000
        assert sum(map(len, analysis.segments(text))) == 1_000_000


def test_the_fingerprint_names_all_that_decides_what_is_indexed() -> None:
    """Folding, analysis, dictionary."""
    assert analysis.fingerprint() == (
        f"folding {fold_version()}, analysis {analysis.ANALYSIS_VERSION}, {segmenter.DICTIONARY}"
    )


def test_the_analysis_changes_only_with_its_version() -> None:
    """Of the seeds' pages; where this fails, raise ANALYSIS_VERSION and write the new digest here.

    Without that, archives made before and queries made after would not agree and nobody would know.
    """
    pages = [fold(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    tokens = [
        [
            analysis.words(page),
            analysis.bigrams(page),
            analysis.characters(page),
            sorted(analysis.grams(page)),
        ]
        for page in pages
    ]
    digest = sha256(json.dumps(tokens).encode()).hexdigest()[:16]
    assert (analysis.ANALYSIS_VERSION, digest) == (1, "c411d6ab7c66a604")
