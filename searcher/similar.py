"""What an archive has of a draft already: passages that it repeats, and the articles closest in subject."""

from __future__ import annotations

import re
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
from searcher.query.tree import Literal, Relaxed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.folding import Folded
    from searcher.engine import Engine, Match

    Span = tuple[int, int]

LONGEST: Final = 20_000
"""Characters of the longest draft; each eight of them are looked for."""

PROBE: Final = 8
"""Characters of what is looked for: one of every eight places of the draft begins a probe."""

SHORTEST_RUN: Final = 2 * PROBE - 1
"""Characters of the shortest passage that is told to be repeated: any so long holds a whole probe."""

FEWEST_LETTERS: Final = 6
"""Letters of a probe, below which it is mostly marks."""

COMMON: Final = 20
"""Units from which on a probe is a phrase of every paper, and no evidence."""

MOST_SOURCES: Final = 5
MOST_CANDIDATES: Final = 60
MOST_TERMS: Final = 12

COLLECTION: Final = 1_000_000
"""Units that words are told to be rare among: only how much rarer one is than another counts."""

READ: Final = 60
"""Units that share telling words, from which the closest articles are made."""

_LETTERS: Final = re.compile(r"\w")


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


def find_similar(engine: Engine, draft: str, *, limit: int, without: str | None = None) -> Similar:
    """Find what a draft repeats of the archive, and the `limit` articles closest in subject.

    The article whose id is `without` is left out, as the one that the draft is. Raises `QueryError` for a
    blank draft and for one of more than `LONGEST` characters.
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
    reused = _reused(engine, draft, folded, without)
    terms = _telling(engine, folded.text)
    closest = _closest(engine, terms, limit, without) if terms else []
    took_ms = round((time.perf_counter() - began) * 1000, 3)
    return Similar(len(draft), took_ms, terms, reused, closest)


def _reused(engine: Engine, draft: str, folded: Folded, without: str | None) -> list[Reused]:
    """Return the runs of the draft that stand in the archive, none inside a longer one, in its order."""
    sources: dict[Span, list[SimilarPassage]] = {}
    # Where the last run that a unit shares ends: a probe inside it would find the same run again.
    ends: dict[tuple[str, int], int] = {}
    for probe in range(0, len(folded.text) - PROBE + 1, PROBE):
        for match in _holding(engine, folded.text[probe : probe + PROBE]):
            place = match.citation.id, match.unit.number
            if match.citation.id == without or probe + PROBE <= ends.get(place, 0):
                continue
            unit = fold_with_map(match.unit.text)
            start, end, at = _run(folded.text, probe, unit.text)
            ends[place] = end
            if end - start >= SHORTEST_RUN:
                passage = _passage(match, [list(unit.span(at, at + end - start))])
                sources.setdefault((start, end), []).append(passage)
    runs: list[Reused] = []
    last = 0
    for start, end in sorted(sources, key=lambda run: (run[0], -run[1])):
        if end > last:
            span = folded.span(start, end)
            runs.append(Reused(list(span), draft[slice(*span)], sources[start, end][:MOST_SOURCES]))
            last = end
    return runs


def _holding(engine: Engine, probe: str) -> Sequence[Match]:
    """Return the units that hold a probe, the oldest first; none of a common one, nor of marks."""
    if len(_LETTERS.findall(probe)) < FEWEST_LETTERS:
        return ()
    found = engine.search(Literal(probe), limit=COMMON, sort="oldest")
    return found.matches if found.total <= COMMON else ()


def _run(text: str, probe: int, unit: str) -> tuple[int, int, int]:
    """Return the longest run `[start, end)` around a probe that a unit shares, and its place there."""
    at = unit.find(text[probe : probe + PROBE])
    before = 0
    while before < min(probe, at) and text[probe - before - 1] == unit[at - before - 1]:
        before += 1
    after = PROBE
    while probe + after < len(text) and at + after < len(unit) and text[probe + after] == unit[at + after]:
        after += 1
    return probe - before, probe + after, at - before


def _telling(engine: Engine, folded: str) -> list[str]:
    """Return the words that tell most of a draft, the most telling first: frequency times rarity."""
    words = Counter(word for word in engine.words(folded) if len(word) > 1 and not word.isdigit())
    weights: dict[str, float] = {}
    for word, frequency in words.most_common(MOST_CANDIDATES):
        units = engine.search(Literal(word), limit=0, sort="relevance").total
        if units:
            weights[word] = frequency * ranking.inverse_document_frequency(COLLECTION, units)
    return sorted(weights, key=lambda word: -weights[word])[:MOST_TERMS]


def _closest(engine: Engine, terms: list[str], limit: int, without: str | None) -> list[Close]:
    """Return the articles whose best units share most with the terms, best first."""
    found = engine.search(Relaxed(" | ".join(terms)), limit=READ, sort="relevance")
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
    return Close(score, shared, _passage(first, find_spans(first.unit.text, shared)))


def _passage(match: Match, spans: list[list[int]]) -> SimilarPassage:
    unit, citation = match.unit, match.citation
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
