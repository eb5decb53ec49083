"""Runs of Han into words: jieba's cuts, whoever makes them, and nothing left behind."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from index import segmenter
from index.characters import HAN
from index.folding import fold

if TYPE_CHECKING:
    import pytest

SEEDS = Path(__file__).parent.parent / "seeds"
HAN_RUNS = st.from_regex(rf"[{HAN}]{{0,24}}", fullmatch=True)
COMMON_RUNS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), max_size=24)
PRINTED = st.sampled_from("红蜂驿站让外卖骑手有了家流动党员双报到中共北京市委书记王芳说〇𠮷々㐂鿫")
PRINTED_RUNS = st.text(PRINTED, max_size=24)


@cache
def reference() -> segmenter.Cutter:
    """Load jieba's dictionary once for all tests."""
    return segmenter.jieba_cutter()


def test_every_han_run_of_the_seeds_is_cut_as_jieba_cuts_it() -> None:
    """On the five pages, as printed and folded, our words are jieba's words."""
    pages = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    runs = {run for page in pages for text in (page, fold(page)) for run in re.findall(f"[{HAN}]+", text)}
    assert len(runs) > 2000
    assert {run: segmenter.cut(run) for run in runs} == {run: reference()(run) for run in runs}


@given(HAN_RUNS | COMMON_RUNS | PRINTED_RUNS)
def test_any_han_run_is_cut_as_jieba_cuts_it(run: str) -> None:
    """Whatever Han characters follow each other, common or from the ends of Unicode."""
    assert segmenter.cut(run) == reference()(run)


@given(HAN_RUNS | PRINTED_RUNS)
def test_words_join_to_the_run(run: str) -> None:
    """Cutting changes, adds and drops nothing."""
    assert "".join(segmenter.cut(run)) == run


def test_characters_jieba_does_not_know_stand_alone() -> None:
    """jieba-rs alone would make words of neighbours outside the dictionary's range."""
    assert segmenter.cut("在㐂㐂与𠮷𠮷野家") == ["在", "㐂", "㐂", "与", "𠮷", "𠮷", "野家"]


def test_jieba_cuts_where_rjieba_cannot_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a wheel of rjieba the reference itself does the work."""
    monkeypatch.setitem(sys.modules, "rjieba", None)
    monkeypatch.setattr(segmenter, "jieba_cutter", lambda: lambda run: [f"<{run}>"])
    segmenter._cutter.cache_clear()
    try:
        assert segmenter.cut("红蜂驿站") == ["<红蜂驿站>"]
    finally:
        segmenter._cutter.cache_clear()


def test_the_reference_is_silent_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """The cache file, log lines and warnings stay off the machine and off the screen."""
    program = "from index.segmenter import jieba_cutter; print('/'.join(jieba_cutter()('红蜂驿站')))"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", program],
        cwd=Path(__file__).parent.parent,
        env={"TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "红蜂/驿站\n", "")
    assert list(tmp_path.iterdir()) == []


def test_a_cache_planted_in_the_shared_folder_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever lies there under its name, jieba would load."""
    (tmp_path / "jieba.cache").write_bytes(b"not a dictionary")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert segmenter.jieba_cutter()("红蜂驿站") == ["红蜂", "驿站"]
    assert (tmp_path / "jieba.cache").read_bytes() == b"not a dictionary"
