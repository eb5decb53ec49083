"""What is kept of earlier sessions, and for whom."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from searcher.prompt.history import MOST, History

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_are_kept_in_order(tmp_path: Path) -> None:
    """Each on one line, whatever white space it was typed with."""
    history = History(tmp_path / "history")
    history.add("红蜂驿站")
    history.add("社区\n双报到")
    assert (history.lines, History(tmp_path / "history").lines) == ([], ["红蜂驿站", "社区 双报到"])


def test_only_the_last_lines_are_kept(tmp_path: Path) -> None:
    """The file is cut when it is read, so that it never grows without bound."""
    path = tmp_path / "history"
    path.write_text("".join(f"{number}\n" for number in range(MOST + 5)), encoding="utf-8")
    kept = [str(number) for number in range(5, MOST + 5)]
    assert History(path).lines == kept
    assert path.read_text(encoding="utf-8").splitlines() == kept


def test_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    """A file that others could read is closed to them."""
    old, new = tmp_path / "old", tmp_path / "new"
    old.touch(0o644)
    History(old).add("甲")
    History(new).add("甲")
    assert [stat.S_IMODE(path.stat().st_mode) for path in (old, new)] == [0o600, 0o600]


def test_bytes_that_are_no_text_are_read_all_the_same(tmp_path: Path) -> None:
    """A damaged history does not keep anybody from searching."""
    path = tmp_path / "history"
    path.write_bytes(b"\xff\xfe\n\xe7\x94\xb2\n")
    assert History(path).lines == ["��", "甲"]
