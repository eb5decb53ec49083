"""The figures that newspaper pages set as PDF must reach."""

from __future__ import annotations

from index.model import Page
from index.pdf import PdfPage, read_pages
from index.rebuild import reconstruct
from tests.damage import fixture_articles
from tests.pdf.newspaper import numbered_newspaper
from tests.pdf.score import plain_text
from tests.rebuild.score import Score, score_page


def test_newspaper_pages_are_read_as_they_were_set() -> None:
    """Paragraphs, headlines and bylines, nothing lost; far more than the text in PDFium's order gives."""
    pool = fixture_articles()
    total, plain = Score(), Score()
    for number in range(600, 608):
        paper = numbered_newspaper(pool, number)
        (part,) = read_pages(paper.content)
        assert isinstance(part, PdfPage)
        total += score_page(part.text, reconstruct(part.as_page("page.pdf", "0" * 64)), paper.expected)
        text = plain_text(paper.content)
        plain += score_page(text, reconstruct(Page("page.pdf", text, "0" * 64)), paper.expected)

    assert total.f1 >= 0.99
    assert total.share("headlines") >= 0.98
    assert total.share("bylines") >= 0.98
    assert total.astray == 0
    assert plain.share("headlines") < 0.8


def test_a_page_holds_what_was_set() -> None:
    """Every character that is expected of a page stands in its file, and no other."""
    paper = numbered_newspaper(fixture_articles(), 7)
    (part,) = read_pages(paper.content)

    assert isinstance(part, PdfPage)
    assert sorted("".join(part.text.split())) == sorted(paper.expected.characters())
