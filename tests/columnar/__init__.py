"""Tests of the columns of a segment."""

from hypothesis import settings

unhurried = settings(deadline=None)
"""For laws that sync files or draw thousands of numbers: on a busy machine that takes as long as it takes."""
