"""An archive that somebody forged, checksums and all: it is refused in words, and leads nowhere else."""

from __future__ import annotations

import json
import os
import shutil
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import searcher
from index.check import check
from index.columnar.container import Container, write_container
from index.errors import ArchiveError
from index.files import seal, unseal
from index.manifest import Refusal
from index.updating.update import update
from searcher.cli.context import FAILED
from tests.command import call, make_archive
from tests.fuzz.limits import limited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Column = NDArray[Any]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive of three articles."""
    return make_archive(tmp_path_factory.mktemp("forged"))


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """Return a copy of it that may be forged."""
    return Path(shutil.copytree(sound, tmp_path / "archive"))


@pytest.fixture(autouse=True)
def few_resources() -> Iterator[None]:
    """Hold every test to 512 MB more than there was, and a minute."""
    with limited(megabytes=512, seconds=60):
        yield


def segment_of(folder: Path) -> Path:
    """Return the file of an archive's one segment."""
    (path,) = folder.glob("index-1/MAIN_*.columns")
    return path


def forge(path: Path, name: str, forged: Callable[[Column], Column]) -> None:
    """Put another column in a column's place, with its checksum."""
    columns = {key: np.array(column) for key, column in Container.open(path).items()}
    columns[name] = forged(columns[name])
    write_container(path, columns)


def put(place: int, value: int) -> Callable[[Column], Column]:
    """Return what puts a number at a place of a column."""

    def forged(column: Column) -> Column:
        column.reshape(-1)[place] = value
        return column

    return forged


def filled(value: float) -> Callable[[Column], Column]:
    """Return what fills a column with a number."""
    return lambda column: np.full_like(column, value)


def inflated(_: Column) -> Column:
    """Return records that take a thousand times as much memory as they are long."""
    compressor = zlib.compressobj()
    pieces = [compressor.compress(bytes(1 << 20)) for _ in range(1 << 10)]
    return np.frombuffer(b"".join([*pieces, compressor.flush()]), np.uint8)


def use(folder: Path) -> set[str]:
    """Ask an archive in many ways, update it; return what was said against it, without the archive's path."""
    said = set()
    queries = ["驿站", "快递员", "㎡ OR 员 -外", "标题:驿站", "驿 NEAR/5 有"]
    asked: list[Callable[[searcher.Archive], object]] = [
        *(lambda archive, query=query: archive.search(query, facets=("year", "paper")) for query in queries),
        lambda archive: archive.search("驿站 快递", mode="relaxed", sort="newest"),
        lambda archive: archive.article("two"),
        lambda archive: archive.names(),
        lambda archive: archive.timeline("驿站"),
    ]
    for ask in asked:
        try:
            with searcher.open(folder) as archive:
                ask(archive)
        except ArchiveError as error:
            said.add(str(error))
    try:
        update(folder, [])
        said.update(check(folder).problems)
    except ArchiveError as error:
        said.add(str(error))
    return {each.replace(str(segment_of(folder)), "SEGMENT").replace(str(folder), "DIR") for each in said}


FORGED: list[tuple[str, Callable[[Column], Column], str]] = [
    # What would take memory without end.
    ("word.universe", filled(2**60), "column word.universe contradicts the others"),
    ("pair.universe", filled(2**31), "column pair.universe contradicts the others"),
    ("folding.sizes", put(0, 255), "(symbols do not fold to what is stored)"),
    ("article.first_unit", put(1, 2**32 - 1), "column article.first_unit does not cover the units"),
    ("text.starts", put(2, 2**16 - 1), "column text.starts contradicts the others"),
    ("kind.counts", filled(200), "(articles have not as many values as are stored)"),
    ("record.data", inflated, "column record.block contradicts the others"),
    # What would lead out of a column.
    ("word.blocks", put(0, 2**31), "column word.blocks contradicts the others"),
    ("pair.term.starts", put(1, 2**32 - 1), "column pair.term.starts contradicts the others"),
    ("text.main", put(3, 255), "columns text.… contradict each other"),
    ("kind.numbers", put(0, 9), "column kind.numbers contradicts the others"),
    ("article.of_hash", put(0, 2), "column article.of_hash contradicts the others"),
    ("word.term.blob", put(0, 255), "columns word.… contradict each other"),
    # What no article can have.
    ("article.date", put(0, 20_251_399), "column article.date contradicts the others"),
    ("unit.kind", put(0, 77), "column unit.kind contradicts the others"),
    ("statistics", filled(0), "column statistics contradicts the others"),
    # Columns of another form.
    (
        "alphabet",
        lambda column: column.astype(np.float64),
        "column alphabet has numbers of another kind (<f8)",
    ),
    ("text.main", lambda column: column.reshape(1, -1), "column text.main has numbers of another kind (|u1)"),
    ("unit.kind", lambda column: column[:-1], "column unit.words.bytes has 10 rows where 9 belong"),
]


