"""The paragraphs of a Word document, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from index.word import xml
from index.word.styles import Style, apply

if TYPE_CHECKING:
    from index.word.styles import Styles

_SKIPPED: Final = frozenset(["Fallback", "moveFrom", "del", "rt"])
"""What is there a second time, what was struck out, what stands over characters to say how they are read."""

_MARKS: Final = {"tab": " ", "noBreakHyphen": "-", "softHyphen": ""}
_LINES: Final = frozenset(["br", "cr"])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with text; `number` counts them from 1, empty ones too.

    `level` is that of a heading (0: the title), `None` for text. `size` is that of most of its text, in half
    points.
    """

    number: int
    text: str
    level: int | None = None
    is_subtitle: bool = False
    is_bold: bool = False
    is_centered: bool = False
    size: int | None = None
    row: int = 0
    """Which row of all tables it stands in, 0 for none."""
    cell: int = 0


def read_paragraphs(content: bytes, styles: Styles, first: int = 1) -> list[Paragraph]:
    """Return the paragraphs of a part of a document; a manual line break ends one too.

    Raises what `xml.read` raises.
    """
    reader = _ParagraphsReader(styles, first)
    xml.read(content, reader)
    return reader.paragraphs


class _Open:
    """A paragraph that has not ended; one in a text box stands inside another."""

    def __init__(self) -> None:
        self.style = Style()
        self.style_id: str | None = None
        self.run = Style()
        self.pieces: list[str] = []
        self.bold = self.visible = 0
        self.sizes: dict[int, int] = {}


class _ParagraphsReader:
    def __init__(self, styles: Styles, first: int) -> None:
        self.paragraphs: list[Paragraph] = []
        self._styles = styles
        self._number = first
        self._open: list[_Open] = []
        self._inside: dict[str, int] = {}
        self._skipped = 0
        self._rows = self._cells = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _SKIPPED:
            self._skipped += 1
        if self._skipped:
            return
        self._inside[name] = self._inside.get(name, 0) + 1
        self._rows += name == "tr"
        self._cells += name == "tc"
        if name == "p":
            self._open.append(_Open())
        if not self._open:
            return
        here, value = self._open[-1], attributes.get("val", "")
        if name == "r":
            here.run = Style()
        elif name == "pStyle":
            here.style_id = value
        elif name in _MARKS:
            if not self._inside.get("pPr"):  # there it is a stop, not a tab
                here.pieces.append(_MARKS[name])
        elif name in _LINES:
            here.pieces.append("\n" if attributes.get("type") in {None, "textWrapping"} else "")
        elif self._inside.get("rPr") and not self._inside.get("pPr"):
            apply(here.run, name, value) if name in {"b", "sz"} else None
        elif self._inside.get("pPr") and name in {"jc", "outlineLvl"}:
            apply(here.style, name, value)

    def end(self, name: str) -> None:
        if name in _SKIPPED:
            self._skipped -= 1
            return
        if self._skipped:
            return
        self._inside[name] = self._inside.get(name, 0) - 1
        if name == "p" and self._open:
            self._finish(self._open.pop())

    def text(self, text: str) -> None:
        if self._skipped or not self._open or not self._inside.get("t"):
            return
        here = self._open[-1]
        here.pieces.append(text)
        visible = sum(1 for character in text if not character.isspace())
        here.visible += visible
        style = self._styles.resolved(here.style_id)
        is_bold = style.is_bold if here.run.is_bold is None else here.run.is_bold
        here.bold += visible if is_bold else 0
        size = here.run.size or style.size
        if size is not None:
            here.sizes[size] = here.sizes.get(size, 0) + visible

    def _finish(self, done: _Open) -> None:
        style = self._styles.resolved(done.style_id)
        level = done.style.level if done.style.level is not None else style.level
        centered = style.is_centered if done.style.is_centered is None else done.style.is_centered
        model = Paragraph(
            number=self._number,
            text="",
            level=level,
            is_subtitle=style.is_subtitle,
            is_bold=done.visible > 0 and done.bold == done.visible,
            is_centered=bool(centered),
            size=max(done.sizes, key=lambda size: done.sizes[size], default=None),
            row=self._rows if self._inside.get("tr") else 0,
            cell=self._cells if self._inside.get("tc") else 0,
        )
        for line in "".join(done.pieces).split("\n"):
            if text := " ".join(line.split()):
                self.paragraphs.append(replace(model, text=text))
        self._number += 1
