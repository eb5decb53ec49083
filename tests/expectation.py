"""What a page holds when it is rebuilt rightly: the shape shared by made-up and hand-made references."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.model import ArticleKind, Credit

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class ExpectedArticle:
    """One article as a careful reader writes it down.

    `headline` holds its kicker; `byline_text` is the byline as printed, wrapper and bullet
    included; `date` is `YYYY-MM-DD`. `date`, `page` and `section` are `None` where the page
    does not print them.
    """

    headline: str
    byline: tuple[Credit, ...]
    byline_text: str
    kind: ArticleKind
    subheads: tuple[str, ...]
    paragraphs: tuple[str, ...]
    date: str | None = None
    page: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """All articles of one page and the furniture that belongs to none of them."""

    articles: tuple[ExpectedArticle, ...]
    furniture: tuple[str, ...]

    def characters(self) -> str:
        """Every expected character that is not white space, article by article, furniture last."""
        parts = [
            text
            for article in self.articles
            for text in (article.headline, article.byline_text, *article.subheads, *article.paragraphs)
        ]
        return without_space("".join([*parts, *self.furniture]))


def without_space(text: str) -> str:
    """Drop all white space, which no comparison of rebuilt text looks at."""
    return "".join(text.split())


def article_json(article: ExpectedArticle) -> dict[str, Any]:
    """Give one expected article as the JSON object the expectation files hold."""
    return {
        "headline": article.headline,
        "byline": [{"name": credit.name, "role": credit.role} for credit in article.byline],
        "byline_text": article.byline_text,
        "kind": article.kind,
        "subheads": list(article.subheads),
        "paragraphs": list(article.paragraphs),
        "date": article.date,
        "page": article.page,
        "section": article.section,
    }


def read_case(path: Path) -> tuple[str, ExpectedPage]:
    """Read one hand-made expectation file: the page file it names and what that page holds.

    Date, page and section are given once for the whole file and hold for each of its articles.
    """
    case = json.loads(path.read_text(encoding="utf-8"))
    articles = tuple(
        ExpectedArticle(
            headline=article["headline"],
            byline=tuple(Credit(credit["name"], credit["role"]) for credit in article["byline"]),
            byline_text=article["byline_text"],
            kind=article["kind"],
            subheads=tuple(article["subheads"]),
            paragraphs=tuple(article["paragraphs"]),
            date=case["date"],
            page=case["page"],
            section=case["section"],
        )
        for article in case["articles"]
    )
    return case["file"], ExpectedPage(articles, tuple(case["furniture"]))
