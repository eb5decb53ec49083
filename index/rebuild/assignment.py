"""The assignment problem: the best pairing of two lists, when a pair must be worth something."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LARGEST = 48
"""Rows or columns solved at once. No newspaper page has more; a longer list is solved in stretches,
so that time stays proportional to the input whatever the input is."""


def assign(
    rows: Sequence[int],
    columns: Sequence[int],
    worth: Callable[[int, int], float],
    *,
    at_least: float = 0.0,
) -> list[tuple[int, int, float]]:
    """Pair rows with columns so that the sum of `worth` is greatest; each is used at most once.

    Returns (row, column, margin): by how much the pair is worth more than the best other choice
    of its row. Pairs worth less than `at_least` are not made.
    """
    if not rows or not columns:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    pairs: list[tuple[int, int, float]] = []
    for row_part, column_part in _stretches(rows, columns):
        table = np.array([[worth(row, column) for column in column_part] for row in row_part])
        gain = np.maximum(table - at_least, 0.0)
        for row, column in zip(*linear_sum_assignment(gain, maximize=True), strict=True):
            if gain[row, column] <= 0:
                continue
            others: list[float] = gain[row].tolist()
            value = others.pop(column)
            pairs.append((row_part[row], column_part[column], value - max(others, default=0.0)))
    return pairs


def _stretches(rows: Sequence[int], columns: Sequence[int]) -> list[tuple[Sequence[int], Sequence[int]]]:
    count = max(1, -(-min(len(rows), len(columns)) // _LARGEST))
    row_step, column_step = -(-len(rows) // count), -(-len(columns) // count)
    parts = (
        (
            rows[index * row_step : (index + 1) * row_step],
            columns[index * column_step : (index + 1) * column_step],
        )
        for index in range(count)
    )
    return [(row_part, column_part) for row_part, column_part in parts if row_part and column_part]
