"""The engines that are compared, one adapter each; this project's own comes first."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.engines.protocol import Engine

OWN = "searcher"
NAMES = (OWN, "whoosh", "tantivy", "fts5", "ripgrep")


def load(name: str) -> Engine:
    """Return an engine by its name, importing nothing of the others."""
    engine: Engine = import_module(f"tests.bench.engines.{name}").ENGINE
    return engine
