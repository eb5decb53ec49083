"""Articles out of HTML."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.decoding.decode import UndecodableError, beginning, decode
from index.decoding.encodings import encoding_named
from index.errors import SourceError, SourceWarning
from index.language import gettext as _
from index.readers.budget import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.readers.document import Document, Item

MOST_BYTES: Final = 50 * MEGABYTE
"""Bytes of a document; one that was saved with its pictures inside has some."""

_CHARSET: Final = re.compile(
    r"""<(?:meta|\?xml)\b[^>]{0,500}?\b(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE
)


def read(document: Document, settle: Callable[[str], str]) -> Iterator[Item]:
    """Yield the article of a document, its captioned photos, and the lines about them.

    A document without an article gives a warning: lists of links lie beside every article that was saved.
    Raises `SourceError` for what is no text, or too much of it.
    """
    from index.html.article import NoArticleError, read_articles
    from index.html.blocks import MOST_TAGS, TooManyTagsError, parse

    content = document.content(MOST_BYTES)
    declared = _CHARSET.search(beginning(document.head()))
    try:
        text = decode(content, encoding_named(declared[1]) if declared else None)
        articles, furniture = read_articles(
            parse(text), text, document.file, hashlib.sha256(content).hexdigest()
        )
    except UndecodableError as error:
        raise SourceError(document.file, str(error)) from None
    except TooManyTagsError:
        raise SourceError(
            document.file, _("has more than {most:,} tags; save the article by itself").format(most=MOST_TAGS)
        ) from None
    except NoArticleError as error:
        reason = (
            _("is a list of links; no article is in it")
            if error.is_of_links
            else _("holds no text of an article; if a browser shows one, save it from there")
        )
        yield SourceWarning(document.file, reason)
        return
    for article in articles:
        yield replace(article, id=settle(article.id))
    yield from furniture
