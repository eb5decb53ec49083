"""Where sentences begin and end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searcher.sentences import sentences


def cut(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[start:end] for start, end in sentences(text)]


def test_a_sentence_ends_with_its_mark_and_the_quotes_it_closes() -> None:
    """Full-width and half-width marks, an ellipsis, a full stop before a space."""
    assert cut("“请尽快来处理。”这些是信息；队伍90余人！85.05%…… 他说. 完") == [
        "“请尽快来处理。”",
        "这些是信息；",
        "队伍90余人！",
        "85.05%…… ",
        "他说. ",
        "完",
    ]


@given(st.text("一二。”！…;. \n"))
def test_sentences_join_to_the_text(text: str) -> None:
    """Nothing is lost, and none is empty."""
    assert "".join(cut(text)) == text
    assert all(cut(text))
