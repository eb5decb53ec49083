"""A lexicon cuts as jieba does: the same dictionary and the same sums, on a memory map."""

from __future__ import annotations

import json
import lzma
import re
import sys
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import lexicon, segmenter
from index.characters import RUN_BREAK
from index.columnar.container import Container
from index.errors import ArchiveError
from index.folding import fold
from index.lexicon_source import _columns, write_lexicon
from tests.builders import bring_up_to_date, found, write_articles

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
CORPUS = ROOT.parent / "shared" / "corpora" / "xwlb.jsonl.xz"
RUNS_OF_CORPUS = 20_000

KNOWN_RUNS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), max_size=24)
COMMON = st.sampled_from("红蜂驿站让外卖骑手有了家流动党员双报到中共北京市委书记王芳说一二三的是龘")
COMMON_RUNS = st.text(COMMON, max_size=24)
REPEATED_RUNS = st.builds(str.__mul__, st.text(COMMON, min_size=1, max_size=3), st.integers(1, 200))


@cache
def opened() -> lexicon.Lexicon:
    """Make a lexicon once for all tests."""
    return lexicon.Lexicon(_columns())


@cache
def reference() -> segmenter.Cutter:
    """Load jieba's dictionary once for all tests."""
    return segmenter.jieba_cutter()


def han_runs(texts: Iterable[str]) -> list[str]:
    """Return the distinct runs of characters that jieba knows in texts, as printed and folded."""
    both = (form for text in texts for form in (text, fold(text)))
    return list(dict.fromkeys(run for form in both for run in re.findall("[\u4e00-\u9fd5]+", form)))


def test_every_run_of_the_seeds_is_cut_as_jieba_cuts_it() -> None:
    """The five pages, as printed and folded."""
    runs = han_runs(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    assert len(runs) > 2000
    assert {run: opened().cut(run) for run in runs} == {run: reference()(run) for run in runs}


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the project")
def test_every_run_of_a_corpus_is_cut_as_its_texts_are_cut() -> None:
    """20,000 runs of broadcasts, with what cuts the texts of an archive."""
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in islice(lines, 2000))
        runs = han_runs(texts)[:RUNS_OF_CORPUS]
    assert len(runs) == RUNS_OF_CORPUS
    assert {run: opened().cut(run) for run in runs} == {run: segmenter.cut(run) for run in runs}


@given(KNOWN_RUNS | COMMON_RUNS | REPEATED_RUNS)
def test_any_run_is_cut_as_jieba_cuts_it(run: str) -> None:
    """Whatever follows what: also where many ways to cut are equally probable but for rounding."""
    assert opened().cut(run) == reference()(run)


@given(st.lists(KNOWN_RUNS | COMMON_RUNS))
def test_runs_are_cut_together_as_each_by_itself(runs: list[str]) -> None:
    """No word goes across a break, and none is made likelier by what stands behind it."""
    together = opened().cut(RUN_BREAK.join(runs))
    apart = [word for run in runs for word in (*opened().cut(run), RUN_BREAK)]
    assert together == apart[:-1]


def test_single_characters_are_words_where_the_dictionary_says_so() -> None:
    """一展 is in the dictionary, but the two alone are more probable; 王芳 is not, and the model joins it."""
    assert [opened().cut(run) for run in ("", "一", "一展", "王芳", "龘靐")] == [
        [],
        ["一"],
        ["一", "展"],
        ["王芳"],
        ["龘", "靐"],
    ]


def test_a_long_run_is_cut_in_linear_time() -> None:
    """A hundred thousand characters of known words, of one character, of characters without words."""
    for run in ("红蜂驿站" * 25_000, "哈" * 100_000, "龘" * 100_000):
        assert sum(map(len, opened().cut(run))) == 100_000


def test_an_archive_keeps_its_lexicon(tmp_path: Path) -> None:
    """On disk it cuts as in memory, and characters that jieba does not know stand alone."""
    bring_up_to_date(tmp_path / "made", write_articles(tmp_path / "a.jsonl", x1="红蜂驿站"))
    with_lexicon = segmenter.open_cutter(tmp_path / "made" / "index-1")
    assert with_lexicon is not segmenter.cut
    assert with_lexicon("在㐂㐂与𠮷𠮷野家") == ["在", "㐂", "㐂", "与", "𠮷", "𠮷", "野家"]


def test_without_a_lexicon_the_texts_own_cutter_works(tmp_path: Path) -> None:
    """So the archive can still be searched."""
    bring_up_to_date(tmp_path / "made", write_articles(tmp_path / "a.jsonl", x1="红蜂驿站"))
    (tmp_path / "made" / "index-1" / lexicon.FILE).unlink()
    assert segmenter.open_cutter(tmp_path / "made" / "index-1") is segmenter.cut
    assert found(tmp_path / "made", "红蜂") == [("x1", 2)]


def test_a_damaged_lexicon_is_refused(tmp_path: Path) -> None:
    """By its name, as a damaged segment is."""
    write_lexicon(tmp_path)
    path = tmp_path / lexicon.FILE
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ArchiveError, match=r"lexicon\.columns: has \d+ bytes where \d+ were written"):
        segmenter.open_cutter(tmp_path)


def test_a_lexicon_is_small(tmp_path: Path) -> None:
    """A third less than jieba's text of it: every archive has one."""
    write_lexicon(tmp_path)
    assert (tmp_path / lexicon.FILE).stat().st_size < 3_500_000
    Container.open(tmp_path / lexicon.FILE).verify()


def test_making_a_lexicon_does_not_import_jieba(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would load its own tables, and pkg_resources, which announces its end."""
    monkeypatch.delitem(sys.modules, "jieba", raising=False)
    _columns.cache_clear()
    write_lexicon(tmp_path)
    assert "jieba" not in sys.modules
