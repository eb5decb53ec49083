"""What a document says of an article beside its text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the metadata and where it stands in the source; "" where there is none."""

    text: str = ""
    place: int = 0


@dataclass(slots=True)
class Facts:
    """What is said of an article."""

    kicker: Said = field(default_factory=Said)
    title: Said = field(default_factory=Said)
    subtitle: Said = field(default_factory=Said)
    author: Said = field(default_factory=Said)
    date: str | None = None
    """`YYYY-MM-DD`."""
    paper: str | None = None
    source: str = ""
    """Who published it, a newspaper or not."""
    page: str | None = None
    section: str | None = None
    is_of_links: bool = False
    """Whether the document says that it is a list of articles."""
    is_founder: bool = False
