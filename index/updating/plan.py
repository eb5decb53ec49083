"""What an update has to do, file by file: seen by looking at them; nothing is read into the archive yet."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index import reading
from index.errors import SourceError
from index.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from index.manifest import Manifest, Record, Refusal
    from index.updating.provenance import Given, Provenance


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read.

    `key` is that of its record, `None` for a file that is new; `options` and `given` as in the record.
    What was indexed of it counts as it is where neither its content nor what is said of it is another;
    it `is_moved` where it stood elsewhere.
    """

    source: Source
    key: int | None
    options: Given
    given: Given
    provenance: Provenance
    is_moved: bool = False

    def given_to(self, file: str) -> Given:
        """Return what is said of an article that is shown to stand in `file`: the source, or packed in it."""
        return self.provenance.of_packed(self.source, file, self.given, self.options)


@dataclass(slots=True)
class Plan:
    """What becomes of each file.

    `changed` have other content; `told_otherwise` have the same, but something else is said of them
    (`provenance`); `moved` stand elsewhere now, under the key they had. `doubtful` have the content
    they had, and are read because something of them was refused that may be taken now, or because their
    time of change proves nothing. `gone` are keys of records, `unchanged` are paths. `refusals` are those
    that hold: their files are not read again, and are `unchanged` where a part of them was taken.
    `unreadable` are files that could not be looked at, `problems` is what was not found, or cannot be used
    for finding out.
    """

    unchanged: list[str] = field(default_factory=list)
    changed: list[Task] = field(default_factory=list)
    told_otherwise: list[Task] = field(default_factory=list)
    moved: list[Task] = field(default_factory=list)
    doubtful: list[Task] = field(default_factory=list)
    new: list[Task] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    unreadable: list[tuple[Source, SourceError]] = field(default_factory=list)
    problems: list[SourceError] = field(default_factory=list)

    @property
    def tasks(self) -> Iterator[Task]:
        """What is to be read. Changed files first: an id that one of them gives up is free for a new one."""
        yield from (*self.changed, *self.told_otherwise, *self.moved, *self.doubtful, *self.new)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to do."""
        return not self.gone and next(self.tasks, None) is None


def make_plan(known: Manifest, found: Iterable[Source | SourceError], provenance: Provenance) -> Plan:
    """Compare the files that were found with those an archive was made from.

    Files of which nothing is indexed yet are among them, found or not: a rebuilding could not read them.
    Each file's place, size and time of change are looked at, and its content where these do not tell.
    """
    plan = Plan()
    records = known.records
    refusals = known.refusals_by_path()
    keys = {record.path: key for key, record in records.items()}
    gone = [key for key, record in records.items() if _is_gone(record.path)]
    seen = {records[key].path for key in gone}
    new: list[Task] = []
    never_read = [
        Source(Path(each.path), each.file, each.path) for each in records.values() if not each.digest
    ]
    for source in (*found, *never_read):
        if isinstance(source, SourceError):
            plan.problems.append(source)
            continue
        place = source.key
        if place in seen:
            continue
        seen.add(place)
        key = keys.get(place)
        refused = refusals.get(place, [])
        if key is None and refused and _still_hold(refused, _stamp(source)):
            plan.refusals += refused
        elif key is None:
            new.append(Task(source, None, *provenance.of(source, {}, {}), provenance))
        else:
            _sort_in(plan, key, records[key], refused, source, provenance)
    _match_moves(plan, records, gone, new, provenance)
    plan.problems = [*provenance.problems, *plan.problems]
    return plan


def _sort_in(
    plan: Plan, key: int, record: Record, refused: list[Refusal], source: Source, provenance: Provenance
) -> None:
    options, given = provenance.of(source, record.options, record.given)
    task = Task(source, key, options, given, provenance)
    is_told_otherwise = (options, given) != (record.options, record.given)
    # A file that moved has no digest until it is read where it stands now.
    stamp = _stamp(source)
    is_kept = record.digest != "" and (record.is_whole or (refused and _still_hold(refused, stamp)))
    if is_kept and (record.size, record.modified) == stamp:
        if is_told_otherwise:
            plan.told_otherwise.append(task)
        else:
            plan.unchanged.append(record.path)
            plan.refusals += [] if record.is_whole else refused
        return
    try:
        content = reading.look_at(source)
    except SourceError as error:
        plan.unreadable.append((source, error))
        return
    if content.digest != record.digest:
        plan.changed.append(task)
    elif is_told_otherwise:
        plan.told_otherwise.append(task)
    else:
        plan.doubtful.append(task)


def _match_moves(
    plan: Plan,
    records: Mapping[int, Record],
    gone: list[int],
    new: list[Task],
    provenance: Provenance,
) -> None:
    """Take a new file for one that is gone where it has its content: it is the same one, elsewhere."""
    by_content: dict[tuple[int, str], list[int]] = {}
    for key in gone:
        record = records[key]
        if record.digest:
            by_content.setdefault((record.size, record.digest), []).append(key)
    sizes = {size for size, _digest in by_content}
    for task in new:
        same = by_content.get(_content_of(task.source, sizes))
        if not same:
            plan.new.append(task)
            continue
        name = task.source.path.name
        key = next((each for each in same if Path(records[each].path).name == name), same[0])
        same.remove(key)
        said = provenance.of(task.source, records[key].options, records[key].given)
        plan.moved.append(Task(task.source, key, *said, provenance, is_moved=True))
    moved = {task.key for task in plan.moved}
    plan.gone = [key for key in gone if key not in moved]


def _content_of(source: Source, sizes: set[int]) -> tuple[int, str]:
    """Return the size of a file, and its digest where the size is one of some."""
    try:
        size = source.path.stat().st_size
        return (size, reading.look_at(source).digest if size in sizes else "")
    except (OSError, SourceError):
        return (0, "")  # whoever reads it says so


def _still_hold(refused: list[Refusal], stamp: tuple[int, int] | None) -> bool:
    """Say whether all that was refused of a file would be refused again."""
    return all((each.size, each.modified) == stamp for each in refused)


def _stamp(source: Source) -> tuple[int, int] | None:
    """Return the size and time of change of a file, `None` where it cannot be looked at."""
    try:
        status = source.path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _is_gone(path: str) -> bool:
    """Say whether a file no longer exists; one that only cannot be looked at does."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116 - a path of each takes as long again
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
