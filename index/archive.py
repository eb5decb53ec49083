"""The archive as a folder: where it is, which version it has, who may write it.

    .searcher/
        archive.json          which version, analysed with what, in which folder below
        lock                  held by the one writer; the system frees it when a process ends
        index-1/              a Whoosh index, and
            sources-7.json    the files that generation 7 of it came from

`archive.json` is replaced in one step, and so is Whoosh's table of contents: a reader meets the
old state or the new one, never something between.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.analysis import fingerprint
from index.errors import ArchiveError
from index.files import NEW, make_folder, read_file, remove_folder, replace_file, sync_folder
from index.language import gettext as _
from index.sources import ARCHIVE_LOCK, ARCHIVE_MARK, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Opened = TypeVar("Opened")

SCHEMA_VERSION = 7
"""Raise it with every change of the schema, the columns or of what is stored."""

FOLDER = ".searcher"
VARIABLE = "SEARCHER_ARCHIVE"

LOCK_SECONDS = 10.0
"""How long a second writer waits for the first."""

_TRY_AGAIN = 0.1
"""Seconds after which it looks again."""

MOST_TRIES = 10
"""How often a reader looks again for an index that a writer replaced while it looked."""

INDEX = re.compile(r"index-(\d+)")
"""The name of an index's folder."""


@dataclass(frozen=True, slots=True)
class State:
    """What `archive.json` says: the versions an archive was made with and its current folder."""

    schema: int
    fingerprint: str
    folder: str

    @property
    def is_current(self) -> bool:
        """Say whether this version of searcher reads such an archive."""
        return self.schema == SCHEMA_VERSION and self.fingerprint == fingerprint()


def locate(given: Path | None, environment: Mapping[str, str], here: Path) -> Path | None:
    """Return the archive's folder: as given, else as the environment says, else the nearest upwards.

    `None` where none is named and none is found.
    """
    if given is not None:
        return given
    if environment.get(VARIABLE):
        return Path(environment[VARIABLE])
    for folder in (here, *here.parents):
        if (folder / FOLDER).is_dir():
            return folder / FOLDER
    return None


