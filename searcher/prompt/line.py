"""What a line typed at the prompt means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from index.errors import SearcherError
from index.language import gettext as _
from searcher.prompt.commands import MARKS
from searcher.query.syntax import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from searcher.archive import SearchMode
    from searcher.engine import Sort
    from searcher.prompt.commands import Command

MOST: Final = 10_000
"""The greatest number that can follow a command."""


class LineError(SearcherError):
    """A command that there is none of, or that something is wrong with."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """A blank line."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A query."""

    query: str


@dataclass(frozen=True, slots=True)
class Show:
    """The article of the hit of a rank, from 1 on."""

    rank: int


@dataclass(frozen=True, slots=True)
class DrawTimeline:
    """A query over time; `None`: the last one."""

    query: str | None


@dataclass(frozen=True, slots=True)
class SetMode:
    """How queries are to be taken from now on."""

    mode: SearchMode


@dataclass(frozen=True, slots=True)
class SetSort:
    """The order of passages from now on."""

    sort: Sort


@dataclass(frozen=True, slots=True)
class SetLimit:
    """How many passages are shown from now on."""

    limit: int


@dataclass(frozen=True, slots=True)
class Help:
    """The list of commands."""


@dataclass(frozen=True, slots=True)
class Quit:
    """The end."""


Request = Nothing | Ask | Show | DrawTimeline | SetMode | SetSort | SetLimit | Help | Quit


def read_line(line: str, commands: Iterable[Command]) -> Request:
    """Return what a line means: a colon of either width begins one of the commands, all else is a query.

    Raises `LineError` for a command that is not among them and for one with too little, too much or
    the wrong thing behind its name.
    """
    text = line.strip()
    if not text:
        return Nothing()
    if text[0] not in MARKS:
        return Ask(text)
    name, argument = [*text[1:].split(maxsplit=1), "", ""][:2]
    command = next((each for each in commands if each.name == name), None)
    if command is None:
        raise LineError(
            _(":{name} is no command, :help lists them; to look for such a text, quote it").format(
                name=shown(name)
            )
        )
    if argument and not command.argument:
        raise LineError(
            _("{usage} stands alone; leave out {argument}").format(
                usage=command.usage, argument=shown(argument)
            )
        )
    return _request(command, argument.strip())


def _request(command: Command, argument: str) -> Request:
    match command.name:
        case "show":
            return Show(_number(command, argument, least=1))
        case "timeline":
            return DrawTimeline(argument or None)
        case "auto" | "exact" | "relaxed":
            return SetMode(command.name)
        case "sort":
            return SetSort(_order(command, argument))
        case "limit":
            return SetLimit(_number(command, argument, least=0))
        case "help":
            return Help()
        case _:
            return Quit()


def _number(command: Command, argument: str, least: int) -> int:
    # Digits of any width: `int` reads them all, and nothing long reaches it.
    number = int(argument) if argument.isdecimal() and len(argument) <= len(str(MOST)) else -1
    if not least <= number <= MOST:
        raise _unexpected(
            command, _("a number from {least} to {most}").format(least=least, most=MOST), argument
        )
    return number


def _order(command: Command, argument: str) -> Sort:
    if argument not in command.values:
        raise _unexpected(command, _("one of {values}").format(values=", ".join(command.values)), argument)
    return cast("Sort", argument)


def _unexpected(command: Command, expected: str, argument: str) -> LineError:
    if not argument:
        return LineError(_("expected {expected} after :{name}").format(expected=expected, name=command.name))
    return LineError(
        _("expected {expected} after :{name}, not {argument}").format(
            expected=expected, name=command.name, argument=shown(argument)
        )
    )
