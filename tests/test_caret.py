"""The caret under the place where a query breaks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from searcher.printers.caret import point_at
from tests.command import call, make_archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("query", "column", "width", "shown"),
    [
        ("甲 NEAR/x 乙", 8, 80, "甲 NEAR/x 乙\n        ^\n"),
        ("(红蜂驿站 OR", 9, 80, "(红蜂驿站 OR\n            ^\n"),
        ("甲", 1, 80, "甲\n^\n"),
        ("甲\n\x1b乙 (", 5, 80, "甲��乙 (\n      ^\n"),
        ("一二三四五六七八九十" * 2 + "*", 21, 20, "…三四五六七八九十*\n                 ^\n"),
        ("* 一二三四五六七八九十", 1, 16, "* 一二三四五…\n^\n"),
        ("e\u0301 *", 4, 80, "e\u0301 *\n  ^\n"),
    ],
)
def test_a_caret_stands_below_the_column(query: str, column: int, width: int, shown: str) -> None:
    """Wide characters take two cells, control characters one, and … what is left out."""
    assert point_at(query, column, width) == shown


@given(st.text("甲乙 aＡ\t", max_size=60), st.integers(1, 61), st.integers(12, 40))
def test_a_caret_never_leaves_the_terminal(query: str, column: int, width: int) -> None:
    """Both lines fit, and the caret stands below the character it points at."""
    column = min(column, len(query) + 1)
    line, caret = point_at(query, column, width).splitlines()
    assert cell_len(line) <= width
    assert len(caret) <= width
    cells = len(caret) - 1
    below = next((at for at in range(len(line) + 1) if cell_len(line[:at]) == cells), None)
    assert below is not None
    pointed = query[column - 1 : column].replace("\t", "\N{REPLACEMENT CHARACTER}")
    assert line[below : below + 1] == pointed


@pytest.mark.parametrize("command", [["(驿站", "OR"], ["show", "one", "--mark", "(驿站 OR"]])
def test_a_terminal_shows_where_a_query_breaks(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: list[str],
) -> None:
    """One line of error; on a terminal, and only there, the query and the caret below it."""
    archive = make_archive(tmp_path)
    line = "searcher: expected a word after OR (column 7)\n"
    assert call(capsys, "--archive", archive, *command).errors == line
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert call(capsys, "--archive", archive, *command).errors == f"{line}(驿站 OR\n        ^\n"
