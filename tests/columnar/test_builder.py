"""Building a segment: how the articles come and how much is sorted at once decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.columnar import builder, inversion
from index.columnar.batch import Gatherer
from index.columnar.builder import write_segment
from index.columnar.container import Container
from index.columnar.segment import Segment
from tests.texts import article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from index.columnar.batch import Batch
    from index.model import Article

# A variant, one outside the BMP, signs that expand, spaces that folding drops, a mark that combines, and
# a code point that stands for such a space where no text has it.
CHARACTERS = "蒙国國𠮷aＡ㎡“… \u3000e\u0301é\ufdd0"

texts = st.text(CHARACTERS[:-1], max_size=8) | st.text(CHARACTERS, max_size=8)
articles = st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=6).map(
    lambda drawn: [
        article(str(place), headline, first, second) for place, (headline, first, second) in enumerate(drawn)
    ]
)


def batches(articles: Sequence[Article], size: int) -> list[Batch]:
    """Return the articles in batches of so many."""
    made = []
    for start in range(0, len(articles), size):
        gatherer = Gatherer()
        for sequence, each in enumerate(articles[start : start + size], start):
            gatherer.add(each, source=sequence % 7, sequence=sequence)
        made.append(gatherer.batch())
    return made


def columns(path: Path) -> dict[str, tuple[str, list[int]]]:
    """Return the columns of a segment: their types and values."""
    return {name: (column.dtype.name, column.tolist()) for name, column in Container.open(path).items()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples of a law: each writes its files anew."""
    return tmp_path_factory.mktemp("builder")


@settings(max_examples=100, deadline=None)
@given(articles, st.integers(1, 3), st.sampled_from([1, 5, 100]))
def test_batches_decide_nothing(folder: Path, articles: list[Article], size: int, occurrences: int) -> None:
    """Few articles at a time, few occurrences sorted at once, few words of two bytes: the same columns."""
    write_segment(folder / "at-once", batches(articles, len(articles)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inversion, "OCCURRENCES", occurrences)
        patch.setattr(builder, "_RARE", 2)
        write_segment(folder / "in-pieces", batches(articles, size))
    assert columns(folder / "in-pieces") == columns(folder / "at-once")


@settings(max_examples=100, deadline=None)
@given(articles)
def test_a_segment_gives_its_articles_back(folder: Path, articles: list[Article]) -> None:
    """As they were printed, with all their white space."""
    write_segment(folder / "articles", batches(articles, 2))
    segment = Segment(folder / "articles")
    assert [segment.article(number) for number in range(len(articles))] == articles


def test_nothing_is_left_of_a_segment_that_is_not_finished(tmp_path: Path) -> None:
    """What was spooled of it has no name."""
    with pytest.raises(KeyboardInterrupt):
        write_segment(tmp_path / "segment", _interrupted())
    assert list(tmp_path.iterdir()) == []


def _interrupted() -> Iterator[Batch]:
    yield from batches([article("a", "", "红蜂驿站")], 1)
    raise KeyboardInterrupt
