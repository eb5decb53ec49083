"""The text of an HTML document in blocks, as a reader sees them, and what stands around each.

A block is text between two ends of lines: of paragraphs, headings, list items, cells, or a `<br>`. How long
it is and how much of it are links tells more than its place in a tree (Kohlschütter, Fankhauser, Nejdl,
*Boilerplate Detection using Shallow Text Features*, WSDM 2010).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Final

from index.characters import CJK
from index.html.tokens import attributes, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.html.tokens import Token

MOST_TAGS: Final = 1_000_000
"""Tags of a document; a page of the web has some thousands."""

_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "o:p",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
    ]
)
"""Elements that do not end a line; all others do, those that nobody knows included."""

_VOID: Final = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_UNSEEN: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "iframe",
        "noembed",
        "noframes",
        "template",
        "svg",
        "select",
        "option",
        "button",
        "textarea",
        "datalist",
        "object",
        "applet",
        "audio",
        "video",
        "canvas",
        "map",
        "head",
        "title",
    ]
)
"""Elements whose text nobody reads as part of the page."""

_OF_HEAD: Final = frozenset(
    ["html", "head", "base", "link", "meta", "title", "script", "style", "noscript", "template", "object"]
)
"""What may stand in a `head`; anything else ends one that was left open."""

_APART: Final = frozenset(["nav", "footer", "aside", "menu", "dialog"])
"""Elements that HTML 5 has for what is not the matter of the page."""

_CONTAINERS: Final = frozenset(
    ["body", "div", "article", "section", "main", "td", "center", "form", "founder-content"]
)

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_CLOSED_BY: Final = {
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

_SPACE: Final = re.compile(r"[\s\u200b\ufeff]+")
_LINE_IN_CJK: Final = re.compile(f"(?<=[{CJK}])[ \\t]*[\\r\\n]\\s*(?=[{CJK}])")
"""Where a line of the source was only broken; between elements a line break is a space."""

_INDENT: Final = re.compile("(?<=[。！？…”：；）])[ ]*(?:\u3000{2,}|\u2003{2,}|\u00a0{4,})")
"""An indent inside a block begins a paragraph whose end was left out."""

_INDENTED: Final = re.compile("[ \n\t]*(?:\u3000{2}|\u2003{2}|\u00a0{2})")

_DEEPEST: Final = 64
"""Elements looked at, from the innermost, for the one that an end tag ends."""


@dataclass(slots=True)
class Block:
    """A piece of visible text; `[start, end)` is where it stands in the document's source."""

    text: str
    start: int
    end: int
    linked: int
    """Characters of it inside links."""
    tags: int
    """Tags between the block before it and its end: the distance of blocks."""
    heading: int = 0
    """1 to 6 for `h1` to `h6`, else 0."""
    is_strong: bool = False
    is_apart: bool = False
    """Inside what by its element or its class is not the matter of the page: navigation, comments."""
    is_caption: bool = False
    in_body: bool = False
    """Inside what the document itself marks as the text of its article."""
    in_article: bool = False
    row: int = 0
    cell: int = 0
    """Which row of a table it stands in, of all in the document, and which cell; 0 for none."""
    follows_break: bool = False
    """Whether only a `<br>` parts it from the block before."""
    is_indented: bool = False
    follows_picture: bool = False


@dataclass(slots=True)
class Parsed:
    """What a document holds: its blocks, the text of its `title`, its metadata and its comments."""

    blocks: list[Block] = field(default_factory=list)
    title: tuple[str, int] = ("", 0)
    meta: list[tuple[dict[str, str], int]] = field(default_factory=list)
    """The attributes of each `meta`, and where it stands."""
    comments: list[tuple[str, int]] = field(default_factory=list)
    containers: list[tuple[int, int]] = field(default_factory=list)
    """The blocks `[first, end)` of each element that may hold a whole text."""
    linked_data: list[tuple[str, int]] = field(default_factory=list)
    """The text of each script of JSON-LD."""


