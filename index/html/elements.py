"""What elements of HTML mean to a reader: which end lines, which nobody sees, which are beside the matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Effect = Literal["unseen", "hidden", "apart", "link", "strong", "caption", "body", "article"]
"""What an element makes of all that stands in it."""

_INLINE: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr o:p q rp "
    "rt ruby s samp small span strike strong sub sup time tt u var wbr img"
)
INLINE: Final = frozenset(_INLINE.split())
"""Elements that do not end a line; all others do, those that nobody knows included."""

_VOID: Final = (
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
)
VOID: Final = frozenset(_VOID.split())
"""Elements that have no end."""

_UNSEEN: Final = (
    "script style noscript iframe noembed noframes template svg select option button textarea "
    "datalist object applet audio video canvas map head title"
)
UNSEEN: Final = frozenset(_UNSEEN.split())
"""Elements whose text nobody reads as part of the page."""

OF_HEAD: Final = frozenset(
    ["html", "head", "base", "link", "meta", "title", "script", "style", "noscript", "template", "object"]
)
"""What may stand in a `head`; anything else ends one that was left open."""

_APART: Final = frozenset(["nav", "footer", "aside", "menu", "dialog"])
"""Elements that HTML 5 has for what is not the matter of the page."""

CONTAINERS: Final = frozenset(
    ["body", "div", "article", "section", "main", "td", "center", "form", "founder-content"]
)
"""Elements that may hold a whole text."""

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}

CLOSED_BY: Final = {
    "li": frozenset(["li"]),
    "dt": frozenset(["dt", "dd"]),
    "dd": frozenset(["dt", "dd"]),
    "tr": frozenset(["tr", "td", "th"]),
    "td": frozenset(["td", "th"]),
    "th": frozenset(["td", "th"]),
    "option": frozenset(["option"]),
}
"""What an element that begins ends, where its end was left out: the innermost of these, if it is open."""

_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOILERPLATE: Final = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu|top-?bar|foot\w*|copy-?right|comments?|cmt|pinglun|share\w*|bdshare\w*|relat\w+|"
    r"xiangguan|recom\w*|tuijian|side-?bar|aside|hot\w*|rank\w*|paihang|bread-?crumbs?|crumbs?|tool-?bar|ads?|"
    r"advert\w*|banner|login|search\w*|pager|page-?nav|qr-?code|disclaimer|friend-?links?|tags?|prev|next|"
    r"app-?download)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
_BODY_ITEM: Final = re.compile(r"article-?body", re.IGNORECASE)


def effects_of(name: str, given: Mapping[str, str]) -> Iterator[Effect]:
    """Yield the effects of an element with some attributes."""
    if name in UNSEEN:
        yield "unseen"
    if "hidden" in given or _HIDDEN.search(given.get("style", "")):
        yield "hidden"
    is_beside = _BOILERPLATE.search(f"{given.get('id', '')} {given.get('class', '')}") is not None
    if name in _APART or (is_beside and name not in {"body", "html"}):
        yield "apart"
    if name == "a" and "href" in given:
        yield "link"
    if name in {"b", "strong"}:
        yield "strong"
    if name == "figcaption":
        yield "caption"
    if name == "founder-content" or _BODY_ITEM.fullmatch(given.get("itemprop", "")):
        yield "body"
    if name == "article":
        yield "article"
