"""Every unit that holds the string is found, and no other: against Python's `in` on folded text."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searcher
from index.folding import fold
from searcher.query.tree import Literal
from tests.recall import Recall, draw_substrings, measure_corpus, search_exactly
from tests.texts import CHARACTERS, article, write_archive

CORPUS = Path(__file__).parents[1].parent / "shared" / "corpora" / "xwlb.jsonl.xz"

texts = st.text(CHARACTERS.replace("”", ""), max_size=20)
"""Without one closing mark, so that every piece of a text can be quoted."""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=4), st.data())
def test_an_exact_search_finds_what_brute_force_finds(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    """Substrings of any length, over several articles in two segments."""
    articles = [article(f"{number}", *each) for number, each in enumerate(paragraphs)]
    units = [(each.id, unit.number, unit.text) for each in articles for unit in each.units]
    drawn = data.draw(st.lists(pieces([text for _, _, text in units]), max_size=10))
    with tempfile.TemporaryDirectory() as folder:
        half = len(articles) // 2
        with searcher.open(write_archive(Path(folder), articles[:half], articles[half:])) as archive:
            for piece in drawn:
                expected = [(each, number) for each, number, text in units if fold(piece) in fold(text)]
                assert sorted(search_exactly(archive, piece, limit=len(units))) == sorted(expected), piece


@st.composite
def pieces(draw: st.DrawFn, texts: list[str]) -> str:
    """Draw a substring of one of the texts, or any text, that is not blank."""
    text = draw(st.sampled_from([text for text in texts if fold(text).strip()] or ["蒙"]))
    start = draw(st.integers(0, len(text) - 1))
    piece = text[start : draw(st.integers(start + 1, len(text)))]
    return piece if fold(piece).strip() else text


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ("中国共产党", "党"),
        ("中共北京市委", "北京市委"),
        ("红 蜂\u3000驿站", "红蜂驿站"),
        ("県級以上、排査", "县级"),
        ("⾃⼰的⼈⺠", "自己的人民"),
        ("二〇二五年", "〇二"),
        ("𠮷林省", "𠮷"),
        ("ＡＰＰ上的７×２４小时", "App上的7×24小"),
        ("满意率达75.94％", "5.94%"),
        ("12345热线", "345热"),
        ("100㎡的厅", "0m2的"),
        ("他说：“好。”", '"好。"'),
    ],
)
def test_a_string_is_found_in_whole_and_in_part(tmp_path: Path, text: str, literal: str) -> None:
    """Whatever words a text is cut into, in whichever form it is printed, its pieces are found."""
    with searcher.open(write_archive(tmp_path, [article("a", "", text)])) as archive:
        assert list(search_exactly(archive, literal, limit=10)) == [("a", 2)]


def test_substrings_are_drawn_within_texts() -> None:
    """The same seed draws the same substrings, none of them blank, each a part of one text."""
    drawn = draw_substrings(["蒙古", " ", "国 家"], 50, seed=1)
    assert drawn == draw_substrings(["蒙古", " ", "国 家"], 50, seed=1)
    assert set(drawn) <= {"蒙", "古", "蒙古", "国", "家", "国 ", " 家", "国 家"}


def test_a_literal_of_every_corpus_can_be_quoted() -> None:
    """A string with blanks, quotation marks and operators is searched as it is."""
    assert str(Literal('他 OR "她"')) == '“他 OR "她"”'


@pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus {CORPUS.name} beside the project")
def test_strings_of_news_are_found_and_nothing_else() -> None:
    """200 substrings of 100 articles of a real corpus: recall and precision of 1."""
    recall = measure_corpus(CORPUS, articles=100, substrings=200, seed=1)
    assert recall == Recall(200, recall.expected, recall.expected, recall.expected)
