"""White space that folding drops, marked in the stored text."""

from __future__ import annotations

import sys

from index.columnar.marks import FIRST_MARK, SPACES


def test_all_white_space_has_a_mark() -> None:
    """Written out, as asking every character would take longer than a search; 32 marks are enough for it."""
    assert SPACES.tolist() == [code for code in range(sys.maxunicode + 1) if chr(code).isspace()]
    assert FIRST_MARK + len(SPACES) <= 0xFDF0
