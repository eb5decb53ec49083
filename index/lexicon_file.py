"""The file of a lexicon: opened where it has the columns of one, and read as a whole when it is checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from index.columnar.container import Container, ContainerError
from index.language import gettext as _
from index.lexicon import Lexicon

if TYPE_CHECKING:
    from pathlib import Path

_STATES: Final = 4

_TYPES: Final = {
    # Of each column that is not about words of one length its type and dimensions.
    "weights": ("<f8", 1),
    "model.characters": ("<u2", 1),
    "model.emissions": ("<f8", 2),
    "model.start": ("<f8", 1),
    "model.transitions": ("<f8", 2),
}

_OF_LENGTH: Final = re.compile(r"(?:words|weights)\.([1-9][0-9]?)")


def open_lexicon(path: Path) -> Lexicon:
    """Open a lexicon; nothing of its columns is read.

    Raises `ContainerError` where the file is missing, damaged, or has not the columns of a lexicon.
    """
    container = Container.open(path)
    if not _has_form(container):
        raise ContainerError(path, _("has not the columns of a lexicon"))
    return Lexicon(container)


def check_lexicon(path: Path) -> None:
    """Read a whole lexicon. Raises `ContainerError` where it is damaged, or its numbers lead nowhere."""
    container = Container.open(path)
    container.verify()
    open_lexicon(path)
    weights = len(container["weights"])
    is_sound = all(
        np.isfinite(column).all()
        if column.dtype.kind == "f"
        else not name.startswith("weights.") or int(column.max(initial=0)) < weights
        for name, column in container.items()
    )
    if not is_sound:
        raise ContainerError(path, _("its words have no weights"))


def _has_form(container: Container) -> bool:
    table = container.table
    lengths = {int(match[1]) for match in map(_OF_LENGTH.fullmatch, table) if match}
    words = {f"{name}.{length}" for length in lengths for name in ("words", "weights")}
    if table.keys() != _TYPES.keys() | words:
        return False
    known = table["model.characters"].shape[0]
    return (
        all((table[name].type, len(table[name].shape)) == form for name, form in _TYPES.items())
        and all(_are_words(container, length) for length in lengths)
        and table["weights"].shape[0] > 0
        and table["model.emissions"].shape == (known, _STATES)
        and table["model.start"].shape == (_STATES,)
        and table["model.transitions"].shape == (_STATES, _STATES)
        and known > 0
    )


def _are_words(container: Container, length: int) -> bool:
    """Say whether there are words of a length, two bytes a character, and a weight for each."""
    words, weights = container.table[f"words.{length}"], container.table[f"weights.{length}"]
    rows = words.shape[0]
    return (
        (words.type, words.shape) == ("|u1", (rows, 2 * length))
        and (weights.type, weights.shape) == ("<u2", (rows,))
        and rows > 0
    )
