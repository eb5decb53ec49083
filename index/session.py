"""One update of one index: which files are read, what becomes of each, what is told of it."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index import manifest, reading
from index.errors import SourceError
from index.intake import Holders, Intake
from index.lexicon_source import write_lexicon
from index.report import Progress, Report
from index.sources import Source
from index.writer import ArchiveWriter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.manifest import Record
    from index.reading import Content


class Session:
    """One update of the index in a folder, of which `records` are the files so far.

    An index that `is_new` gets its lexicon with its first generation.
    """

    def __init__(
        self, folder: Path, records: dict[int, Record], progress: Progress | None, *, is_new: bool = False
    ) -> None:
        self.folder = folder
        self.is_new = is_new
        self.records = records
        self.progress = progress
        self.report = Report()
        self.keys = {record.path: key for key, record in records.items()}
        self.next_key = max(records, default=0) + 1

    def run(self, found: Iterable[Source | SourceError]) -> Report:
        """Read the found files, forget those that are gone, and commit."""
        gone = {key for key, record in self.records.items() if _is_gone(Path(record.path))}
        changed, doubtful, new = self._sort_out([*found, *self._never_read(gone)])
        if gone or changed or doubtful or new:
            with ArchiveWriter(self.folder) as writer:
                holders = Holders(writer, self.records, {self.keys[source.key] for source in changed})
                for key in gone:
                    self._forget(writer, holders, key)
                # Changed files first: an id that one of them gives up is free for a new file.
                self._read_all(writer, holders, [*changed, *doubtful, *new])
                if self.report.removed or self.report.read:
                    if self.is_new:
                        write_lexicon(self.folder)  # now, while the last segments are made beside us
                    manifest.save(self.folder, writer.generation, self.records)
                    writer.commit()
                    manifest.clean_if_possible(self.folder)
                else:
                    manifest.save(self.folder, writer.generation - 1, self.records)
        return self.report

    def _never_read(self, gone: set[int]) -> list[Source]:
        """Return the files that the rebuilding of an archive could not read."""
        known = {key: record for key, record in self.records.items() if not record.digest}
        return [Source(Path(record.path), record.file) for key, record in known.items() if key not in gone]

    def _sort_out(self, found: list[Source | SourceError]) -> tuple[list[Source], list[Source], list[Source]]:
        """Return the changed files, those unchanged with lines that were refused, and the new ones."""
        changed: list[Source] = []
        doubtful: list[Source] = []
        new: list[Source] = []
        seen: set[str] = set()
        for source in found:
            if isinstance(source, SourceError):
                self.report.problems.append(source)
                continue
            if source.key in seen:
                continue
            seen.add(source.key)
            key = self.keys.get(source.key)
            if key is None:
                new.append(source)
            elif self._is_untouched(source, self.records[key]):
                self.report.unchanged += 1
            else:
                try:
                    content = reading.look_at(source)
                except SourceError as error:
                    self.report.problems.append(error)
                    continue
                if content.digest != self.records[key].digest:
                    changed.append(source)
                else:
                    doubtful.append(source)
        return changed, doubtful, new

    def _is_untouched(self, source: Source, record: Record) -> bool:
        try:
            status = source.path.stat()
        except OSError:
            return False
        return record.is_whole and (record.size, record.modified) == (status.st_size, status.st_mtime_ns)

    def _forget(self, writer: ArchiveWriter, holders: Holders, key: int) -> None:
        writer.remove(key)
        holders.replace(key)
        del self.keys[self.records.pop(key).path]
        self.report.removed += 1

    def _read_all(self, writer: ArchiveWriter, holders: Holders, pending: list[Source]) -> None:
        sizes = [_size(source) for source in pending]
        whole = sum(sizes)
        done = 0
        for source, size in zip(pending, sizes, strict=True):
            if self.progress:
                self.progress(done, whole, source.file)
            try:
                self._read(writer, holders, source)
            except SourceError as error:
                self.report.problems.append(error)
                self._keep(writer, holders, source)
            done += size
        if self.progress and pending:
            self.progress(done, whole, "")

    def _read(self, writer: ArchiveWriter, holders: Holders, source: Source) -> None:
        known = self.keys.get(source.key)
        key = self.next_key if known is None else known
        content = reading.look_at(source)
        if known is not None and self._is_as_it_was(known, content, Intake(holders, writer, source, known)):
            return
        intake = Intake(holders, writer, source, key)
        intake.run()
        if known is None:
            self.next_key += 1
        else:
            writer.remove(known)
            holders.replace(known)
        self.keys[source.key] = key
        self.records[key] = intake.record(content)
        self.report.read += 1
        self.report.articles += self.records[key].articles
        self.report.units += self.records[key].units
        self.report.problems += intake.problems
        self.report.warnings += intake.warnings

    def _is_as_it_was(self, key: int, content: Content, intake: Intake) -> bool:
        """Say whether a file gives what is indexed of it; report its refused lines again if so."""
        record = self.records[key]
        if content.digest != record.digest:
            return False
        if not record.is_whole:
            intake.run(adding=False)
            if len(intake.articles) != record.articles:
                # Another file has let go of an id that this one was refused for.
                return False
            self.report.problems += intake.problems
        self.records[key] = replace(record, size=content.size, modified=content.modified)
        self.report.unchanged += 1
        return True

    def _keep(self, writer: ArchiveWriter, holders: Holders, source: Source) -> None:
        """Keep what is indexed of a file that cannot be read, but for ids that another file has now."""
        key = self.keys.get(source.key)
        if key is not None and (moved := holders.keep(key)):
            writer.remove_articles(moved)
            record = self.records[key]
            self.records[key] = replace(
                record, digest="", articles=record.articles - len(moved), is_whole=False
            )


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


def _is_gone(path: Path) -> bool:
    """Say whether a file no longer exists; one that only cannot be looked at does."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