@pytest.mark.parametrize(
    ("name", "forged", "reason"), FORGED, ids=[f"{name} {reason}" for name, _, reason in FORGED]
)
def test_a_forged_column_is_named(
    folder: Path, name: str, forged: Callable[[Column], Column], reason: str
) -> None:
    """By the check, and by each search and update that comes upon it; none takes its word for it."""
    forge(segment_of(folder), name, forged)
    assert any(reason in problem for problem in check(folder).problems), check(folder).problems
    assert all(each.endswith("; mend it with: searcher check --repair") for each in use(folder))


@pytest.mark.parametrize(
    ("name", "forged", "reason"),
    [
        ("weights.2", filled(65_535), "its words have no weights"),
        ("model.start", filled(np.nan), "its words have no weights"),
        ("weights.2", lambda column: column[:-1], "has not the columns of a lexicon"),
        ("model.emissions", lambda column: column[:, :3], "has not the columns of a lexicon"),
    ],
)
def test_a_forged_lexicon_is_named(
    folder: Path, name: str, forged: Callable[[Column], Column], reason: str
) -> None:
    """By its form when it is opened, by its numbers when a query meets them or the check is run."""
    path = folder / "index-1" / "lexicon.columns"
    forge(path, name, forged)
    complaint = f"{path}: {reason}; mend it with: searcher check --repair"
    assert check(folder).problems == [complaint]
    assert {each.replace("DIR", str(folder)) for each in use(folder)} <= {complaint}


@pytest.mark.parametrize(
    "lines",
    [b"{}", b"[]", b"[" * 100_000, b'{"id": 1}', b'{"id": NaN}', b"\xff", b""],
    ids=lambda line: repr(line[:9]),
)
def test_a_record_that_is_none_is_refused(folder: Path, lines: bytes) -> None:
    """Whatever JSON or no JSON stands in its place."""
    block = zlib.compress(b"\n".join([lines] * 3))
    forge(segment_of(folder), "record.block", put(1, len(block)))
    forge(segment_of(folder), "record.data", lambda _: np.frombuffer(block, np.uint8))
    with searcher.open(folder) as archive, pytest.raises(ArchiveError, match=r"columns record\.… contradict"):
        archive.search("驿站")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "2025-13-01"),
        ("date", "20250401"),
        ("kind", "script"),
        ("id", None),
        ("file", ["a"]),
        ("paper", "\ud800"),
        ("byline", [["a"]]),
        ("confidence", 1e999),
        ("lines", [[[1]]]),
        ("lines", -1),
    ],
)
def test_a_record_with_a_field_of_no_such_value_is_refused(folder: Path, field: str, value: Any) -> None:
    """It is shown, compared and computed with: so it is looked at where it is read."""
    path = segment_of(folder)
    records = zlib.decompress(Container.open(path)["record.data"].tobytes()).split(b"\n")
    records[0] = json.dumps({**json.loads(records[0]), field: value}).encode()
    block = zlib.compress(b"\n".join(records))
    forge(path, "record.block", put(1, len(block)))
    forge(path, "record.data", lambda _: np.frombuffer(block, np.uint8))
    with searcher.open(folder) as archive, pytest.raises(ArchiveError, match=r"record"):
        archive.search("快递员进了驿站")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("path", 7),
        ("path", "a\0b"),
        ("file", None),
        ("size", -1),
        ("articles", "3"),
        ("is_whole", 1),
        ("digest", []),
    ],
)
def test_a_forged_list_of_files_is_refused(folder: Path, key: str, value: Any) -> None:
    """Before anything is read or removed for it."""
    path = folder / "index-1" / "sources-1.json"
    content = unseal(path.read_bytes())
    content["files"]["1"][key] = value
    path.write_bytes(seal(content))
    with pytest.raises(ArchiveError, match=r"sources-1\.json is damaged"):
        update(folder, [])


