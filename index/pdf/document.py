"""What PDFium says of a file: how many pages, and what is painted on each. Bounded, whatever the file.

PDFium is C++ and keeps one state for the whole process: this runs in a process of its own
(`index.pdf.worker`), in one thread.
"""

from __future__ import annotations

from contextlib import contextmanager
from ctypes import addressof, c_double, c_float
from math import hypot, isfinite
from typing import TYPE_CHECKING, Any

from index.pdf.glyphs import INVISIBLE_MODE, Box, Glyph, Sheet, angle_of, painted_once
from index.pdf.protocol import MOST_CHARACTERS, MOST_PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_OBJECTS = 200_000
"""Pictures and drawings looked at on one page; the rest of a map's lines tells nothing more."""

_LARGEST = 1e6
"""In points, 350 metres: what lies farther out is a mistake."""

_DEPTH = 4
"""Forms inside forms that are looked into for pictures."""

_HIGH, _LOW, _END = 0xD800, 0xDC00, 0xE000
_PRIVATE = range(0xE000, 0xF900)
_HYPHEN = 2
"""What PDFium gives for the hyphen of a word that was divided at the end of a line."""

UNKNOWN = "\N{REPLACEMENT CHARACTER}"


class DocumentError(Exception):
    """A file that cannot be read: `code` says why, `value` what was too much."""

    def __init__(self, code: str, value: int = 0) -> None:
        self.code = code
        self.value = value
        super().__init__(f"{code} {value}")


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Open a document; close it and all of its pages in the end. Raises `DocumentError`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY)
        raise DocumentError("locked" if is_locked else "damaged") from None
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise DocumentError("pages", count)
        if not count:
            raise DocumentError("damaged")
        yield document
    finally:
        document.close()


def sheet_of(document: Any, index: int) -> Sheet:
    """Return what is painted on one page. Raises `DocumentError` where it cannot be read."""
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        raise DocumentError("page damaged") from None
    try:
        box = _visible_box(page)
        textpage = page.get_textpage()
        count = textpage.count_chars()
        if count > MOST_CHARACTERS:
            raise DocumentError("characters", count)
        glyphs, unmapped = _glyphs(textpage.raw, count, box)
        pictures, drawings = _shapes(page.raw, box)
    except pypdfium2.PdfiumError:
        raise DocumentError("page damaged") from None
    finally:
        page.close()
    return Sheet(box, painted_once(glyphs), pictures, drawings, unmapped)


def _visible_box(page: Any) -> Box:
    """Return what of a page is shown: what lies outside is the printer's."""
    left, bottom, right, top = page.get_bbox()
    if not (left < right and bottom < top):
        # A crop box beside the paper: nothing would be seen, so it is not meant.
        left, bottom, right, top = page.get_mediabox()
    return Box(left, -top, right, -bottom)


def _glyphs(textpage: Any, count: int, box: Box) -> tuple[list[Glyph], int]:
    """Return the visible part's characters in the order of painting, and how many have no known code."""
    import pypdfium2.raw as pdfium

    glyphs: list[Glyph] = []
    unmapped = 0
    left, base, rectangle = c_double(), c_double(), pdfium.FS_RECTF()
    known: dict[int, _Run] = {}
    high: int | None = None
    for index in range(count):
        painted = pdfium.FPDFText_GetTextObject(textpage, index)
        if not painted:
            # A space or a line break that PDFium adds where it thinks one is meant.
            continue
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if _HIGH <= code < _LOW:
            high = code
            continue
        if _LOW <= code < _END:
            code = 0x10000 + ((high - _HIGH) << 10) + code - _LOW if high is not None else 0
        high = None
        address = addressof(painted.contents)
        run = known.get(address)
        if run is None:
            run = known[address] = _run_of(pdfium, textpage, index, painted, len(known))
        if not run.is_usable:
            continue
        pdfium.FPDFText_GetCharOrigin(textpage, index, left, base)
        pdfium.FPDFText_GetLooseCharBox(textpage, index, rectangle)
        x, y = left.value, -base.value
        if not (box.left <= x <= box.right and box.top <= y - run.rise and y - run.rise <= box.bottom):
            continue
        text = chr(code)
        is_space = text.isspace() or code == 0xA0
        if not is_space:
            is_unmapped = not code or bool(pdfium.FPDFText_HasUnicodeMapError(textpage, index))
            unmapped += is_unmapped or code in _PRIVATE
            if code == _HYPHEN:
                text = "-"
            elif is_unmapped or not _is_character(code):
                text = UNKNOWN
        width = run.advance(rectangle, x, text)
        glyphs.append(
            Glyph(
                " " if is_space else text,
                x,
                x + width,
                y,
                run.size,
                index,
                run.number,
                run.angle,
                run.is_visible,
            )
        )
    return glyphs, unmapped


