"""The command `searcher` as the tests call it, and the archive they call it on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index.updating.update import update
from searcher.cli.app import run

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

OURS = ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "SEARCHER_ARCHIVE", "TTY_COMPATIBLE")
"""Variables of the environment that decide what a command shows or where it looks."""

ARTICLES: list[dict[str, Any]] = [
    {
        "id": "one",
        "date": "2025-04-18",
        "title": "红蜂驿站开门",
        "author": "记者 杨彩霞",
        "page": "7",
        "section": "党建",
        "paper": "晨报",
        "text": "快递员进了驿站。\n驿站有100㎡。",
    },
    {"id": "two", "date": "2025-05-01", "text": "外卖员也到驿站来。"},
    {"id": "three", "title": "=1+1", "text": "-快递员 [bold]报到[/bold]\u001b[31m\u202e。"},
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command wrote, and its exit status."""

    status: int
    output: str
    errors: str


@contextmanager
def environment(**variables: str) -> Iterator[None]:
    """Set variables of the environment, and unset those that would change what a command shows."""
    with pytest.MonkeyPatch.context() as patch:
        for name in OURS:
            patch.delenv(name, raising=False)
        for name, value in variables.items():
            patch.setenv(name, value)
        yield


def call(capsys: pytest.CaptureFixture[str], *arguments: str | Path, **variables: str) -> Outcome:
    """Run a command in this process, with variables of the environment."""
    capsys.readouterr()
    with environment(**variables):
        status = run([str(argument) for argument in arguments])
    captured = capsys.readouterr()
    return Outcome(status, captured.out, captured.err)


def start(*arguments: str | bytes | Path, **options: Any) -> subprocess.Popen[bytes]:
    """Start a command in a process of its own."""
    script = "from searcher.cli import main; main()"
    with environment():
        return subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", script, *arguments], cwd=ROOT, **options
        )


def make_archive(folder: Path) -> Path:
    """Index the three articles and return the archive's folder."""
    papers = folder / "papers.jsonl"
    papers.write_text("".join(f"{json.dumps(each)}\n" for each in ARTICLES), encoding="utf-8")
    report = update(folder / "archive", [papers])
    assert (report.articles, report.problems) == (3, [])
    return folder / "archive"


def masked(text: str) -> str:
    """Return a text with the time a search took, which is another every time, as N ms."""
    return re.sub(r"[\d.]+ ms", "N ms", re.sub(r'"took_ms": [\d.]+', '"took_ms": 0', text))
