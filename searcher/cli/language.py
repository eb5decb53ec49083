"""The command line in the reader's language: which it is, click's own messages, the texts of help."""

from __future__ import annotations

import os
from contextlib import contextmanager
from copy import copy
from inspect import cleandoc
from typing import TYPE_CHECKING, Final

import click

from index import language
from index.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

OPTION: Final = "--lang"

_CLICK: Final = "click"
"""The domain of click's own messages, which lie in a catalogue beside ours."""

_VARIABLE: Final = "LANGUAGE"
"""Where gettext looks for languages first: by it a program chooses another than its locale's."""


def chosen(options: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that `--lang` names among the options, else that of the locale.

    Looked for before click reads the options, because what click says is in that language. A value
    that is no language is left for click to refuse.
    """
    named = None
    for position, option in enumerate(options):
        if option == OPTION:
            named = next(iter(options[position + 1 : position + 2]), None)
        elif option.startswith(f"{OPTION}="):
            named = option.removeprefix(f"{OPTION}=")
    return named if named in language.LANGUAGES else language.preferred(environment)


@contextmanager
def speaking(spoken: str) -> Iterator[None]:
    """Have all messages, click's too, in a language until the block ends."""
    with language.speaking(spoken):
        if spoken == language.ENGLISH:
            yield
            return
        # Click has imported it already.
        from gettext import bindtextdomain, textdomain

        before, variable = textdomain(), os.environ.get(_VARIABLE)
        bindtextdomain(_CLICK, language.CATALOGUES)
        textdomain(_CLICK)
        os.environ[_VARIABLE] = spoken
        try:
            yield
        finally:
            textdomain(before)
            if variable is None:
                del os.environ[_VARIABLE]
            else:
                os.environ[_VARIABLE] = variable


def translated(command: click.Command) -> click.Command:
    """Return a command with its help, and that of its options, in the language spoken now.

    Commands are made in English, once, when their module is imported. So their texts need no marks: the
    catalogue must have all of `texts_of_help`.
    """
    if language.current() == language.ENGLISH:
        return command
    from searcher.cli.help import WideContext

    said = copy(command)
    said.context_class = WideContext
    said.help = _say(command.help)
    said.epilog = _say(command.epilog)
    said.options_metavar = _say(command.options_metavar)
    if isinstance(said, click.Group):
        said.subcommand_metavar = _(said.subcommand_metavar)
    said.params = [_translated_parameter(parameter) for parameter in command.params]
    return said


def texts_of_help(command: click.Command) -> list[str]:
    """Return what `translated` looks up of a command, in the order of its help."""
    texts = [command.options_metavar]
    if isinstance(command, click.Group):
        texts.append(command.subcommand_metavar)
    texts.append(command.help)
    for parameter in command.params:
        texts += [parameter.metavar, getattr(parameter, "help", None)]
    texts.append(command.epilog)
    return [cleandoc(text) for text in texts if text]


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    said = copy(parameter)
    said.metavar = _say(parameter.metavar)
    if isinstance(said, click.Option):
        said.help = _say(said.help)
    return said


def _say(text: str | None) -> str | None:
    return text and _(cleandoc(text))
