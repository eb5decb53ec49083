"""PDF files: each page rebuilt as the text of a page is, with what is known of how its lines were set."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import PassingError, SourceError
from index.rebuild import reconstruct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.model import Lines
    from index.readers.document import Document, Item


def read(document: Document, settle: Callable[[str], str]) -> Iterator[Item]:
    """Yield the articles of every page and its furniture, and an error for each page that cannot be read.

    Lines are those of the print, counted from 1 through all pages of the file. The number of a page in the
    file is not the page of the paper, and not taken for it. Raises `SourceError` where nothing can be read.
    """
    from index.pdf import PdfEndedError, PdfError, PdfProblem, read_pages  # few files are PDFs

    content = document.content()
    digest = hashlib.sha256(content).hexdigest()
    before = 0
    try:
        for part in read_pages(content):
            if isinstance(part, PdfProblem):
                error_type = PassingError if part.is_passing else SourceError
                yield error_type(document.file, part.reason)
                continue
            page = reconstruct(part.as_page(document.file, digest))
            for article in page.articles:
                units = tuple(replace(unit, lines=_shifted(unit.lines, before)) for unit in article.units)
                yield replace(article, id=settle(article.id), units=units)
            for piece in page.furniture:
                yield replace(piece, lines=_shifted(piece.lines, before))
            before += part.text.count("\n") + 1
    except PdfEndedError as error:
        raise PassingError(document.file, str(error)) from None
    except PdfError as error:
        raise SourceError(document.file, str(error)) from None


def _shifted(lines: Lines, before: int) -> Lines:
    return tuple((first + before, last + before) for first, last in lines)
