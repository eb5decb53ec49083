"""Texts that a command is given: as words, in a file, or on standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from index.decoding.decode import UndecodableError, decode
from index.errors import SourceError
from index.language import gettext as _

if TYPE_CHECKING:
    from pathlib import Path

STANDARD_INPUT: Final = "-"

MOST_BYTES: Final = 1_000_000
"""Bytes of the largest text that is taken: a draft of three hundred thousand characters."""


def read_standard_input() -> str:
    """Return the text on standard input. Raises `SourceError` for what is no text, or too much of it."""
    return _text("standard input", sys.stdin.buffer.read(MOST_BYTES + 1))


def read_file(path: Path) -> str:
    """Return the text of a file. Raises `SourceError` for one that is no text, too large, or not there."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(str(path), _("{reason}; check the path").format(reason=error.strerror)) from None
    return _text(str(path), data)


def _text(name: str, data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise SourceError(name, _("is larger than {most:,} bytes; give a part of it").format(most=MOST_BYTES))
    if not data.strip():
        raise SourceError(name, _("is empty; give some text"))
    try:
        return decode(data)
    except UndecodableError as error:
        raise SourceError(name, str(error)) from None
