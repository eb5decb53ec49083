"""Articles out of Word documents: by style, by form, and what becomes of everything else."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import reading
from index.errors import SourceError
from index.model import Article, Credit, UnitKind
from index.sources import Source
from index.word.articles import compose_articles
from index.word.paragraphs import Paragraph
from tests.html.documents import FIRST, SECOND, THIRD
from tests.word.documents import NAMES, STYLES, document, paragraph

if TYPE_CHECKING:
    from pathlib import Path

    from index.model import Lines


def read(folder: Path, content: bytes, name: str = "a.docx") -> list[Article]:
    """Return the articles of a document, of which nothing is refused."""
    (folder / name).write_bytes(content)
    items = list(reading.read(Source(folder / name, name, str(folder / name))))
    assert all(isinstance(item, Article) for item in items)
    return [item for item in items if isinstance(item, Article)]


def shown(articles: list[Article]) -> list[tuple[str, str, list[tuple[UnitKind, str]]]]:
    """Return headline, byline and text of each article."""
    return [
        (article.headline, article.units[1].text, [(unit.kind, unit.text) for unit in article.units[2:]])
        for article in articles
    ]


def texts(*paragraphs: str) -> list[tuple[UnitKind, str]]:
    """Return paragraphs as units."""
    return [("paragraph", text) for text in paragraphs]


def refusal(folder: Path, content: bytes) -> str:
    """Return what is said of a document that cannot be used."""
    with pytest.raises(SourceError) as refused:
        read(folder, content)
    return str(refused.value)


def test_headings_by_style_part_a_document(tmp_path: Path) -> None:
    """Those of the highest level begin articles, others are sub-headings; lines are numbers of paragraphs."""
    content = document(
        paragraph("红蜂驿站让骑手有了家", "1"),
        paragraph("记者 李明　通讯员 云静波"),
        paragraph(""),
        paragraph(f"　　{FIRST}"),
        paragraph("志愿者来了", "mine"),
        paragraph(SECOND),
        paragraph("二十个服务点年内建成", "outlined"),
        paragraph(f"本报讯（记者 杨彩霞）{THIRD}"),
        paragraph("2025年4月18日"),
        styles=STYLES,
    )
    first, second = read(tmp_path, content)
    assert shown([first, second]) == [
        (
            "红蜂驿站让骑手有了家",
            "记者 李明 通讯员 云静波",
            [("paragraph", FIRST), ("subhead", "志愿者来了"), ("paragraph", SECOND)],
        ),
        ("二十个服务点年内建成", "本报讯（记者 杨彩霞）", texts(THIRD, "2025年4月18日")),
    ]
    assert first.byline == (Credit("李明", "记者"), Credit("云静波", "通讯员"))
    assert (first.date, second.date) == (None, "2025-04-18")
    assert [unit.lines for unit in first.units] == [((1, 1),), ((2, 2),), ((4, 4),), ((5, 5),), ((6, 6),)]
    digest = hashlib.sha256(content).hexdigest()[:12]
    assert [article.id for article in (first, second)] == [f"{digest}-1", f"{digest}-2"]


def test_a_title_makes_one_article_of_all_headings_below(tmp_path: Path) -> None:
    """With what stands under it as its second line."""
    content = document(
        paragraph("红蜂驿站让骑手有了家", "T"),
        paragraph("——来自玉泉区的调查", "S"),
        paragraph("来历", "1"),
        paragraph(FIRST),
        paragraph("去向", "1"),
        paragraph(SECOND),
        styles=STYLES,
    )
    assert shown(read(tmp_path, content)) == [
        (
            "红蜂驿站让骑手有了家 ——来自玉泉区的调查",
            "",
            [("subhead", "来历"), ("paragraph", FIRST), ("subhead", "去向"), ("paragraph", SECOND)],
        )
    ]


def test_without_styles_the_form_tells(tmp_path: Path) -> None:
    """Short paragraphs that stand out and have a text below: those like the first begin articles."""
    content = document(
        paragraph("2025年4月18日 星期五"),
        paragraph("红蜂驿站让骑手有了家", centered=True, size=44),
        paragraph("本报记者 李明", centered=True),
        paragraph(FIRST, size=32),
        paragraph("志愿者来了", bold=True),
        paragraph(SECOND, size=32),
        paragraph("二十个服务点", centered=True, size=44),
        paragraph("年内建成", centered=True, size=44),
        paragraph(THIRD, size=32),
    )
    articles = read(tmp_path, content)
    assert shown(articles) == [
        (
            "红蜂驿站让骑手有了家",
            "本报记者 李明",
            [("paragraph", FIRST), ("subhead", "志愿者来了"), ("paragraph", SECOND)],
        ),
        ("二十个服务点 年内建成", "", texts(THIRD)),
    ]
    assert articles[0].date == "2025-04-18"


@pytest.mark.parametrize(
    ("paragraphs", "headline", "text"),
    [
        # Nothing but its length and its end tells a headline.
        ([paragraph("红蜂驿站开门"), paragraph(FIRST)], "红蜂驿站开门", texts(FIRST)),
        # A sentence is none.
        ([paragraph("驿站开门了。"), paragraph(FIRST)], "", texts("驿站开门了。", FIRST)),
        ([paragraph(FIRST), paragraph(SECOND)], "", texts(FIRST, SECOND)),
        ([paragraph("名单"), paragraph("李明"), paragraph("王芳")], "", texts("名单", "李明", "王芳")),
    ],
)
def test_a_headline_that_is_not_sure_is_not_made_up(
    tmp_path: Path, paragraphs: list[str], headline: str, text: list[tuple[UnitKind, str]]
) -> None:
    """The paragraphs stay what they are."""
    assert shown(read(tmp_path, document(*paragraphs))) == [(headline, "", text)]


def test_all_forms_of_text_are_read(tmp_path: Path) -> None:
    """Runs are joined; tabs, breaks, text boxes, tables, links, insertions and notes are text."""
    body = (
        "<w:p><w:r><w:t>红蜂</w:t></w:r><w:ins><w:r><w:t>驿站</w:t></w:r></w:ins>"
        "<w:hyperlink><w:r><w:t>开门，</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>骑手</w:t><w:noBreakHyphen/>"
        "<w:t>来了。</w:t><w:br/><w:t>第二行。</w:t><w:br w:type='page'/></w:r>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框中文字。</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>框中文字。</w:t></w:r></w:p></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
        f"<w:tbl><w:tr><w:tc>{paragraph('驿站')}</w:tc><w:tc>{paragraph('31个')}</w:tc></w:tr></w:tbl>"
    )
    notes = f"<w:footnotes {NAMES}><w:footnote>{paragraph('注：以上为四月的数。')}</w:footnote></w:footnotes>"
    (article,) = read(tmp_path, document(body, footnotes=notes))
    assert article.paragraphs == [
        "红蜂驿站开门，骑手-来了。",
        "第二行。",
        "框中文字。",
        "驿站31个",
        "注：以上为四月的数。",
    ]
    lines: list[Lines] = [unit.lines for unit in article.units[2:]]
    assert lines == [((1, 1),), ((1, 1),), ((2, 2),), ((4, 5),), ((6, 6),)]


def test_a_document_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    """Its content says so; inside a packed file too."""
    content = document(paragraph("红蜂驿站开门"), paragraph(FIRST))
    assert shown(read(tmp_path, content, "a.txt")) == [("红蜂驿站开门", "", texts(FIRST))]
    assert shown(read(tmp_path, content, "a.zip")) == [("红蜂驿站开门", "", texts(FIRST))]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "驿站">'
    + "".join(f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9))
    + "]>"
)
FILE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'
UNSAFE = "a.docx: holds XML with a document type, which no Word document has; save it again in Word"


@pytest.mark.parametrize("prologue", [BOMB, FILE, OUTSIDE, "<!DOCTYPE a>"])
def test_entities_are_refused_before_they_are_anything(tmp_path: Path, prologue: str) -> None:
    """They can multiply to any size, or name files of the machine."""
    body = "<w:p><w:r><w:t>&j;&a;</w:t></w:r></w:p>"
    assert refusal(tmp_path, document(body, prologue=prologue)) == UNSAFE
    assert refusal(tmp_path, document(paragraph(FIRST), styles=f"{prologue}<styles/>")) == UNSAFE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (document("<w:p>"), "is damaged (mismatched tag: line 1, column 207); save it again in Word"),
        (document("&a;"), "is damaged (undefined entity: line 1, column 200); save it again in Word"),
        (document(), "is empty; nothing to index"),
        (document("<w:p/>"), "is empty; nothing to index"),
    ],
)
def test_a_document_that_is_broken_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    """With what is wrong with it."""
    assert refusal(tmp_path, content) == f"a.docx: {reason}"


def test_a_damaged_part_is_refused(tmp_path: Path) -> None:
    """Its checksum tells."""
    content = bytearray(document(paragraph(FIRST)))
    content[content.index(b"word/document.xml") + 40] ^= 0xFF
    assert refusal(tmp_path, bytes(content)).startswith("a.docx: is damaged (")


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "is a document of Office 97 to 2003, or an encrypted one; save it as .docx",
        ),
        (b"{\\rtf1\\ansi}", "is a document in RTF; save it as .docx"),
        (b"Rar!\x1a\x07\x01\x00", "is packed as RAR or 7z; unpack it, or pack it as .zip"),
        (b"7z\xbc\xaf\x27\x1c\x00", "is packed as RAR or 7z; unpack it, or pack it as .zip"),
    ],
)
def test_other_documents_are_named(tmp_path: Path, head: bytes, reason: str) -> None:
    """They could be taken for text that is bad."""
    assert refusal(tmp_path, head) == f"a.docx: {reason}"


def test_a_size_that_is_no_size_is_left_out(tmp_path: Path) -> None:
    """Of more digits than a number may have, a document is read all the same."""
    look = f'<w:rPr><w:sz w:val="{"9" * 5_000}"/></w:rPr>'
    level = f'<w:pPr><w:outlineLvl w:val="{"0" * 5_000}"/></w:pPr>'
    (article,) = read(tmp_path, document(f"<w:p>{level}<w:r>{look}<w:t>{FIRST}</w:t></w:r></w:p>"))
    assert article.paragraphs == [FIRST]


def test_a_document_of_a_hundred_thousand_elements_is_read(tmp_path: Path) -> None:
    """However deep."""
    body = "<w:sdt>" * 100_000 + paragraph(FIRST) + "</w:sdt>" * 100_000
    (article,) = read(tmp_path, document(body))
    assert article.paragraphs == [FIRST]


TEXTS = [
    *(FIRST, "红蜂驿站开门", "记者 李明", "2025年4月18日", "一、来历", "名单", f"{SECOND}（云静波）"),
    *("责任编辑：王芳", "07版：党建", "本报讯（记者 杨彩霞）驿站启用。", "来源：日报 作者：柳青"),
]

drawn = st.lists(
    st.builds(
        Paragraph,
        number=st.integers(1, 1000),
        text=st.sampled_from(TEXTS),
        level=st.sampled_from([None, None, 0, 1, 2]),
        is_subtitle=st.booleans(),
        is_bold=st.booleans(),
        is_centered=st.booleans(),
        size=st.sampled_from([None, 32, 44]),
        row=st.integers(0, 2),
        cell=st.integers(0, 2),
    ),
    max_size=12,
    # A byline that is there twice is one.
    unique_by=lambda paragraph: paragraph.text,
)


@given(drawn)
def test_every_character_is_in_one_place(paragraphs: list[Paragraph]) -> None:
    """A law: in a headline, a byline, the text, or a line about the article."""
    articles, furniture = compose_articles(paragraphs, "a.docx", "0" * 64)
    found = [unit.text for article in articles for unit in article.units] + [
        piece.text for piece in furniture
    ]
    assert sorted("".join("".join(found).split())) == sorted(
        "".join("".join(paragraph.text for paragraph in paragraphs).split())
    )
