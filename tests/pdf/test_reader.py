"""PDF files as the indexing process sees them: pages, problems named in one line, and errors."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from index.pdf import PdfError, PdfPage, PdfProblem, PdfReader, read_pages
from index.readers.kinds import is_pdf
from tests.pdf.reading import HEIGHT, WIDTH
from tests.pdf.writer import Paper, Picture, Text, pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = Paper(WIDTH, HEIGHT, [Text(50, 700, "流动党员有了家", 10)])
SCAN = Paper(WIDTH, HEIGHT, [Picture(0, 0, WIDTH, HEIGHT)])
EMPTY = Paper(WIDTH, HEIGHT)

FAILING = """
import json, os, sys
sys.path[:] = json.loads(sys.stdin.buffer.readline())
import index.pdf.document as document, index.pdf.worker as worker
{limits}
read = worker.sheet_of
def sheet_of(document, number):
    {statement}
    return read(document, number)
worker.sheet_of = sheet_of
worker.run()
"""
"""The program of the process that reads, with other limits, made to do something before each page."""


@pytest.fixture
def reader() -> Iterator[PdfReader]:
    """Return a reader whose processes end with the test."""
    made = PdfReader()
    yield made
    made.close()


def failing(monkeypatch: pytest.MonkeyPatch, statement: str, limits: str = "") -> None:
    """Let the processes that are started from now on do something else before they read a page."""
    program = FAILING.format(statement=statement, limits=limits)
    monkeypatch.setattr("index.pdf.process.PROGRAM", program)


def told(reader: PdfReader, content: bytes) -> list[str]:
    """Return the text of each page, and what is said of others."""
    return [part.text if isinstance(part, PdfPage) else part.reason for part in reader.read_pages(content)]


def test_pages_come_with_their_number_in_the_file() -> None:
    """Counted from 1; an empty page is nothing."""
    found = list(read_pages(pdf(TEXT, EMPTY, TEXT)))

    assert [(part.number, part.text) for part in found if isinstance(part, PdfPage)] == [
        (1, "流动党员有了家"),
        (3, "流动党员有了家"),
    ]


def test_the_pages_of_a_file_have_ids_of_their_own() -> None:
    """The digest of a page is made of that of the file and its number."""
    first, second = (
        part.as_page("a.pdf", "f" * 64) for part in read_pages(pdf(TEXT, TEXT)) if isinstance(part, PdfPage)
    )

    assert first.digest != second.digest
    assert (first.file, first.text, len(first.settings)) == ("a.pdf", "流动党员有了家", 1)


def test_scanned_pages_are_named(reader: PdfReader) -> None:
    """Those that follow each other together."""
    assert told(reader, pdf(SCAN, TEXT, SCAN, SCAN, SCAN)) == [
        "page 1 is a picture without text; run OCR on it first",
        "流动党员有了家",
        "pages 3 to 5 are pictures without text; run OCR on them first",
    ]


def test_a_scan_with_a_stamp_is_named_and_its_text_kept(reader: PdfReader) -> None:
    """A page number that was added later is no text to be content with."""
    stamped = Paper(WIDTH, HEIGHT, [*SCAN.items, Text(300, 20, "第7版", 10)])

    assert told(reader, pdf(stamped)) == [
        "page 1 is a picture with 3 characters of text; if there should be more, run OCR on it",
        "第7版",
    ]


def test_letters_that_are_drawn_are_named(reader: PdfReader) -> None:
    """Outlines instead of type, as some papers publish their pages."""
    drawn = Paper(WIDTH, HEIGHT, raw=b"".join(b"%d 700 8 8 re f " % (10 * number) for number in range(60)))

    assert (
        told(reader, pdf(drawn, TEXT))[0] == "page 1 has drawings for letters, no text; run OCR on it first"
    )


def test_a_page_of_unknown_characters_is_named(reader: PdfReader) -> None:
    """Its font does not say what they are; a few of them are shown as unknown."""
    unmapped = Text(50, 700, "ABCDEFGH", 10, font="unmapped")
    some = Text(50, 600, "流动党员有了家园啊", 10)

    assert told(reader, pdf(Paper(WIDTH, HEIGHT, [unmapped]), Paper(WIDTH, HEIGHT, [unmapped, some]))) == [
        "page 1 does not say what its characters are (100 % unknown); run OCR on it first",
        "\ufffd" * 8 + "\n\n流动党员有了家园啊",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no PDF that can be read; open it in a viewer and save it anew"),
        (b"%PDF-1.7\n%%EOF", "is no PDF that can be read; open it in a viewer and save it anew"),
        (pdf(), "is no PDF that can be read; open it in a viewer and save it anew"),
        (
            pdf(
                TEXT,
                trailer=f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <{'00' * 32}> /U <{'11' * 32}> >>",
            ),
            "is locked with a password; save a copy without one",
        ),
        (pdf(SCAN, SCAN), "holds no text, only pictures of it; run OCR on it first"),
    ],
    ids=["empty", "no body", "no pages", "locked", "scanned"],
)
def test_a_file_that_cannot_be_read_is_refused(reader: PdfReader, content: bytes, message: str) -> None:
    """The message says why and what to do; the caller knows the file."""
    with pytest.raises(PdfError) as refused:
        list(reader.read_pages(content))

    assert str(refused.value) == message


def test_a_file_too_large_is_refused(reader: PdfReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is held in memory."""
    monkeypatch.setattr("index.pdf.reader.MOST_BYTES", 10)

    with pytest.raises(PdfError, match=r"^has 1 MB, more than 256; split it into files of fewer pages$"):
        list(reader.read_pages(pdf(TEXT)))


