"""Bringing an archive up to date: in place, or all of it anew where its version is another."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from index import archive, damage, manifest, writer
from index.archive import State
from index.columnar.snapshot import latest_generation, open_segments
from index.errors import ArchiveError
from index.language import gettext as _
from index.lexicon_source import write_lexicon
from index.manifest import Manifest
from index.sources import find, printable
from index.updating.plan import make_plan
from index.updating.provenance import Provenance
from index.updating.report import Progress, Report
from index.updating.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.updating.plan import Plan
    from index.updating.provenance import Given

    _Version = tuple[str, int] | None

__all__ = ["Progress", "Report", "plan", "update"]


def update(
    folder: Path, paths: Iterable[Path], progress: Progress | None = None, options: Given | None = None
) -> Report:
    """Bring the archive in `folder` up to date with the files that `paths` name.

    What earlier updates brought in stays, unless its file is gone. It takes effect as a whole, or in
    steps of about `session.STEP` articles, each of whole files: stopped at any moment, the archive
    is as it was after the last one. Files and lines that cannot be used are in the report, and the others
    go on; what was indexed of them before stays. An archive of another version is rebuilt as a whole from
    the files it came from. `options` are what articles are given where they do not print it
    (`index.updating.provenance`).

    Raises `ArchiveError` where the archive cannot be written, or is damaged.
    """
    with written(folder):
        return _update(folder, paths, progress, Provenance(options))


def plan(folder: Path, paths: Iterable[Path], options: Given | None = None) -> tuple[Plan, Manifest]:
    """Return what `update` would do, and the files that are known; nothing is written, nor waited for.

    Raises `ArchiveError` where an archive is there and damaged.
    """
    state = _state_of(folder)
    known = Manifest()
    if state is not None:
        current = folder / state.folder
        known = manifest.load(current) if state.is_current else _of_another_version(current)
    return make_plan(known, find(paths), Provenance(options)), known


@contextmanager
def written(folder: Path) -> Iterator[None]:
    """Hold an archive for a block that writes it; what goes wrong is an `ArchiveError` that says where."""
    with archive.locked(folder), damage.named(folder):
        before: _Version = None
        try:
            before = _version(folder)
            yield
        except OSError as error:
            # Not of a source: reading turns those into reports. A full disk, for one.
            raise ArchiveError(_refusal(folder, error, is_as_it_was=_is_still(folder, before))) from error


def _version(folder: Path) -> _Version:
    """Return which index is the archive's current one, and its generation; `None` where nothing says so."""
    try:
        state = archive.read_state(folder)
    except ArchiveError:
        return None  # to be mended
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


def prepare(folder: Path, state: State) -> Path:
    """Remove the remains of killed writers from an archive of this version; return its index's folder.

    Only under the lock. Raises `ArchiveError` where it is damaged.
    """
    archive.sweep(folder, state)
    archive.open_current(folder, open_segments)  # refuses what is damaged before anything is touched
    current = folder / state.folder
    writer.clean(current)
    manifest.clean(current)
    return current


def _update(folder: Path, paths: Iterable[Path], progress: Progress | None, provenance: Provenance) -> Report:
    state = _state_of(folder)
    if state is None or not state.is_current:
        archive.sweep(folder, state)
        known = _of_another_version(folder / state.folder) if state else Manifest()
        return rebuild(folder, state, known, paths, progress, provenance)
    current = prepare(folder, state)
    session = Session(current, manifest.load(current), progress, on_step=_nothing)
    return session.run(find(paths), provenance)


def _state_of(folder: Path) -> State | None:
    """Return what an archive says of itself; without that, its newest index counts as of another version.

    Its writer was killed before it could say so, or what said so is gone: what the index was made of comes
    in again, whatever files are named now.
    """
    state = archive.read_state(folder)
    if state is not None:
        return state
    committed = [
        (number, path) for number, path in archive.indexes(folder).items() if latest_generation(path) >= 0
    ]
    return State(0, "", max(committed)[1].name) if committed else None


def _of_another_version(index_folder: Path) -> Manifest:
    return manifest.to_read_again(manifest.path_of_latest(index_folder))


def _nothing() -> None:
    """Do nothing after a step of an archive that is there: committing was all."""


def rebuild(
    folder: Path,
    state: State | None,
    known: Manifest,
    paths: Iterable[Path],
    progress: Progress | None,
    provenance: Provenance,
) -> Report:
    """Read the `known` files and those that `paths` name into a new index, in the place of that of `state`.

    Only under the lock. Raises `ArchiveError` where it cannot be written.
    """
    index_folder = archive.next_index_folder(state)
    new = folder / index_folder
    # What replaces an archive takes effect as a whole: half of it would find less than was there.
    publish = partial(archive.publish, folder, index_folder)
    session = Session(new, known, progress, is_new=True, on_step=publish if state is None else None)
    report = session.run(find(paths), provenance)
    if state is None and not (report.read or report.moved):
        shutil.rmtree(new, ignore_errors=True)
        return report
    if latest_generation(new) < 0:
        # It had no file, or none of them can be read now: an index of nothing remembers them.
        with writer.ArchiveWriter(new) as empty:
            manifest.save(new, empty.generation, session.manifest)
            empty.commit()
            manifest.clean_if_possible(new)
        write_lexicon(new)
    publish()
    if state is not None:
        shutil.rmtree(folder / state.folder, ignore_errors=True)
    return report
