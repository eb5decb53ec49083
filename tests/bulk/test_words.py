"""Words of many texts: those that `analysis.words` gives one by one, as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis, segmenter
from index.bulk import vocabulary as vocabulary_module
from index.bulk import words as words_module
from index.bulk.folding import fold_all
from index.bulk.vocabulary import NO_WORD, Vocabulary
from index.bulk.words import cut_all
from index.folding import fold
from tests.bulk.examples import corpus_texts, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

HAN_RUNS = st.lists(
    st.text("中国人民的北京市委双报到党员在一起〇々⼈⺀䶵𠮷\ufada\U0003ffff", min_size=1, max_size=12),
    min_size=1,
)


def words_of(printed: Sequence[str], vocabulary: Vocabulary) -> list[list[str]]:
    """Cut texts in bulk and turn the numbers back to words."""
    words = cut_all(fold_all(printed), vocabulary)
    terms = vocabulary.terms
    found: list[list[str]] = [[] for _ in printed]
    for number, unit in zip(words.ids.tolist(), words.units.tolist(), strict=True):
        found[unit].append(terms[number])
    assert sorted(words.units.tolist()) == words.units.tolist()
    text = "".join(map(fold, printed))
    for number, start in zip(words.ids.tolist(), words.starts.tolist(), strict=True):
        assert text[start : start + len(terms[number])] == terms[number]
    assert sorted(set(words.starts.tolist())) == words.starts.tolist()
    return found


def expected_words(printed: Sequence[str]) -> list[list[str]]:
    return [analysis.words(fold(text)) for text in printed]


def test_each_text_has_its_words_in_reading_order() -> None:
    """Words of Han, letters and digits stand as they are read, and punctuation is none."""
    assert words_of(["红蜂驿站7×24小时", "", "85.05%", "……", "5G新闻"], Vocabulary()) == [
        ["红蜂", "驿站", "7", "24", "小时"],
        [],
        ["85", "05"],
        [],
        ["5", "g", "新闻"],
    ]


def test_no_word_goes_on_in_the_next_text() -> None:
    """What is one word when joined is two in two texts: Han, letters and digits alike."""
    assert words_of(["人", "民", "a", "b", "1", "2"], Vocabulary()) == [
        ["人"],
        ["民"],
        ["a"],
        ["b"],
        ["1"],
        ["2"],
    ]


def test_a_radical_is_no_word() -> None:
    """What stands among Han characters without being a letter is cut off and left out."""
    assert words_of(["中国⺀中国"], Vocabulary()) == expected_words(["中国⺀中国"]) == [["中国", "中国"]]


def test_a_sign_inside_a_run_stays_there_for_the_segmenter() -> None:
    """What stands on one side of an unassigned ideograph has a say in how the other side is cut."""
    text = "报站\ufada在民站一"
    assert words_of([text], Vocabulary()) == expected_words([text])


def test_no_texts_have_no_words() -> None:
    """Nothing in, nothing out."""
    assert words_of([], Vocabulary()) == []


@pytest.fixture(scope="module", params=["the segmenter in use", "the reference"])
def cut(request: pytest.FixtureRequest) -> segmenter.Cutter:
    """Either cutter; the reference takes seconds to load, so once."""
    return segmenter.cut if request.param == "the segmenter in use" else segmenter.jieba_cutter()


@given(HAN_RUNS)
def test_a_break_parts_runs_for_the_segmenter(cut: segmenter.Cutter, runs: list[str]) -> None:
    """Runs cut together with line breaks between are cut as each alone, the breaks standing alone."""
    alone = [piece for run in runs for piece in ("\n", *cut(run))]
    assert cut("".join(f"\n{run}" for run in runs)) == alone


@given(texts)
def test_cutting_all_is_cutting_each(printed: list[str]) -> None:
    """For any texts whatsoever `cut_all` and `analysis.words` give the same words in the same order."""
    assert words_of(printed, Vocabulary()) == expected_words(printed)


@given(texts, st.integers(1, 9), st.integers(1, 4))
def test_sizes_decide_nothing(printed: list[str], piece: int, slot_bits: int) -> None:
    """Small pieces and a cache that forgets nearly everything change no word."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words_module, "_PIECE", piece)
        patch.setattr(vocabulary_module, "_SLOT_BITS", slot_bits)
        vocabulary = Vocabulary()
        assert words_of(printed, vocabulary) == expected_words(printed)
        assert words_of(printed[::-1], vocabulary) == expected_words(printed[::-1])


def test_the_corpus_is_cut_as_one_by_one() -> None:
    """A thousand real articles have the same words on both ways."""
    printed = corpus_texts(1_000)
    assert words_of(printed, Vocabulary()) == expected_words(printed)


def test_a_vocabulary_numbers_words_as_they_are_met() -> None:
    """A word has one number for good; a break has none."""
    vocabulary = Vocabulary()
    assert vocabulary.numbers_of(["党员", "\n", "的", "党员"]).tolist() == [0, NO_WORD, 1, 0]
    assert vocabulary.numbers_of(["的", "𠮷", "中华人民共和国", "𠮷"]).tolist() == [1, 2, 3, 2]
    assert vocabulary.numbers_of([]).tolist() == []
    assert (len(vocabulary), vocabulary.terms) == (4, ["党员", "的", "𠮷", "中华人民共和国"])


def test_long_words_that_begin_alike_have_their_own_numbers() -> None:
    """Words of the same first four characters are told apart, also when met again."""
    vocabulary = Vocabulary()
    words = ["中华人民共和国", "中华人民", "中华人民政府"]
    assert [vocabulary.numbers_of(words).tolist() for _ in range(2)] == [[0, 1, 2], [0, 1, 2]]


def test_a_vocabulary_knows_the_lengths_of_its_words() -> None:
    """Lengths are in characters and grow with the vocabulary."""
    vocabulary = Vocabulary()
    vocabulary.numbers_of(["党员", "的"])
    assert vocabulary.lengths().tolist() == [2, 1]
    vocabulary.numbers_of(["𠮷", "中华人民共和国"])
    assert vocabulary.lengths().tolist() == [2, 1, 1, 7]


@given(
    st.lists(
        st.text(st.sampled_from("中国𠮷\ud800\udc00a") | st.characters(exclude_characters="\0\n"), min_size=1)
    )
)
def test_two_words_have_one_number_only_if_they_are_one(words: list[str]) -> None:
    """However the cache sees them, equal words and only they are numbered alike."""
    vocabulary = Vocabulary()
    first = vocabulary.numbers_of(words).tolist()
    assert vocabulary.numbers_of(words).tolist() == first
    assert [vocabulary.terms[number] for number in first] == words
