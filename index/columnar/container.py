"""One file of named arrays: written in one pass, opened without reading, checked when asked.

    header    64 bytes, written last: a file that was not finished has none
    columns   each on a multiple of 64 bytes, followed by at least 16 zero bytes
    table     one fixed-size record a column: name, type, shape, offset, length, checksum

The table stands at the end because the checksums are only known once the columns are written: so
they are written in one pass, and a column may be made when its turn comes. Every byte of the file is
under a checksum: the header's own, the table's, and a column's, which covers the zeros after it.

The checksum is CRC-32 (`zlib.crc32`): it is in the standard library, runs at memory speed, and finds
every burst of up to 32 bits and, as its polynomial is primitive, every two flipped bits within
512 MB. It guards against disks, not against forgers; a cryptographic digest would cost more and
promise nothing more here.
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from collections.abc import Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import numpy as np

from index.errors import ArchiveError
from index.files import create_file, open_file, sync_folder
from index.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy.typing as npt

    from index.columnar.arrays import Columns, NewColumns

    NewColumn = npt.NDArray[Any] | bytes
    NamedColumns = Mapping[str, NewColumn]

MAGIC = b"SEARCHCL"
VERSION = 1
ALIGNMENT = 64
"""Of every column: a cache line, and a multiple of every element's size."""

PADDING = 16
"""Zero bytes after every column, so that an 8-byte load that begins in it ends in the file."""

_HEADER = struct.Struct("<8sIIQQII")
"""Magic, version, number of columns, offset of the table, length of the file, checksums of both."""

_CHECKED_HEADER_BYTES = _HEADER.size - 4
_RECORD = np.dtype(
    [
        ("name", "S64"),
        ("type", "S4"),
        ("dimensions", "<u4"),
        ("rows", "<u8"),
        ("width", "<u8"),
        ("offset", "<u8"),
        ("length", "<u8"),
        ("checksum", "<u4"),
        ("reserved", "<u4"),
    ]
)
_TYPES = frozenset({b"|u1", b"|i1", b"<u2", b"<i2", b"<u4", b"<i4", b"<u8", b"<i8", b"<f4", b"<f8"})


class ContainerError(ArchiveError):
    """A segment file cannot be written, or is not what was written.

    The message names the file, the fault and the next step.
    """

    def __init__(self, path: Path, fault: str, remedy: str | None = None) -> None:
        self.path = path
        self.fault = fault
        super().__init__(
            _("{path}: {fault}; {remedy}").format(
                path=path, fault=fault, remedy=remedy or _("mend it with: searcher check --repair")
            )
        )


def prefixed(prefix: str, columns: Columns) -> NewColumns:
    """Return the same columns under longer names; `stripped` and `Container.columns` find them again."""
    return {prefix + name: column for name, column in columns.items()}


def stripped(prefix: str, columns: Columns) -> NewColumns:
    """Return the columns whose names begin with `prefix`, under the rest of their names."""
    return {name[len(prefix) :]: columns[name] for name in columns if name.startswith(prefix)}


def write_container(path: Path, columns: NamedColumns | Iterable[tuple[str, NewColumn]]) -> None:
    """Write the columns as one file that appears under its name whole or not at all.

    Columns are one- or two-dimensional arrays of integers or floats, or bytes; names are ASCII of at
    most 64 characters. In place of a mapping, pairs of names and columns: each is written before the
    next is asked for, so that not all of them need be in memory.

    Raises `ValueError` for a column of another kind and `ContainerError` where the file system refuses.
    """
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with refusals(path):
            with create_file(unfinished) as file:
                _write(file, columns.items() if isinstance(columns, Mapping) else columns)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
            sync_folder(path.parent)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the file system refuses while a segment is made into a `ContainerError` of its file."""
    try:
        yield
    except OSError as fault:
        remedy = _("make room on the disk or check the permissions, then index again")
        raise ContainerError(
            path, _("cannot be written ({reason})").format(reason=fault.strerror), remedy
        ) from fault


def _write(file: IO[bytes], columns: Iterable[tuple[str, NewColumn]]) -> None:
    records = []
    file.write(bytes(ALIGNMENT))
    offset = ALIGNMENT
    for name, column in columns:
        array = _storable(name, column)
        padding = bytes(_extent(array.nbytes) - array.nbytes)
        data = array.reshape(-1).view(np.uint8).data
        file.write(data)
        file.write(padding)
        rows, width = (*array.shape, 1)[:2]
        checksum = zlib.crc32(padding, zlib.crc32(data))
        records.append((name, array.dtype.str, array.ndim, rows, width, offset, array.nbytes, checksum, 0))
        offset += _extent(array.nbytes)
    table = np.array(records, _RECORD).tobytes()
    file.write(table)
    values = (MAGIC, VERSION, len(records), offset, offset + len(table), zlib.crc32(table))
    header = bytearray(ALIGNMENT)
    _HEADER.pack_into(header, 0, *values, 0)
    struct.pack_into("<I", header, _CHECKED_HEADER_BYTES, _header_checksum(header))
    file.seek(0)
    file.write(header)


def _storable(name: str, column: NewColumn) -> npt.NDArray[Any]:
    if not (name.isascii() and name.isprintable() and 0 < len(name) <= 64):
        raise ValueError(f"a column's name is 1 to 64 printable ASCII characters, not {name!r}")
    array = np.frombuffer(column, np.uint8) if isinstance(column, bytes) else column
    array = np.ascontiguousarray(array, array.dtype.newbyteorder("<")) if array.ndim else array
    if array.ndim not in {1, 2} or array.dtype.str.encode() not in _TYPES:
        raise ValueError(
            f"column {name} has {array.ndim} dimensions of {array.dtype}, which cannot be stored"
        )
    return array


def _extent(length: int) -> int:
    """Return the bytes a column of `length` bytes occupies, with what follows up to the next one."""
    return -(-(length + PADDING) // ALIGNMENT) * ALIGNMENT


def _header_checksum(header: bytes | bytearray) -> int:
    """Return that of all 64 bytes but the checksum's own."""
    after = header[_HEADER.size : ALIGNMENT]
    return zlib.crc32(after, zlib.crc32(header[:_CHECKED_HEADER_BYTES]))


