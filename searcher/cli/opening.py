"""Opening the source of a hit in the reader's editor, at its line."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import SourceError
from index.language import gettext as _

if TYPE_CHECKING:
    from searcher.results import Hit

PLUS = frozenset(
    {
        *("vi", "vim", "nvim", "gvim", "view", "nano", "pico", "micro", "emacs", "emacsclient", "kak", "joe"),
        *("mg", "ne", "jed", "mcedit", "gedit", "kate", "less"),
    }
)
"""Editors that take `+LINE` before the file."""

COLON = {"code": ["-g"], "codium": ["-g"], "subl": [], "hx": [], "helix": [], "zed": []}
"""Editors that take `FILE:LINE`, and their option for it."""

COMPRESSED = (".xz", ".gz")


def open_source(hit: Hit) -> None:
    """Open the file that a hit was read from, at its line where the editor is known to take one.

    The editor is $VISUAL, else $EDITOR. Raises `SourceError` for a file that is not there, compressed or
    packed, and where no editor is named or it fails.
    """
    path = Path(hit.file)
    if any(parent.is_file() for parent in path.parents):
        raise SourceError(
            hit.file,
            _("is in a packed file; show the article with: searcher show {id}").format(id=hit.article),
        )
    if not path.is_file():
        raise SourceError(hit.file, _("is not here; run from the folder it was indexed from"))
    if path.suffix in COMPRESSED:
        raise SourceError(
            hit.file,
            _("is compressed; show the article with: searcher show {id}").format(id=hit.article),
        )
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        raise SourceError(hit.file, _("no editor is named; set $EDITOR"))
    try:
        arguments = editor_command(shlex.split(editor), hit.file, hit.lines[0][0] if hit.lines else None)
        status = subprocess.call(arguments)  # noqa: S603 - the reader's own editor
    except (OSError, ValueError) as error:
        raise SourceError(
            hit.file,
            _("the editor {editor} does not start: {reason}; set $EDITOR").format(
                editor=editor, reason=error
            ),
        ) from None
    if status:
        raise SourceError(
            hit.file,
            _("the editor {editor} ended with status {status}; set $EDITOR").format(
                editor=editor, status=status
            ),
        )


def editor_command(editor: list[str], file: str, line: int | None) -> list[str]:
    """Return how an editor is called for a line of a file; one that is not known gets the file alone."""
    # A file name that begins with a dash is no option; one with a plus is a command to vi: +!reboot.
    name = f"./{file}" if file.startswith(("-", "+")) else file
    program = Path(editor[0]).name if editor else ""
    if line is not None and program in PLUS:
        return [*editor, f"+{line}", name]
    if line is not None and program in COLON:
        return [*editor, *COLON[program], f"{name}:{line}"]
    return [*editor, name]
