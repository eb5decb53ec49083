"""What an archive has of a draft already: passages that it repeats, and the articles closest in subject."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from index.errors import QueryError
from index.folding import fold, fold_with_map
from index.language import gettext as _
from searcher import ranking
from searcher.highlight import find_spans
from searcher.query.parser import check
from searcher.query.tree import Relaxed
from searcher.reuse import find_runs

if TYPE_CHECKING:
    from index.folding import Folded
    from index.model import Citation, Unit
    from searcher.engine import Engine, Match
    from searcher.query.tree import Node
    from searcher.reuse import Run

LONGEST: Final = 20_000
"""Characters of the longest draft; each eight of them are looked for (`searcher.reuse`)."""

MOST_CANDIDATES: Final = 60
MOST_TERMS: Final = 12

COLLECTION: Final = 1_000_000
"""Units that words are told to be rare among: only how much rarer one is than another counts."""

READ: Final = 60
"""Units that share telling words, from which the closest articles are made."""


@dataclass(frozen=True, slots=True)
class SimilarPassage:
    """A unit of an article: what is repeated there, or what is closest. `spans` count within `text`."""

    article: str
    headline: str
    paper: str | None
    date: str | None
    page: str | None
    section: str | None
    file: str
    unit: int
    text: str
    spans: list[list[int]]
    lines: list[list[int]]


@dataclass(frozen=True, slots=True)
class Reused:
    """A run of the draft that stands in the archive, folded equal; `span` counts in the draft."""

    span: list[int]
    text: str
    sources: list[SimilarPassage]


@dataclass(frozen=True, slots=True)
class Close:
    """An article close in subject: the telling words it shares, and its best passage."""

    score: float
    terms: list[str]
    passage: SimilarPassage


@dataclass(frozen=True, slots=True)
class Similar:
    """Prior coverage of a draft: the attributes are the keys of the JSON object.

    `terms` are the draft's most telling words: often in it, rare in the archive.
    """

    characters: int
    took_ms: float
    terms: list[str]
    reused: list[Reused]
    closest: list[Close]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return asdict(self)


def find_similar(
    engine: Engine, draft: str, *, limit: int, without: str | None = None, within: Node | None = None
) -> Similar:
    """Find what a draft repeats of the archive, and the `limit` articles closest in subject.

    The article whose id is `without` is left out, as the one that the draft is; so are those that `within`
    is not true of. Raises `QueryError` for a blank draft and for one of more than `LONGEST` characters.
    """
    began = time.perf_counter()
    check(draft)
    if len(draft) > LONGEST:
        raise QueryError(
            _("the draft has {length:,} characters, more than {most:,}; give a part of it").format(
                length=len(draft), most=LONGEST
            ),
            LONGEST + 1,
        )
    folded = fold_with_map(draft)
    reused = [_reused(draft, folded, run) for run in find_runs(engine, folded.text, without, within)]
    terms = _telling(engine, folded.text, within)
    closest = _closest(engine, terms, limit, without, within) if terms else []
    took_ms = round((time.perf_counter() - began) * 1000, 3)
    return Similar(len(draft), took_ms, terms, reused, closest)


def _reused(draft: str, folded: Folded, run: Run) -> Reused:
    start, end = run.span
    span = folded.span(start, end)
    passages = [_passage(each.unit, each.citation, each.spans(end - start)) for each in run.sources]
    return Reused(list(span), draft[slice(*span)], passages)


def _telling(engine: Engine, folded: str, within: Node | None) -> list[str]:
    """Return the words that tell most of a draft, the most telling first: frequency times rarity."""
    words = Counter(word for word in engine.words(folded) if len(word) > 1 and not word.isdigit())
    frequencies = dict(words.most_common(MOST_CANDIDATES))
    weights = {
        word: frequencies[word] * ranking.inverse_document_frequency(COLLECTION, units)
        for word, units in zip(frequencies, engine.word_units(list(frequencies), within), strict=True)
        if units
    }
    return sorted(weights, key=lambda word: -weights[word])[:MOST_TERMS]


def _closest(
    engine: Engine, terms: list[str], limit: int, without: str | None, within: Node | None
) -> list[Close]:
    """Return the articles whose best units share most with the terms, best first."""
    found = engine.search(Relaxed(" | ".join(terms), within, of="words"), limit=READ, sort="relevance")
    best: dict[str, list[Match]] = {}
    for match in found.matches:
        if match.citation.id != without:
            best.setdefault(match.citation.id, []).append(match)
    scores = {article_id: sum(match.score for match in matches) for article_id, matches in best.items()}
    ordered = sorted(scores, key=lambda article_id: -scores[article_id])[:limit]
    return [_close(round(scores[each], ranking.DECIMALS), best[each], terms) for each in ordered]


def _close(score: float, matches: list[Match], terms: list[str]) -> Close:
    texts = [fold(text) for match in matches for text in (match.unit.text, match.citation.headline)]
    shared = [term for term in terms if any(term in text for text in texts)]
    first = matches[0]
    return Close(score, shared, _passage(first.unit, first.citation, find_spans(first.unit.text, shared)))


def _passage(unit: Unit, citation: Citation, spans: list[list[int]]) -> SimilarPassage:
    return SimilarPassage(
        article=citation.id,
        headline=citation.headline,
        paper=citation.paper,
        date=citation.date,
        page=citation.page,
        section=citation.section,
        file=citation.file,
        unit=unit.number,
        text=unit.text,
        spans=spans,
        lines=[list(lines) for lines in unit.lines],
    )
