"""Whether a page has text that can be read: scans, letters that are drawn, characters without a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.pdf.glyphs import Sheet

MOST_UNMAPPED = 0.5
"""Share of a page's characters that may be unknown."""

_HARDLY = 50
"""Characters of a stamp or a page number on a scan."""

_COVERED = 0.6
"""Share of a page that pictures cover where it is a scan."""

_MANY_DRAWINGS = 50
"""So many drawings on a page without text are its letters."""


def verdict(sheet: Sheet) -> tuple[str, int]:
    """Return what is wrong with a page, "" for nothing, and a figure: characters, or per cent."""
    characters = sum(glyph.text != " " for glyph in sheet.glyphs)
    if characters and sheet.unmapped > MOST_UNMAPPED * characters:
        return "unmapped", min(100, round(100 * sheet.unmapped / characters))
    if characters < _HARDLY and _covered(sheet) >= _COVERED:
        return ("sparse" if characters else "scanned"), characters
    if not characters and sheet.pictures:
        return "scanned", 0
    if not characters and len(sheet.drawings) >= _MANY_DRAWINGS:
        return "drawn", 0
    return "", 0


def _covered(sheet: Sheet) -> float:
    """Return which share of a page its pictures cover, those of a scan in strips added up."""
    whole = sheet.box.width * sheet.box.height
    return sum(picture.width * picture.height for picture in sheet.pictures) / whole if whole else 0.0
