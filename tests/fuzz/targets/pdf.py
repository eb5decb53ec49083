"""PDF files and what is made of their characters, in this process.

The first byte says how the rest is to be read: as the file; as changes of a sound file; as what is painted
on a page of a sound file, or as its boxes; or as characters, pictures and rules at places, which is where
our own code begins. The last are drawn most often: of what a page holds, every character must be read once.

The reader gives each file to a process of its own, which bounds its time and memory. Here that process's
part is called directly: of 3,700 damaged files none ended PDFium, some ninety a second were read, and the
counters that guide the inputs are those of this process. What the other process does with an answer, how
long it may take and what is said when it ends is for `tests/pdf/test_reader.py`. Whatever it would call
"failed" is raised here.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pytest

import index.pdf
from index.pdf import PdfError, PdfReader, messages
from index.pdf.document import DocumentError, opened, sheet_of
from index.pdf.glyphs import Box, Glyph, Sheet
from index.pdf.worker import _described
from tests.fuzz.damage import Tape
from tests.fuzz.readers import read_all, source
from tests.fuzz.target import Target
from tests.pdf.reading import HEIGHT, WIDTH
from tests.pdf.writer import Filled, Paper, Picture, Text, pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE: Final = Box(0, -HEIGHT, WIDTH, 0)
TEXT: Final = "武川县坚持精准施策多维发力"
CONTENT: Final = pdf(
    Paper(
        WIDTH,
        HEIGHT,
        [
            Text(50, 740, "义诊进村 看病不难", 20),
            *(Text(50 + x, 700 - 15 * number, TEXT, 10) for x in (0, 150) for number in range(4)),
            Filled(50, 560, 300, 1),
            Picture(50, 400, 100, 100),
        ],
    )
)
HOW: Final = ("raw", "changed", "painted", "boxes", "sheet", "sheet", "sheet", "sheet")


class _Here(PdfReader):
    """Reads a file in this process."""

    def _answers(self, content: bytes) -> Iterator[dict[str, Any]]:
        try:
            with opened(content) as document:
                for page in range(min(len(document), 20)):
                    try:
                        answer = _described(sheet_of(document, page))
                    except DocumentError as error:
                        answer = {"problem": error.code, "value": error.value}
                    yield {"page": page, **_sent(answer)}
        except DocumentError as error:
            raise PdfError(messages.of_file(error.code, error.value)) from None


def _sent(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer as it is when it has come through a pipe."""
    sent: dict[str, Any] = json.loads(json.dumps(answer, ensure_ascii=False, allow_nan=False).encode())
    return sent


