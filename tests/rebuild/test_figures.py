"""The figures the rebuilding must reach on the hand-made cases and on damaged pages."""

from __future__ import annotations

import pytest

from index.model import Page
from index.rebuild import reconstruct
from tests.rebuild.score import Score, cases, damaged, score_page


def test_the_five_pages_are_rebuilt_as_by_hand() -> None:
    """Paragraphs, headlines and bylines of the five pages reach the figures agreed on."""
    total = Score()
    for text, expected in cases():
        total += score_page(text, reconstruct(Page("page.txt", text, "0" * 64)), expected)

    assert total.f1 >= 0.99
    assert total.share("headlines") >= 0.99
    assert total.share("bylines") >= 0.97
    assert total.astray == 0


@pytest.mark.parametrize(
    ("level", "paragraphs", "headlines", "bylines"),
    [(1, 0.99, 0.965, 0.99), (3, 0.985, 0.98, 0.98), (5, 0.95, 0.935, 0.93)],
)
def test_damaged_pages_are_put_right(level: int, paragraphs: float, headlines: float, bylines: float) -> None:
    """The figures of forty pages of each level do not fall back."""
    total = Score()
    for text, expected in damaged(level, 40, corpus=False):
        total += score_page(text, reconstruct(Page("page.txt", text, "0" * 64)), expected)

    assert total.f1 >= paragraphs
    assert total.share("headlines") >= headlines
    assert total.share("bylines") >= bylines
    assert total.astray == 0
