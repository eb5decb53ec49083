"""Word documents made of paragraphs, as small as Word opens them."""

from __future__ import annotations

from html import escape

from tests.readers.packing import zipped

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)

STYLES = f"""<?xml version="1.0"?><w:styles {NAMES}>
<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="我的"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="outlined"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:styleId="T"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>
</w:styles>"""


def paragraph(
    text: str, style: str = "", *, bold: bool = False, centered: bool = False, size: int | None = None
) -> str:
    """Return a paragraph of one run."""
    settings = f'<w:pStyle w:val="{style}"/>' if style else ""
    settings += '<w:jc w:val="center"/>' if centered else ""
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    return (
        f"<w:p><w:pPr>{settings}</w:pPr><w:r><w:rPr>{look}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def document(
    *paragraphs: str, prologue: str = '<?xml version="1.0" encoding="UTF-8"?>', **parts: str
) -> bytes:
    """Return a document of these paragraphs, with other parts of `word/`."""
    body = f"{prologue}<w:document {NAMES}><w:body>{''.join(paragraphs)}</w:body></w:document>"
    files = {"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()}
    files |= {f"word/{name}.xml": content.encode() for name, content in parts.items()}
    return zipped(files)
