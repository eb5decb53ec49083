"""Bringing an archive up to date: in place, or all of it anew where its version is another."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from index import archive, damage, manifest, writer
from index.columnar.snapshot import latest_generation, open_segments
from index.errors import ArchiveError
from index.language import gettext as _
from index.lexicon_source import write_lexicon
from index.report import Progress, Report
from index.session import Session
from index.sources import find, printable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.archive import State

    _Version = tuple[str, int] | None

__all__ = ["Progress", "Report", "update"]


def update(folder: Path, paths: Iterable[Path], progress: Progress | None = None) -> Report:
    """Bring the archive in `folder` up to date with the files that `paths` name.

    What earlier updates brought in stays, unless its file is gone. It takes effect as a whole:
    stopped at any moment, the archive is as it was. Files and lines that cannot be used are in
    the report, and the others go on; what was indexed of them before stays. An archive of
    another version is rebuilt from the files it came from.

    Raises `ArchiveError` where the archive cannot be written, or is damaged.
    """
    with archive.locked(folder), damage.named(folder):
        before: _Version = None
        try:
            before = _version(folder)
            return _update(folder, paths, progress)
        except OSError as error:
            # Not of a source: reading turns those into reports. A full disk, for one.
            raise ArchiveError(_refusal(folder, error, is_as_it_was=_is_still(folder, before))) from error


def _version(folder: Path) -> _Version:
    """Return which index is the archive's current one, and its generation; `None` where there is none."""
    state = archive.read_state(folder)
    return None if state is None else (state.folder, latest_generation(folder / state.folder))


def _is_still(folder: Path, version: _Version) -> bool:
    try:
        return _version(folder) == version
    except OSError:
        return False


def _refusal(folder: Path, error: OSError, *, is_as_it_was: bool) -> str:
    """Return what is to be said where the system refuses to write: the disk may do so after all was done."""
    message = (
        _(
            "archive {folder} cannot be written ({reason}); "
            "it is as it was; make room or name another with --archive"
        )
        if is_as_it_was
        else _(
            "archive {folder} cannot be written to the end ({reason}); "
            "it is sound and has been changed; check the disk, then index again"
        )
    )
    return message.format(folder=printable(folder), reason=error.strerror or error)


def _update(folder: Path, paths: Iterable[Path], progress: Progress | None) -> Report:
    state = archive.read_state(folder)
    archive.sweep(folder, state)
    if state is None or not state.is_current:
        return _rebuild(folder, state, paths, progress)
    current = folder / state.folder
    archive.open_current(folder, open_segments)  # refuses what is damaged before anything is touched
    writer.clean(current)
    manifest.clean(current)
    return Session(current, manifest.load(current), progress).run(find(paths))


def _rebuild(folder: Path, state: State | None, paths: Iterable[Path], progress: Progress | None) -> Report:
    records = manifest.to_read_again(folder / state.folder) if state else {}
    index_folder = archive.next_index_folder(state)
    new = folder / index_folder
    session = Session(new, records, progress, is_new=True)
    report = session.run(find(paths))
    if state is None and not report.read:
        shutil.rmtree(new, ignore_errors=True)
        return report
    if latest_generation(new) < 0:
        # It had no file, or none of them can be read now: an index of nothing remembers them.
        with writer.ArchiveWriter(new) as empty:
            manifest.save(new, empty.generation, session.records)
            empty.commit()
            manifest.clean(new)
        write_lexicon(new)
    archive.publish(folder, index_folder)
    if state is not None:
        shutil.rmtree(folder / state.folder, ignore_errors=True)
    return report
