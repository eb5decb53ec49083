"""Word documents (.docx): Office Open XML (ECMA-376, part 1), of which the text and its styles are read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError, XMLParser
from zipfile import BadZipFile, ZipFile

from index.errors import SourceError
from index.language import gettext as _
from index.readers.manuscript import Part, articles_of
from index.rebuild.bylines import is_standing_byline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from index.readers.document import Document, Item
    from index.readers.manuscript import PartKind

TEXT: Final = "word/document.xml"
"""What a zip file holds that is a Word document."""

STYLES: Final = "word/styles.xml"

MOST_BYTES: Final = 64 << 20
"""Of an unpacked part: a novel has one million."""

MOST_NESTED: Final = 1_000
"""Elements inside one another. More are no document, and each takes memory."""

LONGEST_TITLE: Final = 40
"""Characters of a first paragraph that may be a headline though no style says so."""

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What a document begins with that Word encrypted, or that is of a version before 2007."""

_SPACE: Final = re.compile(r"\s+")
_SENTENCE: Final = re.compile(r"[。；;，,：:]")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE: Final = re.compile(r"title|heading 1|标题 1|标题", re.IGNORECASE)
_HEADING: Final = re.compile(r"heading [2-9]|标题 [2-9]|subtitle|副标题", re.IGNORECASE)
_OFF: Final = frozenset({"0", "false", "off"})


class _UnsafeError(ValueError):
    """A part with what no document of Word's has."""


def is_docx(document: Document) -> bool:
    """Tell whether a zip file is a Word document."""
    try:
        with ZipFile(document.stream) as packed:
            return TEXT in packed.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False  # whoever unpacks it says what is wrong
    finally:
        document.stream.seek(0)


def refuse_ole(document: Document, settle: Callable[[str], str]) -> Iterator[Item]:  # noqa: ARG001 - a reader's
    """Refuse a document that Word encrypted, or an old one, by name. Raises `SourceError`."""
    reason = _("is encrypted, or of a Word before 2007; save it without a password as .docx")
    raise SourceError(document.file, reason)


def read(document: Document, settle: Callable[[str], str]) -> Iterator[Item]:
    """Yield the articles of a Word document; their lines are numbers of its paragraphs, blank ones counted.

    A paragraph of the style Title or Heading 1 begins an article, other headings stand inside it. Where
    no style says so, a short first paragraph without a sentence is the headline. Deleted and hidden text
    is left out; a row of a table is one paragraph. Author and date of the file are no byline and no date.

    Raises `SourceError` where it is damaged, too large, encrypted, or has no text.
    """
    try:
        with ZipFile(document.stream) as packed:
            styles = _StyleReader()
            if STYLES in packed.namelist():
                _parse(styles, _unpacked(document, packed, STYLES))
            text = _TextReader(styles.kinds)
            _parse(text, _unpacked(document, packed, TEXT))
    except (BadZipFile, ParseError, KeyError, NotImplementedError, RuntimeError) as error:
        reason = _("is damaged ({reason}); save it again in Word").format(reason=error)
        raise SourceError(document.file, reason) from None
    except _UnsafeError as error:
        raise SourceError(document.file, str(error)) from None
    parts = _with_headline([part for part in text.parts if part.text])
    if not parts:
        raise SourceError(document.file, _("has no text; nothing to index"))
    prefix = hashlib.sha256(document.content()).hexdigest()[:12]
    for article in articles_of(parts, document.file, prefix):
        yield replace(article, id=settle(article.id))


def _unpacked(document: Document, packed: ZipFile, name: str) -> bytes:
    with packed.open(name) as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _UnsafeError(
            _("has more than {most:,} bytes of text; save its articles as documents of their own").format(
                most=MOST_BYTES
            )
        )
    document.budget.spend(len(content))
    return content


def _parse(target: _Reader, content: bytes) -> None:
    """Let a part be read element by element. Raises `ParseError`, `_UnsafeError`."""
    parser = XMLParser(target=target)  # noqa: S314 - what could be attacked with is refused: see `doctype`
    parser.feed(content)
    parser.close()


