"""How a piece of a quotation and a text differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searcher.quotation.alignment import Alignment, Edit, Kind, align

TEXT = "他说，联系不是挂名，而是要实实在在解决问题。今年以来开展工作117次。"


def shown(piece: str, text: str = TEXT, least: float = 0.5) -> tuple[str, list[tuple[Kind, str, str]]] | None:
    """Return the stretch of the text, and of each edit its kind with what was quoted and printed."""
    found = align(piece, text, least)
    if found is None:
        return None
    edits = [(edit.kind, piece[slice(*edit.quoted)], text[slice(*edit.printed)]) for edit in found.edits]
    return text[found.start : found.end], edits


def test_what_stands_in_the_text_is_equal() -> None:
    """Without any edit."""
    assert align("挂名", TEXT) == Alignment(7, 9, 1.0, ())


def test_each_difference_is_an_edit() -> None:
    """One character replaced, one added, some left out."""
    assert shown("联系不能挂名，而是要实在解决的问题") == (
        "联系不是挂名，而是要实实在在解决问题",
        [("replace", "能", "是"), ("delete", "", "实"), ("delete", "", "在"), ("insert", "的", "")],
    )


def test_a_difference_at_the_end_belongs_to_the_stretch() -> None:
    """The stretch is not cut short of the last digit."""
    assert shown("开展工作118次") == ("开展工作117次", [("replace", "8", "7")])


def test_what_is_too_different_is_not_aligned() -> None:
    """Below the least similarity."""
    assert align("完全是另一句话", TEXT, 0.5) is None
    assert align("什么", "", 0.0) is None


def test_a_piece_longer_than_the_text_is_aligned_with_all_of_it() -> None:
    """What is missing was added by who quotes."""
    assert shown("联系不是挂名而已", "联系不是挂名") == ("联系不是挂名", [("insert", "而已", "")])


def test_of_two_places_the_one_from_the_given_position_on_is_taken() -> None:
    """A sentence that is said twice is quoted from where the quotation has got to."""
    assert align("好", "好，很好。", since=1) == Alignment(3, 4, 1.0, ())
    assert align("很", "好，很好。", since=3) == Alignment(2, 3, 1.0, ())


@given(st.text("说话一二", min_size=1, max_size=12), st.text("说话一二。", max_size=40))
def test_the_edits_turn_the_printed_stretch_into_the_piece(piece: str, text: str) -> None:
    """Nothing but the edits differs."""
    found = align(piece, text)
    if found is None:
        assert not text or not set(piece) & set(text)
        return
    rebuilt = list(text[found.start : found.end])
    for edit in reversed(found.edits):
        start, end = (place - found.start for place in edit.printed)
        rebuilt[start:end] = piece[slice(*edit.quoted)]
    assert "".join(rebuilt) == piece


def test_an_edit_is_plain_data() -> None:
    """Equal edits are equal."""
    assert Edit("replace", (1, 2), (3, 4)) == Edit("replace", (1, 2), (3, 4))