class Column(NamedTuple):
    """One record of the table: where a column is, and what it is made of."""

    type: str
    shape: tuple[int, ...]
    offset: int
    length: int
    checksum: int


class Container(Mapping[str, "npt.NDArray[Any]"]):
    """The columns of one file as read-only arrays on its memory map: a page is read when it is touched.

    The map lives as long as the container or any of its arrays does.
    """

    def __init__(self, path: Path, memory: mmap.mmap, table: Mapping[str, Column]) -> None:
        self.path = path
        self._memory = memory
        self.table = table
        """The columns by name, as the file's table has them: nothing of them is read."""

    @classmethod
    def open(cls, path: Path) -> Container:
        """Map the file and read its header and table, nothing else.

        Raises `ContainerError` where the file is missing, is no container, is of another version, has
        not its length, or where its header or table is damaged.
        """
        try:
            with open_file(path) as file:
                header = file.read(ALIGNMENT)
                actual = os.fstat(file.fileno()).st_size
                if len(header) < ALIGNMENT:
                    raise ContainerError(path, _("is cut off after {actual} bytes").format(actual=actual))
                memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as fault:
            # One that is there need not be damaged: nobody shall be told to remove it.
            is_there = not isinstance(fault, FileNotFoundError)
            remedy = _("check the disk and the permissions, then try again") if is_there else None
            raise ContainerError(
                path, _("cannot be opened ({reason})").format(reason=fault.strerror), remedy
            ) from fault
        magic, version, columns, offset, length, table_checksum, checksum = _HEADER.unpack_from(header)
        if magic != MAGIC:
            raise ContainerError(path, _("is no segment file, or was not finished"))
        if version != VERSION:  # before the checksum: another version may keep it elsewhere
            raise ContainerError(
                path,
                _("has format version {version}, not {known}").format(version=version, known=VERSION),
            )
        if checksum != _header_checksum(header):
            raise ContainerError(path, _("is damaged in its header"))
        if actual != length:
            raise ContainerError(
                path,
                _("has {actual} bytes where {expected} were written").format(actual=actual, expected=length),
            )
        table = memory[offset:]
        if len(table) != columns * _RECORD.itemsize or zlib.crc32(table) != table_checksum:
            raise ContainerError(path, _("is damaged in its table of columns"))
        return cls(path, memory, _read_table(path, table, offset))

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        column = self.table[name]
        return np.ndarray(column.shape, column.type, self._memory, column.offset)

    def __iter__(self) -> Iterator[str]:
        return iter(self.table)

    def __len__(self) -> int:
        return len(self.table)

    def columns(self, prefix: str) -> NewColumns:
        """Return the columns whose names begin with `prefix`, under the rest of their names."""
        return stripped(prefix, self)

    def verify(self) -> None:
        """Read the whole file and compare every column with its checksum.

        Raises `ContainerError` naming the first column that is damaged.
        """
        with memoryview(self._memory) as memory:
            for name, column in self.table.items():
                with memory[column.offset : column.offset + _extent(column.length)] as extent:
                    if zlib.crc32(extent) != column.checksum:
                        raise ContainerError(self.path, _("is damaged in column {name}").format(name=name))


def _read_table(path: Path, table: bytes, end: int) -> dict[str, Column]:
    """Return the columns of a table; raise where they do not fill the file up to `end`.

    The checksum only says that the table is the one written, and who forges a file makes it right: a wrong
    table must neither become a wrong answer nor lead out of the file.
    """
    columns: dict[str, Column] = {}
    offset = ALIGNMENT
    for name, code, dimensions, rows, width, begin, length, checksum, _reserved in np.frombuffer(
        table, _RECORD
    ).tolist():
        known = code in _TYPES and dimensions in {1, 2} and begin == offset and name.isascii()
        is_flat = (dimensions == 2 or width == 1) and max(rows, width) <= end
        if not known or not is_flat or rows * width * int(code[2:]) != length or name.decode() in columns:
            raise ContainerError(path, _("has a table of columns that contradicts itself"))
        shape = (rows, width)[:dimensions]
        columns[name.decode()] = Column(code.decode(), shape, begin, length, checksum)
        offset += _extent(length)
    if offset != end:
        raise ContainerError(path, _("has a table of columns that contradicts itself"))
    return columns
