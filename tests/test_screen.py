"""What reaches a terminal: nothing that steers it, brackets as they are, colours only where wanted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from index.model import Citation, Credit
from index.rebuild import Furniture
from searcher.archive import marker
from searcher.printers.article import print_article
from searcher.printers.page import print_page
from searcher.printers.results import print_results
from searcher.printers.screen import format_byline, heading, location, safe
from searcher.results import Hit, Results
from tests.command import environment
from tests.texts import article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def hit(text: str, spans: list[list[int]], *, headline: str = "标题", file: str = "page.txt") -> Hit:
    """Return the hit of a paragraph."""
    return Hit(
        rank=1,
        score=1.0,
        article="id",
        unit=2,
        kind="paragraph",
        text=text,
        spans=spans,
        headline=headline,
        byline=[],
        article_kind="article",
        paper=None,
        date=None,
        page=None,
        section=None,
        file=file,
        lines=[[3, 4], [9, 9]],
    )


def printed(
    write: Callable[[Console], None], *, width: int = 60, terminal: bool = False, **variables: str
) -> str:
    """Return what is written to a console of a width, with variables of the environment."""
    file = io.StringIO()
    colours: Literal["standard"] | None = "standard" if terminal else None
    with environment(**variables):
        write(Console(file=file, width=width, force_terminal=terminal, color_system=colours))
    return file.getvalue()


def screen(*hits: Hit, width: int = 60, terminal: bool = False, **variables: str) -> str:
    """Return what a console of a width shows of hits."""
    results = Results("query", "exact", len(hits), 1, 1.0, hits)
    return printed(
        lambda console: print_results(console, results, is_fallback=False),
        width=width,
        terminal=terminal,
        **variables,
    )


def test_control_characters_are_shown_and_never_sent() -> None:
    """C0, C1, DEL and the overrides of writing direction become the replacement character."""
    controls = "\x00\x07\x1b\n\r\t\x7f\x85\x9b\u202e\u2066\u200f\u061c"
    assert safe(f"a{controls}文") == "a" + "\N{REPLACEMENT CHARACTER}" * len(controls) + "文"


def test_a_screen_holds_no_control_character() -> None:
    """Headline, text, and file name are all made safe; markup in them stays text."""
    hostile = "\x1b[31m[bold]红[/bold]\u202e:smile:"
    shown = "�[31m[bold]红[/bold]�:smile:"
    assert (
        screen(hit(hostile, [], headline=hostile, file=hostile))
        == f"""\
{shown}
  id
  {shown}:3
    {shown}

1 passage in 1 article · 1 ms
"""
    )


def test_on_a_terminal_the_match_is_marked() -> None:
    """The span, and nothing but the span, is bold, underlined and yellow."""
    shown = screen(hit("到红蜂驿站来", [[1, 5]]), terminal=True)
    assert "    到\x1b[1;4;33m红蜂驿站\x1b[0m来\n" in shown


def test_without_a_terminal_nothing_is_coloured() -> None:
    """Piped, nothing is sent but text; with NO_COLOR, no colour even to a terminal."""
    found = hit("到红蜂驿站来", [[1, 5]])
    assert "\x1b" not in screen(found)
    assert "    到\x1b[1;4m红蜂驿站\x1b[0m来\n" in screen(found, terminal=True, NO_COLOR="1")


@given(st.text("红蜂驿站abc1，。“” []\x1b\u202e\ufe0f\u200d𠮷", max_size=300), st.integers(20, 210))
def test_no_line_is_wider_than_the_screen(text: str, width: int) -> None:
    """Whatever the text and the width, every line fits, in terminal columns."""
    lines = screen(hit(text, [[0, 1]] if text else []), width=width).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []


def test_a_long_passage_is_cut_around_its_match() -> None:
    """Sentences around the match, with … where something is left out, in four lines or so."""
    text = "前面的话。" * 40 + "这里说到驿站。" + "后面的话。" * 40
    start = text.index("驿站")
    assert screen(hit(text, [[start, start + 2]]), width=24).splitlines()[3:-3] == [
        "    …这里说到驿站。后面",
        "    的话。后面的话。后面",
        "    的话。后面的话。后面",
        "    的话。后面的话。…",
    ]


def test_what_is_not_known_is_left_out_of_the_heading() -> None:
    """Paper, date, page, section, byline, id; null ones leave no gap."""
    whole = Citation(
        "x-1", "p.txt", "article", "标题", (Credit("杨柳", "记者"),), "晨报", "2025-04-18", "7", "党建"
    )
    bare = Citation("x-1", "p.txt", "article", "", (), None, None, None, None)
    assert (heading(whole).plain, heading(bare).plain) == (
        "晨报 · 2025-04-18 · page 7 · 党建 · 记者 杨柳 · x-1",
        "x-1",
    )


def test_a_byline_names_each_role_once() -> None:
    """A role stands before its names, that of a photographer after."""
    byline = (
        Credit("潘佳", "记者"),
        Credit("李国萍", "记者"),
        Credit("曾令刚", "通讯员"),
        Credit("李永建", "摄"),
    )
    citation = Citation("x", "p", "article", "", byline, None, None, None, None)
    assert format_byline(citation) == "记者 潘佳 李国萍 通讯员 曾令刚 李永建 摄"


def test_a_place_is_a_link_to_its_file(tmp_path: Path) -> None:
    """`file:line`, with a link where the file is there."""
    page = tmp_path / "页 1.txt"
    page.touch()
    there, gone = location(str(page), [[3, 4], [9, 9]]), location("gone.txt", [])
    links = [span.style.link for span in there.spans if not isinstance(span.style, str)]
    assert (there.plain, links) == (f"{page}:3", [page.as_uri()])
    assert (gone.plain, gone.spans) == ("gone.txt", [])


def test_an_article_is_shown_with_its_numbers_in_the_margin() -> None:
    """A paragraph's lines stand under each other, its number before the first; sub-headings likewise."""
    whole = article("x-1", "标题", "红蜂驿站在这里开门了", byline="杨柳", date="2025-04-18")
    assert (
        printed(lambda console: print_article(console, whole, marker("驿站")), width=16)
        == """\
标题
  2025-04-18 ·
  记者 杨柳 ·
  x-1
  papers/page.txt:1

 2  红蜂驿站在这
    里开门了
"""
    )


def test_a_page_is_shown_in_boxes() -> None:
    """One box an article, as wide as the screen; what belongs to none below it."""
    whole = article("x-1", "标题", "红蜂驿站在这里开门了")
    furniture = [Furniture("编辑：胡日恒", ((9, 9),))]
    assert (
        printed(lambda console: print_page(console, "page.txt", [whole], furniture), width=30)
        == """\
page.txt
╭─────────── article · 1.00 ─╮
│ 标题                       │
│ x-1                        │
│  2  红蜂驿站在这里开门了   │
╰────────────────────────────╯
  编辑：胡日恒

"""
    )
