from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.bench.articles import fixture_articles
from tests.bench.corpus import Article, CorpusError
from tests.bench.queries import KINDS, Query, as_json, choose, spread
from tests.bench.truth import FoldedUnits, count, fold_units, frequency


@pytest.fixture(scope="module")
def units() -> FoldedUnits:
    """Return the folded units of the fixtures."""
    return fold_units(fixture_articles())


def test_the_same_corpus_gives_the_same_queries(units: FoldedUnits) -> None:
    """Chosen twice, from texts read twice, they are equal; another seed chooses others."""
    assert choose(units) == choose(fold_units(fixture_articles()))
    assert choose(units) != choose(units, seed=1)


def test_there_are_forty_queries_of_all_kinds_each_once(units: FoldedUnits) -> None:
    """Even 26 short articles have as many as a benchmark needs."""
    queries = choose(units)
    assert len(queries) >= 40
    assert {query.kind for query in queries} == set(KINDS)
    assert max(Counter(queries).values()) == 1


def test_each_kind_is_what_its_name_says(units: FoldedUnits) -> None:
    """Absent literals stand nowhere, all others somewhere; the common ones more often than the rare."""
    queries = [query for query in choose(units) if query.kind != "question"]
    found = {query: count(units, query, reads_headlines=False) or 0 for query in queries}
    assert {query.kind for query in queries if not found[query]} == {"absent"}
    common, rare = ([found[query] for query in queries if query.kind == kind] for kind in ("common", "rare"))
    assert sum(rare) < sum(common)
    assert min(common) >= max(rare)
    lengths = {query.kind: {len(word) for word in query.words} for query in queries}
    assert lengths["one character"] == {1}
    assert lengths["two characters"] == {2}
    assert min(lengths["long literal"]) >= 12


def test_absent_literals_are_made_of_words_that_are_there(units: FoldedUnits) -> None:
    """So that an index cannot answer by its list of words alone."""
    absent = [query.words[0] for query in choose(units) if query.kind == "absent"]
    assert all(frequency(units, text[:2]) and frequency(units, text[2:]) for text in absent)


def test_a_corpus_without_dates_has_no_date_range() -> None:
    """The kind is left out, the others stay."""
    undated = [replace(article, date=None) for article in fixture_articles()]
    assert {query.kind for query in choose(fold_units(undated))} == {*KINDS} - {"date range"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no Chinese at all", "no Chinese text to choose queries from"),
        ("社区", "the corpus is too small for a query of the kind common"),
    ],
)
def test_a_corpus_without_queries_is_an_error(text: str, message: str) -> None:
    """A table of fewer kinds would be compared with one of all."""
    with pytest.raises(CorpusError, match=message):
        choose(fold_units([Article("a", None, "", "", text)]))


def test_spreading_takes_both_ends_and_what_is_between() -> None:
    """Four of ten, evenly; of fewer than wanted, all."""
    assert spread(range(10), 4) == [0, 3, 6, 9]
    assert spread(range(2), 4) == [0, 1]


def test_a_query_shows_itself_and_travels_as_json() -> None:
    """What is printed has all that is asked."""
    query = Query(
        "NOT", ("骑手", "驿站"), any_of=True, without=("社区",), first="2024-03-01", last="2024-03-02"
    )
    assert str(query) == "骑手 OR 驿站 -社区 2024-03-01…2024-03-02"
    assert as_json(Query("question", question="骑手去哪里")) == (
        '{"kind": "question", "words": [], "any_of": false, "without": [], '
        '"first": "", "last": "", "question": "骑手去哪里"}'
    )
