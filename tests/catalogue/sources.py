"""The messages of the code: what its modules hand to `gettext`, and the help of its commands."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

import index
import searcher
from index.errors import SearcherError
from searcher.cli.app import cli
from searcher.cli.context import COMMANDS
from searcher.cli.language import texts_of_help
from tests.catalogue.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KEYWORDS = {"_": (0,), "gettext": (0,), "ngettext": (0, 1), "counted": (1,)}
"""Functions whose arguments are messages, and which arguments: one, or singular and plural.

Of `counted` it is the noun, as `searcher.printers.screen` has it.
"""

SPOKEN = {"complain", "UsageError", "DateError", "BadLineError", "Text"}
"""Functions and errors whose first argument a person reads; of errors that are ours, every one."""

PACKAGES = [Path(str(package.__file__)).parent for package in (index, searcher)]

CLICK_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")
"""Those of click that a command without prompts comes by."""


def our_messages() -> list[Entry]:
    """Return every message of ours once, with the files that have it, not yet translated."""
    found: dict[tuple[str, str | None], list[str]] = {}
    for package in PACKAGES:
        for path in sorted(package.rglob("*.py")):
            name = path.relative_to(package.parent).as_posix()
            for message in marked(path.read_text(encoding="utf-8"), name):
                found.setdefault(message, []).append(name)
    for name, texts in _texts_of_commands():
        for text in texts:
            found.setdefault((text, None), []).append(name)
    return [
        Entry(message, plural, files=tuple(dict.fromkeys(files)))
        for (message, plural), files in found.items()
    ]


def _texts_of_commands() -> Iterator[tuple[str, Iterable[str]]]:
    yield "searcher/cli/app.py", texts_of_help(cli)
    yield "searcher/cli/context.py", COMMANDS.values()
    for name in COMMANDS:
        yield f"searcher/cli/{name}.py", texts_of_help(import_module(f"searcher.cli.{name}").command)


def marked(source: str, name: str) -> Iterator[tuple[str, str | None]]:
    """Yield the messages of a module in their order, each with its plural or `None`.

    Raises `ValueError` for one that is no literal: the catalogue could not have it.
    """
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        positions = KEYWORDS.get(_name(call.func))
        if positions is None or len(call.args) <= positions[-1]:
            continue
        texts = [_literal(call.args[position]) for position in positions]
        if _name(call.func) == "counted" and texts[0] is not None:
            yield f"{{count}} {texts[0]}", f"{{count}} {texts[0]}s"
        elif None not in texts:
            yield str(texts[0]), texts[1] if len(texts) > 1 else None
        elif any(isinstance(call.args[position], ast.JoinedStr) for position in positions):
            raise ValueError(f"{name}:{call.lineno}: a message is a literal, filled in by format")


def unmarked() -> list[str]:
    """Return the places where a person would read what is in no catalogue."""
    errors = {error.__name__ for error in _descendants(SearcherError)}
    places = []
    for package in PACKAGES:
        for path in sorted(package.rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            places += [
                f"{path.relative_to(package.parent).as_posix()}:{call.lineno}"
                for call in ast.walk(tree)
                if isinstance(call, ast.Call)
                and (
                    any(map(_has_words, call.args if _name(call.func) in errors else []))
                    or any(map(_has_words, call.args[:1] if _name(call.func) in SPOKEN else []))
                )
            ]
    return places


def _descendants(error: type[Exception]) -> Iterator[type[Exception]]:
    yield error
    for child in error.__subclasses__():
        yield from _descendants(child)


def _has_words(argument: ast.expr) -> bool:
    """Say whether an argument is a text with English words in it; `--option` and UNIT are none."""
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    literals = [part.value for part in parts if isinstance(part, ast.Constant)]
    texts = [text for text in literals if isinstance(text, str) and not re.fullmatch("--[a-z-]+", text)]
    return any(re.search("[a-z]{2}", text) for text in texts)


def click_messages() -> set[tuple[str, str | None]]:
    """Return the messages of click's that it can say to who uses our commands."""
    folder = Path(str(click.__file__)).parent
    paths = [folder / f"{name}.py" for name in CLICK_MODULES]
    return {message for path in paths for message in marked(path.read_text(encoding="utf-8"), path.name)}


def _name(function: ast.expr) -> str:
    return (
        function.attr
        if isinstance(function, ast.Attribute)
        else function.id
        if isinstance(function, ast.Name)
        else ""
    )


def _literal(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None
