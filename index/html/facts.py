"""What an HTML document says of its article to machines: Founder's e-paper system, JSON-LD, `meta`, `title`.

Only what is said counts; what is not said is unknown. Of each fact the first that has it wins, in this order.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta, timezone
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from index.composing.facts import Facts, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.html.blocks import Parsed

_PROPERTIES: Final = "enpproperty"
_PROPERTY: Final = re.compile(r"<(?:founder-)?([a-z]+)>(.*?)</(?:founder-)?\1>", re.DOTALL | re.IGNORECASE)
_MOST_PROPERTIES: Final = 20_000
"""Characters of what Founder says of an article."""

_TAG: Final = re.compile(r"<[^<>]*>|<!\[CDATA\[|\]\]>")
_SPACE: Final = re.compile(r"\s+")

_TITLES: Final = ("og:title", "articletitle", "twitter:title")
_DATES: Final = (
    *("article:published_time", "og:published_time", "og:release_date", "publishdate", "pubdate"),
    *("publish-date", "publish_date", "publishtime", "publish_time", "publication_date", "datepublished"),
    *("dc.date", "dc.date.issued", "dcterms.issued", "weibo: article:create_at"),
)
_SECTIONS: Final = ("article:section", "og:article:section", "columnname")
_SOURCES: Final = ("contentsource", "source", "mediaid", "og:site_name")

_ARTICLE: Final = re.compile("(?:News|Reportage|Opinion)?\\w*Article\\Z")
_DAY: Final = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})|(\d{4})(\d\d)(\d\d)(?!\d{7})")
_CHINA: Final = timezone(timedelta(hours=8))

PAGE_OF_LINKS: Final = "2"
"""Founder's type of a document that lists the articles of a page; 1 is an article."""


def find_facts(parsed: Parsed) -> Facts:
    """Return what a document's metadata says."""
    facts = Facts()
    for comment, place in parsed.comments:
        if comment.lstrip().startswith(_PROPERTIES):
            _take_properties(facts, comment, place)
    for content, place in parsed.linked_data:
        _take_linked_data(facts, content, place)
    _take_meta(facts, parsed)
    return facts


def day_of(written: str) -> str | None:
    """Return the day that a timestamp says, as `YYYY-MM-DD`; one in universal time says the day in China."""
    match = _DAY.search(written)
    if match is None:
        return None
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
    try:
        said = date(int(year), int(month), int(day))
    except ValueError:
        return None
    stripped = written.strip()
    if stripped.endswith(("Z", "+00:00")):
        try:
            said = datetime.fromisoformat(stripped).astimezone(_CHINA).date()
        except (ValueError, OverflowError):
            return said.isoformat()
    return said.isoformat()


def _take_properties(facts: Facts, comment: str, place: int) -> None:
    facts.is_founder = True
    said = {name.lower(): _plain(value) for name, value in _PROPERTY.findall(comment[:_MOST_PROPERTIES])}
    facts.is_of_links = facts.is_of_links or said.get("type") == PAGE_OF_LINKS
    facts.kicker = facts.kicker if facts.kicker.text else Said(said.get("introtitle", ""), place)
    facts.title = facts.title if facts.title.text else Said(said.get("title", ""), place)
    facts.subtitle = facts.subtitle if facts.subtitle.text else Said(said.get("subtitle", ""), place)
    facts.author = facts.author if facts.author.text else Said(said.get("author", ""), place)
    facts.date = facts.date or day_of(said.get("date", ""))
    facts.paper = facts.paper or said.get("papername") or None
    facts.page = facts.page or said.get("pagenum") or None
    facts.section = facts.section or said.get("pagename") or said.get("nodename") or None


def _take_linked_data(facts: Facts, content: str, place: int) -> None:
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        return
    for said in _articles_in(parsed):
        headline, author = said.get("headline"), said.get("author")
        if isinstance(headline, str) and not facts.title.text:
            facts.title = Said(_plain(headline), place)
        names = [name for name in _names_in(author) if name]
        if names and not facts.author.text:
            facts.author = Said(" ".join(names), place)
        published = said.get("datePublished")
        if isinstance(published, str):
            facts.date = facts.date or day_of(published)
        section = said.get("articleSection")
        if isinstance(section, str):
            facts.section = facts.section or _plain(section) or None


def _articles_in(parsed: Any) -> Iterator[dict[str, Any]]:
    pending = [parsed]
    while pending:
        here = pending.pop()
        if isinstance(here, list):
            pending += reversed(here)
        elif isinstance(here, dict):
            kinds = here.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE.match(kind) for kind in kinds):
                yield here
            pending.append(here.get("@graph"))


def _names_in(author: Any) -> Iterator[str]:
    for one in author if isinstance(author, list) else [author]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str):
            yield _plain(name)


def _take_meta(facts: Facts, parsed: Parsed) -> None:
    said: dict[str, Said] = {}
    for given, place in parsed.meta:
        name = (given.get("property") or given.get("name") or given.get("itemprop") or "").strip().lower()
        content = _plain(given.get("content", ""))
        if name and content:
            said.setdefault(name, Said(content, place))
    for name in _TITLES:
        if not facts.title.text and name in said:
            facts.title = said[name]
    if not facts.author.text:
        facts.author = said.get("article:author", said.get("author", Said()))
    for name in _DATES:
        if name in said:
            facts.date = facts.date or day_of(said[name].text)
    for name in _SECTIONS:
        if name in said:
            facts.section = facts.section or said[name].text
    for name in _SOURCES:
        if name in said:
            facts.source = facts.source or said[name].text


def _plain(value: str) -> str:
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", value))).strip()
