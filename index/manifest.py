"""The files an index came from, one list a generation, beside the index."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from index.columnar.snapshot import latest_generation
from index.errors import ArchiveError
from index.files import read_file, replace_file, seal, unseal
from index.language import gettext as _
from index.sources import printable

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 2**63

UNKNOWN = -1
"""No time of change: not even of a file from an archive that sets all times to 0."""


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
    """Return the files of the latest generation of the index in `folder`, by key.

    Raises `ArchiveError` where the list is damaged.
    """
    path = path_of_latest(folder)
    try:
        return {int(key): _sound(Record(**fields)) for key, fields in unseal(read_file(path)).items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError) as error:
        raise _damaged(path) from error


def to_read_again(folder: Path) -> dict[int, Record]:
    """Return the files of an index of any version, by new keys, as files of which nothing is indexed yet.

    Raises `ArchiveError` where the list is damaged.
    """
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
        for key, fields in enumerate(_read_of_any_version(folder), start=1)
    }


def save(folder: Path, generation: int, records: dict[int, Record]) -> None:
    """Store the files of a generation; of no effect until that generation is there."""
    content = {str(key): asdict(record) for key, record in records.items()}
    replace_file(_path(folder, generation), seal(content))


def clean(folder: Path) -> None:
    """Remove the lists of all generations but the latest, and what a killed writer left of one."""
    current = path_of_latest(folder)
    for path in folder.glob("sources-*.json*"):
        if path != current:
            path.unlink()


def path_of_latest(folder: Path) -> Path:
    """Return the file that lists the files of the latest generation."""
    return _path(folder, latest_generation(folder))


def _path(folder: Path, generation: int) -> Path:
    return folder / f"sources-{generation}.json"


def _read_of_any_version(folder: Path) -> list[dict[str, Any]]:
    path = path_of_latest(folder)
    try:
        files = json.loads(read_file(path))
        # Those of the first schema had no checksum.
        known = files.get("content", files).values()
        return [{"path": _text(fields["path"]), "file": _text(fields["file"])} for fields in known]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise _damaged(path) from error


def _sound(record: Record) -> Record:
    """Return a record as it is. Raises `ValueError` for one that no writer has written."""
    _text(record.path), _text(record.file), _text(record.digest)
    numbers = (record.size, record.articles, record.units)
    is_sound = all(type(number) is int and 0 <= number < _MOST for number in numbers)
    if not is_sound or type(record.modified) is not int or type(record.is_whole) is not bool:
        raise ValueError("a file has a field of no such value")
    return record


def _text(value: object) -> str:
    """Return a path, digest or name as it is; NUL is in none. Raises `ValueError` for anything else."""
    if type(value) is not str or "\0" in value:
        raise ValueError("a file has a field that is no text")
    os.fsencode(value)  # raises `ValueError` for what no path can be
    return value


def _damaged(path: Path) -> ArchiveError:
    return ArchiveError(
        _("{path} is damaged; remove the archive and index again").format(path=printable(path))
    )