class TooManyTagsError(ValueError):
    """A document of more than `MOST_TAGS` tags."""


def parse(text: str) -> Parsed:
    """Return what a document holds. Raises `TooManyTagsError`."""
    walk = _Walk()
    for number, token in enumerate(tokens(text)):
        if number > MOST_TAGS:
            raise TooManyTagsError
        walk.take(token)
    walk.end()
    return walk.parsed


@dataclass(slots=True)
class _Element:
    name: str
    effects: tuple[str, ...]


class _Walk:
    """Goes through the tokens; counts of what is open say what stands around a text."""

    def __init__(self) -> None:
        self.parsed = Parsed()
        self._open: list[_Element] = []
        self._names: dict[str, int] = {}
        self._effects = dict.fromkeys(
            ("unseen", "hidden", "apart", "link", "strong", "caption", "body", "article"), 0
        )
        self._heading: list[int] = []
        self._pieces: list[str] = []
        self._start = self._end = 0
        self._linked = self._strong = self._length = 0
        self._tags = 0
        self._row = self._cell = 0
        self._began: list[int] = []
        self._in_content = False
        self._after_break = False
        self._after_picture = False
        self._after_link = False

    def take(self, token: Token) -> None:
        if token.kind == "text":
            self._take_text(token)
        elif token.kind == "comment":
            self._take_comment(token)
        elif token.kind == "start":
            self._begin(token)
        else:
            self._finish(token.name)

    def _take_text(self, token: Token) -> None:
        inside = self._open[-1].name if self._open else ""
        if inside == "title" and not self.parsed.title[0]:
            self.parsed.title = (_collapsed(unescape(token.content)), token.start)
        if inside == "json-ld":
            self.parsed.linked_data.append((token.content, token.start))
        if self._effects["unseen"] or self._effects["hidden"]:
            return
        blank = not token.content.strip()
        if blank and not self._pieces:
            return
        self._after_link = False
        content = _LINE_IN_CJK.sub("", unescape(token.content))
        length = 0 if blank else len(_SPACE.sub("", content))
        if not self._pieces:
            self._start = token.start + len(token.content) - len(token.content.lstrip())
        if not blank:
            self._end = token.end - (len(token.content) - len(token.content.rstrip()))
        self._pieces.append(content)
        self._length += length
        self._linked += length if self._effects["link"] else 0
        self._strong += length if self._effects["strong"] else 0

    def _take_comment(self, token: Token) -> None:
        content = token.content.strip()
        if content == "enpcontent":
            self.end_block()
            self._in_content = True
        elif content == "/enpcontent":
            self.end_block()
            self._in_content = False
        else:
            self.parsed.comments.append((token.content, token.start))

    def _begin(self, token: Token) -> None:
        self._tags += 1
        name = token.name
        if name not in _OF_HEAD and self._names.get("head"):
            while self._pop() != "head":
                pass
        if name not in _INLINE:
            self.end_block(is_break=name == "br")
            if self._names.get("p") and name != "br":
                self._close_to("p", frozenset(["p"]))
            for closed in _CLOSED_BY.get(name, ()):
                self._close_to(closed, _CLOSED_BY[name])
        if name == "meta":
            self.parsed.meta.append((attributes(token.content), token.start))
        self._row += name == "tr"
        self._cell += name in {"td", "th"}
        if name == "img":
            self._after_picture = True
        if name == "a" and self._after_link:
            self._pieces.append(" ")  # links side by side are set apart
        if name in _VOID or token.content.endswith("/"):
            return
        self._push(token)

    def _push(self, token: Token) -> None:
        name = token.name
        given = attributes(token.content) if token.content else {}
        effects: list[str] = []
        if name == "script" and given.get("type", "").strip().lower() == "application/ld+json":
            name = "json-ld"
        if token.name in _UNSEEN:
            effects.append("unseen")
        if "hidden" in given or _HIDDEN.search(given.get("style", "")):
            effects.append("hidden")
        if token.name in _APART or (
            token.name not in {"body", "html"}
            and _BOILERPLATE.search(f"{given.get('id', '')} {given.get('class', '')}")
        ):
            effects.append("apart")
        if token.name == "a" and "href" in given:
            effects.append("link")
        if token.name in {"b", "strong"}:
            effects.append("strong")
        if token.name == "figcaption":
            effects.append("caption")
        if token.name == "founder-content" or _BODY_ITEM.fullmatch(given.get("itemprop", "")):
            effects.append("body")
        if token.name == "article":
            effects.append("article")
        if token.name in _HEADINGS:
            self._heading.append(_HEADINGS[token.name])
        for effect in effects:
            self._effects[effect] += 1
        if name in _CONTAINERS:
            self._began.append(len(self.parsed.blocks))
        self._open.append(_Element(name, tuple(effects)))
        self._names[name] = self._names.get(name, 0) + 1

    def _finish(self, name: str) -> None:
        self._tags += 1
        name = "json-ld" if name == "script" and self._names.get("json-ld") else name
        if name not in _INLINE:
            self.end_block(is_break=name == "br")
        if not self._names.get(name):
            return
        if name in _INLINE and not self._is_inline_to(name):
            return
        while self._pop() != name:
            pass
        self._after_link = name == "a" and bool(self._pieces)

    def _is_inline_to(self, name: str) -> bool:
        """Tell whether an inline element can be ended: nothing that it may not stand around is open in it."""
        for element in islice(reversed(self._open), _DEEPEST):
            if element.name == name:
                return True
            if element.name not in _INLINE:
                return False
        return False

    def _close_to(self, name: str, stop_after: frozenset[str]) -> None:
        """End an element that was left open, if only inline ones are open in it."""
        if not self._names.get(name):
            return
        for element in islice(reversed(self._open), _DEEPEST):
            if element.name in stop_after:
                if element.name == name:
                    while self._pop() != name:
                        pass
                return
            if element.name not in _INLINE:
                return

    def _pop(self) -> str:
        element = self._open.pop()
        self._names[element.name] -= 1
        for effect in element.effects:
            self._effects[effect] -= 1
        if element.name in _HEADINGS:
            self._heading.pop()
        if element.name in _CONTAINERS:
            self.parsed.containers.append((self._began.pop(), len(self.parsed.blocks)))
        return element.name

    def end(self) -> None:
        """End all that is open."""
        self.end_block()
        while self._open:
            self._pop()

    def end_block(self, *, is_break: bool = False) -> None:
        """End the block at hand, if there is one."""
        if self._length:
            text = "".join(self._pieces)
            self.parsed.blocks += self._parted(text)
            self._tags = 0
            self._after_break = is_break
            self._after_picture = False
        elif not is_break:
            self._after_break = False
        self._pieces.clear()
        self._length = self._linked = self._strong = 0

    def _parted(self, text: str) -> Iterator[Block]:
        effects = self._effects
        for number, part in enumerate(_INDENT.split(text)):
            if visible := _collapsed(part):
                yield Block(
                    text=visible,
                    start=self._start,
                    end=self._end,
                    linked=min(self._linked, len(visible)),
                    tags=self._tags if number == 0 else 2,
                    heading=self._heading[-1] if self._heading else 0,
                    is_strong=self._strong == self._length,
                    is_apart=effects["apart"] > 0,
                    is_caption=effects["caption"] > 0,
                    in_body=effects["body"] > 0 or self._in_content,
                    in_article=effects["article"] > 0,
                    row=self._row if self._names.get("tr") else 0,
                    cell=self._cell if self._names.get("tr") else 0,
                    follows_break=self._after_break and number == 0,
                    follows_picture=self._after_picture and number == 0,
                    is_indented=number > 0 or _INDENTED.match(part) is not None,
                )


def _collapsed(text: str) -> str:
    """Return a text on one line."""
    return _SPACE.sub(" ", text).strip()
