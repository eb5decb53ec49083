"""What can go wrong, in the words of the person who can mend it.

    SearcherError
    ├── ArchiveError     the archive: none there, of another version, busy
    ├── SourceError      an input: missing, unreadable, no text, a bad line
    │   ├── PassingError     not for what is in it: the same input may be usable the next time
    │   └── SourceWarning    something to know of an input of which nothing was refused
    ├── QueryError       a query: where it breaks off and what was expected
    └── OptionError      a value of an option that narrows a search

The tree stands in `index` because `index` raises half of it and must not import `searcher`,
which publishes it.
"""

from __future__ import annotations

from index.language import gettext as _


class SearcherError(Exception):
    """An error whose message is one line: what is wrong, with which value, and the next step."""


class ArchiveError(SearcherError):
    """There is no archive, or it cannot be used."""


class SourceError(SearcherError):
    """One input cannot be used; the others can.

    `file` is the path as it was given, `line` the 1-based line inside it (`None`: the whole file).
    """

    def __init__(self, file: str, reason: str, line: int | None = None) -> None:
        self.file = file
        self.reason = reason
        self.line = line
        where = file if line is None else f"{file}:{line}"
        super().__init__(_("{where}: {reason}").format(where=where, reason=reason))


class PassingError(SourceError):
    """An input cannot be used now, for a reason that is not in it: the same one is tried again."""


class SourceWarning(SourceError):  # noqa: N818 - it stands among errors, and is none
    """Something to know of an input, in the same form: nothing was refused, and it is no failure."""


class QueryError(SearcherError):
    """A query that cannot be understood; `column` is the 1-based character it breaks at.

    `query` is the whole text, for the column to be pointed at; `None` where who raised it had only a part.
    """

    def __init__(self, message: str, column: int, query: str | None = None) -> None:
        self.column = column
        self.query = query
        super().__init__(_("{message} (column {column})").format(message=message, column=column))


class OptionError(SearcherError):
    """A value that an option cannot have: `option` as it is typed, `value` as it was given."""

    def __init__(self, option: str, value: str, reason: str) -> None:
        self.option = option
        self.value = value
        super().__init__(_("{where}: {reason}").format(where=f"{option} {value}", reason=reason))
