"""The examples of docs/query.md run, and answer what stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from index.update import update
from searcher.array_engine import engine
from searcher.cli.app import run
from tests.engines import ListEngine

ROOT = Path(__file__).parents[1]

UNANSWERED = {"Fields and dates", "Close together", "Wildcards"}
"""The sections whose queries the archive's engine refuses; the list engine answers them."""

_SECTION = re.compile(r"^## (.*)\n((?:(?!## ).*\n)*)", re.MULTILINE)
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_EXAMPLE = re.compile(r"^\$ searcher (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)

Example = tuple[str, str, str]
"""Section, arguments, expected output."""


def examples() -> list[Example]:
    """Return the examples of the manual."""
    manual = (ROOT / "docs" / "query.md").read_text(encoding="utf-8")
    return [
        (section[1], example[1], example[2])
        for section in _SECTION.finditer(manual)
        for block in _CONSOLE.findall(section[2])
        for example in _EXAMPLE.finditer(block)
    ]


def of_the_engine(example: Example) -> object:
    """Return an example as a parameter, which fails as long as the engine refuses its section's queries."""
    refused = pytest.mark.xfail(reason="the engine answers the common part alone")
    return pytest.param(*example[1:], marks=[refused] if example[0] in UNANSWERED else [])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of the five pages."""
    folder = tmp_path_factory.mktemp("archive")
    update(folder, [ROOT / "seeds"])
    return folder


@pytest.fixture(scope="module")
def list_engine(archive: Path) -> ListEngine:
    """Return the list engine of the archive's articles."""
    opened = engine.ArrayEngine(archive)
    return ListEngine(
        [segment.article(number) for segment in opened._segments for number in range(len(segment.dates))]
    )


@pytest.mark.parametrize(("arguments", "expected"), [of_the_engine(each) for each in examples()])
def test_an_example_of_the_manual_answers_what_stands_there(
    arguments: str, expected: str, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the manual shows is what the command prints, on either stream."""
    run(["--archive", str(archive), *shlex.split(arguments)])
    captured = capsys.readouterr()
    assert captured.out + captured.err == expected


@pytest.mark.parametrize(("_section", "arguments", "expected"), examples())
def test_an_example_of_the_manual_answers_what_trying_finds(
    _section: str,
    arguments: str,
    expected: str,
    archive: Path,
    list_engine: ListEngine,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every passage gone through, the manual's counts are the same."""
    monkeypatch.setattr(engine, "ArrayEngine", lambda _: list_engine)
    run(["--archive", str(archive), *shlex.split(arguments)])
    captured = capsys.readouterr()
    assert captured.out + captured.err == expected
