"""Bringing an archive up to date: new and changed files read, vanished ones removed."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index import archive, manifest, reading
from index.errors import SourceError
from index.manifest import Record
from index.sources import Source, find
from index.writer import ArchiveWriter, clean

if TYPE_CHECKING:
    from index.model import Article

Progress = Callable[[int, int, str], None]
"""Called with the bytes read so far, the bytes to read, and the file at hand."""


@dataclass(slots=True)
class Report:
    """What bringing up to date did; `problems` were refused, `warnings` were not."""

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    articles: int = 0
    units: int = 0
    problems: list[SourceError] = field(default_factory=list)
    warnings: list[SourceError] = field(default_factory=list)


def update(folder: Path, paths: Iterable[Path], progress: Progress | None = None) -> Report:
    """Bring the archive in `folder` up to date with the files that `paths` name.

    What earlier updates brought in stays, unless its file is gone. It takes effect as a whole:
    stopped at any moment, the archive is as it was. Files and lines that cannot be used are in
    the report, and the others go on; what was indexed of them before stays. An archive of
    another version is rebuilt from the files it came from.

    Raises `ArchiveError` where the archive cannot be written.
    """
    with archive.locked(folder):
        state = archive.read_state(folder)
        archive.sweep(folder, state)
        if state is not None and state.is_current:
            clean(folder / state.folder)
            return _Update(folder / state.folder, find(paths), progress).run()
        sources = [*find(paths), *(manifest.known_sources(folder / state.folder) if state else ())]
        index_folder = archive.next_index_folder(state)
        report = _Update(folder / index_folder, sources, progress).run()
        if state is None and not report.read:
            shutil.rmtree(folder / index_folder, ignore_errors=True)
            return report
        archive.publish(folder, index_folder)
        if state is not None:
            shutil.rmtree(folder / state.folder)
        return report


class _Update:
    """One update of one index folder."""

    def __init__(
        self, folder: Path, sources: Iterable[Source | SourceError], progress: Progress | None
    ) -> None:
        self.folder = folder
        self.found = list(sources)
        self.progress = progress
        self.report = Report()
        self.records = manifest.load(folder)
        self.keys = {record.path: key for key, record in self.records.items()}
        self.replaced: set[int] = set()
        self.files_of_added: dict[str, str] = {}

    def run(self) -> Report:
        gone = [key for key, record in self.records.items() if _is_gone(Path(record.path))]
        pending = self._pending()
        if gone or pending:
            with ArchiveWriter(self.folder) as writer:
                for key in gone:
                    self._forget(writer, key)
                self._read_all(writer, pending)
                if self.replaced or self.files_of_added or self.report.read:
                    manifest.save(self.folder, writer.generation, self.records)
                    writer.commit()
                    manifest.drop_others(self.folder, writer.generation)
                else:
                    manifest.save(self.folder, writer.generation - 1, self.records)
        return self.report

    def _pending(self) -> list[Source]:
        """Return the files to read: new ones, and those whose size or time has changed."""
        pending = []
        for found in self.found:
            if isinstance(found, SourceError):
                self.report.problems.append(found)
            elif self._is_unchanged(found):
                self.report.unchanged += 1
            else:
                pending.append(found)
        return pending

    def _is_unchanged(self, source: Source) -> bool:
        key = self.keys.get(source.key)
        if key is None:
            return False
        record = self.records[key]
        try:
            status = source.path.stat()
        except OSError:
            return False
        return record.is_whole and (record.size, record.modified) == (status.st_size, status.st_mtime_ns)

    def _forget(self, writer: ArchiveWriter, key: int) -> None:
        writer.remove(key)
        self.replaced.add(key)
        del self.keys[self.records.pop(key).path]
        self.report.removed += 1

    def _read_all(self, writer: ArchiveWriter, pending: list[Source]) -> None:
        sizes = [_size(source) for source in pending]
        done = 0
        for source, size in zip(pending, sizes, strict=True):
            if self.progress:
                self.progress(done, sum(sizes), source.file)
            self._read(writer, source)
            done += size
        if self.progress and pending:
            self.progress(done, done, "")

    def _read(self, writer: ArchiveWriter, source: Source) -> None:
        known = self.keys.get(source.key)
        key = known if known is not None else max(self.records, default=0) + 1
        reading_of = _Reading(self, writer, source, key)
        try:
            status = source.path.stat()
            digest = reading.digest(source)
            if known is not None and self.records[known].digest == digest and self.records[known].is_whole:
                self.records[known] = replace(self.records[known], modified=status.st_mtime_ns)
                self.report.unchanged += 1
                return
            reading_of.run()
        except OSError as error:
            self.report.problems.append(
                SourceError(source.file, f"cannot be read ({error.strerror}); check it")
            )
            return
        except SourceError as error:
            reading_of.undo()
            self.report.problems.append(error)
            return
        if known is not None:
            writer.remove(known)
            self.replaced.add(known)
        self.report.read += 1
        self.report.articles += len(reading_of.added)
        self.report.units += sum(reading_of.added.values())
        self.report.problems += reading_of.problems
        self.report.warnings += reading_of.warnings
        self.keys[source.key] = key
        self.records[key] = Record(
            path=source.key,
            file=source.file,
            size=status.st_size,
            modified=status.st_mtime_ns,
            digest=digest,
            articles=len(reading_of.added),
            units=sum(reading_of.added.values()),
            is_whole=not reading_of.problems,
        )


class _Reading:
    """The articles of one file on their way into the archive."""

    def __init__(self, whole: _Update, writer: ArchiveWriter, source: Source, key: int) -> None:
        self.whole = whole
        self.writer = writer
        self.source = source
        self.key = key
        self.added: dict[str, int] = {}
        self.problems: list[SourceError] = []
        self.warnings: list[SourceError] = []

    def run(self) -> None:
        for item in reading.read(self.source):
            if isinstance(item, SourceError):
                self.problems.append(item)
            else:
                self._accept(item)

    def undo(self) -> None:
        self.writer.take_back(self.added)
        for article_id in self.added:
            del self.whole.files_of_added[article_id]

    def _accept(self, article: Article) -> None:
        other = self._other_file(article.id)
        if other is not None and reading.is_page(self.source):
            # Two copies of one page: the second one's ids get a mark of its own path.
            mark = hashlib.sha256(os.fsencode(self.source.key)).hexdigest()[:6]
            article = replace(article, id=f"{article.id}-{mark}")
        elif other is not None:
            line = article.units[-1].lines[0][0] if article.units[-1].lines else None
            self.problems.append(
                SourceError(
                    self.source.file, f"id {article.id} is in {other} too; give one of them another", line
                )
            )
            return
        if article.id in self.added:
            self.warnings.append(
                SourceError(
                    self.source.file, f"id {article.id} stands in it more than once; the last one counts"
                )
            )
            self.writer.take_back([article.id])
        self.writer.add(article, self.key)
        self.added[article.id] = len(article.units)
        self.whole.files_of_added[article.id] = self.source.file

    def _other_file(self, article_id: str) -> str | None:
        """Return the file, other than this one, whose article has this id already."""
        if article_id in self.added:
            return None
        if article_id in self.whole.files_of_added:
            return self.whole.files_of_added[article_id]
        owner = self.writer.owner(article_id)
        if owner is None or owner == self.key or owner in self.whole.replaced:
            return None
        return self.whole.records[owner].file


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


def _is_gone(path: Path) -> bool:
    """Say whether a file no longer exists; one that only cannot be looked at does."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
