"""One update of one index: what is planned is done, file by file, and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index import manifest, reading
from index.columnar.snapshot import latest_generation
from index.errors import PassingError, SourceError
from index.lexicon_source import write_lexicon
from index.manifest import Refusal
from index.updating.intake import Holders, Intake
from index.updating.plan import make_plan
from index.updating.report import Report
from index.writer import ArchiveWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from index.manifest import Manifest, Record
    from index.reading import Content
    from index.sources import Source
    from index.updating.plan import Plan, Task
    from index.updating.provenance import Provenance
    from index.updating.report import Progress

STEP = 20_000
"""Articles after which a long update takes effect as far as it is: what was read is not read again if it
is stopped. Smaller steps make more segments, which must be merged."""


class Session:
    """One update of the index in a folder, of which `known` are the files so far.

    An index that `is_new` gets its lexicon with its first generation. With `on_step` a long update takes
    effect in steps, and the function is called after each but the last; without, as a whole. Segments of
    the names `without` leave the index with the first step. One `is_to_commit` makes a generation though
    no article changes.
    """

    def __init__(
        self,
        folder: Path,
        known: Manifest,
        progress: Progress | None = None,
        *,
        is_new: bool = False,
        on_step: Callable[[], None] | None = None,
        without: Collection[str] = (),
        is_to_commit: bool = False,
    ) -> None:
        self.folder = folder
        self.is_new = is_new
        self.manifest = known
        self.records = known.records
        self.progress = progress
        self.on_step = on_step
        self.without = without
        self.is_to_commit = is_to_commit
        self.report = Report()
        self.keys = {record.path: key for key, record in self.records.items()}
        self.next_key = max(self.records, default=0) + 1
        self.refused = known.refusals_by_path()
        self.stored = self._to_store()
        self.done = 0

    def run(self, found: Iterable[Source | SourceError], provenance: Provenance) -> Report:
        """Read the found files, forget those that are gone, and commit."""
        plan = make_plan(self.manifest, found, provenance)
        self.report.problems += [*plan.problems, *(each.as_error() for each in plan.refusals)]
        self.report.unchanged += len(plan.unchanged)
        self._forget_refusals(plan)
        for source, error in plan.unreadable:
            self._refuse(source, [error])
        if self.is_to_commit or not plan.is_empty:
            self._carry_out(plan)
        self.report.warnings += provenance.warnings
        if not self.is_new and self._to_store() != self.stored:
            self._save(latest_generation(self.folder))  # no article changes: the generation stays
        return self.report

    def remove(self, keys: Iterable[int]) -> Report:
        """Forget files and their articles, whether the files are there or not, and commit."""
        with ArchiveWriter(self.folder) as writer:
            holders = Holders(writer, self.records, set())
            for key in keys:
                self.refused.pop(self.records[key].path, None)
                self._forget(writer, holders, key)
            self._commit(writer)
        return self.report

    def _forget_refusals(self, plan: Plan) -> None:
        """Leave only the refusals that hold, and of files that are there and not looked at by this update."""
        looked_at = {task.source.key for task in plan.tasks} | set(plan.unchanged)
        looked_at -= {refusal.path for refusal in plan.refusals}
        self.refused = {
            path: refusals
            for path, refusals in self.refused.items()
            if path not in looked_at and Path(path).exists()
        }

    def _carry_out(self, plan: Plan) -> None:
        """Do what is planned."""
        tasks = list(plan.tasks)
        sizes = [_size(task.source) for task in tasks]
        whole = sum(sizes)
        for task in plan.moved:
            self._move(task)
        pending = iter(list(zip(tasks, sizes, strict=True)))
        waiting = {task.key for task in plan.changed if task.key is not None}
        gone = list(plan.gone)
        is_done = False
        while not is_done:
            with ArchiveWriter(self.folder, self.without) as writer:
                holders = Holders(writer, self.records, waiting)
                for key in gone:
                    self._forget(writer, holders, key)
                is_changed, is_done = self._read_some(writer, holders, pending, waiting, whole)
                if is_changed or gone or self.is_to_commit:
                    for key in waiting:
                        self._give_up_moved(writer, holders, key)
                    self._commit(writer)
                gone, self.without, self.is_to_commit = [], (), False
            if not is_done and self.on_step:
                self.on_step()
        if self.progress and tasks:
            self.progress(whole, whole, "")

    def _read_some(
        self,
        writer: ArchiveWriter,
        holders: Holders,
        pending: Iterator[tuple[Task, int]],
        waiting: set[int],
        whole: int,
    ) -> tuple[bool, bool]:
        """Read files until a step is full; say whether any was read, and whether these were the last.

        `waiting` are the keys of changed files that were not read yet.
        """
        is_changed = False
        for task, size in pending:
            if self.progress:
                self.progress(self.done, whole, task.source.file)
            content = None
            try:
                content = reading.look_at(task.source)
                is_changed |= self._read(writer, holders, task, content)
            except SourceError as error:
                self._refuse(task.source, [error], content)
                if task.key is not None:
                    self._give_up_moved(writer, holders, task.key)
                    waiting.discard(task.key)
            self.done += size
            if self.on_step and writer.added >= STEP:
                return is_changed, False
        return is_changed, True

    def _commit(self, writer: ArchiveWriter) -> None:
        if self.is_new:
            write_lexicon(self.folder)  # now, while the last segments are made beside us
            self.is_new = False
        self.manifest.updated = datetime.now(UTC).isoformat(timespec="seconds")
        self._save(writer.generation)
        writer.commit()
        manifest.clean_if_possible(self.folder)

    def _save(self, generation: int) -> None:
        """Store what is known of the files, with a generation."""
        self.stored = self._to_store()
        self.manifest.refusals = self.stored[1]
        manifest.save(self.folder, generation, self.manifest)

    def _to_store(self) -> tuple[dict[int, Record], list[Refusal]]:
        """Return a copy of what is known of the files, and what was refused."""
        return dict(self.records), [refusal for each in self.refused.values() for refusal in each]

    def _forget(self, writer: ArchiveWriter, holders: Holders, key: int) -> None:
        writer.remove(key)
        holders.replace(key)
        del self.keys[self.records.pop(key).path]
        self.report.removed += 1

    def _move(self, task: Task) -> None:
        """Take a file that stands elsewhere now for the one it was; it is read again under its new name."""
        if task.key is None:
            raise ValueError("a file that moved was known")
        record = self.records[task.key]
        del self.keys[record.path]
        self.keys[task.source.key] = task.key
        self.records[task.key] = replace(
            record,
            path=task.source.key,
            file=task.source.file,
            origin=record.origin or record.path,
            # Until it is read, its articles are said to stand where it stood.
            digest="",
        )

    def _read(self, writer: ArchiveWriter, holders: Holders, task: Task, content: Content) -> bool:
        """Read a file, which was looked at, into the archive; say whether it had to be."""
        source, known = task.source, task.key
        if known is not None and self._is_as_it_was(known, content, task, holders, writer):
            holders.keep(known)
            return False
        key = self.next_key if known is None else known
        intake = Intake(holders, writer, task, key, self._origin(task))
        intake.run()
        if known is None:
            self.next_key += 1
        else:
            writer.remove(known)
            holders.replace(known)
        self.keys[source.key] = key
        self.records[key] = record = intake.record(content)
        if task.is_moved:
            self.report.moved += 1
        else:
            self.report.read += 1
            self.report.articles += record.articles
            self.report.units += record.units
        self._refuse(source, intake.problems, content)
        self.report.warnings += intake.warnings
        return True

    def _origin(self, task: Task) -> str:
        """Return the path that marks a file's ids where it has moved, "" where it has not."""
        return "" if task.key is None else self.records[task.key].origin

    def _is_as_it_was(
        self, key: int, content: Content, task: Task, holders: Holders, writer: ArchiveWriter
    ) -> bool:
        """Say whether a file gives what is indexed of it; report its refused lines again if so."""
        record = self.records[key]
        if content.digest != record.digest or (task.options, task.given) != (record.options, record.given):
            return False
        if not record.is_whole:
            intake = Intake(holders, writer, task, key, record.origin)
            intake.run(adding=False)
            if len(intake.articles) != record.articles:
                # Another file has let go of an id that this one was refused for.
                return False
            self._refuse(task.source, intake.problems, content)
        self.records[key] = replace(record, size=content.size, modified=content.modified)
        self.report.unchanged += 1
        return True

    def _refuse(self, source: Source, problems: list[SourceError], content: Content | None = None) -> None:
        """Report what of a file could not be taken, and remember it; `content` is what it was then."""
        self.report.problems += problems
        if problems:
            self.refused[source.key] = [_refusal(source, each, content) for each in problems]

    def _give_up_moved(self, writer: ArchiveWriter, holders: Holders, key: int) -> None:
        """Take from a file that is not read, or not yet, the ids that another one has now."""
        if moved := holders.moved_from(key):
            writer.remove_articles(moved)
            record = self.records[key]
            self.records[key] = replace(
                record, digest="", articles=record.articles - len(moved), is_whole=False
            )


def _refusal(source: Source, problem: SourceError, content: Content | None) -> Refusal:
    refusal = Refusal(source.key, problem.file, problem.reason, problem.line)
    if content is None or isinstance(problem, PassingError):
        return refusal
    return replace(refusal, size=content.size, modified=content.modified)


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        return 0
