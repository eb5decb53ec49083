"""The styles of a Word document: which are headings, and how their text looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from index.word import xml

TITLE: Final = 0
"""The level of a document's title; headings are of level 1 to 9."""

_HEADING: Final = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES: Final = frozenset(["title", "标题"])
_SUBTITLES: Final = frozenset(["subtitle", "副标题"])
_BODY_LEVEL: Final = 9
_DEEPEST: Final = 20
"""Styles that a style may be based on, one on the other."""

_NUMBER: Final = re.compile(r"[0-9]{1,9}")
"""No size and no level has more digits, and beyond some thousands `int` refuses them."""

OFF: Final = frozenset(["0", "false", "off", "none"])
"""Values that turn a property off."""


@dataclass(slots=True)
class Style:
    """What a style says of a paragraph; `None` for what it leaves to the style it is based on."""

    name: str = ""
    based_on: str | None = None
    level: int | None = None
    is_subtitle: bool = False
    is_bold: bool | None = None
    is_centered: bool | None = None
    size: int | None = None
    """Half points."""


@dataclass(slots=True)
class Styles:
    """The styles of a document by their ids."""

    by_id: dict[str, Style] = field(default_factory=dict)

    def resolved(self, style_id: str | None) -> Style:
        """Return a style with what it has from those that it is based on."""
        found = Style()
        for _ in range(_DEEPEST):
            style = self.by_id.get(style_id) if style_id is not None else None
            if style is None:
                break
            found.name = found.name or style.name
            found.is_subtitle = found.is_subtitle or style.is_subtitle
            for name in ("level", "is_bold", "is_centered", "size"):
                if getattr(found, name) is None:
                    setattr(found, name, getattr(style, name))
            style_id = style.based_on
        return found


def read_styles(content: bytes) -> Styles:
    """Return the styles of a document. Raises what `xml.read` raises."""
    reader = _StylesReader()
    xml.read(content, reader)
    return reader.styles


class _StylesReader:
    def __init__(self) -> None:
        self.styles = Styles()
        self._style: Style | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "style":
            self._style = self.styles.by_id[attributes.get("styleId", "")] = Style()
        elif self._style is not None:
            apply(self._style, name, value)

    def end(self, name: str) -> None:
        if name == "style":
            self._style = None

    def text(self, text: str) -> None:
        """Styles have none."""


def apply(style: Style, name: str, value: str) -> None:
    """Take a property into a style, if it is one of those that matter."""
    if name == "name":
        style.name = value.strip()
        lower = style.name.lower()
        if heading := _HEADING.fullmatch(lower):
            style.level = int(heading[1])
        elif lower in _TITLES:
            style.level = TITLE
        style.is_subtitle = lower in _SUBTITLES
    elif name == "basedOn":
        style.based_on = value
    elif name == "outlineLvl" and _NUMBER.fullmatch(value) and style.level is None:
        style.level = int(value) + 1 if int(value) < _BODY_LEVEL else None
    elif name == "jc":
        style.is_centered = value == "center"
    elif name == "b":
        style.is_bold = value.lower() not in OFF
    elif name == "sz" and _NUMBER.fullmatch(value):
        style.size = int(value)
