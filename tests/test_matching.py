"""Where literals, wildcards and what is NEAR stand in a folded text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.query.matching import holds, matches
from searcher.query.parser import parse
from searcher.query.traversal import atoms
from tests import engines
from tests.texts import atoms_of

if TYPE_CHECKING:
    from searcher.query.tree import Atom

FEW = "哈呵a"


def atom(query: str) -> Atom:
    """Return the only atom of a query."""
    [found] = atoms(parse(query))
    return found


@pytest.mark.parametrize(
    ("query", "text", "places"),
    [
        ("党员", "党员和党员", [(0, 2), (3, 5)]),
        ("哈哈", "哈哈哈", [(0, 2), (1, 3)]),
        # A wildcard's match is the shortest from each place.
        ("双*到", "双报到双服务报到", [(0, 3), (3, 8)]),
        ("双*到", "双到", [(0, 2)]),
        ("双*到", "双一二三四五六七八九十到", [(0, 12)]),
        ("双*到", "双一二三四五六七八九十一到", []),
        ("红蜂?站", "红蜂驿站、红蜂站", [(0, 4)]),
        ("?站", "站、驿站", [(2, 4)]),
        ("红??", "红蜂驿红蜂", [(0, 3)]),
        ("流动*", "流动党员", [(0, 2)]),
        ("哈?*呵", "哈呵呵", [(0, 3)]),
        # At most so many characters between the end of the one and the beginning of the other.
        ("甲 NEAR/2 乙", "甲一二乙", [(0, 1), (3, 4)]),
        ("甲 NEAR/2 乙", "甲一二三乙", []),
        ("甲 NEAR/2 乙", "乙一甲一二三乙", [(0, 1), (2, 3)]),
        ("甲 THEN/2 乙", "乙甲", []),
        ("甲 THEN/2 乙", "乙甲乙", [(1, 2), (2, 3)]),
        # They do not overlap: one place of 哈哈 is not two.
        ("哈哈 NEAR/1 哈哈", "哈哈哈", []),
        ("哈哈 NEAR/1 哈哈", "哈哈哈哈", [(0, 2), (2, 4)]),
        ("共产党 NEAR/5 党员", "共产党员", []),
        ("(甲 OR 丙) THEN/1 乙", "丙乙甲三二乙", [(0, 1), (1, 2)]),
        # A chain goes through one and the same place.
        ("甲 THEN/1 乙 THEN/1 丙", "甲乙丙", [(0, 1), (1, 2), (2, 3)]),
        ("甲 THEN/1 乙 THEN/1 丙", "甲乙一二乙丙", []),
        # What a wildcard stands for may reach on to its neighbour.
        ("双*到 THEN/1 社区", "双报到一二报到社区", [(0, 7), (7, 9)]),
    ],
)
def test_what_is_asked_for_stands_in_these_places(
    query: str, text: str, places: list[tuple[int, int]]
) -> None:
    """Each place is given, and the text holds what is asked for where there is one."""
    found = sorted(set(matches(text, atom(query))))
    assert (found, holds(text, atom(query))) == (places, bool(places))


@given(st.text(FEW, max_size=14), atoms_of(FEW))
def test_a_text_holds_what_trying_every_place_finds(text: str, wanted: Atom) -> None:
    """Neither more nor less than all pairs of all places."""
    assert holds(text, wanted) == engines.holds(wanted, text)


@given(st.text(FEW, max_size=14), atoms_of(FEW))
def test_places_begin_where_something_takes_part(text: str, wanted: Atom) -> None:
    """Every place is one of those found by trying, and none that takes part is left out."""
    tried = {place for chain in engines.chains(wanted, text) for place in chain}
    found = set(matches(text, wanted))
    assert found <= tried
    assert {start for start, _ in found} == {start for start, _ in tried}


@pytest.mark.parametrize(
    "query",
    ["哈*哈", "哈 NEAR/1000 哈", "哈*哈*哈*哈 THEN/9 呵", "*?哈?*", "(哈 OR 哈哈) THEN/1 哈 THEN/1 呵"],
)
def test_a_text_that_repeats_itself_is_gone_through_once(query: str) -> None:
    """A hundred thousand times one character holds what its last characters hold."""
    assert holds("哈" * 100_000 + "呵", atom(query))
