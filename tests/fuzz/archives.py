"""A small archive to be damaged, and edits of its files that can be told in a few bytes.

An input is a program of edits, ten bytes each, not the bytes of a file: so every mutation of it is an
archive that is whole but for a few places. Most edits make the checksums right again: what reads the
archive then meets the damage itself, as it would meet a forger's.
"""

from __future__ import annotations

import io
import json
import os
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pytest

from index import merge_policy
from index.columnar import container
from index.columnar.container import ALIGNMENT, Container
from index.files import seal
from index.updating.update import update
from tests.builders import line, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Columns = dict[str, NDArray[Any]]

EDIT: Final = 10
"""Bytes of an edit: which file, which kind of edit, two places of two bytes, a value of four."""

MOST_EDITS: Final = 4

VALUES: Final[tuple[Any, ...]] = (
    *(None, True, -1, 0, 1, 2, 255, 256, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 10**40),
    *(1.5, float("inf"), float("nan"), "", "x", "2025-99-99", "../x", "/dev/zero", "\ud800\0\x1b[31m"),
    *([], {}, [0], [[]], ["a", "b"], [["a", "b"]], {"a": 1}, [[[[[[]]]]]], "a" * 5_000),
)
"""What a value of JSON is replaced by."""

NUMBERS: Final = (0, 1, 2, 127, 128, 254, 255, 256, 2**16 - 1, 2**16, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1)
"""What a number of a column is replaced by, as far as its type holds it."""

TYPES: Final = tuple(sorted(each.decode() for each in container._TYPES))


