"""Blocks: lines put together to headings, bylines, furniture and pieces of paragraphs."""

from __future__ import annotations

from index.rebuild.blocks import Block, page_blocks
from tests.rebuild.pages import lines_of


def shown(page: str) -> list[tuple[str, str]]:
    """Return the kind and the text of each block; `…` where it begins or ends in mid-sentence."""
    return [
        (block.kind.value, "…" * block.open_start + block.text + "…" * block.open_end)
        for block in page_blocks(lines_of(page))
    ]


def test_every_line_finds_its_block() -> None:
    """Furniture, headline, byline, the paragraphs of a wrapped column."""
    page = """\
2025年4月18日 星期五 7党建
武川县：流动党员有了家
●本报记者 云艳芳

武川县坚持精准施策、多
维发力，积极探索流动党员管
理新路径，引导流动党员主动
亮身份、担职责、出实绩。
哈乐镇党委利用春节期间
流动党员集中返乡的契机，召
开乡村振兴座谈会。
"""

    assert shown(page) == [
        ("furniture", "2025年4月18日 星期五 7党建"),
        ("heading", "武川县：流动党员有了家"),
        ("byline", "●本报记者 云艳芳"),
        (
            "paragraph",
            "武川县坚持精准施策、多维发力，积极探索流动党员管理新路径，引导流动党员主动亮身份、担职责、出实绩。",
        ),
        ("paragraph", "哈乐镇党委利用春节期间流动党员集中返乡的契机，召开乡村振兴座谈会。"),
    ]


def test_a_piece_is_open_where_its_sentence_is_cut() -> None:
    """Furniture stands between the two pieces."""
    page = """\
党员干部结对帮扶菜农，手把手教他们掌握技术要领，跟踪记录土壤变

责任编辑：王敏

化、作物生长情况，用脚底板走出服务群众的暖心路，菜农们满怀感激。
"""

    assert shown(page) == [
        ("paragraph", "党员干部结对帮扶菜农，手把手教他们掌握技术要领，跟踪记录土壤变…"),
        ("furniture", "责任编辑：王敏"),
        ("paragraph", "…化、作物生长情况，用脚底板走出服务群众的暖心路，菜农们满怀感激。"),
    ]


def blocks(page: str) -> list[tuple[list[str], ...]]:
    """Return of each block the lines of its lead, its text and its tail."""

    def texts(block: Block) -> tuple[list[str], ...]:
        return tuple([line.text for line in lines] for lines in (block.lead, block.lines, block.tail))

    return [texts(block) for block in page_blocks(lines_of(page))]


def test_the_bylines_at_both_ends_of_a_text_are_taken_out_of_it() -> None:
    """`本报讯（记者 …）` and `（…）`, though they run over the ends of lines."""
    page = """\
本报讯（记者 祁晓燕、费
娟）托克托县的医生近日来到双
河镇义诊，受到欢迎。（宋爽）
"""

    assert blocks(page) == [
        (
            ["本报讯（记者 祁晓燕、费", "娟）"],
            ["托克托县的医生近日来到双", "河镇义诊，受到欢迎。"],
            ["（宋爽）"],
        )
    ]


def test_a_text_that_is_nothing_but_a_byline_has_no_lines_left() -> None:
    """All of it is the wrapper of a byline."""
    assert blocks("本报讯（记者 云艳芳）") == [(["本报讯（记者 云艳芳）"], [], [])]


def test_the_last_letter_of_a_standing_title_is_a_block_of_its_own() -> None:
    """践 stands on the headline's line."""
    assert shown("基\n层\n实\n践回民区：算盘回课堂\n●本报记者 宋爽\n") == [
        *(("furniture", letter) for letter in "基层实践"),
        ("heading", "回民区：算盘回课堂"),
        ("byline", "●本报记者 宋爽"),
    ]


def test_an_address_within_a_sentence_stays_there() -> None:
    """Under the end of a text the same line is furniture."""
    inside = "村民可以随时反映问题，武川\n县公布了新闻热线：0471-6\n635799。"
    below = "村民可以随时反映问题。\n新闻热线：0471-6635799"

    assert shown(inside) == [("paragraph", "村民可以随时反映问题，武川县公布了新闻热线：0471-6635799。")]
    assert shown(below) == [("paragraph", "村民可以随时反映问题。"), ("furniture", "新闻热线：0471-6635799")]


def test_a_run_of_any_length_loses_no_line() -> None:
    """Text longer than is weighed at once is weighed in parts."""
    lines = lines_of("武川县坚持精准施策。\n" * 4100)

    assert [line for block in page_blocks(lines) for line in block.lines] == lines


def test_the_names_on_the_line_below_a_byline_are_its_own() -> None:
    """It breaks off after a title; below a byline that is whole, names are a heading like others."""
    assert shown("●记者 云艳芳 通讯员\n苏晟杰 乔羽\n") == [("byline", "●记者 云艳芳 通讯员 苏晟杰 乔羽")]
    assert shown("●记者 云艳芳\n苏晟杰 乔羽\n") == [("byline", "●记者 云艳芳"), ("heading", "苏晟杰 乔羽")]
