"""Articles out of JSON Lines: one article a line, only `text` required."""

from __future__ import annotations

import codecs
import hashlib
import io
import json
import re
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, AnyStr, BinaryIO

from index.decoding.decode import UndecodableError, decode, encoding_of_lines
from index.errors import SourceError
from index.language import gettext as _
from index.model import Article, Unit
from index.readers.budget import MEGABYTE
from index.rebuild.bylines import parse_credits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.readers.document import Document, Item

_SURROGATE = re.compile("[\ud800-\udfff]")

_WIDE = ("utf-16-le", "utf-16-be")

MOST_LINE = 16 * MEGABYTE
"""Bytes of the longest line that is taken: more than all the articles of a day have."""

ID_LENGTH = 12
"""Hexadecimal digits of an id made from a line's content."""


def _refuse(constant: str) -> None:
    raise ValueError(_("{constant} is Python's and JavaScript's").format(constant=constant))


_DECODER = json.JSONDecoder(parse_constant=_refuse)


class BadLineError(ValueError):
    """A line that gives no article; the message says why and what is expected."""


def read(document: Document, settle: Callable[[str], str]) -> Iterator[Item]:
    """Yield the article of each line. Raises `SourceError` for what is plainly no text."""
    head = document.head()
    if not head.strip():
        raise SourceError(document.file, _("is empty; nothing to index"))
    encoding = encoding_of_lines(head)
    if encoding in _WIDE:
        try:
            with _transcoded(document.stream, encoding) as lines:
                yield from read_articles(document.file, lines, settle)
        except UnicodeDecodeError as error:
            raise SourceError(
                document.file, _("is no UTF-16 ({reason}); convert it to UTF-8").format(reason=error.reason)
            ) from None
    elif b"\0" in head:
        raise SourceError(document.file, _("holds NUL bytes, so it is no text; convert it to JSON Lines"))
    else:
        yield from read_articles(document.file, _lines(document.stream.readline, b"\n"), settle, encoding)


def _lines(read_line: Callable[[int], AnyStr], end: AnyStr) -> Iterator[AnyStr]:
    """Yield lines; of one that is too long only what shows that it is."""
    while line := read_line(MOST_LINE + 1):
        yield line
        while len(line) > MOST_LINE and not line.endswith(end):
            line = read_line(MOST_LINE + 1)


@contextmanager
def _transcoded(stream: BinaryIO, encoding: str) -> Iterator[Iterator[bytes]]:
    """Open the lines of a stream in UTF-16 as UTF-8."""
    text = io.TextIOWrapper(stream, encoding, newline="\n")
    try:
        yield (line.encode("utf-8", "surrogatepass") for line in _lines(text.readline, "\n"))
    finally:
        text.detach()  # the stream is whoever opened it's to close


def read_articles(
    file: str, lines: Iterable[bytes], settle: Callable[[str], str] = str, encoding: str | None = None
) -> Iterator[Article | SourceError]:
    """Yield the article of each line, or the error that names the line; blank lines are skipped.

    An article without an `id` gets one made from its line, so that it is the same as long as the
    line is; `settle` has the last word on such an id. `encoding` is what lines are probably in that
    are no UTF-8.
    """
    made: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if len(line) > MOST_LINE:
            reason = _("the line is longer than {most} MB; give each article a line of its own")
            yield SourceError(file, reason.format(most=MOST_LINE // MEGABYTE), number)
            continue
        line = line.removeprefix(codecs.BOM_UTF8).strip()  # noqa: PLW2901 - the rest is of no use
        if not line:
            continue
        try:
            fields = _parse(line, encoding)
            article_id = _optional(fields, "id") or settle(_made_id(line, made))
            yield _article(fields, article_id, file, number)
        except BadLineError as error:
            yield SourceError(file, str(error), number)


def _parse(line: bytes, encoding: str | None) -> dict[str, Any]:
    try:
        text = decode(line, encoding)
    except UndecodableError as error:
        raise BadLineError(_("the line {reason}").format(reason=error)) from None
    try:
        fields = _DECODER.decode(text)
    except RecursionError:
        raise BadLineError(_("not an article: nested too deep; one JSON object a line is expected")) from None
    except ValueError as error:
        raise BadLineError(
            _("not JSON ({reason}); one JSON object a line is expected").format(reason=error)
        ) from None
    if not isinstance(fields, dict):
        raise BadLineError(
            _("not a JSON object; {least} is the least an article needs").format(least='{"text": "…"}')
        )
    if not isinstance(fields.get("text"), str):
        raise BadLineError(_('no "text"; give the article\'s text as a string'))
    if "\\u" in text:  # nothing else brings in a surrogate: bytes that are one are no UTF-8
        fields = {name: _clean(value) if isinstance(value, str) else value for name, value in fields.items()}
    return fields


def _made_id(line: bytes, made: dict[str, int]) -> str:
    digest = hashlib.sha256(line).hexdigest()[:ID_LENGTH]
    made[digest] = count = made.get(digest, 0) + 1
    return digest if count == 1 else f"{digest}-{count}"


def _article(fields: dict[str, Any], article_id: str, file: str, number: int) -> Article:
    lines = ((number, number),)
    headline = _optional(fields, "title") or ""
    author = _optional(fields, "author") or ""
    paragraphs = [stripped for line in fields["text"].split("\n") if (stripped := line.strip())]
    units = (
        Unit(0, "headline", headline, lines if headline else ()),
        Unit(1, "byline", author, lines if author else ()),
        *(Unit(n, "paragraph", text, lines) for n, text in enumerate(paragraphs, start=2)),
    )
    return Article(
        id=article_id,
        file=file,
        kind="article",
        byline=parse_credits(author),
        paper=_optional(fields, "paper"),
        date=_date(fields),
        page=_optional(fields, "page"),
        section=_optional(fields, "section"),
        confidence=1.0,
        units=units,
    )


def _optional(fields: dict[str, Any], name: str) -> str | None:
    """Return a field as text, `None` where it is absent, null or blank; numbers are text too."""
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        given = json.dumps(value, ensure_ascii=False)[:40]
        raise BadLineError(_('"{name}" is {value}; give a string').format(name=name, value=given))
    return str(value).strip() or None


def _date(fields: dict[str, Any]) -> str | None:
    given = _optional(fields, "date")
    if given is None:
        return None
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise BadLineError(
            _('"date" is {value}; give an existing day as YYYY-MM-DD').format(value=given)
        ) from None


def _clean(text: str) -> str:
    """Replace lone surrogates, which JSON can hold and UTF-8 cannot."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
