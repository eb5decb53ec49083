"""Figures for the same thing, side by side where they disagree."""

from __future__ import annotations

import pytest

from searcher.facts.comparison import disagreements
from searcher.facts.figures import find_figures
from searcher.facts.nearness import Passage, find_facts


def side_by_side(*texts: str) -> list[tuple[str, list[str]]]:
    """Return the units in question and the figures as printed, of texts about 红蜂驿站."""
    passages = [
        Passage(f"a{number}", 2, text, date=f"2025-04-{number:02}") for number, text in enumerate(texts, 1)
    ]
    groups = disagreements(find_facts([frozenset(["红蜂驿站"])], passages))
    return [(group.unit, [fact.figure.text for fact in group.facts]) for group in groups]


def test_different_counts_stand_side_by_side() -> None:
    """The smallest first."""
    assert side_by_side("建成红蜂驿站40余个。", "设立红蜂驿站31个。") == [("个", ["31个", "40余个"])]


def test_a_rounded_figure_agrees_with_the_exact_one() -> None:
    """43 is 40余."""
    assert side_by_side("建成红蜂驿站40余个。", "设立红蜂驿站43个。") == []


def test_figures_of_other_units_or_far_away_are_not_compared() -> None:
    """Persons are no stations, and the third clause speaks of something else."""
    assert side_by_side("红蜂驿站31个。", "红蜂驿站服务600人。") == []
    assert side_by_side("红蜂驿站31个。", "红蜂驿站启用，社区开会，街道讨论，全年办结工单947个。") == []


def test_people_are_compared_however_they_are_counted() -> None:
    """名, 位 and 人."""
    assert side_by_side("红蜂驿站有5名队员。", "红蜂驿站有7位队员。") == [("人", ["5名", "7位"])]


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("40余个", "50个", True),
        ("40余个", "60个", False),
        ("近7成", "65%", True),
        ("近7成", "71%", False),
        ("约3000吨", "3400吨", True),
        ("三分之一", "33%", False),
        ("85.05%", "85.05％", True),
        ("5—8分钟", "6分钟", True),
        ("5个", "5家", False),
    ],
)
def test_values_agree_where_they_may_be_the_same(first: str, second: str, agree: bool) -> None:
    """A paper rounds at the last digit it prints."""
    (one,), (other,) = find_figures(first), find_figures(second)
    assert one.value is not None
    assert other.value is not None
    assert (one.value.agrees(other.value), other.value.agrees(one.value)) == (agree, agree)
