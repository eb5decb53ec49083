"""What a search answers, in the words of the outward contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.model import ArticleKind, UnitKind
    from searcher.facets import Count, Facet

Mode = Literal["exact", "relaxed"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that was found. Its attributes are the keys of the JSON hit, of the same types.

    `spans` are `[start, end)` in code points of `text`; `lines` are 1-based and inclusive.
    `similar` are the ids of the copies of its article that were found, where copies are grouped;
    elsewhere `None`, and no key of JSON.
    """

    rank: int
    score: float
    article: str
    unit: int
    kind: UnitKind
    text: str
    spans: list[list[int]]
    headline: str
    byline: list[dict[str, str]]
    article_kind: ArticleKind
    paper: str | None
    date: str | None
    page: str | None
    section: str | None
    file: str
    lines: list[list[int]]
    similar: list[str] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON hit."""
        known = asdict(self)
        if self.similar is None:
            del known["similar"]
        return known


@dataclass(frozen=True, slots=True)
class Results(Sequence[Hit]):
    """The first hits of a search, best first, and how many units in how many articles matched.

    `synonyms` has each word of the query that was looked for in others too, and those.
    `facets` has the counts that were asked for, of all that matched.
    """

    query: str
    mode: Mode
    total: int
    articles: int
    took_ms: float
    hits: tuple[Hit, ...]
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    facets: Mapping[Facet, tuple[Count, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    @overload
    def __getitem__(self, position: int) -> Hit: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, position: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[position]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object of the whole result."""
        facets = {name: [count.as_dict() for count in counts] for name, counts in self.facets.items()}
        return {
            "query": self.query,
            "mode": self.mode,
            "total": self.total,
            "articles": self.articles,
            "took_ms": self.took_ms,
            **({"facets": facets} if facets else {}),
            "hits": [hit.as_dict() for hit in self.hits],
            "synonyms": [{"word": word, "synonyms": list(others)} for word, others in self.synonyms],
        }
