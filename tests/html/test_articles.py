"""Articles out of HTML: what each form of document gives, and what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index import reading
from index.errors import SourceError, SourceWarning
from index.model import Article, Credit
from index.sources import Source
from tests.html import documents
from tests.html.documents import FIRST, SECOND, THIRD

if TYPE_CHECKING:
    from pathlib import Path

    from index.model import UnitKind


def read(
    folder: Path, text: str, encoding: str = "utf-8", name: str = "a.html"
) -> list[Article | SourceError]:
    """Read a document as a file."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return list(reading.read(Source(path, name, str(path))))


def only(folder: Path, text: str, encoding: str = "utf-8") -> Article:
    """Return the one article of a document."""
    (article,) = read(folder, text, encoding)
    assert isinstance(article, Article)
    return article


def body(*paragraphs: str) -> str:
    """Return a document of these paragraphs."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>驿站</title></head><body>{text}</body></html>"


def units(article: Article) -> list[tuple[UnitKind, str]]:
    """Return the kinds and texts of an article's body."""
    return [(unit.kind, unit.text) for unit in article.units[2:]]


def known(article: Article) -> dict[str, object]:
    """Return what is known of an article."""
    return {
        "headline": article.headline,
        "byline": (article.units[1].text, article.byline),
        "date": article.date,
        "paper": article.paper,
        "page": article.page,
        "section": article.section,
    }


LINKED = """<script type="application/ld+json">{"@graph": [
    {"@type": "NewsArticle", "author": {"name": "杨彩霞"}, "datePublished": "2025-04-18"}
]}</script>"""

TEXT: list[tuple[UnitKind, str]] = [
    ("paragraph", FIRST),
    ("subhead", "志愿者来了"),
    ("paragraph", SECOND),
    ("paragraph", THIRD),
]


def test_an_article_of_a_founder_paper(tmp_path: Path) -> None:
    """All that the paper says of it is known, and its text is what the paper marks as such."""
    article = only(tmp_path, documents.FOUNDER)
    assert known(article) == {
        "headline": "玉泉区： 红蜂驿站让骑手有了家",
        "byline": (
            "记者 李明 通讯员 云静波",
            (Credit("李明", "记者"), Credit("云静波", "通讯员")),
        ),
        "date": "2025-04-18",
        "paper": "日报",
        "page": "7",
        "section": "党建",
    }
    assert units(article) == TEXT
    assert [unit.lines for unit in article.units] == [
        ((11, 12),),
        ((14, 14),),
        ((15, 15),),
        ((16, 16),),
        ((16, 16),),
        ((17, 17),),
    ]
    assert (article.kind, article.confidence) == ("article", 0.98)


def test_an_article_with_its_headline_stacked_over_it(tmp_path: Path) -> None:
    """Kicker, headline and the line below are one; the line under them has byline, paper, day and page."""
    article = only(tmp_path, documents.ZOOM)
    assert known(article) == {
        "headline": "玉泉区： 红蜂驿站让骑手有了家 全区年内再建二十个",
        "byline": ("本报记者 李明 云静波", (Credit("李明", "本报记者"), Credit("云静波", "本报记者"))),
        "date": "2025-04-18",
        "paper": "内蒙古日报",
        "page": "07",
        "section": None,
    }
    assert units(article) == [("paragraph", FIRST), ("paragraph", SECOND), ("paragraph", THIRD)]


