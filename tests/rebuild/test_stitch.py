"""Loose ends matched to loose beginnings."""

from __future__ import annotations

import pytest

from index.rebuild.blocks import Block, Kind
from index.rebuild.lines import Line
from index.rebuild.stitch import stitches
from index.rebuild.terms import PageTerms

CUT = "党员干部结对帮扶菜农，跟踪记录土壤变"
REST = "化、作物生长情况，为菜农们解了燃眉之急。"
OPENED = "在锡林郭勒草原的井场上，“老带新、"
CLOSED = "熟带生”的师徒结对场景在井场上随处可见。"
OTHER = "托克托县的医生来到双河镇，为村民义诊。"


def joined(*texts: str) -> dict[int, int]:
    """Stitch paragraphs; `…` marks a loose beginning or end."""
    blocks = [
        Block(
            Kind.PARAGRAPH,
            (Line(number, text.strip("…")),),
            text.strip("…"),
            open_start=text.startswith("…"),
            open_end=text.endswith("…"),
            width=13.0,
        )
        for number, text in enumerate(texts, 1)
    ]
    return stitches(blocks, range(len(blocks)), PageTerms([block.text for block in blocks]))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([CUT + "…", OTHER, "…" + REST], {0: 2}),
        (["…" + REST, OTHER, CUT + "…"], {2: 0}),
        ([OPENED + "…", OTHER, "…" + CLOSED], {0: 2}),
        (["…" + CLOSED, CUT + "…", "…" + REST, OPENED + "…"], {1: 2, 3: 0}),
        ([OPENED + "…", "…" + OTHER], {}),
        (["走进松山区的长廊，一张规划图引人注目。此…", "…真是太方便了！”居民赞不绝口。"], {}),
        ([CUT + "…"], {}),
        ([CUT, "…" + REST], {}),
        ([], {}),
    ],
    ids=["word", "backwards", "quote", "two at once", "open quote", "missing", "alone", "no end", "none"],
)
def test_an_end_goes_on_where_word_and_quotes_fit(texts: list[str], expected: dict[int, int]) -> None:
    """Across other text, against the order of the file, and never by force."""
    assert joined(*texts) == expected
