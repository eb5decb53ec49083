"""Mending an archive: what is damaged is made again from the files it came from.

A segment that is damaged leaves the index, and the files that had articles in it are read again; damaged
lists are made anew from the segments, the dictionary from jieba's. Only where it is not known which
segments belong together is everything read again.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index import archive, manifest, writer
from index.archive import State
from index.check import check
from index.columnar.snapshot import latest_generation, read_table
from index.errors import ArchiveError
from index.language import gettext as _
from index.lexicon_source import write_lexicon
from index.manifest import UNKNOWN, Manifest, Record
from index.sources import printable
from index.updating.provenance import Provenance
from index.updating.report import Progress, Report
from index.updating.session import Session
from index.updating.update import rebuild, written

if TYPE_CHECKING:
    from index.check import Findings
    from index.columnar.segment import Segment

_LIST = re.compile(r"sources-(\d+)\.json")


@dataclass(slots=True)
class Lost:
    """Articles that stood in a damaged part, and whose file is not there to be read again."""

    file: str
    articles: int


@dataclass(slots=True)
class Repaired:
    """What was wrong, what was read again for it, and what could not be."""

    problems: list[str]
    report: Report = field(default_factory=Report)
    lost: list[Lost] = field(default_factory=list)


def repair(folder: Path, progress: Progress | None = None) -> Repaired:
    """Mend the archive in `folder`; an archive without a fault is left as it is.

    Raises `ArchiveError` where there is none, or nothing that tells of what it was made.
    """
    if not archive.indexes(folder):
        archive.current_state(folder)  # says that there is no archive, before a lock is made
        raise _tells_nothing(folder)
    with written(folder):
        try:
            findings = check(folder)
            state = archive.current_state(folder)
        except ArchiveError as error:
            return _make_anew(folder, _current_or_newest(folder), str(error), progress)
        return _mend(folder / state.folder, findings, progress)


def _current_or_newest(folder: Path) -> Path:
    """Return the index that an archive names, or where it names none that is there, the newest.

    One that tells of no files is passed over: a repair that was killed leaves the beginning of such a one.
    """
    indexes = archive.indexes(folder)
    with suppress(ArchiveError):
        state = archive.read_state(folder)
        if state is not None and folder / state.folder in indexes.values():
            return folder / state.folder
    newest_first = sorted(
        indexes.items(), key=lambda item: (latest_generation(item[1]) >= 0, item[0]), reverse=True
    )
    for _number, place in newest_first:
        with suppress(ArchiveError):
            _list_of(place)
            return place
    raise _tells_nothing(folder)


def _make_anew(folder: Path, place: Path, problem: str, progress: Progress | None) -> Repaired:
    """Read everything again from the files that the index in `place` says it was made from."""
    path = _list_of(place)
    lost = [
        Lost(fields["file"], fields["articles"])
        for fields in manifest.read_of_any_version(path)
        if fields["articles"] and not Path(fields["path"]).is_file()
    ]
    known = manifest.to_read_again(path)
    old = State(0, "", place.name)
    archive.sweep(folder, old)
    report = rebuild(folder, old, known, [], progress, Provenance())
    archive.sweep(folder, archive.read_state(folder))
    report.removed -= len(lost)
    return Repaired([problem], report, lost)


def _list_of(place: Path) -> Path:
    """Return the newest list of an index's files that can be read. Raises `ArchiveError`."""
    lists = {int(match[1]): path for path in place.glob("*") if (match := _LIST.fullmatch(path.name))}
    for _generation, path in sorted(lists.items(), reverse=True):
        try:
            manifest.read_of_any_version(path)
        except ArchiveError:
            continue
        return path
    raise _tells_nothing(place)


def _tells_nothing(folder: Path) -> ArchiveError:
    return ArchiveError(
        _("{folder} does not tell which files it was made from; remove it and index them again").format(
            folder=printable(folder)
        )
    )


def _mend(folder: Path, findings: Findings, progress: Progress | None) -> Repaired:
    """Mend an index of which it is known what its segments are."""
    if not findings.problems:
        return Repaired([])
    write_lexicon(folder)
    writer.clean(folder)
    try:
        known = manifest.load(folder)
    except ArchiveError:
        known = Manifest()
    known = known if known.records else _files_of_segments(folder, findings)
    lost = []
    for key, record in known.records.items():
        living = findings.living[key]
        if living != record.articles:
            # What is left of it counts until the file has been read.
            known.records[key] = replace(record, digest="", articles=living, is_whole=False)
            if not Path(record.path).is_file():
                lost.append(Lost(record.file, record.articles - living))
    session = Session(folder, known, progress, without=findings.damaged, is_to_commit=True)
    report = session.run([], Provenance())
    report.removed -= len(lost)
    return Repaired(findings.problems, report, lost)


def _files_of_segments(folder: Path, findings: Findings) -> Manifest:
    """Return the files that the articles of sound segments came from, as files of unknown content."""
    files: dict[int, str] = {}
    for entry in read_table(folder, latest_generation(folder)):
        if entry.name not in findings.damaged:
            files |= _files_of(entry.open(folder))
    articles = Counter(findings.living)
    records = {
        key: Record(
            path=os.path.realpath(_outermost(file)),
            file=_outermost(file),
            size=0,
            modified=UNKNOWN,
            digest="",
            articles=articles[key],
            units=0,
            is_whole=False,
        )
        for key, file in files.items()
    }
    return Manifest(records)


def _files_of(segment: Segment) -> dict[int, str]:
    """Return the file of each key, as its articles say it."""
    column = segment.values("file").values
    firsts = column.numbers.tolist()
    return {segment.source(number): column.terms[place] for number, place in enumerate(firsts)}


def _outermost(file: str) -> str:
    """Return the path of the file itself where an article stands in a file that is packed in it."""
    for path in (Path(file), *Path(file).parents):
        if path.is_file():
            return str(path)
    return file