def test_an_article_saved_from_a_site(tmp_path: Path) -> None:
    """Navigation, advertisements, related articles, comments, rights are left out; a photo is by itself."""
    article, photo = read(tmp_path, documents.SITE)
    assert isinstance(article, Article)
    assert isinstance(photo, Article)
    assert known(article) == {
        "headline": "红蜂驿站让骑手有了家",
        "byline": ("作者：杨彩霞", (Credit("杨彩霞", "作者"),)),
        "date": "2025-04-18",
        "paper": "呼和浩特日报",
        "page": None,
        "section": "社会",
    }
    assert units(article) == TEXT
    assert [unit.lines for unit in article.units] == [
        *(((16, 16),), ((18, 18),), ((22, 22),), ((23, 23),), ((24, 24),), ((26, 26),)),
    ]
    assert (photo.kind, photo.byline, units(photo), photo.date) == (
        "photo",
        (Credit("云静波", "摄"),),
        [("paragraph", "图为骑手在驿站里休息。")],
        "2025-04-18",
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (documents.FOUNDER_PAGE, "is a list of links; no article is in it"),
        (documents.LIST, "is a list of links; no article is in it"),
        (
            "<html><body><a href='/'>首页</a><a href='/news'>新闻</a></body></html>",
            "is a list of links; no article is in it",
        ),
        (
            "<html><title>驿站</title><body><div id=app></div><script>load()</script></body></html>",
            "holds no text of an article; if a browser shows one, save it from there",
        ),
    ],
)
def test_a_document_without_an_article_says_so(tmp_path: Path, text: str, reason: str) -> None:
    """It is a warning: such documents lie beside every article that was saved."""
    (warning,) = read(tmp_path, text)
    assert isinstance(warning, SourceWarning)
    assert str(warning) == f"a.html: {reason}"


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_the_declared_encoding_is_evidence(tmp_path: Path, encoding: str) -> None:
    """A document has so much markup that its Chinese alone might not decide."""
    text = (
        "驛站開放，市民讀書，學生高興，記者報導新聞。"
        if encoding == "big5"
        else "驿站开放，市民读书，学生高兴，记者报道新闻。"
    )
    article = only(
        tmp_path, f'<html><head><meta charset="{encoding}"></head><body><p>{text}</p></body></html>', encoding
    )
    assert article.paragraphs == [text]


def test_what_is_declared_wrongly_is_read_rightly(tmp_path: Path) -> None:
    """Pages say gb2312 and are UTF-8, or say nothing."""
    text = f'<html><head><meta charset="gb2312"></head><body><p>{FIRST}</p></body></html>'
    assert only(tmp_path, text).paragraphs == [FIRST]
    assert only(tmp_path, body(FIRST), "gb18030").paragraphs == [FIRST]
    assert only(tmp_path, body(FIRST), "utf-16").paragraphs == [FIRST]


