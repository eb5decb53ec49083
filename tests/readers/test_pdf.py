"""PDF files as `searcher index` reads them: pages rebuilt, lines counted through, problems named."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import searcher
from index.updating.update import update
from tests.builders import complaints, found
from tests.command import call
from tests.pdf.reading import HEIGHT, WIDTH, column
from tests.pdf.writer import Paper, Picture, pdf

if TYPE_CHECKING:
    import pytest

FIRST = Paper(WIDTH, HEIGHT, column(50, 700, "　　红蜂驿站让骑手有了家，", "社区里热闹了。"))
SECOND = Paper(WIDTH, HEIGHT, column(50, 700, "　　双报到的党员来", "到了红蜂驿站。"))
SCAN = Paper(WIDTH, HEIGHT, [Picture(0, 0, WIDTH, HEIGHT)])


def test_every_page_is_rebuilt(archive: Path) -> None:
    """What is torn over lines is found; a page that is a picture is named, and the others are read."""
    Path("a.pdf").write_bytes(pdf(FIRST, SCAN, SECOND))
    report = update(archive, [Path()])
    assert complaints(report) == ["a.pdf: page 2 is a picture without text; run OCR on it first"]
    assert (report.articles, len(found(archive, "红蜂驿站")), len(found(archive, "党员来到了"))) == (2, 2, 1)


def test_lines_are_counted_through_the_pages(archive: Path) -> None:
    """So that each stands for one place in the file."""
    Path("a.pdf").write_bytes(pdf(FIRST, SECOND))
    update(archive, [Path()])
    with searcher.open(archive) as opened:
        hits = {hit.text: (hit.lines, hit.page, hit.date) for hit in opened.search("红蜂驿站")}
    assert hits == {
        "红蜂驿站让骑手有了家，社区里热闹了。": ([[1, 2]], None, None),
        "双报到的党员来到了红蜂驿站。": ([[3, 4]], None, None),
    }


def test_what_is_a_pdf_is_read_as_one_whatever_its_name(archive: Path) -> None:
    """And what only has its name is not."""
    Path("page.txt").write_bytes(pdf(FIRST))
    Path("text.pdf").write_text("红蜂驿站\n\n红蜂驿站在社区启用，为骑手提供服务。\n", encoding="utf-8")
    report = update(archive, [Path()])
    assert (complaints(report), report.read) == ([], 2)
    assert len(found(archive, "红蜂驿站")) == 3


def test_a_packed_file_that_begins_with_a_pdf_is_no_pdf(archive: Path) -> None:
    """Though its mark stands near the beginning."""
    with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("a.pdf", pdf(FIRST))
        packed.writestr("b.pdf", pdf(SECOND))
    assert update(archive, [Path()]).problems == []
    assert len(found(archive, "红蜂驿站")) == 2


def test_a_file_of_pictures_is_refused(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a whole, with what to do."""
    Path("a.pdf").write_bytes(pdf(SCAN))
    (complaint,) = complaints(update(archive, [Path()]))
    assert complaint.startswith("a.pdf: ")
    assert "OCR" in complaint
    assert call(capsys, "read", "a.pdf").status == 2
