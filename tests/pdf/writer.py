"""PDF files written by hand: text at places, nothing hidden, so that a test says what a file holds.

    pdf(Paper(600, 800, [Text(50, 700, "流动党员", 10)]))

Characters are set in a font embedded in the file (`tests.pdf.font`) that maps every code to itself;
other fonts and other encodings are for what goes wrong.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from math import cos, radians, sin
from typing import TYPE_CHECKING, Literal

from tests.pdf.font import NARROW, WIDE, box_font

if TYPE_CHECKING:
    from collections.abc import Sequence

FontName = Literal["upright", "vertical", "unmapped", "private", "ligature"]
"""`vertical` writes downwards, `unmapped` hides what its characters are, `private` has private codes."""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters: where the first one's baseline begins, in points from the bottom left corner.

    `spread` is added after each character, `angle` turns the run anticlockwise (degrees), `mode` is
    how it is painted (3: not at all). `cells` are 1 em wide, letters and digits of ASCII half of one.
    """

    x: float
    y: float
    text: str
    size: float
    spread: float = 0.0
    angle: float = 0.0
    mode: int = 0
    font: FontName = "upright"


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled rectangle: a rule, or a picture's place."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of one pixel, stretched."""

    x: float
    y: float
    width: float
    height: float


Item = Text | Filled | Picture


@dataclass(frozen=True, slots=True)
class Paper:
    """One page: its size in points and what is painted on it, in this order; `raw` is painted last."""

    width: float
    height: float
    items: Sequence[Item] = ()
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    raw: bytes = b""
    boxes: str = ""


_FONTS: dict[FontName, tuple[str, int, bool]] = {
    "upright": ("/Identity-H", 1, True),
    "vertical": ("/Identity-V", 1, True),
    "unmapped": ("/Identity-H", 1, False),
    "private": ("/Identity-H", 2, True),
    "ligature": ("/Identity-H", 3, True),
}

_TO_UNICODE = """\
/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Test def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
{ranges}
endcmap CMapName currentdict /CMap defineresource pop end end
"""


def _ranges(first: int, last: int, shift: int = 0) -> str:
    """Map codes to characters; a range stays within one first byte, as the format asks."""
    rows = [
        f"<{high << 8:04x}> <{high << 8 | 0xFF:04x}> <{(high << 8) + shift:04x}>"
        for high in range(first >> 8, last + 1 >> 8)
    ]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    return "\n".join(f"{len(block)} beginbfrange {' '.join(block)} endbfrange" for block in blocks)


_RANGES = {
    1: _ranges(0, 0xFFFF),
    2: _ranges(0, 0xFF, 0xE000),
    # U+E000 stands for the ligature of two letters, U+E001 for a character outside the first plane.
    3: _ranges(0, 0xDFFF) + "\n2 beginbfchar <e000> <00660066> <e001> <d842dfb7> endbfchar",
}


@dataclass(slots=True)
class _File:
    objects: list[bytes] = field(default_factory=list)

    def add(self, body: str | bytes) -> int:
        self.objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, content: bytes, entries: str = "") -> int:
        packed = zlib.compress(content)
        head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
        return self.add(head.encode("latin-1") + packed + b"\nendstream")

    def written(self, root: int, trailer: str = "") -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe4\xb8\xad\n")
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += f"trailer\n<< /Size {len(places) + 1} /Root {root} 0 R {trailer} >>\n".encode()
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def pdf(*papers: Paper, trailer: str = "") -> bytes:
    """Return a PDF file of some pages; `trailer` are further entries of its trailer."""
    file = _File()
    fonts = _fonts(file)
    picture = file.stream(
        b"\x80",
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    resources = f"/Resources << /Font << {fonts} >> /XObject << /Picture {picture} 0 R >> >>"
    tree = len(file.objects) + 2 * len(papers) + 1
    kids = []
    for paper in papers:
        content = file.stream(_content(paper))
        crop = f"/CropBox [{' '.join(map(str, paper.crop))}]" if paper.crop else ""
        media = paper.boxes or f"/MediaBox [0 0 {paper.width} {paper.height}]"
        kids.append(
            file.add(
                f"<< /Type /Page /Parent {tree} 0 R {media} {crop} /Rotate {paper.rotate}"
                f" /Contents {content} 0 R {resources} >>"
            )
        )
    file.add(f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>")
    return file.written(file.add(f"<< /Type /Catalog /Pages {tree} 0 R >>"), trailer)


def _fonts(file: _File) -> str:
    program = file.stream(box_font(), f"/Length1 {len(box_font())}")
    descriptor = file.add(
        "<< /Type /FontDescriptor /FontName /Box /Flags 4 /FontBBox [50 -70 950 830] /ItalicAngle 0"
        f" /Ascent 880 /Descent -120 /CapHeight 830 /StemV 80 /FontFile2 {program} 0 R >>"
    )
    glyphs = file.stream(bytes((0, NARROW)) * 127 + bytes((0, WIDE)) * (0x10000 - 127))
    cid = file.add(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Box /CIDSystemInfo << /Registry (Adobe)"
        " /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [32 126 500]"
        f" /FontDescriptor {descriptor} 0 R /CIDToGIDMap {glyphs} 0 R >>"
    )
    maps = {key: file.stream(_TO_UNICODE.format(ranges=ranges).encode()) for key, ranges in _RANGES.items()}
    named = []
    for name, (encoding, unicode_map, mapped) in _FONTS.items():
        to_unicode = f"/ToUnicode {maps[unicode_map]} 0 R" if mapped else ""
        font = file.add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /Box /Encoding {encoding}"
            f" /DescendantFonts [{cid} 0 R] {to_unicode} >>"
        )
        named.append(f"/{name} {font} 0 R")
    return " ".join(named)


def _content(paper: Paper) -> bytes:
    parts = [_painted(item) for item in paper.items]
    return "\n".join(parts).encode("latin-1") + b"\n" + paper.raw


def _painted(item: Item) -> str:
    match item:
        case Text():
            turned = radians(item.angle)
            a, b = cos(turned), sin(turned)
            codes = item.text.encode("utf-16-be").hex()
            return (
                f"BT /{item.font} {item.size:.4f} Tf {item.spread:.4f} Tc {item.mode} Tr"
                f" {a:.6f} {b:.6f} {-b:.6f} {a:.6f} {item.x:.4f} {item.y:.4f} Tm <{codes}> Tj ET"
            )
        case Filled():
            return f"{item.x:.3f} {item.y:.3f} {item.width:.3f} {item.height:.3f} re f"
        case Picture():
            return f"q {item.width:.3f} 0 0 {item.height:.3f} {item.x:.3f} {item.y:.3f} cm /Picture Do Q"