def test_a_page_with_too_many_characters_is_named(reader: PdfReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """No newspaper page has as many."""
    failing(monkeypatch, "pass", limits="document.MOST_CHARACTERS = 6")

    assert told(reader, pdf(TEXT)) == ["page 1 has 7 characters, more than 200000; split it"]


def test_a_file_with_too_many_pages_is_refused(reader: PdfReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """No volume has as many."""
    failing(monkeypatch, "pass", limits="document.MOST_PAGES = 1")

    with pytest.raises(PdfError, match=r"^has 2 pages, more than 5000; split it$"):
        list(reader.read_pages(pdf(TEXT, TEXT)))


def test_a_page_that_ends_the_process_is_named_and_the_others_are_read(
    reader: PdfReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash of PDFium, in the middle of a file."""
    failing(monkeypatch, "number == 1 and os.abort()")

    assert told(reader, pdf(TEXT, TEXT, TEXT)) == [
        "流动党员有了家",
        "page 2 makes the PDF reader fail (SIGABRT); save the file anew in a viewer",
        "流动党员有了家",
    ]


def test_a_file_that_keeps_failing_is_given_up(reader: PdfReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """After three pages, not after three hundred."""
    failing(monkeypatch, "number and os.abort()")
    parts = list(reader.read_pages(pdf(*[TEXT] * 6)))

    assert [(part.first, part.last) for part in parts if isinstance(part, PdfProblem)] == [
        (2, 2),
        (3, 3),
        (4, 4),
        (5, 6),
    ]
    assert parts[-1] == PdfProblem(
        5,
        6,
        "pages 5 to 6 are not read, since others before them failed; save it anew in a viewer",
        is_passing=True,
    )


def test_a_page_that_takes_too_long_is_named(reader: PdfReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system ends the process when its time is used up."""
    failing(monkeypatch, "while not number: pass", limits="worker.PAGE_SECONDS = 0")

    assert told(reader, pdf(TEXT, TEXT)) == [
        "page 1 takes more than 30 s; save the file anew in a viewer",
        "流动党员有了家",
    ]


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """It uses no time at all, so nothing but patience ends it."""
    failing(monkeypatch, "import time; number or time.sleep(60)")
    reader = PdfReader(patience=2)

    assert told(reader, pdf(TEXT, TEXT)) == [
        "page 1 takes more than 30 s; save the file anew in a viewer",
        "流动党员有了家",
    ]
    reader.close()


def test_a_page_that_needs_too_much_memory_is_named(
    reader: PdfReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process may use so much address space and no more."""
    failing(monkeypatch, "number or bytearray(3 << 30)")

    assert told(reader, pdf(TEXT, TEXT)) == [
        "page 1 cannot be laid out (MemoryError); save the file anew in a viewer",
        "流动党员有了家",
    ]


def test_the_process_can_write_nothing(
    reader: PdfReader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whoever takes it over finds no place to leave a byte in."""
    failing(monkeypatch, f"open({str(tmp_path / 'left')!r}, 'wb', 0).write(b'x')")

    assert told(reader, pdf(TEXT)) == ["page 1 cannot be laid out (OSError); save the file anew in a viewer"]


def test_a_file_that_fails_at_once_is_refused(reader: PdfReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it was read."""
    monkeypatch.setattr("index.pdf.process.PROGRAM", "import os; os.abort()")

    with pytest.raises(PdfError, match=r"^makes the PDF reader fail \(SIGABRT\); save it anew in a viewer$"):
        list(reader.read_pages(pdf(TEXT)))


def test_one_process_reads_one_file_after_the_other(reader: PdfReader) -> None:
    """Also after a file that was refused; and two at a time where two are read in turn."""
    with pytest.raises(PdfError):
        list(reader.read_pages(b""))
    told(reader, pdf(TEXT))
    assert len(reader._idle) == 1

    pairs = list(zip(reader.read_pages(pdf(TEXT, TEXT)), reader.read_pages(pdf(TEXT, TEXT)), strict=True))
    assert len(pairs) == len(reader._idle) == 2


def test_who_stops_reading_leaves_no_process_behind(reader: PdfReader) -> None:
    """What a process would still say is about another file than the next."""
    pages = reader.read_pages(pdf(*[TEXT] * 50))
    next(pages)
    pages.close()

    assert told(reader, pdf(TEXT)) == ["流动党员有了家"]


def test_threads_read_side_by_side(reader: PdfReader) -> None:
    """PDFium knows one thread; each file has a process of its own."""
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(told(reader, pdf(TEXT)))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [["流动党员有了家"]] * 3


@pytest.mark.parametrize(
    ("beginning", "expected"),
    [(b"%PDF-1.4", True), (b"\xef\xbb\xbf\r\n%PDF-1.7", True), (b"PK\x03\x04", False), (b"", False)],
)
def test_a_pdf_is_known_by_its_beginning(beginning: bytes, expected: bool) -> None:
    """The mark may follow what some mailers put before it."""
    assert is_pdf(beginning) is expected