def _is_character(code: int) -> bool:
    """Tell whether a code point is one of a character: no control, no half of a pair, no noncharacter."""
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xFDD0 <= code <= 0xFDEF:
        return False
    return code & 0xFFFE != 0xFFFE


class _Run:
    """What the characters painted in one go have in common."""

    __slots__ = (
        "angle",
        "is_level",
        "is_upright",
        "is_usable",
        "is_visible",
        "number",
        "rise",
        "size",
        "stretch",
    )

    def __init__(
        self, number: int, size: float, matrix: tuple[float, float, float, float], mode: int
    ) -> None:
        a, b, c, d = matrix
        self.number = number
        self.size = size * hypot(c, d)
        self.stretch = size * hypot(a, b)
        self.angle = angle_of(a, b)
        self.is_level = self.angle % 180 == 0
        self.is_upright = self.angle % 180 == 90
        self.is_visible = mode != INVISIBLE_MODE
        self.rise = self.size / 3 if self.angle == 0 else 0.0
        sizes = (self.size, self.stretch)
        self.is_usable = all(isfinite(value) and 0.01 < value < _LARGEST for value in sizes)

    def advance(self, rectangle: Any, left: float, text: str) -> float:
        """Return how far the next character is from a character's left edge."""
        width = 0.0
        if self.angle == 0:
            width = rectangle.right - left
        elif self.is_level:
            width = rectangle.right - rectangle.left
        elif self.is_upright:
            width = rectangle.top - rectangle.bottom
        if not 0 < width <= 2 * self.stretch:
            width = self.stretch / 2 if text.isascii() else self.stretch
        return width


def _run_of(pdfium: Any, textpage: Any, index: int, painted: Any, number: int) -> _Run:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(textpage, index, matrix)
    size = pdfium.FPDFText_GetFontSize(textpage, index)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(painted)
    return _Run(number, size, (matrix.a, matrix.b, matrix.c, matrix.d), mode)


def _shapes(page: Any, box: Box) -> tuple[list[Box], list[Box]]:
    """Return the boxes of a page's pictures and of what is drawn on it, as far as they are seen."""
    import pypdfium2.raw as pdfium

    pictures: list[Box] = []
    drawings: list[Box] = []
    edges = [c_float() for _ in range(4)]
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        shape = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(shape)
        is_picture = kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            is_picture = _has_picture(pdfium, shape, _DEPTH)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if not pdfium.FPDFPageObj_GetBounds(shape, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if not all(isfinite(edge) for edge in (left, bottom, right, top)):
            continue
        seen = Box(max(left, box.left), max(-top, box.top), min(right, box.right), min(-bottom, box.bottom))
        if seen.left <= seen.right and seen.top <= seen.bottom:
            (pictures if is_picture else drawings).append(seen)
    return pictures, drawings


def _has_picture(pdfium: Any, form: Any, depth: int) -> bool:
    """Tell whether a form, or one inside it, shows a picture."""
    for index in range(min(pdfium.FPDFFormObj_CountObjects(form), MOST_OBJECTS)):
        shape = pdfium.FPDFFormObj_GetObject(form, index)
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            return True
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth and _has_picture(pdfium, shape, depth - 1):
            return True
    return False
