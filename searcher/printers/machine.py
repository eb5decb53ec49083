"""Results for programs: JSON, JSON Lines, CSV; articles as JSON Lines."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from searcher.printers.screen import escaped_json
from searcher.results import Hit, Results

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.model import Article
    from searcher.advice import Suggestion

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def to_json(value: Any) -> str:
    """Return a value as JSON in one line; what could steer a terminal is escaped."""
    return escaped_json(json.dumps(value, ensure_ascii=False)) + "\n"


def format_json(results: Results, advice: Iterable[Suggestion] = ()) -> str:
    """Return the whole result as one JSON object, with what would be found instead of nothing."""
    answer = {**results.as_dict(), "advice": [each.as_dict() for each in advice]}
    return to_json(answer)


def format_jsonl(results: Results) -> str:
    """Return one JSON hit a line."""
    return "".join(to_json(hit.as_dict()) for hit in results)


def format_csv(results: Results) -> str:
    """Return a header line and one hit a line; see `format_table`."""
    columns = [column.name for column in fields(Hit)]
    if not any(hit.similar is not None for hit in results):
        columns.remove("similar")
    return format_table(columns, (hit.as_dict() for hit in results))


def format_table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV below a header; lists as JSON, nothing a spreadsheet would compute."""
    import csv
    import io

    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row[column]) for column in columns])
    return output.getvalue()


def format_article(article: Article) -> str:
    """Return an article as one line of JSON."""
    record = {
        "id": article.id,
        "file": article.file,
        "headline": article.headline,
        "byline": [{"name": credit.name, "role": credit.role} for credit in article.byline],
        "date": article.date,
        "page": article.page,
        "section": article.section,
        "paper": article.paper,
        "kind": article.kind,
        "confidence": article.confidence,
        "subheads": article.subheads,
        "paragraphs": article.paragraphs,
        "units": [
            {"unit": unit.number, "kind": unit.kind, "text": unit.text, "lines": unit.lines}
            for unit in article.units
        ],
    }
    return to_json(record)


def cell(value: Any) -> Any:
    """Return what a cell of CSV holds: a list as JSON, a text so that it is no formula."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        # A spreadsheet takes a cell that begins so for a formula; the quote makes it text.
        return f"'{value}"
    return value
