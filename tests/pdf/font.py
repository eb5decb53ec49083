"""A font in a few hundred bytes: every character is a box, one of ASCII half as wide as an ideograph.

Nothing is shown with it; what text extraction goes by (advances, ascent, boxes of glyphs) is all there.
"""

from __future__ import annotations

import struct
from itertools import pairwise

UNITS = 1000
"""Units in an em."""

WIDE, NARROW = 1, 2
"""The numbers of the two glyphs."""

_ASCENT, _DESCENT = 880, -120
_EDGE = 50


def box_font() -> bytes:
    """Return a TrueType font of three glyphs: an empty one, a wide box and a narrow one."""
    glyphs = [b"", _box(UNITS), _box(UNITS // 2)]
    places = [0]
    for glyph in glyphs:
        places.append(places[-1] + len(glyph))
    head = struct.pack(">IIIIHH", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, UNITS)
    head += struct.pack(">QQ4h", 0, 0, _EDGE, _DESCENT + _EDGE, UNITS - _EDGE, _ASCENT - _EDGE)
    head += struct.pack(">HHhhh", 0, 8, 2, 1, 0)
    tables = {
        b"glyf": b"".join(glyphs),
        b"head": head,
        b"hhea": struct.pack(">I3hH11hH", 0x10000, _ASCENT, _DESCENT, 0, UNITS, *[0] * 11, len(glyphs)),
        b"hmtx": struct.pack(">HhHhHh", UNITS, 0, UNITS, _EDGE, UNITS // 2, _EDGE),
        b"loca": struct.pack(f">{len(places)}I", *places),
        b"maxp": struct.pack(">IH13H", 0x10000, len(glyphs), 4, 1, 0, 0, 2, *[0] * 8),
    }
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32)
    offset = len(directory) + 16 * len(tables)
    body = b""
    for name, table in tables.items():
        padded = table + b"\0" * (-len(table) % 4)
        directory += name + struct.pack(">III", _checksum(padded), offset + len(body), len(table))
        body += padded
    return directory + body


def _box(width: int) -> bytes:
    left, right, low, high = _EDGE, width - _EDGE, _DESCENT + _EDGE, _ASCENT - _EDGE
    corners = [(left, low), (right, low), (right, high), (left, high)]
    glyph = struct.pack(">5h", 1, left, low, right, high)
    glyph += struct.pack(">HH", len(corners) - 1, 0) + bytes([1] * len(corners))
    for axis in (0, 1):
        steps = [after - before for before, after in pairwise([0, *(corner[axis] for corner in corners)])]
        glyph += struct.pack(f">{len(steps)}h", *steps)
    return glyph + b"\0" * (-len(glyph) % 4)


def _checksum(table: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(table) // 4}I", table)
    return sum(words) & 0xFFFFFFFF
