"""An archive that is rewritten while it is searched: every reader sees one generation, and all of it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import searcher
from index.check import check
from tests.builders import write_articles
from tests.command import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from searcher import Archive

WRITER = """
import sys
from pathlib import Path

from index import archive, merge_policy
from index import manifest
from index.updating import update
from index.updating.provenance import Provenance
from tests.builders import bring_up_to_date, write_articles

merge_policy.SMALL = 0  # several segments, and now and then one of them merged
folder, papers = Path(sys.argv[1]), Path(sys.argv[2])
for version in range(*map(int, sys.argv[3:])):
    for name in "abc":
        texts = {f"{name}{number}": f"第{version}版" for number in range(4)}
        write_articles(papers / f"{name}.jsonl", **texts)
    if version % 20:
        bring_up_to_date(folder, papers)
    else:
        with archive.locked(folder):
            state = archive.read_state(folder)
            known = manifest.to_read_again(manifest.path_of_latest(folder / state.folder))
            update.rebuild(folder, state, known, [], None, Provenance())
"""
"""Commits a generation for each version of twelve articles; every twentieth is an index in a new folder."""

LAST = 60
"""The version after which nothing is written any more."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an archive of the first version, and of an article that stays."""
    (tmp_path / "papers").mkdir()
    write_articles(tmp_path / "papers" / "constant.jsonl", constant="第几版")
    assert start_writing(tmp_path / "archive", 1, 2).wait() == 0
    return tmp_path / "archive"


def start_writing(folder: Path, first: int, end: int) -> subprocess.Popen[bytes]:
    """Write versions of an archive, one after the other, in a process of its own."""
    arguments = [str(folder), str(folder.parent / "papers"), str(first), str(end)]
    return subprocess.Popen([sys.executable, "-c", WRITER, *arguments], cwd=ROOT)  # noqa: S603 - our own interpreter


def state(reader: Archive) -> dict[str, str]:
    """Return what a reader shows of every article, by its id."""
    hits = reader.search("版", mode="exact", limit=100)
    return {hit.article: hit.text for hit in hits}


def version(number: int) -> dict[str, str]:
    """Return what a reader should show of a version."""
    articles = {f"{name}{each}": f"第{number}版" for name in "abc" for each in range(4)}
    return {**articles, "constant": "第几版"}


def test_a_reader_keeps_its_generation_while_many_are_written(folder: Path) -> None:
    """From the first to the last, though its segments and its whole folder are removed meanwhile."""
    with searcher.open(folder) as reader:
        writing = start_writing(folder, 2, LAST + 1)
        answers = []
        while writing.poll() is None:
            answers.append(state(reader))
        answers.append(state(reader))
        article = reader.article("a0")
    assert writing.returncode == 0
    assert [answer for answer in answers if answer != version(1)] == []
    assert article is not None
    assert article.paragraphs == ["第1版"]
    with searcher.open(folder) as reader:
        assert state(reader) == version(LAST)


def test_a_reader_that_opens_again_and_again_sees_whole_generations(folder: Path) -> None:
    """One after the other and never an error, whatever the writer does at that moment."""
    writing = start_writing(folder, 2, LAST + 1)
    states = []
    while writing.poll() is None:
        with searcher.open(folder) as reader:
            states.append(state(reader))
    with searcher.open(folder) as reader:
        states.append(state(reader))
    assert writing.returncode == 0
    numbers = [int(each["a0"][1:-1]) for each in states]
    assert states == [version(number) for number in numbers]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) > 3
    assert numbers[-1] == LAST


def test_an_archive_that_is_written_is_sound_at_every_moment(folder: Path) -> None:
    """What `searcher check` reads is one generation too."""
    writing = start_writing(folder, 2, LAST + 1)
    problems = []
    while writing.poll() is None:
        problems += check(folder).problems
    assert writing.returncode == 0
    assert (problems, check(folder).problems) == ([], [])
