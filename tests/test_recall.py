"""Every unit that holds the string is found, and no other: against Python's `in` on folded text."""

from __future__ import annotations

import json
import lzma
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searcher
from index.folding import fold
from searcher.query.tree import Literal
from tests import recall
from tests.brute_force import SEPARATOR, BruteForce
from tests.recall import FILES, SESSIONS, Recall, State, draw_substrings, measure, measure_states, read_lines
from tests.texts import CHARACTERS, article, write_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = Path(__file__).parents[1].parent / "shared" / "corpora" / "xwlb.jsonl.xz"
FIXTURE = Path(__file__).parent / "fixtures" / "articles.jsonl"

texts = st.text(CHARACTERS.replace("”", ""), max_size=20)
"""Without one closing mark, so that every piece of a text can be quoted."""


def search_exactly(archive: searcher.Archive, substring: str, limit: int) -> Iterator[tuple[str, int]]:
    """Yield the articles and the numbers of the units that an exact search for a substring finds."""
    for hit in archive.search(str(Literal(substring)), mode="exact", limit=limit):
        yield hit.article, hit.unit


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


@given(st.lists(texts, min_size=1), st.data())
def test_brute_force_finds_what_the_eye_finds(paragraphs: list[str], data: st.DataObject) -> None:
    """In one string of all texts as in one text after the other, and nothing across their borders."""
    truth = BruteForce([article("a", "", *paragraphs[:3]), article("b", "", *paragraphs[3:])])
    piece = data.draw(pieces(paragraphs))
    assert truth.holding(piece).tolist() == [
        number for number, text in enumerate(truth.texts) if fold(piece) in fold(text)
    ]


def test_brute_force_refuses_what_it_parts_texts_with() -> None:
    """It would find too little, or too much."""
    with pytest.raises(ValueError, match=r"U\+10FFFF"):
        BruteForce([article("a", "", f"红{SEPARATOR}蜂")])


def test_what_is_missed_and_what_is_extra_is_counted(tmp_path: Path) -> None:
    """Of an archive that has a text which it should not have, another text, and one too few."""
    folder = write_archive(tmp_path, [article("a", "", "红蜂驿站"), article("b", "", "红蜂")])
    truth = BruteForce([article("a", "", "红蜂"), article("c", "", "红蜂驿站")])
    assert measure(folder, truth, ["红蜂", "驿站", "党员"]) == Recall(
        substrings=3, matches=3, missed=2, extra=2, wrong_answers=2
    )


def fixture_lines() -> list[bytes]:
    """Return every two paragraphs that follow each other in the fixtures as an article of their own."""
    pages = map(json.loads, FIXTURE.read_text(encoding="utf-8").splitlines())
    return [
        json.dumps({"title": page["headline"], "text": "\n".join(page["body"][first : first + 2])}).encode()
        + b"\n"
        for page in pages
        for first in range(len(page["body"]) - 1)
    ]


def test_every_state_of_an_archive_is_exact(tmp_path: Path) -> None:
    """Several segments, deletions and changes in each of them, everything merged."""
    lines = fixture_lines()
    states = list(measure_states(lines, tmp_path, substrings=100, seed=1))
    assert len(lines) > 2 * SESSIONS * FILES
    assert [(state.name, state.segments) for state in states] == [
        ("as built", SESSIONS),
        ("deletions", SESSIONS + 1),
        ("merged", 1),
    ]
    built, deletions, merged = states
    assert (built.articles, built.deleted, merged.deleted) == (len(lines), 0, 0)
    assert 0 < len(lines) - deletions.articles < deletions.deleted
    assert deletions.articles < merged.articles < len(lines)
    assert [state.recall for state in states] == [
        Recall(100, state.recall.matches, missed=0, extra=0, wrong_answers=0) for state in states
    ]


@pytest.mark.parametrize(("missed", "status"), [(0, 0), (1, 1)])
def test_the_table_has_a_row_for_each_state(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    missed: int,
    status: int,
) -> None:
    """And the exit status says whether anything was not right."""
    (tmp_path / "corpus.jsonl.xz").write_bytes(lzma.compress(b"{}\n"))
    states = [
        State("as built", 4, 74_545, 552_307, 0, Recall(2_000, 6_500_000, 0, 0, 0)),
        State("merged", 1, 71_000, 520_000, 0, Recall(2_000, 6_300_000, missed, 0, 0)),
    ]
    monkeypatch.setattr(recall, "measure_states", lambda *_: iter(states))
    monkeypatch.setattr("time.perf_counter", lambda: 0.0)
    monkeypatch.setattr(sys, "argv", ["recall", str(tmp_path / "corpus.jsonl.xz")])
    assert recall.main() == status
    assert capsys.readouterr().out.splitlines() == [
        "state      segments  articles    units  deleted  asked    matches  missed  extra  wrong     s",
        "as built          4    74,545  552,307        0  2,000  6,500,000       0      0      0     0",
        (
            "merged            1    71,000  520,000        0  2,000  6,300,000"
            f"       {missed}      0      0     0"
        ),
    ]


@pytest.mark.skipif(not CORPUS.exists(), reason=f"no corpus {CORPUS.name} beside the project")
def test_strings_of_news_are_found_and_nothing_else(tmp_path: Path) -> None:
    """100 substrings of 100 articles of a real corpus, in every state of their archive."""
    states = measure_states(read_lines(CORPUS, articles=100, seed=1), tmp_path, substrings=100, seed=1)
    assert [state.recall.is_exact for state in states] == [True, True, True]
