"""The articles of one file on their way into the archive, and whose each id is meanwhile."""

from __future__ import annotations

import hashlib
import os
from array import array
from typing import TYPE_CHECKING

from index import reading
from index.errors import PassingError, SourceError, SourceWarning
from index.language import gettext as _
from index.manifest import Record
from index.updating import provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.model import Article
    from index.reading import Content
    from index.updating.plan import Task
    from index.updating.provenance import Given
    from index.writer import ArchiveWriter


class Holders:
    """Which file holds which article id, in the course of one update.

    `records` are the files by their keys; `changing` are those whose content is another and not
    read yet: what they hold is free for other files, since they are read again anyway.
    """

    def __init__(self, writer: ArchiveWriter, records: Mapping[int, Record], changing: set[int]) -> None:
        self._writer = writer
        self._records = records
        self._changing = changing
        self._replaced: set[int] = set()
        self._files: dict[str, str] = {}
        self._moved: dict[int, list[str]] = {}

    def other(self, article_id: str, key: int) -> str | None:
        """Return the file, other than the one with this key, that holds an id; `None` if it is free."""
        if article_id in self._files:
            return self._files[article_id]
        holder = self._committed(article_id, key)
        return None if holder is None or holder in self._changing else self._records[holder].file

    def take(self, article_id: str, key: int, file: str) -> None:
        """Note that a file holds an id from now on."""
        self._files[article_id] = file
        if self._changing and (holder := self._committed(article_id, key)) is not None:
            self._moved.setdefault(holder, []).append(article_id)

    def give_back(self, article_id: str) -> None:
        """Note that the file that took an id in this update does not hold it after all."""
        del self._files[article_id]

    def replace(self, key: int) -> None:
        """Note that of a file nothing holds any more that was committed."""
        self._replaced.add(key)
        self._changing.discard(key)

    def keep(self, key: int) -> None:
        """Note that a file stays as it was committed."""
        self._changing.discard(key)

    def moved_from(self, key: int) -> list[str]:
        """Return the committed ids of a file that another one has taken since this was last asked."""
        return [article_id for article_id in self._moved.pop(key, ()) if article_id in self._files]

    def has(self, article_id: str, key: int) -> bool:
        """Say whether a file holds an id as it was committed."""
        return self._writer.owner(article_id) == key

    def _committed(self, article_id: str, key: int) -> int | None:
        holder = self._writer.owner(article_id)
        return None if holder == key or holder in self._replaced else holder


class Intake:
    """The articles of one file, taken in one by one; `origin` is where the file first stood if it moved."""

    def __init__(
        self, holders: Holders, writer: ArchiveWriter, task: Task, key: int, origin: str = ""
    ) -> None:
        self._holders = holders
        self._writer = writer
        self._task = task
        self._source = task.source
        self._key = key
        self._origin = origin
        self._contradicted: set[tuple[str, ...]] = set()
        self._first = 0
        self._sizes = array("I")
        self.articles: dict[str, int] = {}
        """The articles that were taken in, by their ids: which of the file's each is."""
        self.problems: list[SourceError] = []
        self.warnings: list[SourceError] = []

    def run(self, *, adding: bool = True) -> None:
        """Take in every article; or only see what would be taken in.

        Raises `SourceError` where the file as a whole cannot be used; then nothing of it was added.
        """
        try:
            for item in reading.read(self._source, self._settle):
                if isinstance(item, SourceWarning):
                    self.warnings.append(item)
                elif isinstance(item, SourceError):
                    self.problems.append(item)
                else:
                    self._accept(item, adding=adding)
        except SourceError:
            if adding:
                self._undo()
            raise

    def record(self, content: Content) -> Record:
        """Return what the archive is to remember of the file."""
        return Record(
            path=self._source.key,
            file=self._source.file,
            size=content.size,
            modified=content.modified,
            digest=content.digest,
            articles=len(self.articles),
            units=sum(self._sizes),
            is_whole=not self.problems,
            origin=self._origin,
            given=self._task.given,
            options=self._task.options,
        )

    def _undo(self) -> None:
        self._writer.take_back(self._first + place for place in self.articles.values())
        for article_id in self.articles:
            self._holders.give_back(article_id)

    def _settle(self, made: str) -> str:
        """Give an id made from content that a copy in another file has already a mark of this path.

        The mark stays when the other file goes, and when this one moves.
        """
        mark = hashlib.sha256(os.fsencode(self._origin or self._source.key)).hexdigest()[:6]
        marked = f"{made}-{mark}"
        if self._task.key is not None and self._holders.has(marked, self._key):
            return marked
        return made if self._other_file(made) is None else marked

    def _other_file(self, article_id: str) -> str | None:
        return None if article_id in self.articles else self._holders.other(article_id, self._key)

    def _accept(self, article: Article, *, adding: bool) -> None:
        given = self._task.given_to(article.file)
        self._warn_of_contradictions(article, given)
        article = provenance.apply(given, article)
        other = self._other_file(article.id)
        if other is not None:
            reason = _("id {id} is in {file} too; give one of them another").format(id=article.id, file=other)
            self.problems.append(PassingError(article.file, reason, _first_line(article)))
            return
        if article.id in self.articles:
            reason = _("id {id} stands in it more than once; the last one counts").format(id=article.id)
            self.warnings.append(SourceError(article.file, reason, _first_line(article)))
            self._sizes[self.articles[article.id]] = 0
        if adding:
            if article.id in self.articles:
                self._writer.take_back([self._first + self.articles[article.id]])
            else:
                self._holders.take(article.id, self._key, self._source.file)
            # A file's articles follow each other in the session.
            self._first = self._writer.add(article, self._key) - len(self._sizes)
        self.articles[article.id] = len(self._sizes)
        self._sizes.append(len(article.units))

    def _warn_of_contradictions(self, article: Article, given: Given) -> None:
        """Say once of a page that it prints something else than is said of it."""
        for name, printed, said in provenance.contradictions(given, article):
            if (article.file, name, printed) not in self._contradicted:
                self._contradicted.add((article.file, name, printed))
                reason = _("prints {name} {printed} where {said} is given; what is printed counts")
                self.warnings.append(
                    SourceError(article.file, reason.format(name=name, printed=printed, said=said))
                )


def _first_line(article: Article) -> int | None:
    return next((unit.lines[0][0] for unit in article.units if unit.lines), None)
