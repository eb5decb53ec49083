from __future__ import annotations

from datetime import date

import pytest

from tests.bench.corpus import Article, days_covered, repeat
from tests.bench.queries import Query
from tests.bench.truth import count, counts, fold_units

ARTICLES = [
    Article("a", date(2024, 3, 1), "快递驿站", "", "骑手来了。\n社区的骑手走了。\n天气好。"),
    Article("b", date(2024, 3, 3), "社区", "", "驿站開了。\n骑手 和 驿站。"),
]


@pytest.mark.parametrize(
    ("query", "alone", "with_headlines"),
    [
        (Query("two characters", ("骑手",)), 3, 3),
        (Query("rare", ("驿站开了",)), 1, 1),
        (Query("long literal", ("骑手和驿站",)), 1, 1),
        (Query("absent", ("骑手走来",)), 0, 0),
        (Query("AND of three", ("骑手", "驿站", "社区")), 0, 2),
        (Query("OR", ("天气", "驿站"), any_of=True), 4, 4),
        (Query("NOT", ("骑手",), without=("社区",)), 2, 2),
        (Query("date range", ("骑手",), first="2024-03-02", last="2024-03-03"), 1, 1),
        (Query("question", question="骑手去哪里了"), None, None),
    ],
)
def test_counts_are_those_of_the_eye(query: Query, alone: int | None, with_headlines: int | None) -> None:
    """Folded text is compared; a headline lends its words to an AND only where that is asked."""
    units = fold_units(ARTICLES)
    assert count(units, query, reads_headlines=False) == alone
    assert count(units, query, reads_headlines=True) == with_headlines


@pytest.mark.parametrize(
    "query",
    [
        Query("two characters", ("骑手",)),
        Query("AND of three", ("骑手", "驿站", "社区")),
        Query("date range", ("骑手",), first="2024-03-02", last="2024-03-05"),
    ],
)
def test_counts_of_copies_are_the_counts_of_the_repeated_articles(query: Query) -> None:
    """Multiplying by the copies gives what counting in all of them does, shifted dates included."""
    copied = fold_units(repeat(ARTICLES, 3))
    assert counts(ARTICLES, fold_units(ARTICLES), [query], reads_headlines=True, times=3) == [
        count(copied, query, reads_headlines=True)
    ]
    assert days_covered(ARTICLES) == 3


def test_an_engine_that_was_given_the_first_articles_is_judged_by_these() -> None:
    """Units of later articles do not count."""
    query = Query("two characters", ("驿站",))
    assert counts(ARTICLES[:1], fold_units(ARTICLES), [query], reads_headlines=True, times=1) == [1]
