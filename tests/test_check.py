"""`searcher check`: a sound archive is called sound, and any damage is found and named."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import searcher
from index.archive import SCHEMA_VERSION
from index.check import check
from index.columnar.container import Container, write_container
from index.errors import ArchiveError
from index.files import seal, unseal
from index.updating.update import update
from tests.builders import alter_mark
from tests.command import Outcome, call, make_archive

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of three articles."""
    return make_archive(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """Return a copy of it that may be damaged."""
    return Path(shutil.copytree(sound, tmp_path / "archive"))


def segment_of(folder: Path) -> Path:
    """Return the file of an archive's one segment."""
    (path,) = folder.glob("index-1/MAIN_*.columns")
    return path


def complaint(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the command says of a damaged archive, its folder and its segment named shortly."""
    outcome = call(capsys, "--archive", folder, "check")
    assert (outcome.status, outcome.output) == (2, "")
    return re.sub(r"MAIN_\w{2,}", "MAIN_x", outcome.errors.replace(str(folder), "DIR"))


def test_a_sound_archive_is_called_sound(capsys: pytest.CaptureFixture[str], sound: Path) -> None:
    """With what it holds, and how much of it was read: every file but the lock."""
    size = sum(path.stat().st_size for path in sound.glob("index-1/*") if "segments" not in path.name)
    assert call(capsys, "--archive", sound, "check") == Outcome(
        0, f"archive {sound} is sound: 3 articles, 10 units, 1 segment; {size:,} bytes read\n", ""
    )


def test_without_an_archive_there_is_nothing_to_check(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """As for the search: the command that makes one is named."""
    assert complaint(tmp_path, capsys) == "searcher: no archive in DIR; make one with: searcher index PATH\n"


@pytest.fixture(scope="module")
def shared(sound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of it that all examples of a law damage, one after the other."""
    return Path(shutil.copytree(sound, tmp_path_factory.mktemp("shared") / "archive"))


def replace(path: Path, content: bytes | bytearray) -> None:
    """Put another file in a file's place; who has the old one mapped keeps it."""
    path.unlink()
    path.write_bytes(content)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_flipped_bit_of_a_segment_is_found(sound: Path, shared: Path, data: st.DataObject) -> None:
    """Whichever it is, and the file is named; opening refuses it, or what it reads is undamaged."""
    content = bytearray(segment_of(sound).read_bytes())
    bit = data.draw(st.integers(0, len(content) * 8 - 1))
    content[bit >> 3] ^= 1 << (bit & 7)
    replace(segment_of(shared), content)
    (problem,) = check(shared).problems
    assert problem.startswith(f"{segment_of(shared)}: ")


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_segment_cut_off_anywhere_is_refused_at_open(
    sound: Path, shared: Path, data: st.DataObject
) -> None:
    """By its name, and by the check too."""
    content = segment_of(sound).read_bytes()
    replace(segment_of(shared), content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(ArchiveError) as refused:
        searcher.open(shared)
    assert str(refused.value).startswith(f"{segment_of(shared)}: ")
    assert check(shared).problems == [str(refused.value)]


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(["segments-1.json", "_MAIN_1.toc", "sources-1.json"]))
def test_any_flipped_bit_of_a_table_is_found(
    sound: Path, shared: Path, data: st.DataObject, name: str
) -> None:
    """But for one that changes nothing of what it says."""
    path = shared / "index-1" / name
    written = (sound / "index-1" / name).read_bytes()
    content = bytearray(written)
    bit = data.draw(st.integers(0, len(content) * 8 - 1))
    content[bit >> 3] ^= 1 << (bit & 7)
    replace(segment_of(shared), segment_of(sound).read_bytes())
    replace(path, content)
    try:
        problems = check(shared).problems
    except ArchiveError as error:
        problems = [str(error)]
    replace(path, written)
    if problems:
        assert name in problems[0]
    else:
        assert unseal(bytes(content)) == unseal(written)


@pytest.mark.parametrize("column", ["article.date", "word.upper", "pair.counts", "text.main", "record.data"])
def test_a_damaged_column_is_named(capsys: pytest.CaptureFixture[str], folder: Path, column: str) -> None:
    """With its file and the next step, in one line."""
    path = segment_of(folder)
    content = bytearray(path.read_bytes())
    content[content.index(Container.open(path)[column].tobytes())] ^= 1
    replace(path, content)
    assert complaint(folder, capsys) == (
        f"searcher: DIR/index-1/MAIN_x.columns: is damaged in column {column}; "
        "mend it with: searcher check --repair\n"
    )


def unmake_contents(folder: Path) -> None:
    """Let Whoosh's table of contents be another."""
    replace(folder / "index-1" / "_MAIN_1.toc", b"another")


def lose_segment(folder: Path) -> None:
    """Let the segment be gone."""
    segment_of(folder).unlink()


def lose_sources(folder: Path) -> None:
    """Let the list of files be gone."""
    (folder / "index-1" / "sources-1.json").unlink()


def lose_lexicon(folder: Path) -> None:
    """Let the dictionary that queries are cut with be gone."""
    (folder / "index-1" / "lexicon.columns").unlink()


def flip_lexicon(folder: Path) -> None:
    """Change a bit of the first weight of a word."""
    path = folder / "index-1" / "lexicon.columns"
    content = bytearray(path.read_bytes())
    content[64] ^= 1
    replace(path, content)


def unmake_sources(folder: Path) -> None:
    """Let the list of files have no checksum."""
    replace(folder / "index-1" / "sources-1.json", b"{}")


def miscount_sources(folder: Path) -> None:
    """Let the list of files have another number of articles."""
    path = folder / "index-1" / "sources-1.json"
    content = unseal(path.read_bytes())
    content["files"]["1"]["articles"] = 4
    replace(path, seal(content))


def miscount_segment(folder: Path) -> None:
    """Let the table of segments say another number of units."""
    path = folder / "index-1" / "segments-1.json"
    content = unseal(path.read_bytes())
    content["segments"][0]["units"] = 11
    replace(path, seal(content))


def lose_wide_number(folder: Path) -> None:
    """Let a byte of a segment point to a wide number that is not there."""
    path = segment_of(folder)
    columns = {name: column.copy() for name, column in Container.open(path).items()}
    columns["unit.words.bytes"][0] = 255
    write_container(path, columns)


def miscount_deleted(folder: Path) -> None:
    """Let the table of segments say another number of deleted units."""
    path = folder / "index-1" / "segments-1.json"
    content = unseal(path.read_bytes())
    content["segments"][0] |= {"deleted": [0], "deleted_units": 3}
    replace(path, seal(content))


def delete_elsewhere(folder: Path) -> None:
    """Let the table of segments delete an article that is not there."""
    path = folder / "index-1" / "segments-1.json"
    content = unseal(path.read_bytes())
    content["segments"][0]["deleted"] = [3]
    replace(path, seal(content))


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (unmake_contents, "DIR/index-1/_MAIN_1.toc: does not have its checksum"),
        (lose_segment, "DIR/index-1/MAIN_x.columns is missing"),
        (lose_sources, "DIR/index-1/sources-1.json is missing"),
        (lose_lexicon, "DIR/index-1/lexicon.columns is missing"),
        (flip_lexicon, "DIR/index-1/lexicon.columns: is damaged in column weights"),
        (unmake_sources, "DIR/index-1/sources-1.json is damaged"),
        (
            miscount_sources,
            "DIR/index-1/sources-1.json: lists 4 articles where the segments have 3, or of other files",
        ),
        (
            miscount_segment,
            (
                "DIR/index-1/MAIN_x.columns: has 3 articles and 10 units, "
                "and the table of segments says otherwise"
            ),
        ),
        (lose_wide_number, "DIR/index-1/MAIN_x.columns: column unit.words.places contradicts the others"),
        (
            miscount_deleted,
            "DIR/index-1/MAIN_x.columns: the deleted articles have not the 3 units said to be deleted",
        ),
    ],
)
def test_what_does_not_fit_together_is_found(
    capsys: pytest.CaptureFixture[str], folder: Path, damage: Callable[[Path], None], reason: str
) -> None:
    """Files that are missing, tables that say other things than the segments."""
    damage(folder)
    first = complaint(folder, capsys).splitlines()[0]
    assert first == f"searcher: {reason}; mend it with: searcher check --repair"


