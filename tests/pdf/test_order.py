"""Blocks in the order in which they are read, set apart by empty lines."""

from __future__ import annotations

from tests.pdf.reading import column, text_of
from tests.pdf.writer import Filled, Item, Picture, Text

A = [
    "武川县坚持精准施策多维发力",
    "积极探索流动党员管理新路径",
    "引导流动党员主动亮身份担职",
    "责出实绩推动基层党建工作。",
]
B = [
    "托克托县中医院的医生来到双",
    "河镇为村民测血压量血糖讲解",
    "冬季养生的常识让群众在家门",
    "口看上了病受到村民的欢迎。",
]
C = [
    "赛罕区的小学把算盘请回了课",
    "堂孩子们在珠算比赛中拨动算",
    "珠教室里响起噼里啪啦的声音",
    "家长们也来围观拍照留念了。",
]
LEFT, MIDDLE, RIGHT = 50.0, 200.0, 350.0


def blocks_of(*items: Item) -> list[str]:
    """Return the blocks of a page, the lines of each joined, in reading order."""
    return ["".join(block.split("\n")) for block in text_of(*items).split("\n\n")]


def block(lines: list[str]) -> str:
    """Return lines as `blocks_of` gives them."""
    return "".join(lines)


def test_columns_are_read_one_after_the_other() -> None:
    """Down each, from the left to the right, whatever was painted first."""
    columns = [*column(RIGHT, 700, *C), *column(LEFT, 700, *A), *column(MIDDLE, 700, *B)]

    assert blocks_of(*columns) == [block(A), block(B), block(C)]


def test_a_headline_in_the_middle_is_over_all_columns_of_its_article() -> None:
    """Its letters stand over the middle column alone; text of any column begins at one height."""
    columns = [*column(LEFT, 700, *A), *column(MIDDLE, 700, *B), *column(RIGHT, 700, *C)]

    assert blocks_of(Text(210, 730, "义诊进村", 24), *columns)[0] == "义诊进村"


def test_headlines_side_by_side_have_their_own_columns() -> None:
    """Each is followed by its own text, though all texts begin at one height."""
    heads = [Text(90, 730, "流动党员有了家", 20), Text(370, 730, "算盘回校", 20)]

    found = blocks_of(*heads, *column(LEFT, 700, *A), *column(MIDDLE, 700, *B), *column(RIGHT, 700, *C))

    assert found == ["流动党员有了家", block(A), block(B), "算盘回校", block(C)]


def test_the_byline_in_the_middle_belongs_to_the_head() -> None:
    """It stands over the middle column, close enough to be its first line."""
    head = [Text(160, 745, "流动党员有了家园", 24), Text(215, 715, "●本报记者 云艳芳", 10)]

    found = blocks_of(*head, *column(LEFT, 700, *A), *column(MIDDLE, 700, *B), *column(RIGHT, 700, *C))

    assert found == ["流动党员有了家园●本报记者 云艳芳", block(A), block(B), block(C)]


def test_a_column_that_rises_beside_the_headline_comes_last() -> None:
    """The headline stands over two of three columns."""
    found = blocks_of(
        Text(60, 745, "流动党员有了家", 30),
        *column(LEFT, 700, *A),
        *column(MIDDLE, 700, *B),
        *column(RIGHT, 760, *C, *C),
    )

    assert found == ["流动党员有了家", block(A), block(B), block([*C, *C])]


def test_an_article_below_another_comes_after_it() -> None:
    """They stand in the same columns: those of the upper one end before the lower one's headline."""
    upper = [Text(60, 745, "流动党员有了家", 30), *column(LEFT, 720, *A), *column(MIDDLE, 720, *B)]
    lower = [Text(60, 625, "算盘回到课堂上", 30), *column(LEFT, 600, *C), *column(MIDDLE, 600, *A)]

    found = blocks_of(*lower, *upper)

    assert found == ["流动党员有了家", block(A), block(B), "算盘回到课堂上", block(C), block(A)]


def test_a_rule_keeps_two_texts_apart() -> None:
    """One stands under the other at the distance of two lines."""
    items = [*column(LEFT, 700, *A), Filled(LEFT, 649, 130, 0.5), *column(LEFT, 640, *B)]

    assert blocks_of(*items) == [block(A), block(B)]


def test_a_vertical_headline_comes_before_its_text() -> None:
    """Whether it stands at the left of its columns or at the right."""
    for left in (20.0, 500.0):
        head = [Text(left, 700 - 24 * number, letter, 22) for number, letter in enumerate("党员有家")]

        found = blocks_of(*column(LEFT, 710, *A), *column(MIDDLE, 710, *B), *head)

        assert found == ["党员有家", block(A), block(B)]


def test_a_column_title_beside_a_headline_stands_alone_before_it() -> None:
    """It is written downwards, over the first column."""
    title = [Text(50, 760 - 17 * number, letter, 16) for number, letter in enumerate("基层实践")]

    found = blocks_of(
        *title, Text(120, 735, "流动党员有了家", 24), *column(LEFT, 680, *A), *column(MIDDLE, 680, *B)
    )

    assert found == ["基层实践", "流动党员有了家", block(A), block(B)]


def test_a_picture_with_its_caption_comes_after_the_text_around_it() -> None:
    """The text goes on in the next column; the caption and its credit are one block."""
    caption = [Text(MIDDLE, 590, "村民在算盘前。", 9), Text(MIDDLE + 90, 578, "宋爽 摄", 9)]
    items = [
        Text(60, 745, "流动党员有了家", 30),
        *column(LEFT, 710, *A, *A),
        Picture(MIDDLE, 600, 130, 110),
        *caption,
        *column(RIGHT, 710, *B, *B),
    ]

    assert blocks_of(*items) == ["流动党员有了家", block([*A, *A]), block([*B, *B]), "村民在算盘前。宋爽 摄"]


def test_a_column_goes_on_below_a_picture() -> None:
    """Text of the body's type as wide as its column is no caption."""
    items = [
        Text(60, 745, "流动党员有了家", 30),
        *column(LEFT, 710, *A, *A),
        Picture(MIDDLE, 650, 130, 60),
        *column(MIDDLE, 635, *B),
        *column(RIGHT, 710, *C),
    ]

    assert blocks_of(*items) == ["流动党员有了家", block([*A, *A]), block(B), block(C)]


def test_the_line_at_the_top_of_a_page_is_one() -> None:
    """Date, page and editors stand far from each other, over several columns."""
    row = [
        Text(50, 770, "2025年4月18日 星期五", 10),
        Text(250, 770, "7 党建", 10),
        Text(400, 770, "编辑：王敏", 10),
    ]

    found = text_of(*row, Filled(50, 762, 430, 1), *column(LEFT, 740, *A), *column(MIDDLE, 740, *B))

    assert found.split("\n")[0] == "2025年4月18日 星期五 7 党建 编辑：王敏"


def test_a_picture_behind_the_text_parts_nothing() -> None:
    """A tinted ground or a scan lies under all of it."""
    columns = [*column(LEFT, 700, *A), *column(MIDDLE, 700, *B)]

    assert blocks_of(Picture(0, 0, 600, 800), *columns) == [block(A), block(B)]
