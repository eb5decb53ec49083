"""Which files the given paths name: each regular file once, in a fixed order."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

PACKED_SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz")
"""Of files that hold others."""

SUFFIXES = (
    *(".txt", ".md", ".html", ".htm", ".xhtml", ".shtml", ".docx", ".pdf"),
    *(".jsonl", ".jsonl.xz", ".jsonl.gz"),
    *PACKED_SUFFIXES,
)
"""What a file's name must end in, in any case, to be read."""

ARCHIVE_MARK, ARCHIVE_LOCK = "archive.json", "lock"
"""A folder that holds both is an archive, and no input."""


@dataclass(frozen=True, slots=True)
class Source:
    r"""A file to read: where it is, and how it is shown: the path as it was given.

    Bytes of a name that are not UTF-8 appear as `\xNN` in `file`; `path` keeps them. `key` is the same
    however the file is named: its real path.
    """

    path: Path
    file: str
    key: str

    @classmethod
    def at(cls, path: Path) -> Source:
        """Return the source at a path, shown as the path is written."""
        return cls(path, printable(path), os.path.realpath(path))


def printable(path: Path) -> str:
    """Return a path as text that any stream can carry."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def find(paths: Iterable[Path]) -> Iterator[Source | SourceError]:
    """Yield the files that the paths name, and an error for each path that cannot be used.

    A folder gives its files of a known suffix, sorted by name, sub-folders included; links
    inside it are not followed, archives not entered. A file named outright must have a known
    suffix. A file reached twice is given once, as it was reached first.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _find_one(path):
            if isinstance(found, Source):
                if found.key in seen:
                    continue
                seen.add(found.key)
            yield found


def _find_one(path: Path) -> Iterator[Source | SourceError]:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield SourceError(printable(path), _("no such file or folder; check the path"))
        return
    except (OSError, ValueError) as error:
        yield _unreadable(path, error)
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path)
    elif not stat.S_ISREG(mode):
        yield SourceError(printable(path), _("neither a file nor a folder; name one of these"))
    elif has_known_suffix(path.name):
        yield Source.at(path)
    else:
        reason = _("not one of {suffixes}; convert or rename it").format(suffixes=", ".join(SUFFIXES))
        yield SourceError(printable(path), reason)


def has_known_suffix(name: str) -> bool:
    """Say whether a file of this name is read."""
    return name.lower().endswith(SUFFIXES)


def _walk(folder: Path) -> Iterator[Source | SourceError]:
    """Walk with a stack of our own: a deep tree must not meet Python's recursion limit."""
    # No link is followed below a folder: its real path begins that of all that is in it.
    pending = [(folder, os.path.realpath(folder))]
    while pending:
        here, real = pending.pop()
        try:
            with os.scandir(here) as listing:
                entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield _unreadable(here, error)
            continue
        if {ARCHIVE_MARK, ARCHIVE_LOCK} <= {entry.name for entry in entries}:
            continue
        folders = []
        for entry in entries:
            if entry.is_symlink():
                continue
            if entry.is_dir():
                folders.append((here / entry.name, os.path.join(real, entry.name)))  # noqa: PTH118 - a key
            elif entry.is_file() and has_known_suffix(entry.name):
                path = here / entry.name
                yield Source(path, printable(path), os.path.join(real, entry.name))  # noqa: PTH118 - a key
        pending += reversed(folders)


def _unreadable(path: Path, error: OSError | ValueError) -> SourceError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return SourceError(
        printable(path), _("cannot be read ({reason}); check its permissions").format(reason=reason)
    )
