"""Word documents: which paragraphs are whose, and what no document may do."""

from __future__ import annotations

import io
import zipfile

import pytest

from index.errors import SourceError
from index.model import Article, Credit
from index.readers import docx
from index.readers.budget import Budget
from index.readers.document import Document

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
STYLES = (
    f"<w:styles {NAMESPACES}>"
    '<w:style w:styleId="a3"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>'
)


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def opened(name: str, stream: io.BytesIO) -> Document:
    """Return a document of some bytes."""
    return Document(name, name, stream, Budget(name, len(stream.getvalue())))


def packed(body: str, before: str = "", styles: str = STYLES) -> Document:
    """Return a document of a body, `before` it what may stand before the root."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        text = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        file.writestr("word/document.xml", before + text)
        if styles:
            file.writestr("word/styles.xml", styles)
    return opened("a.docx", stream)


def articles(document: Document) -> list[Article]:
    """Return what is read of a document."""
    assert docx.is_docx(document)
    items = list(docx.read(document, str))
    assert all(isinstance(item, Article) for item in items)
    return [item for item in items if isinstance(item, Article)]


def shown(article: Article) -> list[tuple[str, str]]:
    """Return the units of an article that have text."""
    return [(unit.kind, unit.text) for unit in article.units if unit.text]


def refusal(document: Document) -> str:
    """Return why a document is refused."""
    with pytest.raises(SourceError) as refused:
        list(docx.read(document, str))
    return str(refused.value)


def test_styles_say_what_is_a_headline_and_what_stands_inside() -> None:
    """Each headline begins an article; bylines are taken out of the paragraphs."""
    first, second = articles(
        packed(
            paragraph("红蜂驿站开门", "a3")
            + paragraph("本报记者 杨彩霞")
            + paragraph("")
            + paragraph("快递员进了驿站。", "a")
            + paragraph("暖心服务", "2")
            + paragraph("驿站有 100㎡。")
            + paragraph("双报到", "a3")
            + paragraph("本报讯（记者 李明）党员到社区报到。")
        )
    )
    assert shown(first) == [
        ("headline", "红蜂驿站开门"),
        ("byline", "本报记者 杨彩霞"),
        ("paragraph", "快递员进了驿站。"),
        ("subhead", "暖心服务"),
        ("paragraph", "驿站有 100㎡。"),
    ]
    assert [unit.lines for unit in first.units] == [((n, n),) for n in (1, 2, 4, 5, 6)]
    assert first.byline == (Credit("杨彩霞", "本报记者"),)
    assert (first.paper, first.date, first.page) == (None, None, None)
    assert shown(second) == [
        ("headline", "双报到"),
        ("byline", "本报讯（记者 李明）"),
        ("paragraph", "党员到社区报到。"),
    ]
    assert second.id == f"{first.id.rpartition('-')[0]}-2"


@pytest.mark.parametrize(
    ("first", "kind"),
    [("红蜂驿站开门", "headline"), ("快递员进了驿站。", "paragraph"), ("长" * 41, "paragraph")],
)
def test_without_styles_a_short_first_paragraph_is_the_headline(first: str, kind: str) -> None:
    """A sentence and a long one are not."""
    (article,) = articles(packed(paragraph(first) + paragraph("驿站有100㎡。"), styles=""))
    assert shown(article)[0] == (kind, first)


def test_a_word_that_is_torn_over_runs_is_one() -> None:
    """Deleted, hidden and doubled text is not there; breaks end paragraphs, tabs are spaces."""
    (article,) = articles(
        packed(
            "<w:p><w:r><w:t>红</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>蜂驿站</w:t></w:r>"
            "<w:del><w:r><w:delText>没有</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
            '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>开门。</w:t></w:r>'
            "<w:r><w:br/><w:t>第二段</w:t><w:tab/><w:t>7</w:t><w:noBreakHyphen/><w:t>8。</w:t></w:r></w:p>"
            "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>一次。</w:t></w:r></w:p></mc:Choice>"
            "<mc:Fallback><w:p><w:r><w:t>两次。</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
        )
    )
    assert shown(article) == [
        ("paragraph", "红蜂驿站开门。"),
        ("paragraph", "第二段 7-8。"),
        ("paragraph", "一次。"),
    ]


def test_a_row_of_a_table_is_a_paragraph_and_a_text_box_stands_by_itself() -> None:
    """After the paragraph that it is anchored in."""
    (article,) = articles(
        packed(
            "<w:p><w:r><w:t>锚点。</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>框内。</w:t></w:r></w:p>"
            "</w:txbxContent></w:r><w:r><w:t>继续。</w:t></w:r></w:p>"
            f"<w:tbl><w:tr><w:tc>{paragraph('社区')}</w:tc><w:tc>{paragraph('31个')}</w:tc></w:tr></w:tbl>"
        )
    )
    assert shown(article) == [
        ("paragraph", "锚点。继续。"),
        ("paragraph", "框内。"),
        ("paragraph", "社区 31个"),
    ]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("before", [BOMB, FILE, '<!DOCTYPE x SYSTEM "file:///etc/passwd">'])
def test_a_document_type_is_refused(before: str) -> None:
    """Entities grow without bound, or name files."""
    assert refusal(packed(paragraph("&a;"), before)) == (
        "a.docx: declares a document type, as no document of Word's does; save it again in Word"
    )


def test_what_cannot_be_a_document_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nested without end, endless, cut off, without text."""
    assert refusal(packed("<w:x>" * 2000 + "</w:x>" * 2000)) == (
        "a.docx: has more than 1,000 elements inside one another; save it again in Word"
    )
    assert refusal(packed("<w:p>")).startswith("a.docx: is damaged (mismatched tag: line 1, column ")
    assert refusal(packed(paragraph(" "))) == "a.docx: has no text; nothing to index"
    monkeypatch.setattr(docx, "MOST_BYTES", 1000)
    assert refusal(packed(paragraph("长" * 1000))) == (
        "a.docx: has more than 1,000 bytes of text; save its articles as documents of their own"
    )


def test_another_zip_file_is_no_word_document() -> None:
    """Nor is what only begins like one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("a.txt", "x")
    assert not docx.is_docx(opened("a.zip", stream))
    assert not docx.is_docx(opened("a.zip", io.BytesIO(b"PK\x03\x04half")))