class _Reader:
    """Reads the elements of a part; a document type, which alone can declare entities, is refused."""

    def __init__(self) -> None:
        self.depth = 0

    def doctype(self, *_declared: str | None) -> None:
        """Refuse it: entities can grow without bound, or name files."""
        raise _UnsafeError(
            _("declares a document type, as no document of Word's does; save it again in Word")
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise _UnsafeError(
                _("has more than {most:,} elements inside one another; save it again in Word").format(
                    most=MOST_NESTED
                )
            )
        self.begin(tag, attributes)

    def end(self, tag: str) -> None:
        """End an element."""
        self.depth -= 1
        self.finish(tag)

    def data(self, text: str) -> None:
        """Take text inside an element."""

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""

    def finish(self, tag: str) -> None:
        """Take the end of an element."""

    def close(self) -> Any:
        """Take the end of the part."""


class _StyleReader(_Reader):
    """Which styles are headings: by their names, which are the same in every language's Word."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: dict[str, PartKind] = {}
        self._style = ""

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == f"{_W}style":
            self._style = attributes.get(f"{_W}styleId", "")
        elif tag == f"{_W}name" and self._style:
            name = attributes.get(f"{_W}val", "")
            if _TITLE.fullmatch(name):
                self.kinds[self._style] = "headline"
            elif _HEADING.fullmatch(name):
                self.kinds[self._style] = "subhead"


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read."""

    number: int
    kind: PartKind = "paragraph"
    text: list[str] = field(default_factory=list)


class _TextReader(_Reader):
    """The paragraphs of a document, those of text boxes after the one they are anchored in."""

    def __init__(self, styles: Mapping[str, PartKind]) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self._styles = styles
        self._open: list[_Paragraph] = []
        self._rows: list[list[str]] = []
        self._waiting: list[Part] = []
        self._count = 0
        self._skipped = 0
        self._is_text = self._is_hidden = False

    def begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        # What stands in a fallback stands there a second time, for an older Word.
        if self._skipped or tag == _FALLBACK:
            self._skipped += 1
        elif tag == f"{_W}p":
            self._count += 1
            self._open.append(_Paragraph(self._count))
        elif tag == f"{_W}tr":
            self._rows.append([])
        elif tag == f"{_W}r":
            self._is_hidden = False
        elif tag == f"{_W}vanish":
            self._is_hidden = attributes.get(f"{_W}val", "") not in _OFF
        elif self._open:
            self._begin_inside(self._open[-1], tag, attributes)

    def _begin_inside(self, paragraph: _Paragraph, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == f"{_W}pStyle":
            paragraph.kind = self._styles.get(attributes.get(f"{_W}val", ""), "paragraph")
        elif tag == f"{_W}t":
            self._is_text = not self._is_hidden
        elif tag == f"{_W}noBreakHyphen":
            paragraph.text.append("-")
        elif tag in {f"{_W}br", f"{_W}cr"}:
            paragraph.text.append("\n")
        elif tag == f"{_W}tab":
            paragraph.text.append(" ")

    def data(self, text: str) -> None:
        if self._is_text and self._open and not self._skipped:
            self._open[-1].text.append(text)

    def finish(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag == f"{_W}t":
            self._is_text = False
        elif tag == f"{_W}p" and self._open:
            self._close(self._open.pop())
        elif tag == f"{_W}tr" and self._rows:
            self._add("paragraph", " ".join(self._rows.pop()), self._count)

    def _close(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.text)
        if self._rows:
            self._rows[-1].append(_plain(text))
        elif paragraph.kind != "paragraph":
            self._add(paragraph.kind, text, paragraph.number)
        else:
            # A line that ends within a paragraph is how many end a paragraph.
            for line in text.split("\n"):
                self._add("paragraph", line, paragraph.number)

    def _add(self, kind: PartKind, text: str, number: int) -> None:
        self._waiting.append(Part(kind, _plain(text), number))
        if not self._open:
            self.parts += sorted(self._waiting, key=lambda part: part.number)
            self._waiting.clear()


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _with_headline(parts: list[Part]) -> list[Part]:
    """Take a short first paragraph for the headline of a text that names none by its style."""
    if not parts or any(part.kind == "headline" for part in parts) or len(parts) == 1:
        return parts
    first, *others = parts
    is_title = (
        len(first.text) <= LONGEST_TITLE
        and not _SENTENCE.search(first.text)
        and not is_standing_byline(first.text)
    )
    return [replace(first, kind="headline"), *others] if is_title else parts
