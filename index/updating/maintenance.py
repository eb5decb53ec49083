"""What an archive is asked to do beside reading files: forget some, and put its segments in order."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import archive, manifest
from index.columnar.snapshot import EXTENSION, latest_generation, read_table
from index.merge_policy import groups_to_compact
from index.sources import printable
from index.updating.session import Session
from index.updating.update import prepare, written
from index.writer import ArchiveWriter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.updating.report import Report


@dataclass(frozen=True, slots=True)
class Size:
    """How many segments an index has, and their bytes."""

    segments: int
    bytes: int


def remove(folder: Path, paths: Iterable[Path]) -> Report:
    """Forget the articles of files, and of all files below folders, whether these are there or not.

    A path counts as it is written, and as what it is really. The files stay; indexed again, they come in
    again. Returns how many were removed, 0 where the archive has none of them.

    Raises `ArchiveError` where there is no archive of this version, or it cannot be written.
    """
    archive.current_state(folder)  # before a lock is made in what is no archive
    with written(folder):
        current = prepare(folder, archive.current_state(folder))
        known = manifest.load(current)
        named = [(os.path.realpath(path), printable(path).rstrip("/")) for path in paths]
        keys = [
            key
            for key, record in known.records.items()
            if any(_is_in(record.path, real) or _is_in(record.file, shown) for real, shown in named)
        ]
        session = Session(current, known)
        return session.remove(keys) if keys else session.report


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def compact(folder: Path) -> tuple[Size, Size]:
    """Merge an archive's segments and drop what is deleted in them; return their size before and after.

    Raises `ArchiveError` where there is no archive of this version, or it cannot be written.
    """
    archive.current_state(folder)  # before a lock is made in what is no archive
    with written(folder):
        current = prepare(folder, archive.current_state(folder))
        before = _size(current)
        with ArchiveWriter(current) as writer:
            if writer.is_compact:
                return before, before
            manifest.save(current, writer.generation, manifest.load(current))
            writer.commit(groups_to_compact)
        manifest.clean_if_possible(current)
        return before, _size(current)


def _size(index_folder: Path) -> Size:
    entries = read_table(index_folder, latest_generation(index_folder))
    return Size(
        len(entries), sum((index_folder / (entry.name + EXTENSION)).stat().st_size for entry in entries)
    )