@pytest.mark.parametrize(
    ("key", "value"), [("path", "a\0b"), ("reason", None), ("line", "1"), ("size", "1"), ("modified", None)]
)
def test_a_forged_list_of_refusals_is_refused(folder: Path, key: str, value: Any) -> None:
    """It is shown, and compared with what is on the disk."""
    path = folder / "index-1" / "sources-1.json"
    content = unseal(path.read_bytes())
    refusal = asdict(Refusal("/p/a.txt", "a.txt", "is empty"))
    content["refusals"] = [{**refusal, key: value}]
    path.write_bytes(seal(content))
    with pytest.raises(ArchiveError, match=r"sources-1\.json is damaged"):
        update(folder, [])


@pytest.mark.parametrize("key", ["articles", "units", "deleted_units"])
@pytest.mark.parametrize("value", [1.0, True, -1, 2**40, "3", None])
def test_a_forged_table_of_segments_is_refused(folder: Path, key: str, value: Any) -> None:
    """Numbers that are none, and such as no segment has."""
    path = folder / "index-1" / "segments-1.json"
    content = unseal(path.read_bytes())
    content["segments"][0][key] = value
    path.write_bytes(seal(content))
    with pytest.raises(ArchiveError, match=r"is damaged|table of segments"):
        searcher.open(folder)


def replaced(path: Path, how: str) -> None:
    """Put a pipe, a device or a folder in a file's place."""
    path.unlink()
    if how == "pipe":
        os.mkfifo(path)
    elif how == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()


@pytest.mark.parametrize("how", ["pipe", "device", "folder"])
@pytest.mark.parametrize(
    "name",
    [
        "archive.json",
        "segments-1.json",
        "sources-1.json",
        "lexicon.columns",
        "MAIN_*.columns",
        "synonyms.txt",
    ],
)
def test_what_is_no_file_is_not_read(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, how: str
) -> None:
    """A pipe would be waited for, a device never ends: one line says so, or it is not needed."""
    (folder / "synonyms.txt").write_text("驿站 = 站\n", encoding="utf-8")
    (path,) = folder.rglob(name)
    replaced(path, how)
    for arguments in (["驿站"], ["check"], ["index", str(folder.parent)]):
        outcome = call(capsys, "--archive", folder, *arguments)
        assert outcome.status in {0, FAILED}
        if outcome.status == FAILED:
            assert (outcome.output, outcome.errors.count("\n")) == ("", 1)


@pytest.mark.parametrize("name", ["lock", "archive.json.new", "index-1", "index-2", "archive.json"])
def test_a_link_in_an_archive_is_not_written_through(folder: Path, tmp_path: Path, name: str) -> None:
    """Nothing outside of it is written, cut off or removed."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for kept in ("segments-9.json", "sources-9.json", "notes.new", "archive.json", "MAIN_x.columns"):
        (elsewhere / kept).write_text("mine", encoding="utf-8")
    before = {path.name: path.read_bytes() for path in elsewhere.iterdir()}
    path = folder / name
    if path.is_dir():
        shutil.move(path, tmp_path / "moved")
    path.unlink(missing_ok=True)
    path.symlink_to(elsewhere if name.startswith("index") else elsewhere / "archive.json")
    with pytest.raises(ArchiveError, match=f"{name} is a link or no file"):
        update(folder, [])
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == before