def test_another_language_is_refused(tmp_path: Path) -> None:
    """Not read as Chinese rubbish."""
    path = tmp_path / "a.html"
    korean = "기자에 따르면 새 도서관은 내년에 문을 열고 시민 누구나 이용할 수 있다고 한다."
    path.write_bytes(f"<html><body><p>{korean}</p></body></html>".encode("euc_kr"))
    with pytest.raises(SourceError, match="does not read as text"):
        list(reading.read(Source.at(path)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is not seen is not read.
        (f"<p>{FIRST}</p><p style='DISPLAY: none'>{SECOND}</p><p hidden>{THIRD}</p>", [FIRST]),
        (f"<p>{FIRST}</p><script>'{SECOND}'</script><style>{THIRD}</style><!-- {SECOND} -->", [FIRST]),
        (f"<p>{FIRST}</p><select><option>{SECOND}</select><textarea>{THIRD}</textarea>", [FIRST]),
        # Paragraphs end where a reader sees them end.
        (f"{FIRST}<br>{SECOND}<br/><br />{THIRD}", [FIRST, SECOND, THIRD]),
        (f"<div>{FIRST}</div>{SECOND}<p>{THIRD}", [FIRST, SECOND, THIRD]),
        (f"　　{FIRST}　　{SECOND}&nbsp;&nbsp;&nbsp;&nbsp;{THIRD}", [FIRST, SECOND, THIRD]),
        # Lines broken at the width of a column are one paragraph.
        (f"<p>{FIRST[:20]}<br>{FIRST[20:]}<br>　　{SECOND}</p>", [FIRST, SECOND]),
        # Inside a paragraph only what is printed counts.
        (f"<p>{FIRST[:9]}\n    {FIRST[9:]}</p>", [FIRST]),
        (f"<p>{FIRST[:9]}<b>{FIRST[9:12]}</b><!-- x --><span>{FIRST[12:]}</span></p>", [FIRST]),
        (
            "<p>驿站有 A&amp;B 两区，面积&lt;100㎡&#xff0c;&ldquo;不大&rdquo;&#8212;&#8212;够用&nbsp;。</p>",
            ["驿站有A&B两区，面积<100㎡，“不大”——够用。"],
        ),
        # A row of a table is one line.
        (
            f"<p>{FIRST}</p><table><tr><th>驿站<th>骑手，人</th></tr><tr><td>解放路<td>31，余</table>",
            [FIRST, "驿站骑手，人", "解放路31，余"],
        ),
        # What is wrong in it stops nothing.
        (f"<p>{FIRST}</b></div></p></nosuch><p>{SECOND}<b><p>{THIRD}", [FIRST, SECOND, THIRD]),
        (f'<p title="a>b" class=\'c"d\' x=y/z it\'s>{FIRST}</p><p title="{SECOND}', [FIRST]),
        (f"<p>{FIRST}</p><!-- {SECOND}", [FIRST]),
        (f"<p>1 < 2，{FIRST}</p><p>a <3 b，{SECOND}", [f"1 < 2，{FIRST}", f"a <3 b，{SECOND}"]),
        # Links in a text are a part of it.
        (f"<p><a href=x>{FIRST[:8]}</a>{FIRST[8:]}</p>", [FIRST]),
        # A whole sentence is never taken for what a page says of itself.
        (
            f"<p>{FIRST}</p><p>王芳接到了骑手的电话：</p><p>{SECOND}</p>",
            [FIRST, "王芳接到了骑手的电话：", SECOND],
        ),
        (
            f"<p>{FIRST}</p><p>居民扫一扫二维码就能登录，联系我们的网格员。</p>",
            [FIRST, "居民扫一扫二维码就能登录，联系我们的网格员。"],
        ),
    ],
)
def test_paragraphs_are_those_that_are_seen(tmp_path: Path, text: str, expected: list[str]) -> None:
    """Whatever the markup, one line of text each."""
    document = f"<html><head><title>驿站</title></head><body>{text}</body></html>"
    assert only(tmp_path, document).paragraphs == expected


@pytest.mark.parametrize(
    ("html", "headline", "lines"),
    [
        ("<title>红蜂驿站开门_社会_新闻网</title><body><p>红蜂驿站开门</p>", "红蜂驿站开门", ((1, 1),)),
        ("<title>红蜂驿站开门-新闻网</title><body>", "红蜂驿站开门", ((1, 1),)),
        ("<title>红蜂驿站——骑手的家</title><body>", "红蜂驿站——骑手的家", ((1, 1),)),
        (
            "<title>红蜂驿站开门_新闻网</title><body>\n<h1>新闻网</h1>\n<h2>红蜂驿站开门</h2>",
            "红蜂驿站开门",
            ((3, 3),),
        ),
        ("<title>红蜂驿站开门</title><body>\n<h1>原创 红蜂驿站开门</h1>", "红蜂驿站开门", ((2, 2),)),
        ("<meta property=og:title content='红蜂驿站&quot;开门&quot;'>", '红蜂驿站"开门"', ((1, 1),)),
        ("<body>", "", ()),
    ],
)
def test_the_headline_is_the_one_that_is_seen(
    tmp_path: Path, html: str, headline: str, lines: tuple[tuple[int, int], ...]
) -> None:
    """Else the document's own, without the names of site and section."""
    article = only(tmp_path, f"<html>{html}<p>{FIRST}</p><p>{SECOND}</p></html>")
    assert (article.headline, article.units[0].lines) == (headline, lines)


