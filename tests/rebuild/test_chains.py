"""Runs parted and joined where a paragraph runs across them."""

from __future__ import annotations

from index.rebuild.chains import link_joined, part_at_joins
from index.rebuild.layout import Run
from index.rebuild.lines import Line

BYLINE = (Line(1, "本报记者 云艳芳"),)
CREDIT = (Line(9, "李永建 摄"),)


def test_a_run_is_parted_before_a_paragraph_that_goes_on_from_elsewhere() -> None:
    """Paragraph 8 ends in 5, so that 5 and 6 are no part of the article of 4."""
    runs = [Run(members=[4, 5, 6], head=0, byline=BYLINE), Run(members=[8], begins=True)]

    assert part_at_joins(runs, {8: 5}) == [
        Run(members=[4], head=0, byline=BYLINE),
        Run(members=[5, 6]),
        Run(members=[8], begins=True),
    ]


def test_a_run_is_parted_after_a_paragraph_that_goes_on_elsewhere() -> None:
    """What follows 4 is another article, and the credit below it is that one's."""
    runs = [Run(members=[4, 5], head=0, credit=CREDIT), Run(members=[8])]

    assert part_at_joins(runs, {4: 8}) == [
        Run(members=[4], head=0),
        Run(members=[5], begins=True, credit=CREDIT),
        Run(members=[8]),
    ]


def test_neighbours_that_go_on_with_each_other_stay_together() -> None:
    """4 goes on in 5, which stands directly below."""
    runs = [Run(members=[4, 5])]

    assert part_at_joins(runs, {4: 5}) == runs


def test_joined_runs_are_one_in_reading_order() -> None:
    """The end of the second run stands first in the file."""
    runs = [Run(members=[2, 3]), Run(members=[7, 8], head=1, begins=True), Run(members=[9])]

    assert link_joined(runs, {8: 2}) == [
        Run(members=[7, 8, 2, 3], head=1, begins=True),
        Run(members=[9]),
    ]


def test_runs_joined_to_a_ring_are_cut_open() -> None:
    """Two pieces that each seem to go on with the other are one run, and nothing is lost."""
    assert link_joined([Run(members=[2]), Run(members=[5])], {2: 5, 5: 2}) == [Run(members=[2, 5])]
