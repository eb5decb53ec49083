"""A segment that is half written or has a flipped bit, column by column: named, and never built upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import searcher
from index import damage
from index.check import check
from index.columnar.container import ALIGNMENT, Container, _extent
from index.errors import ArchiveError
from index.updating.update import update
from searcher.cli.context import FAILED
from tests.builders import write_articles
from tests.command import call, make_archive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of three articles, whose segment every test puts back as it was."""
    return make_archive(tmp_path_factory.mktemp("damaged"))


@pytest.fixture
def segment(folder: Path) -> Iterator[Path]:
    """Return the file of the archive's one segment."""
    (path,) = folder.glob("index-1/MAIN_*.columns")
    content = path.read_bytes()
    yield path
    replace(path, content)


def replace(path: Path, content: bytes | bytearray) -> None:
    """Put another file in a file's place; who has the old one mapped keeps it."""
    path.unlink()
    path.write_bytes(content)


def flips(segment: Path) -> Iterator[tuple[str, str]]:
    """Flip a bit of each column in turn, and yield the column and what is to be said of it.

    The first bit, the last one, and one of the zeros that follow the column.
    """
    content = segment.read_bytes()
    for name, column in Container.open(segment).table.items():
        end = column.offset + _extent(column.length)
        for place in sorted({column.offset, column.offset + max(column.length - 1, 0), end - 1}):
            damaged = bytearray(content)
            damaged[place] ^= 0x80 if place > column.offset else 1
            replace(segment, damaged)
            yield name, f"{segment}: is damaged in column {name}; mend it with: searcher check --repair"


def refusal(folder: Path) -> str:
    """Return why an archive cannot be opened for searching."""
    with pytest.raises(ArchiveError) as refused:
        searcher.open(folder)
    return str(refused.value)


def test_a_segment_cut_off_at_any_column_is_refused(folder: Path, segment: Path) -> None:
    """Before each column and after the last one, by opening as by the check."""
    content = segment.read_bytes()
    columns = Container.open(segment).table.values()
    ends = [column.offset for column in columns] + [len(content) - 112 * len(columns)]
    for end in ends:
        replace(segment, content[:end])
        reason = f"has {end} bytes where {len(content)} were written"
        complaint = f"{segment}: {reason}; mend it with: searcher check --repair"
        assert (refusal(folder), check(folder).problems) == (complaint, [complaint])


def test_a_segment_that_was_not_finished_is_refused(folder: Path, segment: Path) -> None:
    """Its header is written last: whatever stands after the zeros in its place is not looked at."""
    content = segment.read_bytes()
    for column in Container.open(segment).table.values():
        replace(segment, bytes(ALIGNMENT) + content[ALIGNMENT : column.offset + column.length])
        complaint = (
            f"{segment}: is no segment file, or was not finished; mend it with: searcher check --repair"
        )
        assert (refusal(folder), check(folder).problems) == (complaint, [complaint])


def test_a_flipped_bit_of_any_column_is_named(folder: Path, segment: Path) -> None:
    """At its beginning, at its end, and in the zeros after it."""
    for _, complaint in flips(segment):
        assert check(folder).problems == [complaint]


def test_no_update_builds_upon_a_damaged_column(folder: Path, segment: Path, tmp_path: Path) -> None:
    """It would merge it into a new one under a checksum that hides it: it stops, and commits nothing."""
    papers = write_articles(tmp_path / "new.jsonl", new="驿站")
    for _, complaint in flips(segment):
        with pytest.raises(ArchiveError) as refused:
            update(folder, [papers])
        assert str(refused.value) == complaint
        assert {path.name for path in folder.glob("index-1/*MAIN_*")} == {segment.name, "_MAIN_1.toc"}


def test_a_search_that_comes_upon_damage_names_it(
    folder: Path, segment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line, as the check does, and never by a traceback; what it does not meet it cannot name."""
    named = set()
    for name, complaint in flips(segment):
        for arguments in (["驿站", "快递员"], ["show", "one"]):
            outcome = call(capsys, "--archive", folder, *arguments)
            if outcome.status == FAILED:
                assert (outcome.output, outcome.errors) == ("", f"searcher: {complaint}\n")
                named.add(name)
    assert named >= {"record.data", "pair.counts"}


def test_a_fault_of_our_own_is_not_called_damage(folder: Path) -> None:
    """It is passed on as it is: of a sound archive, and where there is none."""
    for each in (folder, folder / "none"):
        with pytest.raises(KeyError, match="ours"), damage.named(each):
            raise KeyError("ours")