@pytest.mark.parametrize(
    ("html", "byline"),
    [
        ("<p>记者 杨彩霞</p><p>{FIRST}</p>", "记者 杨彩霞"),
        ("<p>来源：日报　作者：杨彩霞　编辑：王芳</p><p>{FIRST}</p>", "作者：杨彩霞"),
        ("<p>本报记者 杨彩霞 2025年4月18日</p><p>{FIRST}</p>", "本报记者 杨彩霞"),
        ("<p>2025-04-18 06:30 记者 杨彩霞</p><p>{FIRST}</p>", "记者 杨彩霞"),
        ("<p>本报讯（记者 杨彩霞）{FIRST}</p>", "本报讯（记者 杨彩霞）"),
        ("<p>{FIRST}</p><p>{SECOND}（杨彩霞）</p>", "（杨彩霞）"),
        ("<p>{FIRST}</p><p>（记者 杨彩霞）</p>", "（记者 杨彩霞）"),
        ("<meta name=author content=杨彩霞><p>{FIRST}</p>", "杨彩霞"),
        ("<meta name=author content=某某网><p>{FIRST}</p>", ""),
        (
            LINKED.replace("{", "{{").replace("}", "}}") + "<p>{FIRST}</p>",
            "杨彩霞",
        ),
        ("<p>{FIRST}</p><p>责任编辑：王芳</p>", ""),
    ],
)
def test_the_byline_is_found_where_it_stands(tmp_path: Path, html: str, byline: str) -> None:
    """Editors are no authors, nor is the site."""
    article = only(
        tmp_path, f"<html><body><h1>红蜂驿站开门</h1>{html.format(FIRST=FIRST, SECOND=SECOND)}</body></html>"
    )
    assert article.units[1].text == byline
    assert all(
        "杨彩霞" not in paragraph and "王芳" not in paragraph.removeprefix("社区党委书记王芳")
        for paragraph in article.paragraphs
    )


@pytest.mark.parametrize(
    ("html", "day"),
    [
        ("<p>2025-04-18 06:30 来源：日报</p>", "2025-04-18"),
        ("<p>发布时间：2025年4月18日</p>", "2025-04-18"),
        ("<meta name=publishdate content=20250418>", "2025-04-18"),
        ("<meta name=pubdate content='2025-04-17T16:00:00Z'>", "2025-04-18"),
        ("<meta name=pubdate content='2025-04-17T16:00:00+08:00'>", "2025-04-17"),
        ("<meta name=pubdate content='2025-02-30'>", None),
        (
            LINKED,
            "2025-04-18",
        ),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 2025}</script>', None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
        # Not a day that the text speaks of, nor that of a right or of another article.
        ("<p>2024年1月1日，驿站动工，当年建成，骑手们都说好，天天来歇脚。</p>", None),
        ("<p>版权所有 2019-2025 日报社 2025-04-18</p>", None),
        ("<p><a href=x>2025-04-18 网格员上门</a></p>", None),
    ],
)
def test_a_day_is_one_that_is_said_or_printed(tmp_path: Path, html: str, day: str | None) -> None:
    """Never guessed; what is in universal time is a day in China."""
    article = only(
        tmp_path, f"<html><body><h1>红蜂驿站开门</h1>{html}<p>{FIRST}</p><p>{SECOND}</p></body></html>"
    )
    assert article.date == day


def test_copies_of_a_document_have_the_ids_of_their_content(tmp_path: Path) -> None:
    """As pages have."""
    first, second = (read(tmp_path, documents.SITE, name=name) for name in ("a.html", "b.htm"))
    assert [item.id for item in first if isinstance(item, Article)] == [
        item.id for item in second if isinstance(item, Article)
    ]


def test_a_paper_that_marks_its_text_twice_has_it_whole(tmp_path: Path) -> None:
    """And a text so marked needs no sentences."""
    marked = f"<!--enpcontent--><!--enpcontent--><p>{FIRST}</p><!--/enpcontent-->"
    text = f"{marked}<p>{SECOND}</p><!--enpcontent--><p>名单</p><!--/enpcontent-->"
    assert only(tmp_path, f"<html><body>{text}</body></html>").paragraphs == [FIRST, "名单"]
