"""The terms of an archive, for completing what is typed about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from searcher.prompt.terms import Completions, CountedTerms, united
from searcher.query.conditions import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.columnar.values import GivenField
    from searcher.archive import Archive
    from searcher.query.syntax import FieldName

NAMED_IN_TEXTS: Final[tuple[GivenField, ...]] = ("byline", "section", "paper")
"""The fields whose values are also looked for as words."""


INITIATIVES: Final = 2_000
"""How many of the archive's terms in quotation marks are known, the most frequent: a tenth of a second."""


class Vocabulary(Protocol):
    """What completing asks for."""

    def words(self) -> Completions:
        """Return the terms that stand in texts."""

    def values(self, field: FieldName) -> Completions:
        """Return the values of a field, as they are typed behind its colon."""


class ArchiveVocabulary:
    """The vocabulary of whatever archive is current, read from it when it is first asked for."""

    def __init__(self, archive: Callable[[], Archive]) -> None:
        self._get = archive
        self._archive: Archive | None = None
        self._read: dict[FieldName | None, Completions] = {}

    def words(self) -> Completions:
        """Return its initiatives, and the names of its authors, sections and papers.

        Raises `ArchiveError`.
        """
        return self._remembered(None, _words)

    def values(self, field: FieldName) -> Completions:
        """Return the values of a field; a headline's are the words. Raises `ArchiveError`."""
        if field == "headline":
            return self.words()
        return self._remembered(field, lambda archive: CountedTerms(_typed(field, archive.values(field))))

    def _remembered(self, key: FieldName | None, read: Callable[[Archive], Completions]) -> Completions:
        archive = self._get()
        if archive is not self._archive:
            self._archive = archive
            self._read.clear()
        if key not in self._read:
            self._read[key] = read(archive)
        return self._read[key]


def _words(archive: Archive) -> Completions:
    names = {name.text: name.articles for name in archive.names(limit=INITIATIVES).names}
    return united([names, *(archive.values(field) for field in NAMED_IN_TEXTS)])


def _typed(field: GivenField, counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return the values as a query has them: a kind by each of its names."""
    if field != "kind":
        return counts
    return {name: counts[kind] for name, kind in KINDS.items() if kind in counts}
