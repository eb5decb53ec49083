"""The files an index came from, and those it could not take, one list a generation, beside the index."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from index import language
from index.columnar.snapshot import latest_generation
from index.errors import ArchiveError, SourceError
from index.files import read_file, replace_file, seal, unseal
from index.language import gettext as _
from index.sources import printable

if TYPE_CHECKING:
    from pathlib import Path

_LIST = re.compile(r"sources-\d+\.json(\.new)?")
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
    """False where some of it was refused: that is reported every time."""
    origin: str = ""
    """The path under which it first came in, where it has moved since: ids made of a path stay."""
    given: dict[str, str] = field(default_factory=dict)
    """What was said of its articles besides what it prints, as `index.updating.provenance` says it."""
    options: dict[str, str] = field(default_factory=dict)
    """The part of `given` that came with a command: it holds until a command says otherwise."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file, or a line of one, that could not be taken when it was last looked at, and why.

    It holds as long as the file at `path` has this size and time of change; with a time `UNKNOWN` it is
    tried again by every update.
    """

    path: str
    file: str
    reason: str
    line: int | None = None
    size: int = 0
    modified: int = UNKNOWN

    def as_error(self) -> SourceError:
        """Return it as it was reported."""
        return SourceError(self.file, self.reason, self.line)


@dataclass(slots=True)
class Manifest:
    """What an index knows of its files: those it was made from, by key, and what was refused.

    `updated` is when the index last changed: a time in UTC, as ISO 8601 has it; "" where it never did.
    Another version of this program may take what one refused, and a reason stands in one language: in
    another one, and for another version, no refusal holds.
    """

    records: dict[int, Record] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    updated: str = ""

    def refusals_by_path(self) -> dict[str, list[Refusal]]:
        """Return what was refused of each file, by its path."""
        by_path: dict[str, list[Refusal]] = {}
        for refusal in self.refusals:
            by_path.setdefault(refusal.path, []).append(refusal)
        return by_path


def load(folder: Path) -> Manifest:
    """Return what the latest generation of the index in `folder` knows of its files.

    Raises `ArchiveError` where the list is damaged.
    """
    path = path_of_latest(folder)
    try:
        content = unseal(read_file(path))
        refusals = [_sound_refusal(Refusal(**fields)) for fields in content["refusals"]]
        if (content["program"], content["language"]) != (program(), language.current()):
            refusals = [replace(refusal, modified=UNKNOWN) for refusal in refusals]
        return Manifest(
            {int(key): _sound(Record(**fields)) for key, fields in content["files"].items()},
            refusals,
            _text(content["updated"]),
        )
    except FileNotFoundError:
        return Manifest()
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise _damaged(path) from error


def to_read_again(path: Path) -> Manifest:
    """Return the files of a list of any version, by new keys, as files of which nothing is indexed yet.

    Raises `ArchiveError` where the list is damaged.
    """
    return Manifest(
        {
            key: Record(
                path=fields["path"],
                file=fields["file"],
                size=0,
                modified=UNKNOWN,
                digest="",
                articles=0,
                units=0,
                is_whole=False,
                origin=fields["origin"],
                options=fields["options"],
            )
            for key, fields in enumerate(read_of_any_version(path), start=1)
        }
    )


def save(folder: Path, generation: int, manifest: Manifest) -> None:
    """Store the files of a generation; of no effect until that generation is there."""
    content = {
        "program": program(),
        "language": language.current(),
        "updated": manifest.updated,
        # As `asdict` would, which copies every value: an archive of twenty years has thousands of files.
        "files": {str(key): _fields(record) for key, record in manifest.records.items()},
        "refusals": [asdict(refusal) for refusal in manifest.refusals],
    }
    replace_file(_path(folder, generation), seal(content))


def program() -> str:
    """Return the version of this program, "" where it was not installed."""
    from importlib.metadata import PackageNotFoundError, version  # takes longer than most queries

    try:
        return version("searcher")
    except PackageNotFoundError:
        return ""


def _fields(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in Record.__slots__}


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


def read_of_any_version(path: Path) -> list[dict[str, Any]]:
    """Return what a list of files says of each, whichever version of searcher wrote it.

    Raises `ArchiveError` where the list is damaged; where there is none, it has no files.
    """
    try:
        files = json.loads(read_file(path))
        # Those of the first schema had no checksum, those up to the fifth nothing beside the files.
        content = files.get("content", files)
        return [_record_fields(fields) for fields in content.get("files", content).values()]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise _damaged(path) from error


def _record_fields(fields: dict[str, Any]) -> dict[str, Any]:
    articles = fields.get("articles", 0)
    if type(articles) is not int or not 0 <= articles < _MOST:
        raise ValueError("a file has a field of no such value")
    return {
        "path": _text(fields["path"]),
        "file": _text(fields["file"]),
        "origin": _text(fields.get("origin", "")),
        "options": _given(fields.get("options", {})),
        "articles": articles,
    }


def _sound(record: Record) -> Record:
    """Return a record as it is. Raises `ValueError` for one that no writer has written."""
    _text(record.path), _text(record.file), _text(record.digest)
    numbers = (record.size, record.articles, record.units)
    is_sound = all(type(number) is int and 0 <= number < _MOST for number in numbers)
    if not is_sound or type(record.modified) is not int or type(record.is_whole) is not bool:
        raise ValueError("a file has a field of no such value")
    _text(record.origin), _given(record.given), _given(record.options)
    return record


def _sound_refusal(refusal: Refusal) -> Refusal:
    """Return a refusal as it is. Raises `ValueError` for one that no writer has written."""
    _text(refusal.path), _text(refusal.file)
    is_stamped = type(refusal.size) is type(refusal.modified) is int
    if not is_stamped or type(refusal.reason) is not str or type(refusal.line) not in {int, type(None)}:
        raise ValueError("a refusal has a field of no such value")
    return refusal


def _given(value: object) -> dict[str, str]:
    """Return what is said of a file as it is: texts by the names of fields. Raises `ValueError`."""
    if type(value) is not dict or not all(type(each) is str for pair in value.items() for each in pair):
        raise ValueError("a file has a field that is no text")
    return value


def _text(value: object) -> str:
    """Return a path, digest or name as it is; NUL is in none. Raises `ValueError` for anything else."""
    if type(value) is not str or "\0" in value:
        raise ValueError("a file has a field that is no text")
    os.fsencode(value)  # raises `ValueError` for what no path can be
    return value


def _damaged(path: Path) -> ArchiveError:
    return ArchiveError(
        _("{path} is damaged; mend it with: searcher check --repair").format(path=printable(path))
    )
