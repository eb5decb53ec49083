"""Articles out of the text of a page, rebuilt."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from index.decoding.decode import UndecodableError, decode
from index.errors import SourceError
from index.model import Page
from index.rebuild import reconstruct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.readers.document import Document, Item


def read(document: Document, settle: Callable[[str], str]) -> Iterator[Item]:
    """Yield the articles of a page and its furniture. Raises `SourceError` for what is no text."""
    content = document.content()
    try:
        text = decode(content)
    except UndecodableError as error:
        raise SourceError(document.file, str(error)) from None
    page = reconstruct(Page(document.file, text, hashlib.sha256(content).hexdigest()))
    for article in page.articles:
        yield replace(article, id=settle(article.id))
    yield from page.furniture
