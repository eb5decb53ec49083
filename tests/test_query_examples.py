"""The examples of docs/query.md run, and answer what stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from index.updating.update import update
from searcher.array_engine import engine
from tests.command import call, masked
from tests.engines import ListEngine

ROOT = Path(__file__).parents[1]

_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_EXAMPLE = re.compile(r"^\$ searcher (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)

_LEFT_OUT = "…}"
"""How an example ends whose rest the manual leaves out."""

Example = tuple[str, str]
"""Arguments, expected output."""


def examples() -> list[Example]:
    """Return the examples of the manual."""
    manual = (ROOT / "docs" / "query.md").read_text(encoding="utf-8")
    return [
        (example[1], example[2]) for block in _CONSOLE.findall(manual) for example in _EXAMPLE.finditer(block)
    ]


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


def assert_equal(output: str, expected: str) -> None:
    """Compare an output with what stands in the manual, as far as that goes."""
    shown, is_cut, _ = expected.partition(_LEFT_OUT)
    assert (output[: len(shown)] if is_cut else output) == shown


@pytest.mark.parametrize(("arguments", "expected"), examples())
def test_an_example_of_the_manual_answers_what_stands_there(
    arguments: str, expected: str, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the manual shows is what the command prints, on either stream."""
    outcome = call(capsys, "--archive", archive, *shlex.split(arguments))
    assert_equal(masked(outcome.output + outcome.errors), masked(expected))


@pytest.mark.parametrize(("arguments", "expected"), examples())
def test_an_example_of_the_manual_answers_what_trying_finds(
    arguments: str,
    expected: str,
    archive: Path,
    list_engine: ListEngine,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every passage gone through, the manual's counts are the same."""
    monkeypatch.setattr(engine, "ArrayEngine", lambda _: list_engine)
    outcome = call(capsys, "--archive", archive, *shlex.split(arguments))
    assert_equal(masked(outcome.output + outcome.errors), masked(expected))
