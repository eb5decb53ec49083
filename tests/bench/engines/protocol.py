"""What an engine must be able to do to be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.bench.queries import Kind, Query

    Ask = Callable[[Query], int]
    """Asks an open index one query, reads the text of the ten best units, returns the total."""


class Engine(Protocol):
    """One engine. Paths are text: `pathlib` would weigh on the cold start of a fast engine."""

    reads_headlines: bool
    """Whether the words of an AND may stand in the article's headline (see `truth.count`)."""

    not_available: Mapping[Kind, str]
    """The kinds of query it cannot be asked, and why."""

    stays_open: bool
    """Whether a process can open it once and ask it many times."""

    def missing(self) -> str | None:
        """Say what has to be installed before it can be measured; `None`: nothing."""
        ...

    def title(self) -> str:
        """Return what exactly is measured, with versions."""
        ...

    def build(self, corpus: str, folder: str) -> None:
        """Index a file that `corpus.write_articles` wrote into an empty folder."""
        ...

    def open(self, folder: str) -> Ask:
        """Open what `build` made."""
        ...

    def command(self, folder: str, query: Query) -> list[str]:
        """Return the command that answers one query in a process of its own.

        One that does not stay open prints the total, and nothing for none.
        """
        ...
