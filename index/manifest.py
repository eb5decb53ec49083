"""The files an index came from, one list a generation, beside the index."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from index.archive import replace_file

if TYPE_CHECKING:
    from pathlib import Path

UNKNOWN = -1
"""No time of change: not even of a file from an archive that sets all times to 0."""

_GENERATION = re.compile(r"_MAIN_(\d+)\.toc")
"""Whoosh's table of contents. By its name, since one of another version may not be loadable."""


@dataclass(frozen=True, slots=True)
class Record:
    """What an archive knows of a file it was made from."""

    path: str
    file: str
    size: int
    modified: int
    """Time of change in nanoseconds; `UNKNOWN` where it could not show that nothing changed since."""
    digest: str
    """SHA-256 of what was indexed; "" where nothing was: it is tried again by every update."""
    articles: int
    units: int
    is_whole: bool
    """False where some of its lines were refused: they are reported every time."""


def load(folder: Path) -> dict[int, Record]:
    """Return the files of the latest generation of the index in `folder`, by key."""
    return {int(key): Record(**fields) for key, fields in _read(folder).items()}


def to_read_again(folder: Path) -> dict[int, Record]:
    """Return the files of an index of any version, by new keys, as files of which nothing is indexed yet."""
    return {
        key: Record(
            path=fields["path"],
            file=fields["file"],
            size=0,
            modified=UNKNOWN,
            digest="",
            articles=0,
            units=0,
            is_whole=False,
        )
        for key, fields in enumerate(_read(folder).values(), start=1)
    }


def save(folder: Path, generation: int, records: dict[int, Record]) -> None:
    """Store the files of a generation; of no effect until that generation is there."""
    content = json.dumps({str(key): asdict(record) for key, record in records.items()})
    replace_file(_path(folder, generation), content.encode())


def clean(folder: Path) -> None:
    """Remove the lists of all generations but the latest, and what a killed writer left of one."""
    current = _path(folder, _latest_generation(folder))
    for path in folder.glob("sources-*.json*"):
        if path != current:
            path.unlink()


def _path(folder: Path, generation: int) -> Path:
    return folder / f"sources-{generation}.json"


def _latest_generation(folder: Path) -> int:
    """Return the latest generation of the index in `folder`, -1 where there is none."""
    matches = map(_GENERATION.fullmatch, (path.name for path in folder.glob("*.toc")))
    return max((int(match[1]) for match in matches if match), default=-1)


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        content = _path(folder, _latest_generation(folder)).read_bytes()
    except FileNotFoundError:
        return {}
    files: dict[str, dict[str, Any]] = json.loads(content)
    return files
