"""The assignment problem: the best pairing of two lists."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from index.rebuild.assignment import assign

TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(-5, 9), min_size=width, max_size=width), min_size=1, max_size=4
    )
)


def test_the_sum_of_all_pairs_decides() -> None:
    """Row 0 takes its second best, so that row 1 gets the only column it wants."""
    worth = {(0, 7): 5.0, (0, 8): 4.0, (1, 7): 4.5, (1, 8): 0.0}

    pairs = assign([0, 1], [7, 8], lambda row, column: worth[row, column])

    assert pairs == [(0, 8, -1.0), (1, 7, 4.5)]


def test_a_pair_worth_too_little_is_not_made() -> None:
    """Nothing is paired by force, nor with an empty list."""
    assert assign([0], [0], lambda *_: 1.0, at_least=1.0) == []
    assert assign([], [0], lambda *_: 1.0) == []


@given(TABLES)
def test_no_other_pairing_is_worth_more(table: list[list[int]]) -> None:
    """Compared with all pairings there are; a pair that is worth nothing may be left out."""
    rows, columns = range(len(table)), range(len(table[0]))
    found = sum(
        table[row][column] for row, column, _ in assign(rows, columns, lambda r, c: float(table[r][c]))
    )

    chosen = permutations([*columns, *[None] * len(rows)], len(rows))
    best = max(
        sum(max(0, table[row][column]) for row, column in enumerate(choice) if column is not None)
        for choice in chosen
    )
    assert found == best


def test_a_long_list_is_paired_in_stretches() -> None:
    """Every row still finds its column where both lists have one order."""
    places = range(200)

    pairs = assign(places, places, lambda row, column: float(row == column))

    assert [(row, column) for row, column, _ in pairs] == [(place, place) for place in places]
