"""A small corpus for the tests of the benchmark: the articles of tests/fixtures, a day apart."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from tests.bench.corpus import Article

FIXTURE = Path(__file__).parents[1] / "fixtures" / "articles.jsonl"


def fixture_articles() -> list[Article]:
    """Return the articles of the fixtures, dated from 1 March 2024 on."""
    lines = FIXTURE.read_text(encoding="utf-8").splitlines()
    return [
        Article(
            id=f"a{number}",
            date=date(2024, 3, 1) + timedelta(number),
            title=fields["headline"],
            author="",
            text="\n".join(fields["body"]),
        )
        for number, fields in enumerate(map(json.loads, lines))
    ]
