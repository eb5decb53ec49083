"""The records of `index.records`, read again."""

from __future__ import annotations

import json

from index.model import HEADLINE, Article, Citation, Credit, Unit


def decode_unit(record: str) -> Unit:
    """Return the unit of a record."""
    fields = json.loads(record)
    lines = tuple((first, last) for first, last in fields["lines"])
    return Unit(fields["unit"], fields["kind"], fields["text"], lines)


def decode_text(record: str) -> str:
    """Return only the text of the unit of a record."""
    text: str = json.loads(record)["text"]
    return text


def decode_citation(record: str) -> Citation:
    """Return the citation of the article whose headline's record this is."""
    fields = json.loads(record)
    article = fields["article"]
    return Citation(
        id=article["id"],
        file=article["file"],
        kind=article["kind"],
        headline=fields["text"],
        byline=tuple(Credit(name, role) for name, role in article["byline"]),
        paper=article["paper"],
        date=article["date"],
        page=article["page"],
        section=article["section"],
    )


def decode_article(records: list[str]) -> Article:
    """Return the article of all its records, the headline's first."""
    citation = decode_citation(records[HEADLINE])
    return Article(
        id=citation.id,
        file=citation.file,
        kind=citation.kind,
        byline=citation.byline,
        paper=citation.paper,
        date=citation.date,
        page=citation.page,
        section=citation.section,
        confidence=json.loads(records[HEADLINE])["article"]["confidence"],
        units=tuple(decode_unit(record) for record in records),
    )
