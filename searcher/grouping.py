"""One of several copies among what was found: the first stands for the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.model import Article
    from searcher.engine import Found

MORE: Final = 20
"""How many matches are fetched beyond those to show, to fill the places of copies."""

COMPARED: Final = 100
"""Articles of a result that are compared, the first ones; those after them all stand for themselves."""


def to_fetch(limit: int) -> int:
    """Return how many matches to ask for where `limit` are to be shown."""
    return limit + MORE if limit else 0


def group(
    found: Found, limit: int, article: Callable[[str], Article | None]
) -> tuple[Found, dict[str, list[str]]]:
    """Leave the first `limit` matches that are in no copy of an article before; the totals stay.

    Returns as well the ids of the copies that the matches fetched have of an article, by its id.
    `article` gives the article of an id.
    """
    from searcher.copies import group_copies  # whoever searches loads arrays, who asks for help does not

    ids = list(dict.fromkeys(match.citation.id for match in found.matches))[:COMPARED]
    leaders = group_copies([_body(article(each)) for each in ids]) if len(ids) > 1 else []
    copied = {ids[place]: ids[leader] for place, leader in enumerate(leaders) if leader != place}
    similar: dict[str, list[str]] = {}
    for copy, original in copied.items():
        similar.setdefault(original, []).append(copy)
    left = [match for match in found.matches if match.citation.id not in copied]
    return replace(found, matches=tuple(left[:limit])), similar


def _body(article: Article | None) -> str:
    return "" if article is None else "\n".join(article.paragraphs)
