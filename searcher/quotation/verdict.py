"""The verdict on a quotation: verbatim, altered or not found, and where it stood."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from index.folding import fold_with_map
from searcher.quotation.alignment import align
from searcher.quotation.article_text import ArticleText, comparable
from searcher.quotation.pieces import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.folding import Folded
    from index.model import Article, Unit
    from searcher.quotation.alignment import Alignment, Kind
    from searcher.quotation.pieces import Span
    from searcher.quotation.retrieval import Retrieval

Verdict = Literal["verbatim", "altered", "not found"]

LEAST_SIMILAR = 0.7
"""The similarity from which on a piece is altered, and below which it is not found.

Three in ten characters may differ. Foreign sentences stay below (`tests.quotations`), but for what every
paper prints in nearly the same words.
"""


@dataclass(frozen=True, slots=True)
class Printed:
    """Printed characters of one unit: `span` in code points of its text."""

    unit: Unit
    span: Span


@dataclass(frozen=True, slots=True)
class Difference:
    """What was replaced, left out (delete) or added (insert) by who quotes.

    `quoted` is a span of the quotation as given, empty where something was left out; `printed` are the
    characters in its place, none where something was added.
    """

    kind: Kind
    quoted: Span
    printed: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class PieceVerdict:
    """The verdict on one sentence, or on one part between ellipses.

    `span` is that of the quotation as given. `article`, `printed` (one stretch for each unit it runs
    through), `differences` and `similarity` say of the best source where it stood; `None` and empty
    where it was not found.
    """

    span: Span
    verdict: Verdict
    article: Article | None = None
    printed: tuple[Printed, ...] = ()
    differences: tuple[Difference, ...] = ()
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class QuotationVerdict:
    """The verdict on a whole quotation.

    Verbatim where every piece is, in one article, in this order, and nothing stands between two of them
    that the quotation does not show; not found where no piece is; else altered. `article` is the one
    that most of it comes from. `between` are the differences from one piece to the next: a sentence
    left out without an ellipsis, another mark.
    """

    verdict: Verdict
    article: Article | None
    pieces: tuple[PieceVerdict, ...]
    between: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: ArticleText
    alignment: Alignment


def judge(quotation: str, retrieval: Retrieval) -> QuotationVerdict:
    """Look for a quotation, sentence by sentence, and tell how it differs from what was printed.

    A piece is verbatim where an article holds it folded equal, from one paragraph into the next too.
    The article with the most of the quotation is preferred for each piece: a common sentence is quoted
    from where the others stand. Raises `ValueError` where the quotation has no letter, digit or Han
    character.
    """
    parts = pieces(quotation)
    if not parts:
        raise ValueError(f"nothing to look for in {quotation!r}")
    texts: dict[str, ArticleText] = {}
    wanted = [comparable(quotation[slice(*part.span)]) for part in parts]
    found = [
        _candidates(quotation[slice(*part.span)], want, retrieval, texts)
        for part, want in zip(parts, wanted, strict=True)
    ]
    main = _most_quoted(wanted, found)
    chosen: list[_Candidate | None] = []
    since = 0
    for want, candidates in zip(wanted, found, strict=True):
        own = _align(want, main, since) if main else None
        best = max([*filter(None, [own]), *candidates], key=_similarity, default=None)
        since = best.alignment.end if best and best is own else since
        chosen.append(best)
    verdicts = tuple(
        _verdict_of(quotation, part.span, candidate) for part, candidate in zip(parts, chosen, strict=True)
    )
    between = tuple(
        difference
        for (first, second), (before, after) in zip(pairwise(parts), pairwise(chosen), strict=True)
        if before and after and before.text is after.text and not second.after_ellipsis
        for difference in _between(quotation, (first.span[1], second.span[0]), before, after)
    )
    return QuotationVerdict(
        _overall(verdicts, chosen, between), main.article if main else None, verdicts, between
    )


def _candidates(
    piece: str, wanted: str, retrieval: Retrieval, texts: dict[str, ArticleText]
) -> list[_Candidate]:
    """Return the articles that a piece may come from, each with where it is nearest."""
    found = _aligned(wanted, retrieval.holding(piece), texts)
    if any(candidate.alignment.similarity == 1 for candidate in found):
        return found
    sharing = retrieval.sharing(piece)
    found = _aligned(wanted, sharing.articles, texts)
    # A paragraph may end inside of a part, which spoils it as a change does.
    if any(candidate.alignment.distance + 1 < sharing.parts for candidate in found):
        return found
    return _aligned(wanted, retrieval.like(piece), texts)


def _aligned(wanted: str, articles: Sequence[Article], texts: dict[str, ArticleText]) -> list[_Candidate]:
    for article in articles:
        if article.id not in texts:
            texts[article.id] = ArticleText(article)
    candidates = (_align(wanted, texts[article.id]) for article in articles)
    return [candidate for candidate in candidates if candidate]


def _align(wanted: str, text: ArticleText, since: int = 0) -> _Candidate | None:
    alignment = align(wanted, text.text, LEAST_SIMILAR, since)
    return _Candidate(text, alignment) if alignment else None


def _similarity(candidate: _Candidate) -> float:
    return candidate.alignment.similarity


def _most_quoted(wanted: Sequence[str], found: Sequence[list[_Candidate]]) -> ArticleText | None:
    """Return the article that has most of the quotation, in characters that agree; the first of equals."""
    shares: dict[str, float] = {}
    texts: dict[str, ArticleText] = {}
    for want, candidates in zip(wanted, found, strict=True):
        for candidate in candidates:
            article_id = candidate.text.article.id
            texts[article_id] = candidate.text
            shares[article_id] = shares.get(article_id, 0) + len(want) * candidate.alignment.similarity
    return texts[max(shares, key=lambda article_id: shares[article_id])] if shares else None


def _overall(
    verdicts: Sequence[PieceVerdict], chosen: Sequence[_Candidate | None], between: Sequence[Difference]
) -> Verdict:
    said = {each.verdict for each in verdicts}
    if said == {"not found"}:
        return "not found"
    in_order = all(
        before and after and before.text is after.text and before.alignment.end <= after.alignment.start
        for before, after in pairwise(chosen)
    )
    return "verbatim" if said == {"verbatim"} and in_order and not between else "altered"


def _verdict_of(quotation: str, span: Span, candidate: _Candidate | None) -> PieceVerdict:
    if candidate is None:
        return PieceVerdict(span, "not found")
    text, alignment = candidate.text, candidate.alignment
    folded = fold_with_map(quotation[slice(*span)])
    differences = tuple(
        Difference(edit.kind, _quoted(folded, edit.quoted, span), _printed(text, *edit.printed))
        for edit in alignment.edits
    )
    return PieceVerdict(
        span=span,
        verdict="altered" if differences else "verbatim",
        article=text.article,
        printed=_printed(text, alignment.start, alignment.end),
        differences=differences,
        similarity=alignment.similarity,
    )


def _between(quotation: str, gap: Span, before: _Candidate, after: _Candidate) -> Iterator[Difference]:
    """Yield what differs between two pieces that follow each other: all of it, as one difference."""
    start, end = before.alignment.end, after.alignment.start
    quoted = "".join(comparable(quotation[slice(*gap)]).split())
    printed = "".join(before.text.text[start:end].split())
    if start <= end and quoted != printed:
        kind: Kind = "replace" if quoted and printed else "delete" if printed else "insert"
        yield Difference(kind, gap, _printed(before.text, start, end))


def _quoted(folded: Folded, edit: Span, piece: Span) -> Span:
    """Return where a difference stands in the quotation, as it was given."""
    start, end = edit
    if start < end:
        first, last = folded.span(start, end)
    else:
        first = last = folded.starts[start] if start < len(folded.text) else piece[1] - piece[0]
    return piece[0] + first, piece[0] + last


def _printed(text: ArticleText, start: int, end: int) -> tuple[Printed, ...]:
    return tuple(Printed(unit, span) for unit, span in text.printed(start, end))
