"""Files that no layout program makes: every character is read once, or the file is refused."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.pdf import PdfError, PdfPage, PdfProblem, PdfReader
from index.pdf.glyphs import Box, Glyph, Sheet
from index.pdf.layout import page_lines
from tests.pdf.reading import HEIGHT, WIDTH
from tests.pdf.writer import Filled, Paper, Picture, Text, pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Box(0, 0, 600, 800)
CONTENT = pdf(
    Paper(
        WIDTH,
        HEIGHT,
        [
            *(Text(50, 700 - 15 * number, "武川县坚持精准施策多维发力", 10) for number in range(8)),
            Filled(50, 560, 300, 1),
            Picture(50, 400, 100, 100),
        ],
    )
)

places = st.floats(-50, 650)
sizes = st.sampled_from([0.5, 8.0, 10.0, 10.0, 10.0, 12.0, 30.0, 900.0])
boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h), places, places, st.floats(0, 500), st.floats(0, 500)
)
"""Places and sizes of characters, and of pictures and rules, wherever they come to stand."""


@st.composite
def glyphs(draw: st.DrawFn) -> list[Glyph]:
    """Draw runs of characters: some on one base line, some downwards, some anywhere, any two at one place."""
    found: list[Glyph] = []
    for run in range(draw(st.integers(0, 12))):
        x, y, size = draw(places), draw(places), draw(sizes)
        step = draw(
            st.sampled_from([(1.0, 0.0), (1.4, 0.0), (0.0, 1.1), (0.0, 0.0), (-1.0, 0.0), (1.0, 0.3)])
        )
        angle = draw(st.sampled_from([0.0, 0.0, 0.0, 90.0, 7.0, 45.0]))
        for text in draw(st.text("流动党员。“1a ", min_size=1, max_size=12)):
            found.append(Glyph(text, x, x + size, y, size, len(found), run, angle))
            x, y = x + step[0] * size, y + step[1] * size
    return found


@settings(max_examples=80, deadline=None)
@given(glyphs(), st.lists(boxes, max_size=4), st.lists(boxes, max_size=4))
def test_every_character_is_read_once(painted: list[Glyph], pictures: list[Box], drawings: list[Box]) -> None:
    """Wherever characters, pictures and rules stand: nothing is lost, nothing doubled."""
    lines = page_lines(Sheet(PAGE, painted, pictures, drawings))

    assert Counter("".join(line.text for line in lines).replace(" ", "")) == Counter(
        glyph.text for glyph in painted if glyph.text != " "
    )


@settings(max_examples=25, deadline=None)
@given(glyphs(), st.lists(boxes, max_size=4))
def test_the_same_page_is_read_the_same_way(painted: list[Glyph], pictures: list[Box]) -> None:
    """The order of lines depends on the page alone."""
    sheet = Sheet(PAGE, painted, pictures)

    assert page_lines(sheet) == page_lines(sheet)


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    """Return a reader for all damaged files of this module."""
    made = PdfReader()
    yield made
    made.close()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(CONTENT) - 1), st.integers(0, 255)), max_size=30),
    st.integers(0, len(CONTENT)) | st.none(),
)
def test_a_damaged_file_is_read_or_refused(
    reader: PdfReader, changes: list[tuple[int, int]], end: int | None
) -> None:
    """Bytes changed, the end cut off: pages, problems of one line, or one error."""
    damaged = bytearray(CONTENT)
    for place, value in changes:
        damaged[place] = value

    said: list[str] = []
    try:
        for part in reader.read_pages(bytes(damaged[:end])):
            said += [part.reason] if isinstance(part, PdfProblem) else []
    except PdfError as refused:
        said.append(str(refused))

    assert all(reason.isprintable() for reason in said)


@pytest.mark.parametrize(
    "raw",
    [
        b"BT /upright 10 Tf 1e38 0 0 1e38 0 0 Tm <6d41> Tj ET",
        b"BT /upright 1e300 Tf 50 700 Td <6d41> Tj ET",
        b"BT /upright 10 Tf 0 0 0 0 50 700 Tm <6d41> Tj ET",
        b"BT /upright 10 Tf 1 0 0 1 nan inf Tm <6d41> Tj ET",
        b"BT /upright -10 Tf 50 700 Td <6d41> Tj ET",
        b"q " * 5_000 + b"BT /nofont 10 Tf 50 700 Td <6d41> Tj ET",
        b"1e38 1e38 1e38 1e38 re f 0 0 -1e38 1e38 re f",
        b"<6d41" * 2_000,
    ],
    ids=[
        "large matrix",
        "large size",
        "no matrix",
        "no numbers",
        "mirrored",
        "deep",
        "large boxes",
        "no operators",
    ],
)
def test_what_is_painted_beyond_reason_is_borne(reader: PdfReader, raw: bytes) -> None:
    """The page's other text is read; what is beyond reason may be left out."""
    content = pdf(Paper(WIDTH, HEIGHT, [Text(50, 600, "算盘回到课堂", 10)], raw=raw))

    texts = [part.text for part in reader.read_pages(content) if isinstance(part, PdfPage)]

    assert "算盘回到课堂" in "".join(texts)


def test_a_page_of_ten_thousand_scattered_characters_is_read(reader: PdfReader) -> None:
    """Each alone, on a grid."""
    letters = [
        Text(10 + 11 * (number % 250), 10 + 11 * (number // 250), chr(0x4E00 + number % 5000), 4)
        for number in range(10_000)
    ]

    (page,) = reader.read_pages(pdf(Paper(2800, 2300, letters)))

    assert isinstance(page, PdfPage)
    assert len("".join(page.text.split())) == 10_000
