"""The text of an HTML document in blocks, as a reader sees them, and what stands around each.

A block is text between two ends of lines: of paragraphs, headings, list items, cells, or a `<br>`. How long
it is and how much of it are links tells more than its place in a tree (Kohlschütter, Fankhauser, Nejdl,
*Boilerplate Detection using Shallow Text Features*, WSDM 2010).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Final

from index.characters import CJK
from index.html.elements import INLINE, VOID
from index.html.open_elements import LINKED_DATA, OpenElements
from index.html.tokens import attributes, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.html.tokens import Token

MOST_TAGS: Final = 1_000_000
"""Tags of a document; a page of the web has some thousands."""

_SPACE: Final = re.compile(r"[\s\u200b\ufeff]+")
_LINE_IN_CJK: Final = re.compile(f"(?<=[{CJK}])[ \\t]*[\\r\\n]\\s*(?=[{CJK}])")
"""Where a line of the source was only broken; between elements a line break is a space."""

_INDENT: Final = re.compile("(?<=[。！？…”：；）])[ ]*(?:\u3000{2,}|\u2003{2,}|\u00a0{4,})")
"""An indent inside a block begins a paragraph whose end was left out."""

_INDENTED: Final = re.compile("[ \n\t]*(?:\u3000{2}|\u2003{2}|\u00a0{2})")


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


class _Walk:
    """Goes through the tokens and gathers the text between ends of lines."""

    def __init__(self) -> None:
        self.parsed = Parsed()
        self._open = OpenElements()
        self._pieces: list[str] = []
        self._start = self._end = 0
        self._linked = self._strong = self._length = 0
        self._tags = 0
        self._row = self._cell = 0
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
        inside = self._open.innermost
        if inside == "title" and not self.parsed.title[0]:
            self.parsed.title = (_collapsed(unescape(token.content)), token.start)
        if inside == LINKED_DATA:
            self.parsed.linked_data.append((token.content, token.start))
        if self._open.is_inside("unseen") or self._open.is_inside("hidden"):
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
        self._linked += length if self._open.is_inside("link") else 0
        self._strong += length if self._open.is_inside("strong") else 0

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
        self._open.end_head(name, len(self.parsed.blocks))
        if name not in INLINE:
            self.end_block(is_break=name == "br")
            self._open.end_before(name, len(self.parsed.blocks))
        if name == "meta":
            self.parsed.meta.append((attributes(token.content), token.start))
        self._row += name == "tr"
        self._cell += name in {"td", "th"}
        if name == "img":
            self._after_picture = True
        if name == "a" and self._after_link:
            self._pieces.append(" ")  # links side by side are set apart
        if name not in VOID and not token.content.endswith("/"):
            self._open.begin(token, len(self.parsed.blocks))

    def _finish(self, name: str) -> None:
        self._tags += 1
        if name not in INLINE:
            self.end_block(is_break=name == "br")
        if self._open.end(name, len(self.parsed.blocks)):
            self._after_link = name == "a" and bool(self._pieces)

    def end(self) -> None:
        """End all that is open."""
        self.end_block()
        self._open.end_all(len(self.parsed.blocks))
        self.parsed.containers = self._open.containers

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
        is_inside = self._open.is_inside
        is_row = self._open.has("tr")
        for number, part in enumerate(_INDENT.split(text)):
            if visible := _collapsed(part):
                yield Block(
                    text=visible,
                    start=self._start,
                    end=self._end,
                    linked=min(self._linked, len(visible)),
                    tags=self._tags if number == 0 else 2,
                    heading=self._open.heading,
                    is_strong=self._strong == self._length,
                    is_apart=is_inside("apart"),
                    is_caption=is_inside("caption"),
                    in_body=is_inside("body") or self._in_content,
                    in_article=is_inside("article"),
                    row=self._row if is_row else 0,
                    cell=self._cell if is_row else 0,
                    follows_break=self._after_break and number == 0,
                    follows_picture=self._after_picture and number == 0,
                    is_indented=number > 0 or _INDENTED.match(part) is not None,
                )


def _collapsed(text: str) -> str:
    """Return a text on one line."""
    return _SPACE.sub(" ", text).strip()
