"""The examples of docs/query.md run, and answer what stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from index.update import update
from searcher.cli.app import run

ROOT = Path(__file__).parents[1]

_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_EXAMPLE = re.compile(r"^\$ searcher (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def examples() -> list[tuple[str, str]]:
    """Return each example's arguments and its expected output."""
    blocks = _CONSOLE.findall((ROOT / "docs" / "query.md").read_text(encoding="utf-8"))
    return [(match[1], match[2]) for block in blocks for match in _EXAMPLE.finditer(block)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of the five pages."""
    folder = tmp_path_factory.mktemp("archive")
    update(folder, [ROOT / "seeds"])
    return folder


@pytest.mark.parametrize(("arguments", "expected"), examples())
def test_an_example_of_the_manual_answers_what_stands_there(
    arguments: str, expected: str, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the manual shows is what the command prints, on either stream."""
    run(["--archive", str(archive), *shlex.split(arguments)])
    captured = capsys.readouterr()
    assert captured.out + captured.err == expected