def read_state(folder: Path) -> State | None:
    """Return what an archive says of itself, `None` where there is no archive.

    Raises `ArchiveError` where something is there that cannot be understood.
    """
    try:
        fields = json.loads(read_file(folder / ARCHIVE_MARK))
        state = State(_number(fields["schema"]), str(fields["fingerprint"]), str(fields["folder"]))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ArchiveError(
            _("archive {folder} cannot be read ({reason}); check its permissions").format(
                folder=printable(folder), reason=error.strerror
            )
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ArchiveError(
            _("archive {folder}: {file} is damaged; mend it with: searcher check --repair").format(
                folder=printable(folder), file=ARCHIVE_MARK
            )
        ) from None
    if not INDEX.fullmatch(state.folder):
        raise ArchiveError(
            _("archive {folder}: {file} names no index; mend it with: searcher check --repair").format(
                folder=printable(folder), file=ARCHIVE_MARK
            )
        )
    return state


def _number(value: object) -> int:
    """Return a whole number as it is. Raises `TypeError` for anything else: JSON knows 1.5 and Infinity."""
    if type(value) is not int:
        raise TypeError(value)
    return value


def current_state(folder: Path) -> State:
    """Return what an archive of this version says of itself.

    Raises `ArchiveError` where there is no archive, or one of another version.
    """
    state = read_state(folder)
    if state is None:
        raise ArchiveError(
            _("no archive in {folder}; make one with: searcher index PATH").format(folder=printable(folder))
        )
    if not state.is_current:
        raise ArchiveError(
            _(
                "archive {folder} was made by another version of searcher; "
                "rebuild it with: searcher index PATH"
            ).format(folder=printable(folder))
        )
    return state


def open_current(folder: Path, opener: Callable[[Path], Opened]) -> Opened:
    """Return what `opener` makes of the folder of an archive's current index.

    `opener` raises `FileNotFoundError` where a writer replaced the index meanwhile: then the one in
    its place is opened. Raises `ArchiveError` where there is no archive, or one of another version.
    """
    index_folder = ""
    for _try in range(MOST_TRIES):
        state = current_state(folder)
        index_folder = state.folder
        try:
            return opener(folder / state.folder)
        except FileNotFoundError:
            continue
        except OSError as error:
            # It need not be damaged: nobody shall be told to remove it.
            raise ArchiveError(
                _(
                    "archive {folder}: {file} cannot be read ({reason}); "
                    "check the disk and the permissions, then try again"
                ).format(folder=printable(folder), file=index_folder, reason=error.strerror)
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveError(
                _(
                    "archive {folder}: {file} is damaged ({reason}); mend it with: searcher check --repair"
                ).format(folder=printable(folder), file=index_folder, reason=error)
            ) from error
    raise ArchiveError(
        _("archive {folder}: {file} is missing; mend it with: searcher check --repair").format(
            folder=printable(folder), file=index_folder
        )
    )


@contextmanager
def locked(folder: Path, seconds: float | None = None) -> Iterator[None]:
    """Hold an archive for writing, making its folder where there is none.

    Raises `ArchiveError` where another writer holds it for longer than `seconds` (`LOCK_SECONDS`),
    or where the folder holds something else or cannot be written.
    """
    from index.jobs import sharing  # a search locks nothing, and starts no process

    seconds = LOCK_SECONDS if seconds is None else seconds
    try:
        _prepare(folder)
        lock = _take(folder / ARCHIVE_LOCK, seconds)
    except OSError as error:
        raise ArchiveError(
            _(
                "archive {folder} cannot be written ({reason}); "
                "check its permissions or name another with --archive"
            ).format(folder=printable(folder), reason=error.strerror)
        ) from None
    if lock is None:
        raise ArchiveError(
            _(
                "archive {folder} is being written by another process; "
                "waited {seconds:g} seconds, try again when it is done"
            ).format(folder=printable(folder), seconds=seconds)
        )
    try:
        with sharing(lock):
            yield
    finally:
        os.close(lock)


def _take(path: Path, seconds: float) -> int | None:
    """Return an open file whose lock we have until it is closed, `None` where another has it for too long.

    Whoosh's own lock would do, but it reckons the time by a clock that may be set meanwhile.
    """
    lock = os.open(path, os.O_CREAT | os.O_WRONLY, 0o666)
    until = time.monotonic() + seconds
    try:
        while not (is_taken := _take_now(lock)) and time.monotonic() < until:
            time.sleep(_TRY_AGAIN)
        if is_taken and not (path.parent / ARCHIVE_MARK).exists():
            # By the lock the next writer knows a folder for ours: it must be there before all else is.
            sync_folder(path.parent)
    except BaseException:
        os.close(lock)
        raise
    if is_taken:
        return lock
    os.close(lock)
    return None


def _take_now(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _prepare(folder: Path) -> None:
    make_folder(folder)
    names = {entry.name for entry in folder.iterdir()}
    # A writer that was killed before its first archive was done leaves the lock and what it made.
    marks = {ARCHIVE_MARK, ARCHIVE_LOCK, ARCHIVE_MARK + NEW}
    own = {name for name in names if name in marks or INDEX.fullmatch(name)}
    if ARCHIVE_MARK not in names and names and (ARCHIVE_LOCK not in names or names - own):
        raise ArchiveError(
            _("{folder} holds other files and is no archive; name an empty or a new folder").format(
                folder=printable(folder)
            )
        )
    # A link would lead what is written and removed here to somewhere else; a pipe would be waited for.
    for name in own:
        if (folder / name).is_symlink() or not ((folder / name).is_file() or (folder / name).is_dir()):
            raise ArchiveError(
                _("archive {folder}: {name} is a link or no file; remove it, or name another folder").format(
                    folder=printable(folder), name=name
                )
            )


def indexes(folder: Path) -> dict[int, Path]:
    """Return the folders of an archive's indexes by their numbers, whether it names them or not."""
    if not folder.is_dir():
        return {}
    return {int(match[1]): path for path in folder.iterdir() if (match := INDEX.fullmatch(path.name))}


def next_index_folder(state: State | None) -> str:
    """Return the name of the folder that a rebuilt index goes to."""
    match = INDEX.fullmatch(state.folder) if state else None
    return f"index-{int(match[1]) + 1 if match else 1}"


def publish(folder: Path, index_folder: str) -> None:
    """Make an index the archive's current one, in one step."""
    state = {"schema": SCHEMA_VERSION, "fingerprint": fingerprint(), "folder": index_folder}
    replace_file(folder / ARCHIVE_MARK, json.dumps(state, indent=2).encode() + b"\n")


def sweep(folder: Path, state: State | None) -> None:
    """Remove what a killed writer left beside the current index. Only under the lock."""
    entries = list(folder.iterdir())
    others = [
        entry
        for entry in entries
        if INDEX.fullmatch(entry.name) and (state is None or entry.name != state.folder)
    ]
    if others:
        # The renaming that made the index the current one must last before the one before it goes.
        sync_folder(folder)
    for entry in others:
        remove_folder(entry)
    for entry in entries:
        if entry.name == ARCHIVE_MARK + NEW:
            entry.unlink()
