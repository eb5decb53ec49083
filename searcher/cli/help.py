"""The help of Chinese commands: click counts characters, and breaks lines at spaces, which Chinese lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from index.language import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

VERBATIM = "\b"
"""Click's mark of a paragraph whose lines are not to be joined."""


class WideHelpFormatter(click.HelpFormatter):
    """Lays out help in the cells of a terminal, of which a Chinese character takes two."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, _("Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, wrapped but for those marked with `VERBATIM`."""
        self.write(self._indented(_wrapped(text, self.width - self.current_indent), self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean in two columns; a term that is too wide has a line of its own."""
        from rich.cells import cell_len

        rows = list(rows)
        first = min(max((cell_len(term) for term, _meaning in rows), default=0), col_max) + col_spacing
        for term, meaning in rows:
            lines = _wrapped(meaning, max(self.width - self.current_indent - first, 10))
            if cell_len(term) <= first - col_spacing and lines:
                term += " " * (first - cell_len(term)) + lines.pop(0)  # noqa: PLW2901 - its first line
            self.write(self._indented([term], self.current_indent))
            self.write(self._indented(lines, self.current_indent + first))

    @staticmethod
    def _indented(lines: Iterable[str], indent: int) -> str:
        return "".join(" " * indent + line + "\n" if line else "\n" for line in lines)


class WideContext(click.Context):
    """A command's context whose help is laid out so."""

    formatter_class = WideHelpFormatter


def _wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text; each of its own lines is a paragraph, as translations have them."""
    from rich.text import Text

    from searcher.printers.wrapping import wrap

    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        verbatim = paragraph.startswith(VERBATIM)
        lines += [""] if lines else []
        for line in paragraph.removeprefix(VERBATIM).strip("\n").split("\n"):
            lines += [line] if verbatim else [each.plain for each in wrap(Text(line), width)]
    return lines
