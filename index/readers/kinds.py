"""Of which format a document is: its content says so, and its suffix where the content does not."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from index.decoding.decode import beginning
from index.errors import SourceError
from index.language import gettext as _
from index.readers import compressed, docx, html, jsonl, pdf, tarred, text, zipped

if TYPE_CHECKING:
    from index.readers.document import Document, Reader, Unpacker

PDF_MARK = b"%PDF-"
PDF_MARK_WITHIN = 1024
"""Bytes within which readers of PDF look for it (PDF Reference 1.7, appendix H, note 13)."""

_UNPACKERS: tuple[tuple[bytes, Unpacker], ...] = (
    (compressed.GZIP_MAGIC, compressed.gunzip),
    (compressed.XZ_MAGIC, compressed.unxz),
    *((magic, zipped.unzip) for magic in zipped.MAGICS),
)


_UNPACKERS_BY_SUFFIX: dict[str, Unpacker] = {".zip": zipped.unzip, ".tar": tarred.untar}
"""For what is damaged, or has something in front of it."""

HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).){0,5000}+-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
"""What only HTML begins with; a page in Markdown may begin with other tags."""

_TAG = re.compile(r"<[A-Za-z!/][^<>]{0,2000}+>")


def unpacker_of(document: Document) -> Unpacker | None:
    """Return what opens a packed document; `None` where it is none."""
    head = document.head()
    if head.startswith(zipped.MAGICS) and docx.is_docx(document):
        return None
    for magic, unpacker in _UNPACKERS:
        if head.startswith(magic):
            return unpacker
    if tarred.is_tar(head):
        return tarred.untar
    # After these: the first file in a packed one may be a PDF, stored as it is.
    if head and not is_pdf(head) and not is_json_lines(head):
        return next(
            (unpack for suffix, unpack in _UNPACKERS_BY_SUFFIX.items() if _has(document, suffix)), None
        )
    return None


def reader_of(document: Document) -> Reader:
    """Return what reads a document that is not packed.

    Raises `SourceError` for formats that are known and not read.
    """
    head = document.head()
    if head.startswith(zipped.MAGICS):
        return docx.read
    if is_pdf(head):
        return pdf.read
    if is_json_lines(head):
        return jsonl.read
    _refuse_foreign(head, document.file)
    start = beginning(head)
    if _HTML.match(start) or (_has(document, *HTML_SUFFIXES) and _TAG.search(start)):
        return html.read
    return jsonl.read if _has(document, ".jsonl") else text.read


def is_pdf(head: bytes) -> bool:
    """Tell whether a document is a PDF: its mark may stand behind something else, but not far."""
    return PDF_MARK in head[:PDF_MARK_WITHIN]


def _refuse_foreign(head: bytes, file: str) -> None:
    """Raise `SourceError` for formats that could be taken for bad text, or for text in another format."""
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise SourceError(
            file, _("is a document of Office 97 to 2003, or an encrypted one; save it as .docx")
        )
    if head.startswith(b"{\\rtf"):
        raise SourceError(file, _("is a document in RTF; save it as .docx"))
    if head.startswith((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")):
        raise SourceError(file, _("is packed as RAR or 7z; unpack it, or pack it as .zip"))


def is_json_lines(head: bytes) -> bool:
    """Tell whether a document begins with an article as JSON, which no page of a newspaper does."""
    first = beginning(head).lstrip().partition("\n")[0]
    if not first.startswith("{"):
        return False
    try:
        fields = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(fields, dict) and isinstance(fields.get("text"), str)


def _has(document: Document, *suffixes: str) -> bool:
    return document.name.lower().endswith(suffixes)
