"""The command as a process among others: pipes, full disks, bytes that are no text."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from searcher.cli.context import FAILED, FOUND
from tests.command import Outcome, call, make_archive, start

LONG = "驿站" * 200_000


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the archive of the three articles."""
    return make_archive(tmp_path_factory.mktemp("streams"))


@pytest.fixture
def long_page(tmp_path: Path) -> Path:
    """Write an article that fills any pipe's buffer."""
    page = tmp_path / "long.jsonl"
    page.write_text(f'{{"text": "{LONG}"}}\n' * 2, encoding="utf-8")
    return page


@pytest.mark.parametrize("output_format", ["text", "jsonl"])
def test_a_closed_pipe_is_no_error(long_page: Path, output_format: str) -> None:
    """As with `| head -1`: the reader leaves, the command ends with 0 and says nothing."""
    process = start(
        "read", long_page, "--format", output_format, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline(10)
    process.stdout.close()
    assert process.stderr is not None
    assert (process.stderr.read(), process.wait()) == (b"", FOUND)
    process.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("options", [(), ("--format", "json")])
def test_a_full_disk_is_one_line(archive: Path, options: tuple[str, ...]) -> None:
    """What cannot be written ends the command with 2."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        process = start("--archive", archive, "驿站", *options, stdout=full, stderr=subprocess.PIPE)
        _, errors = process.communicate()
    assert (process.returncode, errors.decode()) == (
        FAILED,
        "searcher: the output: No space left on device; free space or check permissions\n",
    )


def test_piped_lines_are_not_wrapped(archive: Path) -> None:
    """Without a terminal a passage is one line, for grep, without colour."""
    process = start("--archive", archive, "驿站", stdout=subprocess.PIPE)
    output, _ = process.communicate()
    assert output.decode().splitlines()[:4] == [
        "红蜂驿站开门",
        "  晨报 · 2025-04-18 · page 7 · 党建 · 记者 杨彩霞 · one",
        f"  {archive.parent / 'papers.jsonl'}:1",
        "    快递员进了驿站。",
    ]


def test_a_query_that_is_no_text_is_refused(archive: Path) -> None:
    """Bytes of the command line that are not UTF-8 are an error with a column."""
    process = start("--archive", archive, b"\xff", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    output, errors = process.communicate()
    assert Outcome(process.returncode, output.decode(), errors.decode()) == Outcome(
        FAILED, "", "searcher: the query is no UTF-8 text; type it anew (column 1)\n"
    )


def test_a_file_name_that_is_no_text_is_shown_escaped(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    r"""Bytes of a name that are not UTF-8 appear as \xNN, in results and in JSON."""
    page = tmp_path / os.fsdecode(b"p\xff.jsonl")
    try:
        page.write_text('{"text": "好事"}\n', encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert call(capsys, "--archive", tmp_path / "archive", "index", page).status == FOUND
    shown = call(capsys, "--archive", tmp_path / "archive", "好事").output
    assert shown.splitlines()[2] == f"  {tmp_path}/p\\xff.jsonl:1"


def test_a_closed_output_is_no_error(archive: Path) -> None:
    """Who starts the command without an output stream wants only its exit status."""
    script = '"$0" -c "from searcher.cli import main; main()" --archive "$1" "$2" >&-'
    process = subprocess.run(  # noqa: S603 - our own interpreter
        ["/bin/sh", "-c", script, sys.executable, archive, "驿站"], stderr=subprocess.PIPE, check=False
    )
    assert (process.returncode, process.stderr) == (FOUND, b"")


def test_the_version_is_the_distributions(capsys: pytest.CaptureFixture[str]) -> None:
    """`searcher --version` prints what was installed."""
    try:
        expected = version("searcher")
    except PackageNotFoundError:
        pytest.skip("searcher is run from its source, not installed")
    assert call(capsys, "--version") == Outcome(FOUND, f"searcher {expected}\n", "")
