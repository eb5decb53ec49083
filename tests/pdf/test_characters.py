"""What is painted on a page: characters at their places, each once, and only those that are seen."""

from __future__ import annotations

import pytest

from index.pdf.document import UNKNOWN
from tests.pdf.reading import HEIGHT, WIDTH, set_lines, sheet, text_of
from tests.pdf.writer import FontName, Item, Paper, Picture, Text, pdf


def painted(*items: Item, crop: tuple[float, float, float, float] | None = None, boxes: str = "") -> str:
    """Return the characters of a page in the order of painting."""
    paper = Paper(WIDTH, HEIGHT, items, crop=crop, boxes=boxes)
    return "".join(glyph.text for glyph in sheet(pdf(paper)).glyphs)


def test_a_character_has_its_place_its_width_and_its_size() -> None:
    """Scaling by matrices counts; y grows downwards; ASCII is half as wide."""
    raw = b"q 2 0 0 2 0 0 cm BT /upright 5 Tf 25 350 Td <6d410041> Tj ET Q"

    first, second = sheet(pdf(Paper(WIDTH, HEIGHT, raw=raw))).glyphs

    assert (first.text, first.left, first.right, first.base, first.size) == ("流", 50, 60, -700, 10)
    assert (second.text, second.left, second.right, second.base, second.size) == ("A", 60, 65, -700, 10)


def test_what_was_painted_twice_to_look_bold_is_there_once() -> None:
    """Whole lines painted again with a small shift, far apart in the order of painting."""
    bold: list[Item] = [Text(50 + shift, 700, "流动党员", 10) for shift in (0, 0.4, 0.8)]
    between: list[Item] = [
        Text(50, 600 - 20 * number, f"第{letter}行", 10) for number, letter in enumerate("一二三四五六七八")
    ]

    assert painted(*bold[:1], *between, *bold[1:]).count("党") == 1


def test_the_same_character_side_by_side_stays_twice() -> None:
    """人人 and the two f of a ligature, which stand at one place, are no shadows."""
    assert painted(Text(50, 700, "人人", 10), Text(50, 600, "\ue000", 10, font="ligature")) == "人人ff"


def test_a_character_outside_the_first_plane_is_one_character() -> None:
    """PDFium gives it in two halves."""
    assert painted(Text(50, 700, "\ue001", 10, font="ligature")) == "𠮷"


@pytest.mark.parametrize(("font", "text"), [("unmapped", UNKNOWN * 2), ("private", "\ue041\ue042")])
def test_characters_without_a_code_are_counted(font: FontName, text: str) -> None:
    """What no one says is shown as unknown, what has a private code as it is; both are counted."""
    found = sheet(pdf(Paper(WIDTH, HEIGHT, [Text(50, 700, "AB", 10, font=font)])))

    assert ("".join(glyph.text for glyph in found.glyphs), found.unmapped) == (text, 2)


def test_compatibility_characters_are_kept_as_printed() -> None:
    """Radicals, soft hyphens: the search folds them, the page shows them. PDFium parts Latin ligatures."""
    assert painted(Text(50, 700, "⼈⺠ﬁ\u00ad㎡", 10)) == "⼈⺠fi\u00ad㎡"


def test_control_characters_and_noncharacters_are_unknown() -> None:
    """A text that holds them could not be shown, nor written anywhere."""
    assert painted(Text(50, 700, "流\x01\uffff\ufdd0员", 10)) == f"流{UNKNOWN * 3}员"


def test_what_is_cropped_away_is_not_read() -> None:
    """The printer's marks stand outside the box that is shown, other text beyond the paper."""
    items = [Text(100, 700, "版内", 10), Text(100, 780, "版外", 10), Text(-300, 700, "纸外", 10)]

    assert painted(*items, crop=(50, 50, 550, 750)) == "版内"


@pytest.mark.parametrize(
    "boxes", ["/MediaBox [0 0 0 0]", "/MediaBox [600 800 0 0]", "", "/MediaBox [0 0 1e9 1e9]"]
)
def test_a_page_of_any_dimensions_is_read(boxes: str) -> None:
    """Empty, turned inside out, left out or kilometres wide: the text is what it is."""
    assert painted(Text(100, 700, "流动党员", 10), boxes=boxes or " ") == "流动党员"


def test_text_without_size_is_not_seen() -> None:
    """Characters of no height, and of a millionth of a point."""
    assert painted(Text(50, 700, "流动", 0), Text(50, 600, "党员", 1e-6), Text(50, 500, "有家", 10)) == "有家"


def test_ten_thousand_characters_at_one_point_are_those_that_differ() -> None:
    """One character for each that is painted there, however often."""
    stack = [Text(50, 700, "流动党员"[number % 4], 10) for number in range(10_000)]

    assert sorted(painted(*stack)) == sorted("流动党员")


def test_the_invisible_text_of_a_scan_is_its_text() -> None:
    """What was recognised lies under the picture."""
    scan: list[Item] = [Picture(0, 0, WIDTH, HEIGHT), Text(50, 700, "流动党员有家可归", 10, mode=3)]

    assert painted(*scan) == "流动党员有家可归"


def test_invisible_text_over_visible_text_is_left_out() -> None:
    """A page with text that was recognised all the same says everything twice, and some of it wrongly."""
    items = [
        Text(50, 700, "流动党员", 10),
        Text(51, 701, "流功党昌", 10, mode=3),
        Text(50, 600, "图中文字", 10, mode=3),
    ]

    assert painted(*items) == "流动党员图中文字"


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_reads_as_if_it_were_upright(angle: int, rotate: int) -> None:
    """Whichever way the text runs on the paper, and however the viewer turns the page."""
    steps = {0: (0, -15), 90: (15, 0), 180: (0, 15), 270: (-15, 0)}[angle]
    lines = ["流动党员有家可归", "义诊送到村口小学", "算盘回到课堂上来"]
    items = [
        Text(300 + steps[0] * number, 400 + steps[1] * number, line, 10, angle=angle)
        for number, line in enumerate(lines)
    ]

    assert text_of(*items, rotate=rotate) == "\n".join(lines)


def test_a_page_scanned_askew_reads_line_by_line() -> None:
    """Lines that climb by three degrees, over the whole width of the page."""
    lines = ["流动党员有家可归" * 5, "义诊送到村口小学" * 5, "算盘回到课堂上来" * 5]
    items = [
        Text(50 + 0.785 * number, 400 - 14.98 * number, line, 10, angle=3)
        for number, line in enumerate(lines)
    ]

    assert text_of(*items) == "\n".join(lines)


def test_text_in_another_direction_comes_last() -> None:
    """A proof's watermark across the page does not stand in its sentences."""
    items = [
        Text(100, 300, "样报", 80, angle=45),
        Text(50, 700, "流动党员有家可归", 10),
        Text(50, 685, "义诊送到村口小学", 10),
    ]

    assert text_of(*items) == "流动党员有家可归\n义诊送到村口小学\n\n样报"


def test_an_empty_page_has_no_lines() -> None:
    """Neither text nor blank lines."""
    assert set_lines(pdf(Paper(WIDTH, HEIGHT))) == []
