"""The files an index came from, one list a generation, beside the index."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.index import EmptyIndexError, open_dir

from index.archive import replace_file
from index.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Record:
    """What an archive knows of a file it was made from."""

    path: str
    file: str
    size: int
    modified: int
    digest: str
    articles: int
    units: int
    is_whole: bool
    """False where some of its lines were refused: it is read again, and reported, every time."""


def load(folder: Path) -> dict[int, Record]:
    """Return the files of the latest generation of the index in `folder`, by key."""
    return {int(key): Record(**fields) for key, fields in _read(folder).items()}


def known_sources(folder: Path) -> Iterator[Source]:
    """Yield the files of an index of any version, to be read again."""
    for fields in _read(folder).values():
        yield Source(Path(fields["path"]), fields["file"])


def save(folder: Path, generation: int, records: dict[int, Record]) -> None:
    """Store the files of a generation; of no effect until that generation is there."""
    content = json.dumps({str(key): asdict(record) for key, record in records.items()})
    replace_file(_path(folder, generation), content.encode())


def drop_others(folder: Path, generation: int) -> None:
    """Remove the lists of all generations but one."""
    for path in folder.glob("sources-*.json"):
        if path != _path(folder, generation):
            path.unlink()


def _path(folder: Path, generation: int) -> Path:
    return folder / f"sources-{generation}.json"


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        generation = open_dir(str(folder)).latest_generation()
    except (EmptyIndexError, OSError):
        return {}
    try:
        content = _path(folder, generation).read_bytes()
    except FileNotFoundError:
        return {}
    files: dict[str, dict[str, Any]] = json.loads(content)
    return files
