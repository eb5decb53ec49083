"""Second thoughts: a cut beginning that looks like a heading."""

from __future__ import annotations

from dataclasses import replace

from index.rebuild.blocks import Block, Kind
from index.rebuild.lines import Line
from index.rebuild.mend import mend

HEADING = Block(Kind.HEADING, (Line(1, "让党员有作"),), "让党员有作")
OTHER = Block(Kind.PARAGRAPH, (Line(2, "双河镇举办义诊。"),), "双河镇举办义诊。")
ORPHAN = Block(Kind.PARAGRAPH, (Line(3, "为，成了主人。"),), "为，成了主人。", open_start=True)


def test_a_heading_whose_last_word_goes_on_elsewhere_is_a_paragraph() -> None:
    """有作 + 为: it was the first line of a column."""
    mended = replace(HEADING, kind=Kind.PARAGRAPH, open_end=True, width=5.0)

    assert mend([HEADING, OTHER, ORPHAN]) == [mended, OTHER, ORPHAN]


def test_without_a_loose_beginning_everything_stays() -> None:
    """A heading alone gives no reason to doubt it."""
    assert mend([HEADING, OTHER]) == [HEADING, OTHER]


def test_a_beginning_that_has_its_end_elsewhere_changes_no_heading() -> None:
    """The open paragraph fits as well, and is one already."""
    end = replace(OTHER, text="乡村因此大有作", open_end=True)

    assert mend([HEADING, end, ORPHAN]) == [HEADING, end, ORPHAN]


def test_a_marked_heading_stays_one() -> None:
    """Whoever wrote `#` knew."""
    marked = replace(HEADING, lines=(Line(1, "让党员有作", level=2),))

    assert mend([marked, ORPHAN]) == [marked, ORPHAN]


def test_one_character_is_no_heading() -> None:
    """It is the first one of a paragraph that a column's end cut off."""
    scrap = Block(Kind.HEADING, (Line(1, "除"),), "除")

    assert mend([scrap, OTHER]) == [replace(scrap, kind=Kind.PARAGRAPH, open_end=True, width=1.0), OTHER]


def test_a_quote_left_open_makes_no_heading() -> None:
    """“三个 goes on somewhere."""
    scrap = Block(Kind.HEADING, (Line(1, "“三个"),), "“三个")

    assert mend([scrap, OTHER]) == [replace(scrap, kind=Kind.PARAGRAPH, open_end=True, width=3.0), OTHER]


def test_on_a_page_that_marks_its_headings_one_without_a_mark_is_none() -> None:
    """Three are marked, so the fourth line is a piece of a paragraph."""
    marked = [replace(HEADING, lines=(Line(number, "让党员有作", level=1),)) for number in (3, 5, 7)]
    mended = replace(HEADING, kind=Kind.PARAGRAPH, open_end=True, width=5.0)

    assert mend([HEADING, *marked]) == [mended, *marked]


def test_a_beginning_hidden_under_a_blank_line_is_parted_from_the_paragraph_above() -> None:
    """变 + 化: the lines after the blank one go on with another paragraph."""
    end = Block(Kind.PARAGRAPH, (Line(1, "跟踪记录土壤变"),), "跟踪记录土壤变", open_end=True)
    upper, lower = Line(3, "双河镇举办义诊。"), Line(5, "化、作物生长情况。", blank_before=True)
    merged = Block(Kind.PARAGRAPH, (upper, lower), upper.text + lower.text)

    assert mend([end, merged]) == [
        end,
        replace(merged, lines=(upper,), text=upper.text),
        replace(merged, lines=(lower,), text=lower.text, open_start=True),
    ]


def test_lines_after_a_blank_one_that_finish_no_word_stay() -> None:
    """A column's end alone parts no paragraph."""
    end = Block(Kind.PARAGRAPH, (Line(1, "跟踪记录土壤变"),), "跟踪记录土壤变", open_end=True)
    lines = (Line(3, "双河镇举办义诊。"), Line(5, "村民排起长队。", blank_before=True))
    whole = Block(Kind.PARAGRAPH, lines, "双河镇举办义诊。村民排起长队。")

    assert mend([end, whole]) == [end, whole]
