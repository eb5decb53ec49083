"""The search engine for Chinese newspaper archives.

import searcher

with searcher.open(".searcher") as archive:
    results = archive.search("红蜂驿站", limit=10)
    for hit in results:
        print(hit.headline, hit.date, hit.text)
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ArchiveError, OptionError, QueryError, SearcherError
from searcher.archive import SYNONYMS, Archive
from searcher.query.asking import Options
from searcher.results import Hit, Results

if TYPE_CHECKING:
    import os

__all__ = [
    "Archive",
    "ArchiveError",
    "Hit",
    "OptionError",
    "Options",
    "QueryError",
    "Results",
    "SearcherError",
    "open",
]


def open(folder: str | os.PathLike[str]) -> Archive:  # noqa: A001 - `searcher.open(DIR)` reads as what it does
    """Open the archive in a folder for searching; a context manager.

    Raises `ArchiveError` where there is no archive, or one of another version.
    """
    from searcher.array_engine.engine import ArrayEngine
    from searcher.named_damage import NamedDamage

    return Archive(NamedDamage(ArrayEngine(Path(folder)), Path(folder)), Path(folder, SYNONYMS))
