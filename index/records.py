"""Articles as the JSON that Whoosh is shown: one record a unit, the article's on its headline's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from index.model import HEADLINE

if TYPE_CHECKING:
    from index.model import Article


def encode(article: Article) -> list[str]:
    """Return one record for each unit of an article, in order."""
    records: list[dict[str, Any]] = [
        {"unit": unit.number, "kind": unit.kind, "text": unit.text, "lines": unit.lines}
        for unit in article.units
    ]
    records[HEADLINE]["article"] = {
        "id": article.id,
        "file": article.file,
        "kind": article.kind,
        "byline": [(credit.name, credit.role) for credit in article.byline],
        "paper": article.paper,
        "date": article.date,
        "page": article.page,
        "section": article.section,
        "confidence": article.confidence,
    }
    return [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records]
