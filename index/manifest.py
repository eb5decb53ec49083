"""The files an index came from, one list a generation, beside the index."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from index.columnar.snapshot import latest_generation
from index.errors import ArchiveError
from index.files import replace_file, seal, unseal
from index.language import gettext as _
from index.sources import printable

if TYPE_CHECKING:
    from pathlib import Path

_LIST = re.compile(r"sources-\d+\.json(\.new)?")

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
        return {int(key): Record(**fields) for key, fields in unseal(path.read_bytes()).items()}
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
    for path in [path for path in folder.iterdir() if is_list(path)]:
        if path != current:
            path.unlink()


def clean_if_possible(folder: Path) -> None:
    """Remove the same after an update that is done; what cannot be removed now is removed by the next one."""
    with suppress(OSError):
        clean(folder)


def is_list(path: Path) -> bool:
    """Say whether a file in an index's folder is a list of files, or was to become one."""
    return _LIST.fullmatch(path.name) is not None


def path_of_latest(folder: Path) -> Path:
    """Return the file that lists the files of the latest generation."""
    return _path(folder, latest_generation(folder))


def _path(folder: Path, generation: int) -> Path:
    return folder / f"sources-{generation}.json"


def _read_of_any_version(folder: Path) -> list[dict[str, Any]]:
    path = path_of_latest(folder)
    try:
        files = json.loads(path.read_bytes())
        # Those of the first schema had no checksum.
        return [{**fields} for fields in files.get("content", files).values()]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> ArchiveError:
    return ArchiveError(
        _("{path} is damaged; remove the archive and index again").format(path=printable(path))
    )
