"""HTML, as it is: tags, attributes, character references, and what it says of its own encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fuzz.readers import reader
from tests.html import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENTS = (
    documents.FOUNDER,
    documents.FOUNDER_PAGE,
    documents.ZOOM,
    documents.SITE,
    documents.LIST,
)

LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",'
    ' "headline": "红蜂驿站让骑手有了家", "datePublished": "2025-04-18",'
    ' "author": [{"name": "李明"}], "articleBody": "驿站开门。"}]}</script>'
)


def seeds() -> Iterator[bytes]:
    """Yield documents in several encodings, and small ones that say of themselves what may not be true."""
    for document in DOCUMENTS:
        yield document.encode()
        yield document.replace("utf-8", "gb2312").encode("gb18030")
    body = f"<h1>红蜂驿站让骑手有了家</h1><p>{documents.FIRST}</p><p>{documents.SECOND}</p>"
    page = f"<html><head>{LINKED}</head><body>{body}</body></html>"
    yield page.encode()
    yield page.encode("utf-16")
    yield f'<?xml version="1.0" encoding="big5"?>{page}'.encode("big5", "ignore")
    for charset in ("utf-16", "utf-7", "hex", "rot13", "idna", "iso-2022-kr", "nothing"):
        yield f"<meta charset={charset}>{page}".encode()
    yield f"<table><tr><td>记者<td>李明<tr><th>来源：<td>日报</table><ul><li>一<li>二</ul>{body}".encode()


ELEMENTS = (
    *(
        "p",
        "div",
        "br",
        "a",
        "b",
        "strong",
        "span",
        "h1",
        "h3",
        "li",
        "ul",
        "table",
        "tr",
        "td",
        "th",
        "article",
    ),
    *(
        "body",
        "head",
        "title",
        "script",
        "style",
        "svg",
        "template",
        "textarea",
        "figcaption",
        "figure",
        "nav",
    ),
    *(
        "option",
        "ruby",
        "rt",
        "img",
        "font",
        "center",
        "section",
        "founder-content",
        "founder-title",
        "dd",
        "dt",
    ),
)
ATTRIBUTES = (
    *(
        ' href="/1"',
        ' class="nav"',
        " hidden",
        ' style="display:none"',
        ' itemprop="articleBody"',
        " id=ozoom",
    ),
    *(
        ' type="application/ld+json"',
        ' name="author"',
        ' property="og:title"',
        ' content="',
        " charset=gb2312",
    ),
    *(' property="article:published_time"', ' content="2025-04-18"', ' src="1.jpg"', " a='", ' datetime="'),
)
PIECES = (
    *("<!--", "-->", "--!>", "<!DOCTYPE html>", "<![CDATA[", "]]>", "<?xml", "/>", "</", "='", '="', "\n"),
    *(
        "&nbsp;",
        "&lt;",
        "&#0;",
        "&#xd800;",
        "&#x110000;",
        "&#99999999999;",
        "&#x1b;",
        "&emsp;",
        "&",
        "&NotEqual",
    ),
    *("<!--enpproperty ", "/enpproperty-->", "<!--enpcontent-->", "<!--/enpcontent-->", "<founder-date>"),
    *(
        "<founder-author>",
        "<founder-pagenum>",
        "2025-04-18",
        "2025年13月41日",
        "第07版：党建",
        "来源：",
        "　　",
    ),
    *(
        "本报记者 李明",
        "（记者 李明 文/图）",
        "《内蒙古日报》（2025年04月18日 第 07 版）",
        "责任编辑：",
        "版权所有",
    ),
    *(
        '{"@graph": [',
        '"headline": ',
        '"author": {"name": ',
        '"datePublished": ',
        '"articleBody": ',
        "\\ud800",
    ),
    *("摄", "。", "，", "\u200b", "\ufeff", "\u2028"),
)

TARGET = reader(
    "page.html",
    seeds,
    dictionary=(
        *(f"<{name}>".encode() for name in ELEMENTS),
        *(f"</{name}>".encode() for name in ELEMENTS),
        *(piece.encode() for piece in (*ATTRIBUTES, *PIECES)),
    ),
    largest=6_000,
)