def make(folder: Path) -> Path:
    """Make the archive: two segments, deleted articles, pages, synonyms; return its folder."""
    papers = folder / "papers"
    papers.mkdir(parents=True)
    archive = folder / "archive"
    write(papers / "a.jsonl", "".join(map(_line, range(20))))
    gone = write(papers / "gone.jsonl", "".join(map(_line, range(20, 24))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge_policy, "SMALL", 0)  # so that they stand side by side
        update(archive, [papers])
        write(papers / "b.jsonl", "".join(map(_line, range(24, 30))))
        gone.unlink()
        update(archive, [papers])
    write(archive / "synonyms.txt", "驿站 = 红蜂驿站\n# 土左旗\n土左旗＝土默特左旗 = 土旗\n")
    return archive


def _line(number: int) -> str:
    texts = [
        f"快递员进了驿站，一共{number}个人。",
        f"的的的的社区“双报到”工作法的第{number}年，“流动党员”双报到。",
        "驿站有水，100㎡，二〇二五年4月18日，市民王芳说。" * (number % 3 * 8 + 1),
        "力 ，积 极\u0301 ABC abc " + "".join(map(chr, range(0x4E00 + number * 40, 0x4E28 + number * 40))),
    ]
    return line(
        id=f"id{number}",
        date=f"202{number % 6}-0{1 + number % 9}-1{number % 10}" if number % 7 else None,
        title=f"红蜂驿站开门{number}" if number % 3 else "",
        author="记者 杨彩霞 通讯员 李明" if number % 2 else "",
        page=str(number % 4 or ""),
        section="党建" if number % 5 else None,
        paper=("晨报", "晚报", "日报")[number % 3],
        text="\n".join(texts[: 1 + number % 5]),
    )


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of one file."""

    file: int
    kind: int
    first: int
    second: int
    value: int

    @classmethod
    def all_of(cls, program: bytes) -> Iterator[Edit]:
        """Yield the edits that an input tells."""
        for start in range(0, min(len(program), MOST_EDITS * EDIT), EDIT):
            yield cls(*struct.unpack("<BBHHI", program[start : start + EDIT].ljust(EDIT, b"\0")))

    def encoded(self) -> bytes:
        """Return the bytes that tell it."""
        return struct.pack("<BBHHI", self.file, self.kind, self.first, self.second, self.value)


class Files:
    """The files of an archive, sound; whatever edits make of them, they stay so."""

    def __init__(self, folder: Path) -> None:
        self.content = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != "lock"
        }
        self.folder = folder
        # Segments have random names; by what they hold they are the same every time.
        segments = [name for name in self.content if "MAIN_" in name and name.endswith(".columns")]
        segments.sort(key=lambda name: len(self.content[name]))
        others = [name for name in self.content if name not in segments]
        self.names = [*others, *segments * 3]
        """What the number of a file means: a segment's comes three times as often."""
        self._columns = {
            name: {key: np.array(column) for key, column in Container.open(folder / name).items()}
            for name in self.content
            if name.endswith(".columns")
        }

    def edited(self, program: bytes) -> dict[str, bytes]:
        """Return the files that an input changes, as they are then."""
        changed: dict[str, bytes] = {}
        columns: dict[str, Columns] = {}
        after: list[Edit] = []
        for edit in Edit.all_of(program):
            name = self.names[edit.file % len(self.names)]
            if name in self._columns and edit.kind % 16 < len(COLUMN_EDITS):
                columns.setdefault(name, dict(self._columns[name]))
                edit_columns(columns[name], edit)
            else:
                after.append(edit)
        for name, each in columns.items():
            changed[name] = packed(each)
        for edit in after:
            name = self.names[edit.file % len(self.names)]
            before = changed.get(name, self.content[name])
            if name.endswith(".columns"):
                changed[name] = edit_container(before, edit)
            elif name.endswith(".json") and edit.kind % 4:
                changed[name] = edit_json(before, edit)
            else:
                changed[name] = edit_bytes(before, edit)
        return changed

    def write(self, folder: Path, changed: dict[str, bytes]) -> None:
        """Put an archive of these files, some of them changed, into a new folder."""
        for name, content in self.content.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name in changed:
                path.write_bytes(changed[name])
            elif content:
                os.link(self.folder / name, path)
        (folder / "lock").touch()


def packed(columns: Columns) -> bytes:
    """Return a container of columns, with its checksums."""
    file = io.BytesIO()
    container._write(file, columns.items())
    return file.getvalue()


def edit_bytes(content: bytes, edit: Edit) -> bytes:
    """Change, cut or double some bytes; no checksum is made right."""
    place = (edit.first | edit.second << 16) % (len(content) + 1)
    match edit.kind // 4 % 4:
        case 0:
            new = bytes([edit.value & 255])
            return content[:place] + new + content[place + 1 :]
        case 1:
            return content[:place]
        case 2:
            return content[:place] + edit.value.to_bytes(4, "little") + content[place:]
        case _:
            return content[:place] + content[place : place + (edit.value & 255)] + content[place:]


def edit_json(content: bytes, edit: Edit) -> bytes:
    """Replace or remove a value of JSON, or add a key; a sealed file has its checksum again."""
    try:
        whole = json.loads(content)
    except ValueError:
        return edit_bytes(content, edit)
    is_sealed = isinstance(whole, dict) and "content" in whole
    if is_sealed:
        whole = whole["content"]
    places: list[tuple[Any, Any]] = list(_places(whole))
    new = VALUES[edit.value % len(VALUES)]
    if places and edit.kind % 4 < 3:
        inside, key = places[edit.first % len(places)]
        if edit.second % 8 == 7:
            del inside[key]
        elif edit.second % 8 == 6 and isinstance(inside, dict):
            inside[str(new)] = inside[key]
        else:
            inside[key] = new
    else:
        whole = new
    return seal(whole) if is_sealed else json.dumps(whole).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a value inside another."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def edit_columns(columns: Columns, edit: Edit) -> None:
    """Change a column, as numbers."""
    name = list(columns)[edit.first % len(columns)] if columns else ""
    if columns:
        new = COLUMN_EDITS[edit.kind % 16](columns[name], edit)
        if new is None:
            del columns[name]
        else:
            columns[name] = new


def _set(column: NDArray[Any], edit: Edit) -> NDArray[Any]:
    return _put(column, edit.second, NUMBERS[edit.value % len(NUMBERS)])


def _set_any(column: NDArray[Any], edit: Edit) -> NDArray[Any]:
    return _put(column, edit.second, edit.value)


def _add(column: NDArray[Any], edit: Edit) -> NDArray[Any]:
    flat = column.reshape(-1)
    if not len(flat) or column.dtype.kind == "f":
        return column
    return _put(column, edit.second, int(flat[edit.second % len(flat)]) + (edit.value % 9 - 4))


def _put(column: NDArray[Any], place: int, value: int) -> NDArray[Any]:
    flat = column.reshape(-1).copy()
    if not len(flat):
        return column
    if column.dtype.kind == "f":
        flat[place % len(flat)] = (float("nan"), float("inf"), -1e308, value)[value % 4]
    else:
        flat[place % len(flat)] = value & int(np.iinfo(column.dtype).max)
    return flat.reshape(column.shape)


def _fill(column: NDArray[Any], edit: Edit) -> NDArray[Any]:
    """Set all elements from a place on."""
    flat = column.reshape(-1).copy()
    if len(flat) and column.dtype.kind != "f":
        value = NUMBERS[edit.value % len(NUMBERS)] & int(np.iinfo(column.dtype).max)
        flat[edit.second % len(flat) :] = value
    return flat.reshape(column.shape)


def _cut(column: NDArray[Any], edit: Edit) -> NDArray[Any]:
    return column[: edit.second % (len(column) + 1)]


def _lengthen(column: NDArray[Any], edit: Edit) -> NDArray[Any]:
    return np.resize(column, (len(column) + edit.second % 4_096, *column.shape[1:]))


def _retype(column: NDArray[Any], edit: Edit) -> NDArray[Any]:
    code = TYPES[edit.value % len(TYPES)]
    with np.errstate(all="ignore"):
        return column.astype(code)


def _reshape(column: NDArray[Any], edit: Edit) -> NDArray[Any]:
    width = edit.second % 8
    if column.ndim > 1:
        return column.reshape(-1)
    return column[: len(column) // max(width, 1) * width].reshape(-1, width) if width else column[:, None]


def _reverse(column: NDArray[Any], edit: Edit) -> NDArray[Any]:  # noqa: ARG001 - as all of them
    return column[::-1].copy()


def _shift(column: NDArray[Any], edit: Edit) -> NDArray[Any]:
    return np.roll(column, edit.second, axis=0)


def _drop(column: NDArray[Any], edit: Edit) -> None:
    """Remove the column."""


COLUMN_EDITS: Final = (
    *(_set, _set_any, _add, _add, _set_any, _fill, _cut, _lengthen, _retype, _reshape, _reverse, _shift),
    _drop,
)
"""By the kind of edit modulo 16; those that remain are edits of the bytes of the container."""


def edit_container(content: bytes, edit: Edit) -> bytes:
    """Change a container's header, a record of its table, or any byte of it."""
    match edit.kind % 16:
        case 13 if len(content) >= ALIGNMENT:
            return _sealed(_with_number(content, edit.first % 5 * 8, edit))
        case 14 if len(content) >= ALIGNMENT:
            (begin,) = struct.unpack_from("<Q", content, 16)
            records = max((len(content) - begin) // container._RECORD.itemsize, 1)
            record = begin + edit.first % records * container._RECORD.itemsize
            offset = (0, 64, 68, 72, 80, 88, 96, 104)[edit.second % 8]
            if record + offset + 8 > len(content):
                return content
            return _sealed(_with_number(content, record + offset, edit))
        case _:
            return edit_bytes(content, edit)


def _with_number(content: bytes, place: int, edit: Edit) -> bytes:
    number = NUMBERS[edit.value % len(NUMBERS)] if edit.value & 1 else edit.value >> 1
    changed = bytearray(content)
    struct.pack_into("<Q" if edit.second & 8 else "<I", changed, place, number & (2**32 - 1))
    return bytes(changed)


def _sealed(content: bytes) -> bytes:
    """Return a container with the checksums of its table and header."""
    changed = bytearray(content)
    (begin,) = struct.unpack_from("<Q", changed, 16)
    struct.pack_into("<I", changed, 32, zlib.crc32(changed[begin:]))
    struct.pack_into(
        "<I", changed, container._CHECKED_HEADER_BYTES, container._header_checksum(changed[:ALIGNMENT])
    )
    return bytes(changed)
