"""Column widths, told by the neighbours of a line."""

from __future__ import annotations

import pytest

from index.rebuild.columns import column_widths, width_habit
from index.rebuild.lines import measure


def columns(*lengths: int) -> list[tuple[float | None, float | None]]:
    widths = [measure("党" * length) for length in lengths]
    return column_widths(widths, width_habit(widths))


def test_lines_of_one_length_make_a_column() -> None:
    """The short first and last lines of paragraphs do not change its width."""
    assert columns(11, 13, 13, 5, 11, 13, 13, 13) == [(13, 13)] * 8


def test_where_the_column_changes_both_widths_are_told() -> None:
    """The width of the lines before and of the lines after."""
    assert columns(*[13] * 8, *[20] * 8)[7:9] == [(13, 20), (13, 20)]


@pytest.mark.parametrize("lengths", [(), (8,), (60, 75), (50, 80, 9, 70, 120, 66)])
def test_unwrapped_text_has_no_column(lengths: tuple[int, ...]) -> None:
    """A line too long for any column, or a single line, tells nothing of a width."""
    assert columns(*lengths) == [(None, None)] * len(lengths)
