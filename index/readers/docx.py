"""Articles out of Word documents."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.errors import SourceError
from index.language import gettext as _
from index.readers import zipped
from index.readers.budget import MEGABYTE

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator

    from index.readers.document import Document, Item

MOST_BYTES: Final = 256 * MEGABYTE
"""Bytes of a document with its pictures."""

MOST_XML: Final = 64 * MEGABYTE
"""Bytes of its text with its markup."""

_DOCUMENT: Final = "word/document.xml"
_STYLES: Final = "word/styles.xml"
_NOTES: Final = ("word/footnotes.xml", "word/endnotes.xml")


def is_docx(document: Document) -> bool:
    """Tell whether a zip is a Word document; one that is damaged is not."""
    try:
        with zipped.opened(document.stream) as packed:
            return _DOCUMENT in packed.NameToInfo
    except zipped.DamagedError:
        return False


def read(document: Document, settle: Callable[[str], str]) -> Iterator[Item]:
    """Yield the articles of a document and the lines about them.

    Raises `SourceError` for one that is damaged, too large, or holds XML that no Word document has.
    """
    from index.word import xml
    from index.word.articles import compose_articles
    from index.word.paragraphs import read_paragraphs
    from index.word.styles import Styles, read_styles

    digest = hashlib.sha256(document.content(MOST_BYTES)).hexdigest()
    try:
        with zipped.opened(document.stream) as packed:
            styles = Styles()
            if _STYLES in packed.NameToInfo:
                styles = read_styles(_part(document, packed, _STYLES))
            paragraphs = read_paragraphs(_part(document, packed, _DOCUMENT), styles)
            for name in _NOTES:
                if name in packed.NameToInfo:
                    following = paragraphs[-1].number + 1 if paragraphs else 1
                    paragraphs += read_paragraphs(_part(document, packed, name), styles, following)
    except (zipped.DamagedError, xml.BrokenXmlError) as error:
        raise SourceError(
            document.file, _("is damaged ({reason}); save it again in Word").format(reason=error)
        ) from None
    except xml.UnsafeXmlError:
        raise SourceError(
            document.file,
            _("holds XML with a document type, which no Word document has; save it again in Word"),
        ) from None
    if not paragraphs:
        raise SourceError(document.file, _("is empty; nothing to index"))
    articles, furniture = compose_articles(paragraphs, document.file, digest)
    for article in articles:
        yield replace(article, id=settle(article.id))
    yield from furniture


def _part(document: Document, packed: zipfile.ZipFile, name: str) -> bytes:
    entry = packed.getinfo(name)
    if entry.file_size > MOST_XML:
        reason = _("has more than {most} MB of text; split it").format(most=MOST_XML // MEGABYTE)
        raise SourceError(document.file, reason)
    document.budget.spend(entry.file_size)
    return zipped.read(packed, entry)
