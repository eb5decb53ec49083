"""What is said of PDF files that cannot be read, and of their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.language import gettext as _
from index.pdf.protocol import MOST_BYTES, MOST_CHARACTERS, MOST_PAGES, PAGE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable


def of_file(code: str, value: object = "") -> str:
    """Say why a whole file cannot be read."""
    messages: dict[str, Callable[[], str]] = {
        "size": lambda: _("has {value} MB, more than {most}; split it into files of fewer pages"),
        "locked": lambda: _("is locked with a password; save a copy without one"),
        "damaged": lambda: _("is no PDF that can be read; open it in a viewer and save it anew"),
        "pages": lambda: _("has {value} pages, more than {pages}; split it"),
        "pictures": lambda: _("holds no text, only pictures of it; run OCR on it first"),
        "slow": lambda: _("takes more than {seconds} s to open; save it anew in a viewer"),
        "crash": lambda: _("makes the PDF reader fail ({value}); save it anew in a viewer"),
    }
    return messages[code]().format(value=value, most=MOST_BYTES >> 20, pages=MOST_PAGES, seconds=PAGE_SECONDS)


def of_page(code: str, page: int, value: object) -> str:
    """Say what is wrong with a page, counted from 1."""
    messages: dict[str, Callable[[], str]] = {
        "sparse": lambda: _(
            "page {page} is a picture with {value} characters of text; if there should be more, run OCR on it"
        ),
        "drawn": lambda: _("page {page} has drawings for letters, no text; run OCR on it first"),
        "unmapped": lambda: _(
            "page {page} does not say what its characters are ({value} % unknown); run OCR on it first"
        ),
        "characters": lambda: _("page {page} has {value} characters, more than {most}; split it"),
        "page damaged": lambda: _("page {page} is damaged; save the file anew in a viewer"),
        "slow": lambda: _("page {page} takes more than {seconds} s; save the file anew in a viewer"),
        "crash": lambda: _("page {page} makes the PDF reader fail ({value}); save the file anew in a viewer"),
        "failed": lambda: _("page {page} cannot be laid out ({value}); save the file anew in a viewer"),
    }
    return messages[code]().format(page=page, value=value, most=MOST_CHARACTERS, seconds=PAGE_SECONDS)


def of_pictures(first: int, last: int) -> str:
    """Say which pages are pictures without text."""
    if first == last:
        return _("page {page} is a picture without text; run OCR on it first").format(page=first)
    return _("pages {first} to {last} are pictures without text; run OCR on them first").format(
        first=first, last=last
    )


def of_rest(first: int, last: int) -> str:
    """Say which pages were not tried after several had failed."""
    return _(
        "pages {first} to {last} are not read, since others before them failed; save it anew in a viewer"
    ).format(first=first, last=last)
