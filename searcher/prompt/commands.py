"""The commands of the prompt: their names, what follows them, what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

from index.language import gettext as _
from searcher.engine import Sort

if TYPE_CHECKING:
    from collections.abc import Container

MARKS: Final = ":："
"""What a command begins with; an input method for Chinese writes the second."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command; `values` are all that can follow its name, where these are few.

    `part_of` is the command of the command line that it needs, `None` where it needs none.
    """

    name: str
    help: str
    argument: str = ""
    values: tuple[str, ...] = ()
    part_of: str | None = None

    @property
    def usage(self) -> str:
        """How it is typed."""
        return f"{MARKS[0]}{self.name} {self.argument}".rstrip()


def _all() -> tuple[Command, ...]:
    """Return every command, its help in the reader's language."""
    orders = get_args(Sort)
    return (
        Command("show", _("Print the whole article of passage N."), "N"),
        Command(
            "timeline", _("Count the last query over time, or another one."), "[QUERY]", part_of="timeline"
        ),
        Command("auto", _("Where nothing matches exactly, show passages that share words.")),
        Command("exact", _("Never fall back to passages that only share words.")),
        Command("relaxed", _("Take queries as plain text, questions for example.")),
        Command("sort", _("Order passages: {orders}.").format(orders=", ".join(orders)), "ORDER", orders),
        Command("limit", _("Show up to N passages; 0 shows the totals alone."), "N"),
        Command("help", _("Print this list.")),
        Command("quit", _("Leave, as Ctrl-D does.")),
    )


def available(programs: Container[str]) -> tuple[Command, ...]:
    """Return the commands of the prompt where the command line has the commands `programs`."""
    return tuple(command for command in _all() if command.part_of is None or command.part_of in programs)
