"""What an archive has of a draft already: passages that it repeats, and the articles closest in subject."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from index.errors import QueryError
from index.folding import fold, fold_with_map
from index.language import gettext as _
from searcher import ranking
from searcher.highlight import find_spans
from searcher.query.parser import check
from searcher.query.tree import And, Literal, Relaxed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.folding import Folded
    from index.model import Citation, Unit
    from searcher.engine import Engine, Match
    from searcher.query.tree import Node

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

KNOWN: Final = 1_000
"""Units up to which it is known at once in how many a word stands; of more, only where that may matter."""

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


@dataclass(frozen=True, slots=True)
class _Source:
    """A unit that shares a run with the draft: the probe that found it, and where the run begins there."""

    probe: int
    unit: Unit
    citation: Citation
    at: int

    def spans(self, length: int) -> list[list[int]]:
        """Return where the run stands, as it is printed."""
        return [list(fold_with_map(self.unit.text).span(self.at, self.at + length))]


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
    reused = _reused(engine, draft, folded, without, within)
    terms = _telling(engine, folded.text, within)
    closest = _closest(engine, terms, limit, without, within) if terms else []
    took_ms = round((time.perf_counter() - began) * 1000, 3)
    return Similar(len(draft), took_ms, terms, reused, closest)


def _reused(
    engine: Engine, draft: str, folded: Folded, without: str | None, within: Node | None
) -> list[Reused]:
    """Return the runs of the draft that stand in the archive, none inside a longer one, in its order."""
    sources = _sources(engine, folded.text, without, within)
    runs: list[Reused] = []
    last = 0
    for start, end in sorted(sources, key=lambda run: (run[0], -run[1])):
        if end > last:
            span = folded.span(start, end)
            first = _in_order(engine, folded.text, sources[start, end], within)[:MOST_SOURCES]
            passages = [_passage(each.unit, each.citation, each.spans(end - start)) for each in first]
            runs.append(Reused(list(span), draft[slice(*span)], passages))
            last = end
    return runs


def _sources(
    engine: Engine, text: str, without: str | None, within: Node | None
) -> dict[Span, list[_Source]]:
    """Return the runs of a folded draft that some unit shares, and the units: the oldest of a probe first."""
    probes = [
        probe
        for probe in range(0, len(text) - PROBE + 1, PROBE)
        if len(_LETTERS.findall(text, probe, probe + PROBE)) >= FEWEST_LETTERS
    ]
    literals = [text[probe : probe + PROBE] for probe in probes]
    sources: dict[Span, list[_Source]] = {}
    # Where the last run that a unit shares ends: a probe inside it would find the same run again.
    ends: dict[tuple[str, int], int] = {}
    texts: dict[tuple[str, int], str] = {}
    for probe, holders in zip(
        probes, engine.holders(literals, most=COMMON, limit=COMMON, within=within), strict=True
    ):
        for unit, citation in holders.units:
            place = citation.id, unit.number
            if citation.id == without or probe + PROBE <= ends.get(place, 0):
                continue
            if place not in texts:
                texts[place] = fold(unit.text)
            start, end, at = _run(text, probe, texts[place])
            ends[place] = end
            if end - start >= SHORTEST_RUN:
                sources.setdefault((start, end), []).append(_Source(probe, unit, citation, at))
    return sources


def _in_order(engine: Engine, text: str, found: list[_Source], within: Node | None) -> list[_Source]:
    """Return the units that share one run, as a search for the probe that found them gives them.

    Those of one date that one probe has found are in no order; that is rare enough to search for it.
    """
    places = Counter((each.probe, each.citation.date) for each in found)
    ordered: list[_Source] = []
    for probe, of_probe in groupby(found, key=lambda each: each.probe):
        units = list(of_probe)
        if any(places[probe, each.citation.date] > 1 for each in units):
            literal = Literal(text[probe : probe + PROBE])
            tree = literal if within is None else And((literal, within))
            matches = engine.search(tree, limit=COMMON, sort="oldest").matches
            ranks = {(each.citation.id, each.unit.number): rank for rank, each in enumerate(matches)}
            units.sort(key=lambda each: ranks[each.citation.id, each.unit.number])
        ordered += units
    return ordered


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


def _telling(engine: Engine, folded: str, within: Node | None) -> list[str]:
    """Return the words that tell most of a draft, the most telling first: frequency times rarity.

    A word of more than `KNOWN` units is counted only where it could be among them, with so many and one.
    """
    words = Counter(word for word in engine.words(folded) if len(word) > 1 and not word.isdigit())
    frequencies = dict(words.most_common(MOST_CANDIDATES))
    units = _totals(engine, frequencies, KNOWN, within)
    weights = {word: frequencies[word] * _rarity(units[word]) for word in frequencies if units[word]}
    known = sorted((weights[word] for word in weights if units[word] <= KNOWN), reverse=True)
    least = known[MOST_TERMS - 1] if len(known) >= MOST_TERMS else 0
    common = [word for word in weights if units[word] > KNOWN]
    promising = [word for word in common if weights[word] >= least]
    weights |= {
        word: frequencies[word] * _rarity(total)
        for word, total in _totals(engine, promising, sys.maxsize, within).items()
    }
    for word in set(common).difference(promising):
        del weights[word]
    return sorted(weights, key=lambda word: -weights[word])[:MOST_TERMS]


def _totals(engine: Engine, words: Iterable[str], most: int, within: Node | None) -> dict[str, int]:
    asked = list(words)
    found = engine.holders(asked, most=most, limit=0, within=within) if asked else []
    return {word: holders.total for word, holders in zip(asked, found, strict=True)}


def _rarity(units: int) -> float:
    return ranking.inverse_document_frequency(COLLECTION, units)


def _closest(
    engine: Engine, terms: list[str], limit: int, without: str | None, within: Node | None
) -> list[Close]:
    """Return the articles whose best units share most with the terms, best first."""
    found = engine.search(Relaxed(" | ".join(terms), within), limit=READ, sort="relevance")
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
