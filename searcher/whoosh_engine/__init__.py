"""The embedded engine: the tree becomes a tree of Whoosh queries, run by Whoosh's matchers."""

from searcher.whoosh_engine.engine import WhooshEngine

__all__ = ["WhooshEngine"]
