"""What `searcher quote` answers: a verdict with its sources, in plain values for JSON."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from index.errors import QueryError
from index.language import gettext as _
from searcher.query.parser import check
from searcher.quotation.retrieval import EngineRetrieval
from searcher.quotation.verdict import judge

if TYPE_CHECKING:
    from index.model import Article
    from searcher.engine import Engine
    from searcher.query.tree import Node
    from searcher.quotation.alignment import Kind
    from searcher.quotation.verdict import Difference, PieceVerdict, Printed, Verdict

LONGEST: Final = 5_000
"""Characters of the longest quotation; sentences that stand nowhere take a tenth of a second each."""


@dataclass(frozen=True, slots=True)
class Source:
    """The article that a sentence comes from; `None` for what is not known of it."""

    article: str
    headline: str
    paper: str | None
    date: str | None
    page: str | None
    section: str | None
    file: str


@dataclass(frozen=True, slots=True)
class PrintedText:
    """What was printed, in one unit of the source; `lines` are those of the whole unit."""

    unit: int
    span: list[int]
    text: str
    lines: list[list[int]]


@dataclass(frozen=True, slots=True)
class QuotedDifference:
    """What was replaced, left out (delete) or added (insert): `span` and `quoted` in the quotation."""

    kind: Kind
    span: list[int]
    quoted: str
    printed: list[PrintedText]


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """A sentence of the quotation, or a part between ellipses, and its verdict."""

    span: list[int]
    text: str
    verdict: Verdict
    similarity: float
    source: Source | None
    printed: list[PrintedText]
    differences: list[QuotedDifference]


@dataclass(frozen=True, slots=True)
class Quotation:
    """The verdict on a quotation; its attributes are the keys of the JSON object.

    `between` are differences from one sentence to the next, as where one was left out.
    """

    quotation: str
    verdict: Verdict
    took_ms: float
    source: Source | None
    sentences: list[QuotedSentence]
    between: list[QuotedDifference]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return asdict(self)


def answer_quotation(engine: Engine, text: str, within: Node | None = None) -> Quotation:
    """Say whether a quotation is verbatim, and where it stood, in the articles that `within` is true of.

    Raises `QueryError` for one without a letter or digit, and for one of more than `LONGEST` characters.
    """
    began = time.perf_counter()
    check(text)
    if len(text) > LONGEST:
        raise QueryError(
            _(
                "the quotation has {length:,} characters, more than {most:,}; "
                "give a part of it, or ask for reused passages with: searcher similar"
            ).format(length=len(text), most=LONGEST),
            LONGEST + 1,
        )
    try:
        judged = judge(text, EngineRetrieval(engine, within))
    except ValueError:
        raise QueryError(_("the quotation has no word; give the text to look for"), 1) from None
    return Quotation(
        quotation=text,
        verdict=judged.verdict,
        took_ms=round((time.perf_counter() - began) * 1000, 3),
        source=_source(judged.article),
        sentences=[_sentence(text, each) for each in judged.pieces],
        between=[_difference(text, each) for each in judged.between],
    )


def _sentence(text: str, piece: PieceVerdict) -> QuotedSentence:
    return QuotedSentence(
        span=list(piece.span),
        text=text[slice(*piece.span)],
        verdict=piece.verdict,
        similarity=round(piece.similarity, 3),
        source=_source(piece.article),
        printed=[_printed(each) for each in piece.printed],
        differences=[_difference(text, each) for each in piece.differences],
    )


def _difference(text: str, difference: Difference) -> QuotedDifference:
    return QuotedDifference(
        kind=difference.kind,
        span=list(difference.quoted),
        quoted=text[slice(*difference.quoted)],
        printed=[_printed(each) for each in difference.printed],
    )


def _printed(printed: Printed) -> PrintedText:
    unit, span = printed.unit, printed.span
    return PrintedText(unit.number, list(span), unit.text[slice(*span)], [list(each) for each in unit.lines])


def _source(article: Article | None) -> Source | None:
    if article is None:
        return None
    return Source(
        article=article.id,
        headline=article.headline,
        paper=article.paper,
        date=article.date,
        page=article.page,
        section=article.section,
        file=article.file,
    )
