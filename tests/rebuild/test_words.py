"""What the dictionary knows, with jieba-rs and with jieba itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from index.rebuild import words
from index.rebuild.words import crosses_word, is_place_name, is_word

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=["rjieba", "jieba"], scope="module", autouse=True)
def dictionary(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run every test with both; jieba takes the place of an rjieba that cannot be imported."""
    words._segmenter.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "jieba":
            patch.setitem(sys.modules, "rjieba", None)
        yield request.param
    words._segmenter.cache_clear()


def test_jieba_stands_in_where_rjieba_cannot_be_imported(dictionary: str) -> None:
    """The fallback is jieba's own tokenizer."""
    assert isinstance(words._segmenter(), words._Jieba) is (dictionary == "jieba")


@pytest.mark.parametrize(("text", "expected"), [("党员", True), ("践回", False), ("", False)])
def test_a_word_stands_in_the_dictionary_as_a_whole(text: str, expected: bool) -> None:
    """A beginning of a word is none."""
    assert is_word(text) is expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("跟踪记录土壤变", "化、作物生长情况", True),
        ("积极推动流动党", "员管理", True),
        ("推动流动党员", "武川县坚持", False),
        ("召开座谈会。", "哈乐镇", False),
        ("for Party Members", "The county", False),
        ("in 20", "25年", True),
        ("", "化、作物", False),
        ("土壤变", "", False),
    ],
)
def test_a_word_runs_across_a_cut_or_does_not(before: str, after: str, expected: bool) -> None:
    """变化 is one; two Latin words are two, though no space stands between them."""
    assert crosses_word(before, after) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("北京", True), ("锡林郭勒", True), ("先锋", False), ("北京冬奥会", False)]
)
def test_the_dictionary_knows_names_of_places(text: str, expected: bool) -> None:
    """What stands beside a place's name makes it something else."""
    assert is_place_name(text) is expected
