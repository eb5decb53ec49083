"""How lines were set: size, width, indent and column, in em."""

from __future__ import annotations

from index.model import LineSetting, Page
from index.rebuild import reconstruct
from tests.pdf.reading import HEIGHT, WIDTH, column, set_lines
from tests.pdf.writer import Item, Paper, Text, pdf

STORY = [
    "\u3000\u3000武川县坚持精准施策多维",
    "发力积极探索流动党员管理新",
    "路径引导流动党员亮身份。",
    "\u3000\u3000\u3000流动党员有了家",
    "\u3000\u3000哈乐镇党委召开乡村振兴",
    "座谈会流动党员们为家乡的发",
    "展提出了一系列建议。",
]


def settings(*items: Item) -> dict[str, LineSetting | None]:
    """Return the settings of the lines of a page, rounded."""
    lines = set_lines(pdf(Paper(WIDTH, HEIGHT, items)))
    return {line.text: line.setting and rounded(line.setting) for line in lines if line.text}


def rounded(setting: LineSetting) -> LineSetting:
    """Return a setting to a tenth of an em."""
    return LineSetting(
        round(setting.size, 1),
        round(setting.width, 1),
        None if setting.indent is None else round(setting.indent, 1),
        None if setting.column is None else round(setting.column, 1),
    )


def test_a_line_has_its_place_in_its_column() -> None:
    """The first of a paragraph is indented, the last one short, a subhead in the middle."""
    found = list(settings(*column(50, 700, *STORY)).values())

    assert found[:4] == [
        LineSetting(1, 11, 2, 13),
        LineSetting(1, 13, 0, 13),
        LineSetting(1, 12, 0, 13),
        LineSetting(1, 7, 3, 13),
    ]


def test_a_page_that_counts_in_inches_is_set_as_others_are() -> None:
    """Its type is smaller than the steps that sizes are counted in."""
    paper = Paper(6, 8, column(0.5, 7, *STORY, size=0.1, pitch=0.15))
    lines = [line.setting for line in set_lines(pdf(paper)) if line.text]

    assert [setting and rounded(setting) for setting in lines[:2]] == [
        LineSetting(1, 11, 2, 13),
        LineSetting(1, 13, 0, 13),
    ]


def test_a_headline_has_its_size_and_no_column() -> None:
    """Its height is told in that of the body."""
    found = settings(Text(50, 730, "流动党员", 25), *column(50, 700, *STORY))

    assert found["流动党员"] == LineSetting(2.5, 4, None, None)


def test_two_lines_at_a_columns_end_have_the_width_of_the_others() -> None:
    """They tell too little of their own column."""
    found = settings(*column(50, 700, *STORY), *column(200, 700, "村民们都说这个办法真好，希", "望能坚持。"))

    assert found["望能坚持。"] == LineSetting(1, 5, 0, 13)


def rebuilt(*items: Item) -> list[tuple[str, list[str], list[str]]]:
    """Return headline, subheads and paragraphs of each article of a page."""
    lines = set_lines(pdf(Paper(WIDTH, HEIGHT, items)))
    page = Page(
        "a.pdf", "\n".join(line.text for line in lines), "0" * 64, tuple(line.setting for line in lines)
    )
    return [
        (article.headline, article.subheads, article.paragraphs) for article in reconstruct(page).articles
    ]


def test_paragraphs_and_subheads_are_told_by_how_they_are_set() -> None:
    """The words alone would leave open which lines belong together."""
    head = Text(50, 730, "振兴", 25)

    assert rebuilt(head, *column(50, 700, *STORY)) == [
        (
            "振兴",
            ["流动党员有了家"],
            [
                "武川县坚持精准施策多维发力积极探索流动党员管理新路径引导流动党员亮身份。",
                "哈乐镇党委召开乡村振兴座谈会流动党员们为家乡的发展提出了一系列建议。",
            ],
        )
    ]


def test_a_headline_in_several_lines_is_one_whatever_stands_in_it() -> None:
    """A quotation goes on in the second line, the first one is as short as a column's title."""
    head = [Text(50, 760, "小区难“停", 25), Text(50, 730, "车”有方了", 25)]

    assert rebuilt(*head, *column(50, 700, *STORY))[0][0] == "小区难“停 车”有方了"
