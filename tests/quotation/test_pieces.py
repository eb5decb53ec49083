"""What of a quotation is looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.quotation.pieces import LONGEST, pieces

TWO = ["坐在群众炕头上，才能听真话", "走在田埂上，才能察实情"]


def texts(quotation: str) -> list[str]:
    """Return the parts of a quotation."""
    return [quotation[slice(*piece.span)] for piece in pieces(quotation)]


@pytest.mark.parametrize(
    ("quotation", "parts"),
    [
        ("“联系不是挂名，而是要解决问题。”", ["联系不是挂名，而是要解决问题"]),
        ("坐在群众炕头上，才能听真话；走在田埂上，才能察实情。", TWO),
        ("好！坐在炕头上，才能听真话。对！", ["好！坐在炕头上，才能听真话。对"]),
        ("事事有回音……件件有着落", ["事事有回音", "件件有着落"]),
        ("（“双报到”）", ["双报到"]),
        ("85.05%", ["85.05%"]),
        ("。。。！", []),
    ],
)
def test_sentences_are_looked_for_without_the_marks_around_them(quotation: str, parts: list[str]) -> None:
    """The marks at the ends are those of the writer who quotes."""
    assert texts(quotation) == parts


def test_what_follows_an_ellipsis_is_marked() -> None:
    """Between the other parts nothing may be missing."""
    quotation = f"{TWO[0]}。{TWO[1]}……{TWO[0]}。{TWO[1]}"
    assert [piece.after_ellipsis for piece in pieces(quotation)] == [False, False, True, False]


def test_a_sentence_without_an_end_is_cut() -> None:
    """So that looking for it takes no longer than for others."""
    assert [len(text) for text in texts("说" * (2 * LONGEST + 5))] == [LONGEST, LONGEST, 5]


@given(st.text("说话一。，…“” \n.a"))
def test_parts_are_in_order_and_begin_and_end_with_something_said(quotation: str) -> None:
    """Whatever the text."""
    spans = [piece.span for piece in pieces(quotation)]
    assert spans == sorted(spans)
    assert all(text[0].isalnum() and text[-1].isalnum() for text in texts(quotation))
