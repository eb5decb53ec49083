"""HTML cut into tokens: nothing is lost, nothing is an error, and Python's own parser sees the same."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.html.blocks import parse
from index.html.tokens import Token, attributes, tokens

PIECES = [
    *(
        "<",
        ">",
        "/",
        "!",
        "--",
        "<!--",
        "-->",
        "--!>",
        "<!doctype html>",
        "<?xml ?>",
        "</",
        "<p",
        "</p>",
        "<a href=",
    ),
    *(
        '"',
        "'",
        "=",
        " ",
        "\n",
        "&lt;",
        "&#x4e2d;",
        "&",
        "驿站",
        "a",
        "<script>",
        "</script",
        "<title>",
        "</TITLE >",
    ),
]
markup = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(markup)
def test_tokens_follow_each_other_to_the_end(text: str) -> None:
    """What lies between them is markup that says nothing: declarations."""
    place = 0
    for token in tokens(text):
        assert token.start >= place
        assert token.end > token.start
        assert token.kind != "text" or token.content == text[token.start : token.end]
        place = token.end
    assert place <= len(text)


@given(markup | st.text())
def test_every_text_is_parsed(text: str) -> None:
    """Blocks stand in the order of the source, inside of it."""
    place = 0
    for block in parse(text).blocks:
        assert 0 <= block.start < block.end <= len(text)
        assert block.start >= place
        place = block.start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a<b", [("text", "", "a"), ("start", "b", "")]),
        ("a < b", [("text", "", "a < b")]),
        ("<P Class=x>a</P>", [("start", "p", " Class=x"), ("text", "", "a"), ("end", "p", "")]),
        ('<a t="x>y">', [("start", "a", ' t="x>y"')]),
        ("<a it's>b</a>", [("start", "a", " it's"), ("text", "", "b"), ("end", "a", "")]),
        ("<!-- a > b -->c", [("comment", "", " a > b "), ("text", "", "c")]),
        ("<!-- never closed", [("comment", "", " never closed")]),
        ("<!doctype html>a<?php b ?>c", [("text", "", "a"), ("text", "", "c")]),
        (
            "<script>a<b>c</b></script>d",
            [
                *(
                    ("start", "script", ""),
                    ("text", "", "a<b>c</b>"),
                    ("end", "script", ""),
                    ("text", "", "d"),
                ),
            ],
        ),
        (
            "<style>a</scripts></style >b",
            [
                *(
                    ("start", "style", ""),
                    ("text", "", "a</scripts>"),
                    ("end", "style", " "),
                    ("text", "", "b"),
                ),
            ],
        ),
        ("<title>a &lt; b", [("start", "title", ""), ("text", "", "a &lt; b")]),
        ("<br/>", [("start", "br", "/")]),
        ("", []),
    ],
)
def test_markup_is_cut_as_browsers_cut_it(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Each token as its kind, name and content."""
    assert [(token.kind, token.name, token.content) for token in tokens(text)] == expected


def test_a_token_knows_its_place() -> None:
    """Lines of the source are counted from there."""
    assert list(tokens("驿<p>站")) == [
        Token("text", 0, 1, "", "驿"),
        Token("start", 1, 4, "p", ""),
        Token("text", 4, 5, "", "站"),
    ]


def test_attributes_are_read_in_all_their_forms() -> None:
    """Names in small letters, the first of a name counts, references are resolved."""
    assert attributes(""" A="1" b='2"' c=3/x d  e = "&quot;" a=4 """) == {
        "a": "1",
        "b": '2"',
        "c": "3/x",
        "d": "",
        "e": '"',
    }


class Visible(HTMLParser):
    """Python's own parser, gathering text."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


words = st.text("驿站abc&<>\"' \n　。，", min_size=1, max_size=8)
names = st.sampled_from(["p", "div", "span", "b", "td", "h2", "li"])


def element(drawn: tuple[str, str, list[str]]) -> str:
    """Return an element of a name, with an attribute and what is inside."""
    name, value, inside = drawn
    return f'<{name} title="{escape(value)}">{"".join(inside)}</{name}>'


trees: st.SearchStrategy[str] = st.recursive(
    words.map(escape),
    lambda inside: st.tuples(names, words, st.lists(inside, max_size=3)).map(element),
    max_leaves=12,
)


@given(trees)
def test_a_sound_document_has_the_text_that_pythons_parser_finds(text: str) -> None:
    """Character by character, but for white space."""
    oracle = Visible()
    oracle.feed(text)
    oracle.close()
    assert "".join("".join(block.text for block in parse(text).blocks).split()) == "".join(
        oracle.text.split()
    )
