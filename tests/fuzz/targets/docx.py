"""Word documents: as they are, told part by part, told element by element, and damaged.

The first byte says how the rest is to be read: as the file itself; as the XML of its text, of its styles,
or of its notes; as a program of elements, which is always XML; or as four bytes of damage and such a
program. What the paragraphs of a program hold must all be found again, once.
"""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from index.model import Article
from index.readers import docx
from index.readers.budget import Budget
from index.readers.document import Document
from index.rebuild import Furniture
from index.word.paragraphs import read_paragraphs
from index.word.styles import read_styles
from tests.fuzz.damage import DAMAGE, Tape, damaged
from tests.fuzz.readers import read_all, source
from tests.fuzz.target import Target
from tests.readers.packing import zipped
from tests.rebuild.test_nothing_lost import visible
from tests.word.documents import NAMES, STYLES, document, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT: Final = "word/document.xml"
BODY: Final = (
    f"<w:document {NAMES}><w:body>{paragraph('红蜂驿站', '1')}{paragraph('驿站开门。')}</w:body></w:document>"
)

HOW: Final = ("raw", "text", "styles", "footnotes", "program", "program", "damaged")


def run(data: bytes) -> None:
    """Read a document."""
    how, rest = HOW[(data or b"\0")[0] % len(HOW)], data[1:]
    match how:
        case "raw":
            read_all(source("a.docx", rest))
        case "text":
            read_all(source("a.docx", zipped({TEXT: rest, "word/styles.xml": STYLES.encode()})))
        case "styles" | "footnotes":
            read_all(source("a.docx", zipped({TEXT: BODY.encode(), f"word/{how}.xml": rest})))
        case "program":
            _run_program(Tape(rest))
        case "damaged":
            tape = Tape(rest)
            damage = tape.take(DAMAGE)
            read_all(source("a.docx", damaged(zipped(_parts(tape)), damage)))


def _run_program(tape: Tape) -> None:
    parts = _parts(tape)
    content = zipped(parts)
    read_all(source("a.docx", content))
    expected: Counter[str] = Counter()
    styles = read_styles(parts["word/styles.xml"])
    for name in (TEXT, "word/footnotes.xml"):
        for each in read_paragraphs(parts[name], styles):
            expected += visible(each.text)
    found: Counter[str] = Counter()
    bylines: Counter[str] = Counter()
    packed = Document("a.docx", "a.docx", io.BytesIO(content), Budget("a.docx", len(content)))
    if expected:
        for item in docx.read(packed, str):
            assert isinstance(item, Article | Furniture)
            for text in [unit.text for unit in item.units] if isinstance(item, Article) else [item.text]:
                found += visible(text)
            bylines += visible(item.units[1].text) if isinstance(item, Article) else Counter()
        assert found <= expected, "nothing is doubled"
        lost = expected - found
        assert set(lost) <= set(bylines), "nothing is lost but a byline that stands there once more"


ELEMENTS: Final = (
    *("p", "r", "t", "p", "r", "t", "pPr", "rPr", "pStyle", "b", "sz", "jc", "outlineLvl", "br", "cr", "tab"),
    *(
        "noBreakHyphen",
        "softHyphen",
        "tbl",
        "tr",
        "tc",
        "del",
        "moveFrom",
        "ruby",
        "rt",
        "txbxContent",
        "style",
    ),
    *("name", "basedOn", "footnote", "sdt", "hyperlink", "fldSimple", "pict"),
)
VALUES: Final = (
    *(
        "1",
        "2",
        "a",
        "mine",
        "outlined",
        "T",
        "S",
        "loop",
        "center",
        "0",
        "9",
        "32",
        "false",
        "none",
        "heading 1",
    ),
    *("标题 3", "Title", "副标题", "-1", "1.5", "٣", "²", "9" * 4_301, ""),
)
TEXTS: Final = (
    *(
        "红蜂驿站让骑手有了家",
        "本报记者 李明",
        "2025年04月18日",
        "第07版：党建",
        "来源：日报",
        "　　",
        " ",
        "\t",
        "\n",
    ),
    *(
        "驿站每天开放十二个小时，还请来志愿者。" * 3,
        "。",
        "（记者 李明 摄）",
        "一、志愿者来了",
        "●",
        "a",
        "\u200b",
    ),
    *(
        "100㎡",
        "—— 红蜂驿站",
        "责任编辑：王芳",
        "\u202e\u2028",
        "本报讯（记者 李明）近日，驿站开门。",
        "\ufffd",
    ),
)


