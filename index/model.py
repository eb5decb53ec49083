"""The nouns of the project: page, article, unit, credit.

All frozen: they pass from the readers to the writer, to the printers and to users of the
Python API, and nobody on that way may change them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

UnitKind = Literal["headline", "byline", "subhead", "paragraph"]
ArticleKind = Literal["article", "brief", "photo", "fragment"]

Lines = tuple[tuple[int, int], ...]
"""1-based ranges of source lines, first and last included; several where a text was stitched."""

HEADLINE = 0
"""The number of every article's headline unit."""

BYLINE = 1
"""The number of every article's byline unit."""


@dataclass(frozen=True, slots=True)
class LineSetting:
    """How a line stands in print, where the source of a page knows.

    `size` is the height of its type, 1 for that of the body. The rest is in em of the line's own
    type: its width, how far right of its column's edge it begins, and how wide that column is, `None`
    where it stands in none.
    """

    size: float
    width: float
    indent: float | None = None
    column: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One input text as extracted from one newspaper page.

    `file` is the path as it was given; `digest` identifies the bytes the text was read from, so
    that the ids of the page's articles are stable while its content is. `settings` says of each line
    of the text how it was set, if the source knows more than the text.
    """

    file: str
    text: str
    digest: str
    settings: tuple[LineSetting | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Credit:
    """One name of a byline with the role printed before or after it ("" where none is printed)."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that is found: a headline, a byline, a sub-heading or a paragraph."""

    number: int
    kind: UnitKind
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its units in reading order and what is known of it.

    `units[0]` is the headline and `units[1]` the byline, even when empty. `paper`, `date`
    (`YYYY-MM-DD`), `page` and `section` are `None` where the source does not give them.
    `confidence` (0 to 1) says how sure the rebuilding is of the whole article.
    """

    id: str
    file: str
    kind: ArticleKind
    byline: tuple[Credit, ...]
    paper: str | None
    date: str | None
    page: str | None
    section: str | None
    confidence: float
    units: tuple[Unit, ...]

    @property
    def headline(self) -> str:
        """The headline with its kicker, "" where none is known."""
        return self.units[HEADLINE].text

    @property
    def citation(self) -> Citation:
        """What is said of the article wherever one of its units is shown."""
        return Citation(
            id=self.id,
            file=self.file,
            kind=self.kind,
            headline=self.headline,
            byline=self.byline,
            paper=self.paper,
            date=self.date,
            page=self.page,
            section=self.section,
        )

    @property
    def subheads(self) -> list[str]:
        """The headings inside the body, in reading order."""
        return [unit.text for unit in self.units if unit.kind == "subhead"]

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the body, in reading order, one line of text each."""
        return [unit.text for unit in self.units if unit.kind == "paragraph"]


@dataclass(frozen=True, slots=True)
class Citation:
    """What is said of an article wherever one of its units is shown."""

    id: str
    file: str
    kind: ArticleKind
    headline: str
    byline: tuple[Credit, ...]
    paper: str | None
    date: str | None
    page: str | None
    section: str | None
