"""Whole screens and rankings over the five pages of seeds/, as they were last found good.

    UPDATE_GOLDEN=1 python -m pytest tests/test_golden.py

writes the files of tests/golden/ anew; what changed is then read in their diff, line by line.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import searcher
from index.updating.update import update
from tests.command import ROOT, call, masked

if TYPE_CHECKING:
    from searcher.archive import SearchMode

GOLDEN = Path(__file__).parent / "golden"

SCREENS = {"stations": "红蜂驿站", "reporting": "双报到"}
WIDTHS = (60, 100)

COMMAND_SCREENS = {
    "similar": ["similar", "1ae8b1067945-2", "--limit", "2"],
    "explain": ["explain", "快递 (服务 OR 甲) -武川县", "1ae8b1067945-2", "4"],
    "context": ["红蜂驿站", "--limit", "2", "--context", "1"],
    "markdown": ["红蜂驿站", "--limit", "2", "--format", "markdown"],
    "facts": ["facts", "红蜂驿站"],
    "quote": [
        "quote",
        "设立“红蜂驿站”31个，为新就业群体提供暖心服务。引导环卫工人、外卖员等600余人当好基层治理的信息员。",
    ],
    "facets": ["流动党员", "--limit", "2", "--facet", "month,section,byline,kind"],
    "names": ["names", "--limit", "4"],
    "timeline": ["timeline", "流动党员", "--by", "month"],
    "timeline-on-this-day": ["timeline", "流动党员", "--on-this-day=04-18", "--limit", "1"],
}
"""Screens of the other commands, narrow and as wide as terminals get."""

COMMAND_WIDTHS = (60, 200)

RANKINGS: list[tuple[str, SearchMode]] = [
    ("红蜂驿站", "exact"),
    ("双报到", "exact"),
    ("快递员", "exact"),
    ("流动党员", "exact"),
    ("基层治理 网格", "exact"),
    ("党建 (社区 OR 嘎查) -快递", "exact"),
    ("快递员怎样参与基层治理？", "relaxed"),
    ("在职党员到社区报到", "relaxed"),
    ("草原上的石油工人", "relaxed"),
]
SHOWN = 10


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Index the five pages, named as a reader of the README names them."""
    folder = tmp_path_factory.mktemp("golden") / "archive"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert update(folder, [Path("seeds")]).read == 5
    return folder


def check(name: str, text: str) -> None:
    """Compare a text with its golden file, or write the file where that is asked for."""
    golden = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_is_the_golden_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, seeds: Path, name: str, width: int
) -> None:
    """What `searcher QUERY` shows on a terminal of that width, the time masked."""
    monkeypatch.chdir(ROOT)
    outcome = call(capsys, "--archive", seeds, SCREENS[name], COLUMNS=str(width))
    check(f"{name}-{width}.txt", masked(outcome.output))


@pytest.mark.parametrize("width", COMMAND_WIDTHS)
@pytest.mark.parametrize("name", COMMAND_SCREENS)
def test_the_screen_of_a_command_is_the_golden_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, seeds: Path, name: str, width: int
) -> None:
    """What each command shows on a terminal of that width, the time masked."""
    monkeypatch.chdir(ROOT)
    outcome = call(capsys, "--archive", seeds, *COMMAND_SCREENS[name], COLUMNS=str(width))
    check(f"{name}-{width}.txt", masked(outcome.output))


def test_the_rankings_are_the_golden_ones(seeds: Path) -> None:
    """The first units of each query, best first: no change of the ranking goes unseen."""
    with searcher.open(seeds) as archive:
        blocks = [format_ranking(archive.search(query, mode=mode, limit=SHOWN)) for query, mode in RANKINGS]
    check("rankings.txt", "\n".join(blocks))


def format_ranking(results: searcher.Results) -> str:
    """Return a query with its totals, and the article and unit of each hit, one a line."""
    title = f"{results.query} ({results.mode}: {results.total} in {results.articles})"
    return "\n".join([title, *(f"  {hit.article} {hit.unit}" for hit in results)]) + "\n"


CHINESE = {
    "chinese-search": ["红蜂驿站", "--limit", "2", "--facet", "year"],
    "chinese-help": ["--help"],
    "chinese-error": ["驿站", "NEAR/x", "快递"],
}


@pytest.mark.parametrize("width", [60, 200])
@pytest.mark.parametrize("name", CHINESE)
def test_the_chinese_screen_is_the_golden_one(seeds: Path, name: str, width: int) -> None:
    """Results, help and an error in a Chinese locale; a new process, as click keeps a line of its help."""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", "from searcher.cli import main; main()", "--archive", seeds, *CHINESE[name]],
        cwd=ROOT,
        env=os.environ | {"LC_ALL": "zh_CN.UTF-8", "COLUMNS": str(width), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    check(f"{name}-{width}.txt", re.sub(r"\d+毫秒", "N毫秒", done.stdout + done.stderr))