def _parts(tape: Tape) -> dict[str, bytes]:
    """Return the parts of a document: styles, text and notes, told one after the other."""
    styles = STYLES.removesuffix("</w:styles>") + _elements(tape, tape.byte()) + "</w:styles>"
    notes = f"<w:footnotes {NAMES}>{_elements(tape, tape.byte())}</w:footnotes>"
    body = f"<w:document {NAMES}><w:body>{_elements(tape)}</w:body></w:document>"
    parts = {TEXT: body, "word/styles.xml": styles, "word/footnotes.xml": notes}
    return {name: part.encode() for name, part in parts.items()}


def _elements(tape: Tape, most: int | None = None) -> str:
    """Return elements as bytes tell them: one begins, one ends, a text, a whole paragraph."""
    made: list[str] = []
    inside: list[str] = []
    while tape and (most is None or most > 0):
        most = None if most is None else most - 1
        what = tape.byte()
        if what < 0x40:
            name = f"w:{ELEMENTS[what % len(ELEMENTS)]}"
            made.append(
                f"<{name} w:val={quoteattr(tape.one_of(VALUES))} w:styleId={quoteattr(tape.one_of(VALUES))}>"
            )
            inside.append(name)
        elif what < 0x80:
            if inside:
                made.append(f"</{inside.pop()}>")
        elif what < 0xA0:
            made.append(TEXTS[what % len(TEXTS)])
        else:
            look = tape.byte()
            style = VALUES[look % len(VALUES)] if look & 0x40 else ""
            size = 10 + what % 8 if look & 0x20 else None
            text = TEXTS[what % len(TEXTS)].strip("\n")
            made.append(paragraph(text, style, bold=bool(what & 0x10), centered=bool(what & 0x08), size=size))
    made += [f"</{name}>" for name in reversed(inside)]
    return "".join(made)


def seeds() -> Iterator[bytes]:
    """Yield documents in each of the forms."""
    heads = (
        paragraph("红蜂驿站让骑手有了家", "1"),
        paragraph("本报记者 李明"),
        paragraph("志愿者来了", bold=True),
    )
    content = document(*heads, paragraph("驿站每天开放十二个小时，还请来志愿者。" * 3), styles=STYLES)
    yield b"\0" + content
    yield b"\1" + BODY.encode()
    yield b"\1" + BODY.encode("utf-16")
    yield b'\1<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    yield b"\1" + f"<w:document {NAMES}><w:p><w:r><w:t>a<w:br/>b".encode()
    yield b"\2" + STYLES.encode()
    yield b"\3" + f"<w:footnotes {NAMES}><w:footnote>{paragraph('注。')}</w:footnote></w:footnotes>".encode()
    for how in (b"\4", b"\6\0\0\0\0", b"\6\0\x60\1\0", b"\6\1\x10\0\1"):
        yield how + b"\0\0" + bytes([0xA0, 0x40, 0xA1, 0, 0xA9, 0x20, 0xBF, 0x60, 0xA9, 0])
        yield (
            how
            + b"\4\3"
            + bytes([26, 0, 0, 27, 14, 0, 0x40, 8, 1, 3])
            + bytes([0xA9, 0, 0xA1, 0, 0xA0, 0x41])
        )
        table = [18, 0, 0, 19, 0, 0, 20, 0, 0, 0xA1, 0, 0x40, 20, 0, 0, 0xAA, 0, 0x40, 0x40, 0x40]
        yield how + b"\0\0" + bytes([0xB0, 0x40, *table, 0xA9, 0])
        yield how + b"\0\0" + bytes([0, 0, 0, 1, 0, 0, 2, 0, 0, 0x80, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0x89])


TARGET = Target(
    run,
    seeds,
    dictionary=(
        *(f"<w:{name}>".encode() for name in ELEMENTS[3:]),
        *(f"</w:{name}>".encode() for name in ELEMENTS[3:9]),
        *(f'w:val="{value}"'.encode() for value in VALUES if len(value) < 32),
        *(b"&#0;", b"&#xd800;", b"&lt;", b"<![CDATA[", b"<!--", b"<?xml version='1.0' encoding='gbk'?>"),
    ),
)
