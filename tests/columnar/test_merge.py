"""Merging segments: what comes out is the segment of the articles that are left, column by column."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar import merge, merging
from index.columnar.batch import Gatherer
from index.columnar.builder import write_segment
from index.columnar.container import Container, ContainerError
from index.columnar.merge import Part, merge_segments
from index.columnar.recall import find_literal
from index.columnar.segment import Segment
from tests.texts import article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.model import Article

    Group = tuple[Sequence[Article], set[int]]
    """The articles of a segment, and the numbers of those deleted from it."""

CHARACTERS = "蒙国國𠮷aＡ㎡“ \u3000e\u0301é"
"""Few, so that texts share some: variants, spaces that folding drops, and a mark that combines."""

texts = st.text(CHARACTERS, max_size=8) | st.sampled_from(
    ["“蒙国”", "“国、蒙”", "“國蒙”和“蒙国”行动", "中国", "蒙古國的北京市"]
)
fields = st.tuples(texts, st.lists(texts, min_size=1, max_size=3), texts)
several = st.lists(fields, min_size=1, max_size=4)


@st.composite
def groups(draw: st.DrawFn) -> list[Group]:
    """Draw the articles of some segments, not all of them deleted."""
    drawn: list[Group] = []
    for number in range(draw(st.integers(1, 3))):
        articles = [
            article(f"{number}.{place}", headline, *paragraphs, byline=byline)
            for place, (headline, paragraphs, byline) in enumerate(draw(several))
        ]
        drawn.append((articles, draw(st.sets(st.integers(0, len(articles) - 1)))))
    if all(len(deleted) == len(articles) for articles, deleted in drawn):
        drawn[-1][1].pop()
    return drawn


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples of a law: each writes its files anew."""
    return tmp_path_factory.mktemp("merge")


def build(path: Path, articles: Sequence[Article], first: int = 0) -> Path:
    """Write a segment of these articles, in the archive's order from `first` on."""
    gatherer = Gatherer()
    for sequence, each in enumerate(articles, first):
        gatherer.add(each, source=sequence % 7, sequence=sequence)
    write_segment(path, [gatherer.batch()])
    return path


def merged_and_built(folder: Path, drawn: Sequence[Group]) -> tuple[Path, Path]:
    """Return the segment merged from groups, and the one built at once of what is left of them."""
    parts = []
    first = 0
    left = Gatherer()
    for number, (articles, deleted) in enumerate(drawn):
        parts.append(Part(build(folder / f"part-{number}", articles, first), tuple(deleted)))
        for place, each in enumerate(articles):
            if place not in deleted:
                left.add(each, source=(first + place) % 7, sequence=first + place)
        first += len(articles)
    merge_segments(folder / "merged", parts)
    write_segment(folder / "built", [left.batch()])
    return folder / "merged", folder / "built"


def assert_equal(merged: Path, built: Path) -> None:
    """Compare two segments column by column: names, types, shapes and values."""
    actual, expected = Container.open(merged), Container.open(built)
    actual.verify()
    assert list(actual) == list(expected)
    for name, column in expected.items():
        assert (name, actual[name].dtype, actual[name].tolist()) == (name, column.dtype, column.tolist())


@settings(max_examples=100, deadline=None)
@given(groups(), st.sampled_from([1, 7, 1 << 16]))
def test_merging_is_building_at_once(folder: Path, drawn: list[Group], chunk: int) -> None:
    """Articles of several segments, some deleted, however much of them is looked at together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "CHARACTERS", chunk)
        patch.setattr(merge, "POSTINGS", chunk)
        patch.setattr(merging, "CHUNK", chunk)
        assert_equal(*merged_and_built(folder, drawn))


def test_merging_much_is_building_at_once(tmp_path: Path) -> None:
    """Thousands of units, more than a block of each kind; and merging what was merged."""
    chance = random.Random(1)  # noqa: S311 - a sample, no secret
    alphabet = [chr(0x4E00 + number) for number in range(600)]

    def text(longest: int) -> str:
        return "".join(chance.choices(alphabet, k=chance.randint(0, longest)))

    articles = [
        article(f"{number}", text(20), *(text(200) for _ in range(chance.randint(1, 6))), date="2025-04-18")
        for number in range(900)
    ]
    deleted = {number for number in range(300) if chance.random() < 0.3}
    first, built = merged_and_built(tmp_path, [(articles[:300], deleted), (articles[300:600], set())])
    assert_equal(first, built)
    more = Part(build(tmp_path / "more", articles[600:], 600), range(0, 300, 2))
    merge_segments(tmp_path / "again", [Part(first, [0]), more])
    left = [number for number in range(600) if number not in deleted][1:] + list(range(601, 900, 2))
    gatherer = Gatherer()
    for number in left:
        gatherer.add(articles[number], source=number % 7, sequence=number)
    write_segment(tmp_path / "at-once", [gatherer.batch()])
    assert_equal(tmp_path / "again", tmp_path / "at-once")


def test_a_mark_of_a_text_keeps_spaces_from_being_marked(tmp_path: Path) -> None:
    """A text with a code point that is no character is shown and found as it is, and so are the others."""
    articles = [article("a", "", "红 蜂\ufdd0驿 站"), article("b", "", "红 蜂驿 站", "红蜂")]
    paths = [build(tmp_path / each.id, [each], place) for place, each in enumerate(articles)]
    merge_segments(tmp_path / "merged", [Part(path) for path in paths])
    merged = Segment(tmp_path / "merged")
    assert [merged.article(number) for number in range(2)] == articles
    assert [
        find_literal(merged, literal).tolist() for literal in ("红蜂", "红蜂驿", "蜂\ufdd0驿", "\ufdd0")
    ] == [
        [2, 5, 6],
        [5],
        [2],
        [2],
    ]


def test_terms_that_are_left_nowhere_are_left_out(tmp_path: Path) -> None:
    """Words, characters and pairs of a deleted article alone."""
    path = build(tmp_path / "part", [article("a", "", "红蜂"), article("b", "", "驿站")])
    merge_segments(tmp_path / "merged", [Part(path, [0])])
    merged = Segment(tmp_path / "merged")
    assert [merged.character(character) for character in "红蜂驿站"] == [None, None, 1, 0]
    assert (merged.pair("红蜂"), merged.word("红蜂"), merged.pair("驿站")) == (None, None, 1)


def test_damage_is_not_merged(tmp_path: Path) -> None:
    """A damaged part is named, and no segment is made under a checksum that would hide it."""
    path = build(tmp_path / "part", [article("a", "", "红蜂驿站" * 30)])
    content = bytearray(path.read_bytes())
    content[content.index(Container.open(path)["text.main"].tobytes())] ^= 1
    path.write_bytes(content)
    with pytest.raises(ContainerError, match=r"part: is damaged in column text\.main"):
        merge_segments(tmp_path / "merged", [Part(path)])
    assert [each.name for each in tmp_path.iterdir()] == ["part"]
