"""What bringing an archive up to date tells its caller: while it runs, and in the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.errors import SourceError

Progress = Callable[[int, int, str], None]
"""Called with the bytes read so far, the bytes to read, and the file at hand."""


@dataclass(slots=True)
class Report:
    """What bringing up to date did; `problems` were refused, `warnings` were not."""

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    moved: int = 0
    articles: int = 0
    units: int = 0
    problems: list[SourceError] = field(default_factory=list)
    warnings: list[SourceError] = field(default_factory=list)