@pytest.mark.parametrize("damage", [delete_elsewhere, lose_segment, miscount_segment])
def test_what_opening_reads_is_refused_at_open(folder: Path, damage: Callable[[Path], None]) -> None:
    """Never an answer that is wrong in silence."""
    damage(folder)
    with pytest.raises(ArchiveError, match=r"is damaged|is missing|the table of segments says otherwise"):
        searcher.open(folder)


def test_an_archive_of_another_version_is_not_judged(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    """It may be sound by its own rules."""
    alter_mark(folder, schema=SCHEMA_VERSION + 1)
    assert complaint(folder, capsys) == (
        "searcher: archive DIR was made by another version of searcher; "
        "rebuild it with: searcher index PATH\n"
    )


def test_a_damaged_list_of_files_stops_the_update(folder: Path) -> None:
    """Before anything is touched: what it says of files decides which articles go."""
    unmake_sources(folder)
    with pytest.raises(
        ArchiveError, match=r"sources-1\.json is damaged; mend it with: searcher check --repair"
    ):
        update(folder, [])


def test_a_reader_answers_from_one_generation_while_the_archive_is_rewritten(
    tmp_path: Path, folder: Path
) -> None:
    """Its segments are merged and removed under it; it has them mapped, and reads on."""
    with searcher.open(folder) as reader:
        before = reader.search("驿站", limit=100)
        for number in range(6):
            papers = tmp_path / f"{number}.jsonl"
            papers.write_text(json.dumps({"id": f"new {number}", "text": "驿站" * 50}), encoding="utf-8")
            update(folder, [papers])
        assert len(list(folder.glob("index-1/MAIN_*.columns"))) == 1
        again = reader.search("驿站", limit=100)
    assert (again.total, again.hits) == (before.total, before.hits)
    with searcher.open(folder) as reader:
        assert reader.search("驿站", limit=0).total == before.total + 6
    assert check(folder).problems == []