class _Painted(PdfReader):
    """Gives one page that no file holds."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__()
        self._answer = answer

    def _answers(self, content: bytes) -> Iterator[dict[str, Any]]:  # noqa: ARG002 - the page is known
        yield {"page": 0, **_sent(self._answer)}


def run(data: bytes) -> None:
    """Read a file, or lay out a page."""
    how, rest = HOW[(data or b"\0")[0] % len(HOW)], data[1:]
    match how:
        case "raw":
            _read(rest, _Here())
        case "changed":
            _read(_changed(Tape(rest)), _Here())
        case "painted":
            _read(pdf(Paper(WIDTH, HEIGHT, [Text(50, 700, TEXT, 10)], raw=rest)), _Here())
        case "boxes":
            boxes = rest.decode("latin-1")
            _read(pdf(Paper(WIDTH, HEIGHT, [Text(50, 700, TEXT, 10)], boxes=boxes)), _Here())
        case "sheet":
            _lay_out(_sheet(Tape(rest)))


def _read(content: bytes, reader: PdfReader) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index.pdf, "read_pages", reader.read_pages)
        read_all(source("a.pdf", content))


def _lay_out(sheet: Sheet) -> None:
    answer = _described(sheet)
    found = Counter("".join(answer["lines"]).replace(" ", ""))
    assert found == Counter(glyph.text for glyph in sheet.glyphs if glyph.text != " ")
    _read(b"%PDF-", _Painted(answer))


def _changed(tape: Tape) -> bytes:
    """Return the sound file with bytes changed: each change is a place of two bytes and a value."""
    changed = bytearray(CONTENT)
    for _ in range(tape.byte() % 16):
        place = tape.number() % len(changed)
        changed[place] = tape.byte()
    return bytes(changed) + tape.rest()


MOST_GLYPHS: Final = 150
"""Characters of a page: enough for three columns, and laid out in some hundredths of a second."""

SIZES: Final = (10.0, 10.0, 10.0, 12.0, 8.0, 20.0, 30.0, 0.02, 0.5, 900.0, 999_999.0, 10.3)
STEPS: Final = (
    *((1.0, 0.0), (1.0, 0.0), (1.4, 0.0), (0.0, 1.1), (0.0, 0.0), (-1.0, 0.0), (1.0, 0.3), (0.5, 0.0)),
    *((30.0, 0.0), (0.0, 40.0), (1e-9, 0.0), (0.96, 0.01)),
)
ANGLES: Final = (0.0, 0.0, 0.0, 0.0, 90.0, 270.0, 180.0, 7.0, 45.0, 14.9, 15.0, 359.9)
CHARACTERS: Final = "流动党员武川县坚持精准施策。，“”（）—…1a2b.- 的一□●\N{REPLACEMENT CHARACTER}\u0301𠮷"
FAR: Final = (-1e6, 1e6, 1e-30, 599.999, float("1e5"), 0.1 + 0.2)


def _sheet(tape: Tape) -> Sheet:
    """Return a page: pictures, rules, then runs of characters and columns of such runs."""
    pictures = [_box(tape) for _ in range(tape.byte() % 5)]
    drawings = [_box(tape) for _ in range(tape.byte() % 8)]
    glyphs: list[Glyph] = []
    run = 0
    while tape and len(glyphs) < MOST_GLYPHS:
        x, y, size, step = _place(tape), -_place(tape), tape.one_of(SIZES), tape.one_of(STEPS)
        angle, wide, start = tape.one_of(ANGLES), tape.byte(), tape.byte()
        lines, length = 1 + (tape.byte() & 0x0F), 1 + tape.byte() % 20
        for line in range(lines):
            if len(glyphs) >= MOST_GLYPHS:
                break
            below = y + 1.5 * size * line
            # The last line of a column is short.
            for place in range(length if line < lines - 1 or lines == 1 else 1 + wide % length):
                text = CHARACTERS[(start + place * (1 + line)) % len(CHARACTERS)]
                left = x + step[0] * size * place
                width = (0.5 if text.isascii() else 1.0) * size * (1 + (wide & 3) * 0.33)
                glyphs.append(
                    Glyph(
                        *(text, left, left + width, below + step[1] * size * place, size, len(glyphs), run),
                        angle,
                        is_visible=not wide & 0x80,
                    )
                )
            run += not wide & 0x40
        run += 1
    return Sheet(PAGE, glyphs, pictures, drawings, unmapped=0)


def _place(tape: Tape) -> float:
    """Return a place in points: on the page to a tenth, or somewhere out of all reason."""
    number = tape.number()
    return FAR[number % len(FAR)] if number >= 0xFF00 else number % 8_000 / 10


def _box(tape: Tape) -> Box:
    left, top, width, height = _place(tape), -_place(tape), _place(tape), _place(tape)
    return Box(left, top, left + max(width, 0.0), top + max(height, 0.0))


def seeds() -> Iterator[bytes]:
    """Yield files, changes of them, and pages of one, two and three columns, level and upright."""
    yield b"\0" + CONTENT
    yield b"\1\0"
    yield b"\1\2\x01\x20\x55\x12\x00\x20"
    yield b"\2BT /upright 10 Tf 50 500 Td <6d41> Tj ET q 100 0 0 50 60 60 cm /Picture Do Q"
    yield b"\2BT /vertical 1e5 Tf 1 2 3 4 nan inf Tm 3 Tr <6d4152a8> Tj ET 1e38 0 0 1 re f"
    yield b"\3/MediaBox [0 0 600 800] /CropBox [50 50 300 900] /Rotate 90 /UserUnit 2"
    for boxes in (
        b"\0\0",
        b"\1" + bytes([0, 200, 20, 0, 3, 0, 5, 0]) + b"\1" + bytes([3, 0, 5, 0, 20, 0, 0, 2]),
    ):
        for step in range(len(STEPS)):
            head = bytes([1, 244, 29, 76, 6, 0, 0, 0, step, 0, 9])
            left = bytes([1, 244, 28, 32, 0, step, step, 1, 3, 7, 12])
            right = bytes([7, 208, 28, 32, 0, step, 0, 0, 9, 7, 12])
            yield b"\4" + boxes + head + left + right
    for angle in range(len(ANGLES)):
        yield b"\4\0\0" + bytes(
            [1, 244, 28, 32, 0, 0, angle, 0x80 * (angle & 1), 3, 7, 12, 1, 250, 28, 32, 0, 0, 0, 0, 3, 7, 12]
        )


TARGET = Target(
    run,
    seeds,
    dictionary=(
        *(
            b"/MediaBox [",
            b"/CropBox [",
            b"/Rotate ",
            b"/UserUnit ",
            b"BT ",
            b" ET ",
            b" Tf ",
            b" Tm ",
            b" Tj ",
        ),
        *(
            b"/upright ",
            b"/vertical ",
            b"/unmapped ",
            b"/private ",
            b"/ligature ",
            b" re f ",
            b" cm ",
            b"/Picture Do ",
        ),
        *(
            b" Tr ",
            b" Tc ",
            b" Td ",
            b" TJ ",
            b"q ",
            b" Q ",
            b"1e38 ",
            b"nan ",
            b"-1 ",
            b"<e000e001>",
            b"<d800dc00>",
        ),
        *(b"\xff\x00", b"\xff\x01", b"\xff\x02"),
    ),
    largest=6_000,
    seconds=30,
    megabytes=2_048,
)
