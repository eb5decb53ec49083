"""The command `searcher`."""

from searcher.cli.app import main

__all__ = ["main"]
