"""An archive updated in any number of steps answers as one that was built at once from the same files.

    STATE_MACHINE_EXAMPLES=500 python -m pytest tests/test_state_machine.py

tries more of them than the ten of an ordinary run.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import searcher
from index import lexicon, merge_policy
from index.check import check
from index.lexicon_source import write_lexicon
from index.updating import session, update
from index.updating.maintenance import compact
from index.updating.repair import repair
from tests.builders import PAGE, line

if TYPE_CHECKING:
    from collections.abc import Callable

    from searcher.facets import Facet

NAMES = ("a.jsonl", "b.jsonl", "c.txt", "d/e.jsonl", "d/f.txt", "d/g.jsonl")
WORDS = ("红蜂驿站", "双报到", "“三度”工作法", "流动党员", "3项", "驿")
QUERIES = ("驿站", "报到", "红蜂驿站 OR 双报到", "日期:2025-04 驿", "标题:党建", "文件:d 驿站", "3项 -流动")
FACETS: tuple[Facet, ...] = ("year", "paper")


def content(name: str, words: list[str], stamp: int) -> str:
    """Return what a file of a name holds: a page, or articles with and without ids."""
    if name.endswith(".txt"):
        return PAGE + "\n" + f"社区{stamp}有" + "、".join(words) + "，红蜂驿站今年开了三家。\n"
    lines = [
        line(id=f"{stamp}-{number}", title="党建" if number % 2 else "", text=word * (number + 1),
             date=f"2025-0{number % 3 + 3}-18", paper="晚报" if number % 2 else None)
        for number, word in enumerate(words)
    ]  # fmt: skip
    return "".join(lines) + line(text="红蜂驿站没有编号")


class Keeping(RuleBasedStateMachine):
    """Files come, change, move and go, and an archive follows them; now and then its writer is killed."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="searcher-test-"))
        self.files = self.root / "files"
        (self.files / "d").mkdir(parents=True)
        self.archive = self.root / "archive"
        self.stamp = 0
        self.is_followed = False
        self.here = Path.cwd()
        os.chdir(self.root)

    def teardown(self) -> None:
        """Leave nothing behind."""
        os.chdir(self.here)
        shutil.rmtree(self.root)

    def write(self, name: str, words: list[str]) -> None:
        """Write a file that has never had this content."""
        self.stamp += 1
        (self.files / name).write_text(content(name, words, self.stamp), encoding="utf-8")
        self.is_followed = False

    @initialize(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
    def begin(self, words: list[str]) -> None:
        """Make an archive of one file."""
        self.write("a.jsonl", words)
        self.follow()

    @rule(name=st.sampled_from(NAMES), words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
    def add_or_change(self, name: str, words: list[str]) -> None:
        """Write a file, there or not."""
        self.write(name, words)

    @rule(name=st.sampled_from(NAMES))
    def delete(self, name: str) -> None:
        """Remove a file, if it is there."""
        (self.files / name).unlink(missing_ok=True)
        self.is_followed = False

    @rule(old=st.sampled_from(NAMES), new=st.sampled_from(NAMES))
    def rename(self, old: str, new: str) -> None:
        """Give a file the name of another, in whose place it comes."""
        if (self.files / old).exists() and Path(old).suffix == Path(new).suffix:
            (self.files / old).replace(self.files / new)
            self.is_followed = False

    @rule(paper=st.sampled_from(["晚报", "早报", ""]))
    def say(self, paper: str) -> None:
        """Say of which paper a folder is, or nothing."""
        (self.files / "d" / "archive.toml").write_text(
            f'paper = "{paper}"' if paper else "", encoding="utf-8"
        )
        self.is_followed = False

    @rule()
    def follow(self) -> None:
        """Bring the archive up to date."""
        report = update.update(self.archive, [self.files])
        assert report.problems == []
        self.is_followed = True

    @rule(call=st.integers(1, 30))
    def be_killed(self, call: int) -> None:
        """Bring it up to date in a process that ends at a step that writes; what it reached counts or not."""
        in_a_process_that_ends(lambda: update.update(self.archive, [self.files]), call)
        self.is_followed = False

    @rule()
    def compact(self) -> None:
        """Put the segments in order."""
        compact(self.archive)

    @precondition(lambda self: self.is_followed)
    @rule(flip=st.integers(0, 1 << 30))
    def damage_and_repair(self, flip: int) -> None:
        """Change a bit of a segment."""
        for path in self.archive.glob("index-*/MAIN_*.columns"):
            damaged = bytearray(path.read_bytes())
            damaged[flip % len(damaged)] ^= 1
            path.unlink()
            path.write_bytes(damaged)
            break
        assert repair(self.archive).lost == []

    @invariant()
    def is_sound(self) -> None:
        """Every byte of it is what was written, whoever was killed."""
        if self.archive.exists():
            assert check(self.archive).problems == []

    @precondition(lambda self: self.is_followed)
    @invariant()
    def answers_as_a_fresh_one(self) -> None:
        """Every query: texts, scores, spans, citations and counts."""
        fresh = self.root / "fresh"
        if not update.update(fresh, [self.files]).read:
            # Of no file no archive is made: here one whose only file has gone.
            other = self.root / "other.jsonl"
            other.write_text(line(text="别的"), encoding="utf-8")
            update.update(fresh, [other])
            other.unlink()
            update.update(fresh, [])
        assert answers(self.archive) == answers(fresh)
        shutil.rmtree(fresh)


def in_a_process_that_ends(function: Callable[[], object], call: int) -> None:
    """Call a function in a process of its own that ends, as if killed, at its n-th step on the disk."""
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    left = call
    sync, replace = os.fsync, Path.replace

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any) -> Any:
            nonlocal left
            left -= 1
            if not left:
                os._exit(9)
            return original(*arguments)

        return counting

    os.fsync, Path.replace = counted(sync), counted(replace)  # type: ignore[method-assign]
    try:
        function()
    finally:
        os._exit(0)


def answers(archive: Path) -> dict[str, Any]:
    """Return what an archive answers; ids made for copies, which tell what was there first, left out."""
    with searcher.open(archive) as opened:
        found = {query: opened.search(query, limit=1000, mode="exact", facets=FACETS) for query in QUERIES}
        hits = {
            query: sorted(
                [
                    (
                        hit.score,
                        hit.text,
                        hit.spans,
                        hit.headline,
                        hit.date or "",
                        hit.paper or "",
                        hit.file,
                        hit.unit,
                    )
                    for hit in results
                ]
            )
            for query, results in found.items()
        }
        return {
            "hits": hits,
            "totals": {query: (results.total, results.articles) for query, results in found.items()},
            "facets": {query: results.facets for query, results in found.items()},
            "names": opened.names(limit=100).as_dict(),
        }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to fork here")
def test_an_archive_updated_in_steps_answers_as_one_built_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens to its files and its writer; with small steps and segments, as in a large archive."""
    write_lexicon(tmp_path)

    def copy_lexicon(folder: Path) -> None:
        shutil.copy(tmp_path / lexicon.FILE, folder / lexicon.FILE)

    # It is the same for every archive, and takes half a second to make.
    monkeypatch.setattr(session, "write_lexicon", copy_lexicon)
    monkeypatch.setattr(update, "write_lexicon", copy_lexicon)
    monkeypatch.setattr(session, "STEP", 3)
    monkeypatch.setattr(merge_policy, "SMALL", 0)
    machine = Keeping.TestCase
    machine.settings = settings(
        max_examples=int(os.environ.get("STATE_MACHINE_EXAMPLES", "10")),
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    machine().runTest()
