"""Whether an archive is what was written: every checksum, and what its files say of each other.

Opening an archive reads a few kilobytes of it; here all of it is read.
"""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from index import archive, lexicon, manifest
from index.columnar.container import Container
from index.columnar.snapshot import (
    EXTENSION,
    checksum_of_contents,
    contents_path,
    latest_generation,
    read_table,
    table_path,
)
from index.columnar.soundness import faults
from index.errors import ArchiveError
from index.files import read_file
from index.language import gettext as _
from index.lexicon_file import check_lexicon
from index.sources import printable

if TYPE_CHECKING:
    from pathlib import Path

    from index.columnar.snapshot import Entry


@dataclass(slots=True)
class Findings:
    """What an archive holds, how many bytes of it were read, and what is wrong, a line for each file.

    `damaged` are the names of the segments among the damaged files. `leftovers` are files that belong to
    no generation: of an update that was stopped, or is running; they are harmless. `living` counts the
    articles in sound segments by the keys of their files.
    """

    segments: int = 0
    articles: int = 0
    units: int = 0
    bytes: int = 0
    problems: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    living: Counter[int] = field(default_factory=Counter)


def check(folder: Path) -> Findings:
    """Read the whole archive in `folder`.

    Raises `ArchiveError` where there is none, or one of another version, or where what names its files
    is damaged, so that they are not known.
    """
    return archive.open_current(folder, _check)


def _check(folder: Path) -> Findings:
    generation = latest_generation(folder)
    entries = read_table(folder, generation)
    findings = Findings(segments=len(entries))
    steps = [
        partial(_check_contents, folder, generation, findings),
        *(partial(_check_segment, folder, entry, findings) for entry in entries),
        partial(_check_sources, folder, findings),
        partial(_check_lexicon, folder, findings),
    ]
    for step in steps:
        try:
            step()
        except FileNotFoundError as error:
            findings.problems.append(
                _("{path} is missing; mend it with: searcher check --repair").format(path=error.filename)
            )
    _look_for_leftovers(folder, generation, entries, findings)
    if findings.problems and not _is_current(folder, generation):
        # A writer removed or replaced what was being read: what it wrote is looked at instead.
        raise FileNotFoundError(folder)
    return findings


def _is_current(folder: Path, generation: int) -> bool:
    """Say whether an index is still the archive's, and a generation still its latest."""
    state = archive.read_state(folder.parent)
    return state is not None and state.folder == folder.name and latest_generation(folder) == generation


def _check_contents(folder: Path, generation: int, findings: Findings) -> None:
    path = contents_path(folder, generation)
    contents = read_file(path)
    findings.bytes += len(contents)
    if zlib.crc32(contents) != checksum_of_contents(folder, generation):
        findings.problems.append(_problem(path, _("does not have its checksum")))


def _check_segment(folder: Path, entry: Entry, findings: Findings) -> None:
    path = folder / (entry.name + EXTENSION)
    findings.damaged.append(entry.name)
    findings.bytes += path.stat().st_size
    try:
        entry.open(folder)
        segment = Container.open(path)
        segment.verify()
    except ArchiveError as error:
        findings.problems.append(str(error))
        return
    contradictions = _contradictions(segment, entry)
    findings.problems += [_problem(path, each) for each in contradictions]
    if not contradictions:
        findings.damaged.remove(entry.name)
        findings.articles += entry.articles - len(entry.deleted)
        findings.units += entry.units - entry.deleted_units
        sources = np.delete(segment["article.source"], np.array(entry.deleted, np.int64))
        findings.living.update(sources.tolist())


def _contradictions(segment: Container, entry: Entry) -> list[str]:
    """Return where columns that are each what was written do not fit each other or the table of segments."""
    found = list(faults(segment))
    if not found:
        sizes = np.diff(segment["article.first_unit"].astype(np.int64))
        if int(sizes[list(entry.deleted)].sum()) != entry.deleted_units:
            found.append(
                _("the deleted articles have not the {units} units said to be deleted").format(
                    units=entry.deleted_units
                )
            )
    return found


def _check_lexicon(folder: Path, findings: Findings) -> None:
    path = folder / lexicon.FILE
    findings.bytes += path.stat().st_size
    try:
        check_lexicon(path)
    except ArchiveError as error:
        findings.problems.append(str(error))


def _look_for_leftovers(folder: Path, generation: int, entries: list[Entry], findings: Findings) -> None:
    belonging = {
        contents_path(folder, generation).name,
        table_path(folder, generation).name,
        manifest.path_of_latest(folder).name,
        lexicon.FILE,
        *(entry.name + EXTENSION for entry in entries),
    }
    findings.leftovers += sorted(
        printable(path)
        for path in [*folder.iterdir(), *folder.parent.glob("index-*")]
        if path.name not in belonging and path != folder
    )


def _check_sources(folder: Path, findings: Findings) -> None:
    path = manifest.path_of_latest(folder)
    findings.bytes += path.stat().st_size
    try:
        records = manifest.load(folder).records
    except ArchiveError as error:
        findings.problems.append(str(error))
        return
    listed = {key: record.articles for key, record in records.items() if record.articles}
    if not findings.problems and listed != findings.living:
        findings.problems.append(
            _problem(
                path,
                _("lists {listed} articles where the segments have {living}, or of other files").format(
                    listed=sum(listed.values()), living=findings.living.total()
                ),
            )
        )


def _problem(path: Path, fault: str) -> str:
    return _("{path}: {fault}; mend it with: searcher check --repair").format(
        path=printable(path), fault=fault
    )
