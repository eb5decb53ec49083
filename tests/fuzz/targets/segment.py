"""An archive, damaged in a few places: every command answers or refuses, in one line.

The first byte says which commands are given; the rest are edits, as `tests.fuzz.archives` tells them.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import itertools
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import searcher
from index.errors import SearcherError
from searcher.cli.app import run as run_command
from searcher.prompt.vocabulary import ArchiveVocabulary
from tests.fuzz.archives import Edit, Files, make
from tests.fuzz.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS: Final[tuple[tuple[tuple[str, ...], ...], ...]] = (
    (("驿站",), ("快递员", "-社区", "--sort", "newest", "--format", "json"), ("的", "--format", "csv")),
    (("红蜂驿站开门 OR 双报到", "--facet", "year,month,day,paper,page,section,byline,kind"), ("show", "id7")),
    (("的 NEAR/5 站", "--format", "cite"), ("快*员 THEN/9 驿站",), ("社区 SAME 驿站", "--sort", "oldest")),
    (
        ("标题:驿站 记者:杨 报纸:晨 版:1 类型:文章",),
        ("日期:2022..2024 的", "--format", "markdown", "--context", "2"),
    ),
    (
        ("--relaxed", "驿站里有多少快递员和水？"),
        ("没有的话", "驿站"),
        ("土左旗",),
        ("驿站", "--full", "--limit", "3"),
    ),
    (
        ("names",),
        ("names", "--suggest-synonyms"),
        ("timeline", "驿站"),
        ("timeline", "的", "--on-this-day", "05-14"),
    ),
    (("facts", "驿站"), ("quote", "驿站有水，100㎡，二〇二五年4月18日。"), ("explain", "驿站", "id1", "2")),
    (("check",), ("similar", "-"), ("show", "id1", "--mark", "驿站")),
    (("index", "{papers}"), ("check",), ("驿站",)),
    (("index", "{papers}/b.jsonl"), ("ABC 的",), ("二〇二五年", "--numerals")),
)
"""Groups of commands; an input is given one of them."""

DRAFT: Final = "驿站有水，100㎡，二〇二五年4月18日，市民王芳说。快递员进了驿站，一共3个人。"


@cache
def archive() -> tuple[Files, Path]:
    """Return the sound archive's files, and the folder for the damaged ones."""
    folder = Path(tempfile.mkdtemp(prefix="fuzz-segment-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # Nothing of this outlives a power cut, and waiting for the disk would be most of the time.
    setattr(os, "fsync", lambda _descriptor: None)  # noqa: B010 - mypy allows no assignment
    return Files(make(folder / "sound")), folder


_number = itertools.count()


def run(data: bytes) -> None:
    """Damage the archive and give it a group of commands."""
    files, folder = archive()
    damaged = folder / f"damaged-{next(_number)}"
    files.write(damaged, files.edited(data[1:]))
    try:
        for command in COMMANDS[(data or b"\0")[0] % len(COMMANDS)]:
            papers = str(folder / "sound" / "papers")
            call("--archive", str(damaged), *(word.replace("{papers}", papers) for word in command))
        complete(damaged)
    finally:
        shutil.rmtree(damaged)


def call(*arguments: str) -> None:
    """Run a command; whatever it says, it says it in safe characters, and an error in one line."""
    output, errors = io.StringIO(), io.StringIO()
    standard = io.TextIOWrapper(io.BytesIO(DRAFT.encode()), encoding="utf-8")
    with (
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(errors),
        _standard_input(standard),
    ):
        status = run_command(list(arguments))
    assert status in {0, 1, 2}
    if status == 2:
        assert errors.getvalue().startswith("searcher: "), errors.getvalue()
    assert "Traceback" not in errors.getvalue()


@contextlib.contextmanager
def _standard_input(stream: io.TextIOWrapper) -> Iterator[None]:
    before, sys.stdin = sys.stdin, stream
    try:
        yield
    finally:
        sys.stdin = before


def complete(damaged: Path) -> None:
    """Ask for what the prompt completes."""
    with contextlib.suppress(SearcherError), searcher.open(damaged) as opened:
        vocabulary = ArchiveVocabulary(lambda: opened)
        vocabulary.words().beginning_with("驿")
        vocabulary.values("kind").beginning_with("文")
        vocabulary.values("page").beginning_with("")


def seeds() -> Iterator[bytes]:
    """Yield programs of one edit for every file and kind of edit, and for every column."""
    files, _ = archive()
    for group in range(len(COMMANDS)):
        yield bytes([group])
    for file in range(len(files.names)):
        for kind in range(16):
            yield bytes([kind % len(COMMANDS)]) + Edit(file, kind, 3 * kind, 5, kind).encoded()
    last = len(files.names) - 1
    for column in range(len(files._columns[files.names[last]])):
        for kind, value in ((0, 0), (0, 12), (2, 0), (5, 10), (6, 0), (8, 5)):
            yield bytes([column % len(COMMANDS)]) + Edit(last, kind, column, 1, value).encoded()


TARGET = Target(run, seeds, largest=1 + 4 * 10, seconds=60, megabytes=1_024)
