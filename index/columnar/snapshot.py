"""Which segments an index consists of: one table a generation, beside Whoosh's table of contents.

The generation is Whoosh's, and so is the step that makes it the current one: the renaming of its
table of contents. Ours says the same in JSON. A reader needs only that, so it imports nothing of
Whoosh and unpickles nothing.
"""

from __future__ import annotations

import os
import re
import zlib
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from index.columnar.container import ContainerError
from index.columnar.segment import Segment
from index.files import read_file, replace_file, seal, unseal
from index.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

EXTENSION = ".columns"
"""Of a segment's one file."""

_MOST_UNITS = 2**32

_NAME = re.compile(r"MAIN_[0-9a-z]+")
_GENERATION = re.compile(r"_MAIN_(\d+)\.toc")
"""Whoosh's table of contents. By its name, since one of another version may not be loadable."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment of a generation: the name of its file, its size, the articles deleted from it."""

    name: str
    articles: int
    units: int
    deleted: Sequence[int] = ()
    deleted_units: int = 0

    def open(self, folder: Path) -> Segment:
        """Open the segment's file. Raises `FileNotFoundError` where a writer removed it meanwhile."""
        path = folder / (self.name + EXTENSION)
        try:
            segment = Segment(path, np.array(self.deleted, np.uint32))
        except ContainerError:
            if path.exists():
                raise
            raise FileNotFoundError(path) from None
        if (len(segment.dates), segment.unit_count) != (self.articles, self.units):
            raise ContainerError(
                path,
                _(
                    "has {articles} articles and {units} units, and the table of segments says otherwise"
                ).format(articles=len(segment.dates), units=segment.unit_count),
            )
        return segment


def latest_generation(folder: Path) -> int:
    """Return the latest generation of the index in `folder`, -1 where there is none.

    Raises `OSError` where the folder cannot be listed: that is not to be taken for an empty one.
    """
    try:
        names = os.listdir(folder)  # noqa: PTH208 - a search begins with it, and names will do
    except (FileNotFoundError, NotADirectoryError):
        return -1
    matches = map(_GENERATION.fullmatch, names)
    return max((int(match[1]) for match in matches if match), default=-1)


def read_table(folder: Path, generation: int) -> list[Entry]:
    """Return the segments of a generation.

    Raises `FileNotFoundError` where there is none, `ValueError` where the table is damaged.
    """
    path = table_path(folder, generation)
    content = read_file(path)
    try:
        table = unseal(content)
        entries = [Entry(**fields) for fields in table["segments"]]
        is_sound = type(table["contents"]) is int and all(map(_is_sound, entries))
    except (ValueError, TypeError, KeyError):
        is_sound = False
    if not is_sound:
        raise ValueError(f"{path.name} is no table of segments")
    return entries


def _is_sound(entry: Entry) -> bool:
    """Say whether an entry can be one: its name leads nowhere else, its deleted articles are its own."""
    numbers = [*entry.deleted, entry.articles, entry.units, entry.deleted_units]
    if any(type(number) is not int for number in numbers):
        return False
    ascending = all(before < after for before, after in pairwise([-1, *entry.deleted, entry.articles]))
    is_possible = 0 <= entry.deleted_units <= entry.units < _MOST_UNITS
    return bool(_NAME.fullmatch(entry.name)) and ascending and is_possible


def write_table(folder: Path, generation: int, entries: Sequence[Entry], contents: bytes) -> None:
    """Store the segments of a generation; of no effect until that generation is there.

    `contents` is Whoosh's table of contents of it, to come: its checksum is kept here.
    """
    table = {"contents": zlib.crc32(contents), "segments": [asdict(entry) for entry in entries]}
    replace_file(table_path(folder, generation), seal(table))


def checksum_of_contents(folder: Path, generation: int) -> int:
    """Return the checksum of Whoosh's table of contents; raises as `read_table` does."""
    checksum: int = unseal(read_file(table_path(folder, generation)))["contents"]
    return checksum


def open_segments(folder: Path) -> list[Segment]:
    """Open the segments of the latest generation.

    Raises `FileNotFoundError` where there is none, or where a writer removed it meanwhile.
    """
    return [entry.open(folder) for entry in read_table(folder, latest_generation(folder))]


def table_path(folder: Path, generation: int) -> Path:
    """Return the file of a generation's table."""
    return folder / f"segments-{generation}.json"


def contents_path(folder: Path, generation: int) -> Path:
    """Return the file of Whoosh's table of contents of a generation."""
    return folder / f"_MAIN_{generation}.toc"
