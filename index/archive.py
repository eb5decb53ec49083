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

import json
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, FileIndex, open_dir
from whoosh.util.filelock import try_for

from index.analysis import fingerprint
from index.errors import ArchiveError
from index.schema import SCHEMA_VERSION
from index.sources import ARCHIVE_LOCK, ARCHIVE_MARK, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = ".searcher"
VARIABLE = "SEARCHER_ARCHIVE"

LOCK_SECONDS = 10.0
"""How long a second writer waits for the first."""

MOST_TRIES = 10
"""How often a reader looks again for an index that a writer replaced while it looked."""

NEW = ".new"
"""What the name of a file ends in until it takes the place of the old one."""

_INDEX = re.compile(r"index-(\d+)")


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
        fields = json.loads((folder / ARCHIVE_MARK).read_bytes())
        state = State(int(fields["schema"]), str(fields["fingerprint"]), str(fields["folder"]))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ArchiveError(
            f"archive {printable(folder)} cannot be read ({error.strerror}); check its permissions"
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ArchiveError(
            f"archive {printable(folder)}: {ARCHIVE_MARK} is damaged; remove the folder and index again"
        ) from None
    if not _INDEX.fullmatch(state.folder):
        raise ArchiveError(
            f"archive {printable(folder)}: {ARCHIVE_MARK} names no index; remove the folder and index again"
        )
    return state


def open_index(folder: Path) -> FileIndex:
    """Return the Whoosh index of an archive, for reading.

    Raises `ArchiveError` where there is no archive, or one of another version.
    """
    where = ""
    for _ in range(MOST_TRIES):
        state = read_state(folder)
        if state is None:
            raise ArchiveError(f"no archive in {printable(folder)}; make one with: searcher index PATH")
        if not state.is_current:
            raise ArchiveError(
                f"archive {printable(folder)} was made by another version of searcher; "
                "rebuild it with: searcher index PATH"
            )
        where = f"archive {printable(folder)}: {state.folder}"
        try:
            return open_dir(str(folder / state.folder))
        except (EmptyIndexError, OSError):
            # A writer may have put a new folder or a new table in place since we looked.
            continue
        except Exception as error:  # Whoosh unpickles its table: a damaged one raises anything
            raise ArchiveError(f"{where} is damaged; remove the folder and index again") from error
    raise ArchiveError(f"{where} is missing; remove the folder and index again")


@contextmanager
def locked(folder: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold an archive for writing, making its folder where there is none.

    Raises `ArchiveError` where another writer holds it for longer than `seconds`, or where the
    folder holds something else or cannot be written.
    """
    try:
        _prepare(folder)
        lock = FileStorage(str(folder)).lock(ARCHIVE_LOCK)
        is_held = try_for(lock.acquire, timeout=seconds, delay=0.1)
    except OSError as error:
        raise ArchiveError(
            f"archive {printable(folder)} cannot be written ({error.strerror}); "
            "check its permissions or name another with --archive"
        ) from None
    if not is_held:
        raise ArchiveError(
            f"archive {printable(folder)} is being written by another process; "
            f"waited {seconds:g} seconds, try again when it is done"
        )
    try:
        yield
    finally:
        lock.release()


def _prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = {entry.name for entry in folder.iterdir()}
    # A writer that was killed before its first archive was done leaves the lock and what it made.
    own = {name for name in names if name in {ARCHIVE_LOCK, ARCHIVE_MARK + NEW} or _INDEX.fullmatch(name)}
    if ARCHIVE_MARK not in names and names and (ARCHIVE_LOCK not in names or names - own):
        raise ArchiveError(
            f"{printable(folder)} holds other files and is no archive; name an empty or a new folder"
        )


def next_index_folder(state: State | None) -> str:
    """Return the name of the folder that a rebuilt index goes to."""
    match = _INDEX.fullmatch(state.folder) if state else None
    return f"index-{int(match[1]) + 1 if match else 1}"


def publish(folder: Path, index_folder: str) -> None:
    """Make an index the archive's current one, in one step."""
    state = {"schema": SCHEMA_VERSION, "fingerprint": fingerprint(), "folder": index_folder}
    replace_file(folder / ARCHIVE_MARK, json.dumps(state, indent=2).encode() + b"\n")


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a machine that loses power, has the old one or the new."""
    temporary = path.with_name(path.name + NEW)
    with temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)


def sweep(folder: Path, state: State | None) -> None:
    """Remove what a killed writer left beside the current index. Only under the lock."""
    for entry in folder.iterdir():
        if _INDEX.fullmatch(entry.name) and (state is None or entry.name != state.folder):
            shutil.rmtree(entry)
        elif entry.name == ARCHIVE_MARK + NEW:
            entry.unlink()
