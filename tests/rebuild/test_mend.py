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
