"""What is fuzzed: a target, and which there are."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FOLDER = Path(__file__).parent

WORK = "FUZZ_WORK"
"""The variable of the environment that names a folder for files that are read."""

NAMES = tuple(sorted(path.stem for path in (FOLDER / "targets").glob("*.py") if path.stem != "__init__"))
"""One a module in `targets/`: a file that is put there is a target."""


@dataclass(frozen=True, slots=True)
class Target:
    """A function that is given any bytes and raises where something does not hold.

    `seeds` gives inputs to begin with, `dictionary` what inputs are made of. An input has at most
    `largest` bytes, and may take `seconds` and `megabytes` of memory: more is a finding.
    """

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    dictionary: tuple[bytes, ...] = ()
    largest: int = 4_096
    seconds: int = 20
    megabytes: int = 1_024


def load(name: str) -> Target:
    """Return the target of a name; imports what it calls."""
    target: Target = import_module(f"tests.fuzz.targets.{name}").TARGET
    return target


def found(name: str) -> list[Path]:
    """Return the inputs that are kept because a target once failed on them."""
    return sorted(path for path in (FOLDER / "found" / name).glob("*") if path.is_file())
