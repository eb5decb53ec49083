"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# No test asserts a time: the machine may have other work to do.
settings.register_profile("searcher", deadline=None)
settings.load_profile("searcher")
