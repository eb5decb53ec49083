"""HTML cut into tags, comments and text, with the place of each.

As the HTML standard's tokenizer cuts it (13.2.5), but for what only a browser needs: every document is read
to its end, in time proportional to its length, and nothing is an error.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["text", "start", "end", "comment"]

_MARKUP: Final = re.compile(
    r"<!--(?P<comment>.*?)(?:--!?>|\Z)"
    # Quotation marks count only behind an equals sign; possessive, so that no tag is tried twice.
    r"|<(?P<end>/)?(?P<name>[A-Za-z][^\s/>]*)"
    r"""(?P<attributes>(?:[^>"'=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|["'=])*+)(?:>|\Z)"""
    r"|<[!?/][^>]*+(?:>|\Z)",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(
    r"""([^\s"'>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]++)))?""", re.DOTALL
)

_RAW: Final = {
    name: re.compile(rf"</{name}(?=[\s/>]|\Z)", re.IGNORECASE)
    for name in (
        *(
            "script",
            "style",
            "title",
            "textarea",
            "noscript",
            "iframe",
            "noembed",
            "noframes",
            "xmp",
            "template",
        ),
        "svg",
    )
}
"""Elements whose content is not markup, or none of ours, and how they end."""


class Token(NamedTuple):
    """A piece of a document: `[start, end)` of its text.

    `name` is that of a tag, in small letters; `content` the text of a text, the attributes of a tag as they
    are written, or the inside of a comment. Character references are not resolved.
    """

    kind: Kind
    start: int
    end: int
    name: str
    content: str


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a document in their order.

    The content of `script` and its like is one text between two tags, or nothing.
    """
    place = 0
    while (match := _MARKUP.search(text, place)) is not None:
        if match.start() > place:
            yield Token("text", place, match.start(), "", text[place : match.start()])
        place = match.end()
        if (comment := match["comment"]) is not None:
            yield Token("comment", match.start(), place, "", comment)
        elif match["name"]:
            name = match["name"].lower()
            kind: Kind = "end" if match["end"] else "start"
            yield Token(kind, match.start(), place, name, match["attributes"])
            if kind == "start" and name in _RAW and not match["attributes"].endswith("/"):
                end = _RAW[name].search(text, place)
                inside = end.start() if end else len(text)
                if inside > place:
                    yield Token("text", place, inside, "", text[place:inside])
                place = inside
    if place < len(text):
        yield Token("text", place, len(text), "", text[place:])


def attributes(written: str) -> dict[str, str]:
    """Return the attributes of a tag, names in small letters, character references resolved."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found
