"""What a line typed at the prompt means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.prompt.commands import available
from searcher.prompt.line import (
    Ask,
    DrawTimeline,
    Help,
    LineError,
    Nothing,
    Quit,
    Request,
    SetLimit,
    SetMode,
    SetSort,
    Show,
    read_line,
)

COMMANDS = available({"timeline"})


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        ("", Nothing()),
        (" \u3000", Nothing()),
        ("红蜂驿站 -快递", Ask("红蜂驿站 -快递")),
        ("  红蜂驿站 ", Ask("红蜂驿站")),
        ("记者:杨彩霞", Ask("记者:杨彩霞")),
        ('":show"', Ask('":show"')),
        ("quit", Ask("quit")),
        (":show 3", Show(3)),
        (" ：show　３ ", Show(3)),
        (":timeline", DrawTimeline(None)),
        (":timeline 红蜂驿站 OR 双报到", DrawTimeline("红蜂驿站 OR 双报到")),
        (":auto", SetMode("auto")),
        (":exact", SetMode("exact")),
        (":relaxed", SetMode("relaxed")),
        (":sort newest", SetSort("newest")),
        (":limit 0", SetLimit(0)),
        (":limit 10000", SetLimit(10000)),
        (":help", Help()),
        (":quit", Quit()),
    ],
)
def test_a_line_is_a_query_or_a_command(line: str, request_: Request) -> None:
    """A colon of either width begins a command, and everything else is a query."""
    assert read_line(line, COMMANDS) == request_


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (":", ": is no command, :help lists them; to look for such a text, quote it"),
        (":shw 3", ":shw is no command, :help lists them; to look for such a text, quote it"),
        (":help me", ":help stands alone; leave out me"),
        (":show", "expected a number from 1 to 10000 after :show"),
        (":show 0", "expected a number from 1 to 10000 after :show, not 0"),
        (":show -1", "expected a number from 1 to 10000 after :show, not -1"),
        (":show ²", "expected a number from 1 to 10000 after :show, not ²"),
        (":show 1 2", "expected a number from 1 to 10000 after :show, not 1 2"),
        (":limit 10001", "expected a number from 0 to 10000 after :limit, not 10001"),
        (":limit " + "9" * 5000, f"expected a number from 0 to 10000 after :limit, not {'9' * 30}…"),
        (":sort", "expected one of relevance, newest, oldest after :sort"),
        (":sort date", "expected one of relevance, newest, oldest after :sort, not date"),
    ],
)
def test_a_command_that_cannot_be_says_what_was_expected(line: str, message: str) -> None:
    """The name, the value, and the next step."""
    with pytest.raises(LineError) as raised:
        read_line(line, COMMANDS)
    assert str(raised.value) == message


def test_a_command_that_the_command_line_lacks_is_none_at_the_prompt() -> None:
    """Without `searcher timeline` there is no `:timeline`."""
    names = [command.name for command in available(set())]
    assert names == ["show", "auto", "exact", "relaxed", "sort", "limit", "help", "quit"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.text(":： 3shownewt", max_size=20))
def test_every_line_means_something_or_is_refused(line: str) -> None:
    """Whatever is typed, nothing but a `LineError` is raised."""
    try:
        assert isinstance(read_line(line, COMMANDS), Request)
    except LineError as error:
        assert "\n" not in str(error)  # noqa: PT017 - both are right
