"""Symbols side by side, found in the bytes of texts: against a look at each text."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.columnar import scan
from index.columnar.text import TextColumn, encode

FREQUENT = "".join(map(chr, range(0x4E00, 0x4E00 + 400))) * 3
"""Makes whatever else a text has rare, so that it takes two bytes."""

texts = st.lists(st.text("一丁𠮷蒙国红", max_size=30), max_size=12)
literals = st.text("一丁𠮷蒙国红", min_size=1, max_size=5)


def column_of(units: list[str]) -> TextColumn:
    code_points = np.frombuffer("".join(units).encode("utf-32-le"), np.uint32)
    return TextColumn(encode(code_points, np.array(list(map(len, units)), np.uint32)))


@given(texts, literals, st.sampled_from([1, 4, 64]))
def test_frequent_symbols_are_found_wherever_they_stand(units: list[str], literal: str, width: int) -> None:
    """In rows of any width; the last text is only there to be looked over the end of."""
    units = [*units, "末" * 4_000]
    assert found_in(units, literal, width) == [literal in unit for unit in units]


@given(texts, literals, st.sampled_from([1, 4, 64]))
def test_of_rare_symbols_nothing_is_found_that_is_not_there(
    units: list[str], literal: str, width: int
) -> None:
    """One whose first byte another rare symbol has too may be passed over, but never taken for it."""
    units = [*units, FREQUENT, "末" * 4_000]
    found = found_in(units, literal, width)
    assert [
        unit for unit, is_found in zip(units, found, strict=True) if is_found and literal not in unit
    ] == []


def found_in(units: list[str], literal: str, width: int) -> list[bool]:
    """Say of each text whether a literal was found in it, in rows of so many bytes at first."""
    column = column_of(units)
    alphabet = column.alphabet.tolist()
    choices = [
        np.array([alphabet.index(ord(character))] if ord(character) in alphabet else [], np.uint32)
        for character in literal
    ]
    with patch.object(scan, "WIDTH", width):
        found: list[bool] = scan.find_side_by_side(
            column, np.arange(len(units), dtype=np.uint32), choices
        ).tolist()
    return found


def test_a_choice_of_several_symbols_is_any_of_them() -> None:
    """国 or 國, then 红: as a literal is printed by different hands."""
    units = ["中国红", "中國红", "中红国", "x" * 200]
    column = column_of(units)
    symbol_of = {chr(code_point): symbol for symbol, code_point in enumerate(column.alphabet.tolist())}
    choices = [np.array([symbol_of["国"], symbol_of["國"]]), np.array([symbol_of["红"]])]
    found = scan.find_side_by_side(column, np.arange(4, dtype=np.uint32), choices)
    assert found.tolist() == [True, True, False, False]


def test_an_escape_is_told_by_its_second_byte() -> None:
    """Of two rare symbols with one first byte, only the one asked for is found."""
    rare = [chr(0x5E00 + number) for number in range(400)]
    units = [FREQUENT, *rare, "尾" * 200]
    column = column_of(units)
    symbol = column.alphabet.tolist().index(ord(rare[7]))
    assert symbol >= column.plain
    found = scan.find_side_by_side(column, np.arange(len(units), dtype=np.uint32), [np.array([symbol])])
    assert np.flatnonzero(found).tolist() == [1 + 7]
