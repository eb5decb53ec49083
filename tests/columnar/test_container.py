"""The container: what is written is read, and what is damaged is named."""

from __future__ import annotations

import errno
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columnar.container import ALIGNMENT, PADDING, Container, ContainerError, prefixed, write_container
from index.errors import ArchiveError
from tests.columnar import unhurried

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy.typing as npt

TYPES = ["u1", "i1", "<u2", ">u2", "<i4", "<u4", ">i8", "<u8", "<f4", "<f8"]


@st.composite
def arrays(draw: st.DrawFn) -> npt.NDArray[Any]:
    """Draw an array of one or two dimensions, any of them possibly empty, of a type that can be stored."""
    shape = draw(st.lists(st.integers(0, 9), min_size=1, max_size=2))
    return np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(draw(st.sampled_from(TYPES)))


columns = st.dictionaries(st.text("abc.", min_size=1, max_size=64), arrays() | st.binary(), max_size=5)

SMALL: dict[str, npt.NDArray[Any] | bytes] = {
    "units": np.array([3, 5, 8], np.uint32),
    "blocks": np.zeros((2, 3), np.uint64),
    "blob": "红蜂驿站".encode(),
    "nothing": b"",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples of a law: each writes its file anew."""
    return tmp_path_factory.mktemp("container")


@unhurried
@given(columns)
def test_columns_come_back(folder: Path, written: dict[str, npt.NDArray[Any] | bytes]) -> None:
    """What is written is read: names in their order, shapes, values; and nothing is found damaged."""
    path = folder / "segment"
    write_container(path, written)
    container = Container.open(path)
    container.verify()
    assert list(container) == list(written)
    for name, column in written.items():
        expected = np.frombuffer(column, np.uint8) if isinstance(column, bytes) else column
        assert container[name].dtype == expected.dtype.newbyteorder("<")
        np.testing.assert_array_equal(container[name], expected)


def test_columns_are_aligned_and_padded(tmp_path: Path) -> None:
    """Every column begins on a multiple of 64 bytes and has 16 zero bytes after it."""
    write_container(tmp_path / "segment", {"a": b"a" * 60, "b": b"b" * 48, "c": b"c"})
    content = (tmp_path / "segment").read_bytes()
    begins = [content.index(letter) for letter in (b"aa", b"bb", b"c" + bytes(PADDING))]
    assert [begin % ALIGNMENT for begin in begins] == [0, 0, 0]
    assert content[begins[0] + 60 :][:PADDING] == content[begins[1] + 48 :][:PADDING] == bytes(PADDING)


def test_a_column_cannot_be_written_to(tmp_path: Path) -> None:
    """A view on the file is read-only."""
    write_container(tmp_path / "segment", SMALL)
    units = Container.open(tmp_path / "segment")["units"]
    with pytest.raises(ValueError, match="read-only"):
        units[0] = 1


def test_columns_of_a_prefix(tmp_path: Path) -> None:
    """Several makers of columns share a file, each under its prefix."""
    one = prefixed("words.", {"counts": np.array([1])})
    two = prefixed("pairs.", {"counts": np.array([2])})
    write_container(tmp_path / "segment", {**one, **two})
    container = Container.open(tmp_path / "segment")
    assert {name: column.tolist() for name, column in container.columns("pairs.").items()} == {"counts": [2]}


def test_a_column_outlives_its_container(tmp_path: Path) -> None:
    """A view keeps the map alive, also after the file is replaced: a reader sees one state."""
    path = tmp_path / "segment"
    write_container(path, SMALL)
    units = Container.open(path)["units"]
    write_container(path, {"units": np.array([9], np.uint32)})
    assert units.tolist() == [3, 5, 8]


@unhurried
@given(st.data())
def test_a_flipped_bit_is_found(folder: Path, data: st.DataObject) -> None:
    """Whichever bit of the file is flipped, opening or verifying it names the file."""
    path = folder / "flipped"
    write_container(path, SMALL)
    content = bytearray(path.read_bytes())
    bit = data.draw(st.integers(0, len(content) * 8 - 1))
    content[bit >> 3] ^= 1 << (bit & 7)
    path.write_bytes(content)
    with pytest.raises(ContainerError, match=re.escape(str(path))):
        Container.open(path).verify()


def test_the_damaged_column_is_named(tmp_path: Path) -> None:
    """A damaged column is named with its file and the next step, in one line."""
    path = tmp_path / "segment"
    write_container(path, SMALL)
    path.write_bytes(path.read_bytes().replace("蜂".encode(), "峰".encode()))
    with pytest.raises(ArchiveError) as raised:
        Container.open(path).verify()
    assert str(raised.value) == f"{path}: is damaged in column blob; mend it with: searcher check --repair"


@unhurried
@given(st.data())
def test_a_truncated_file_does_not_open(folder: Path, data: st.DataObject) -> None:
    """Whatever is cut off, the file does not open."""
    path = folder / "truncated"
    write_container(path, SMALL)
    content = path.read_bytes()
    path.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    with pytest.raises(ContainerError):
        Container.open(path)


def test_a_longer_file_does_not_open(tmp_path: Path) -> None:
    """Bytes after the end are a fault too."""
    write_container(tmp_path / "segment", SMALL)
    with (tmp_path / "segment").open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ContainerError, match="bytes where"):
        Container.open(tmp_path / "segment")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is cut off after 0 bytes"),
        (bytes(200), "is no segment file, or was not finished"),
        (b"SEARCHCL\2" + bytes(200), "has format version 2, not 1"),
    ],
)
def test_another_file_does_not_open(tmp_path: Path, content: bytes, fault: str) -> None:
    """A file that is no container says so."""
    (tmp_path / "segment").write_bytes(content)
    with pytest.raises(ContainerError) as raised:
        Container.open(tmp_path / "segment")
    assert raised.value.fault == fault


def test_a_missing_file_does_not_open(tmp_path: Path) -> None:
    """A missing file is an error of the archive, not a traceback."""
    with pytest.raises(ContainerError, match="cannot be opened"):
        Container.open(tmp_path / "segment")


class FullDisk(dict[str, bytes]):
    """Columns of which the second cannot be made."""

    def __init__(self, fault: BaseException) -> None:
        super().__init__(one=b"1", two=b"2")
        self.fault = fault

    def items(self) -> Iterator[tuple[str, bytes]]:  # type: ignore[override]  # an iterator is enough here
        yield "one", b"1"
        raise self.fault


@pytest.mark.parametrize(
    ("fault", "raised"),
    [(OSError(errno.ENOSPC, "full"), ContainerError), (KeyboardInterrupt(), KeyboardInterrupt)],
)
def test_a_write_that_fails_changes_nothing(
    tmp_path: Path, fault: BaseException, raised: type[BaseException]
) -> None:
    """Where writing breaks off, the file before stays and nothing else is left behind."""
    path = tmp_path / "segment"
    write_container(path, SMALL)
    before = path.read_bytes()
    with pytest.raises(raised):
        write_container(path, FullDisk(fault))
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("segment", before)]


@pytest.mark.parametrize("column", [np.array(["a"]), np.array([None]), np.zeros((1, 1, 1)), np.array(1)])
def test_other_columns_are_refused(tmp_path: Path, column: npt.NDArray[Any]) -> None:
    """Only arrays of integers and floats in one or two dimensions are stored: never objects."""
    with pytest.raises(ValueError, match="column a has"):
        write_container(tmp_path / "segment", {"a": column})
