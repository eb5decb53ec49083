from __future__ import annotations

from dataclasses import replace

from tests.bench.measure import Measured
from tests.bench.outcome import Outcome
from tests.bench.queries import Query
from tests.bench.table import format_figures, format_growth, format_kinds, format_queries, notes, number

QUERIES = (
    Query("one character", ("蒙",)),
    Query("common", ("发展",)),
    Query("date range", ("发展",), first="2024-03-01", last="2024-03-02"),
    Query("question", question="谁来发展"),
)

OURS = Measured(
    name="searcher",
    title="searcher 1",
    articles=1000,
    text=10_000_000,
    builds=3,
    build_seconds=2.0,
    build_memory=500_000_000,
    disk=12_000_000,
    cold_memory=100_000_000,
    warm_memory=120_000_000,
    warm={0: 0.001, 1: 0.003, 3: 0.020},
    cold={0: 0.100, 1: 0.120, 3: 0.200},
    totals={0: 4624, 1: 70, 3: 90},
)

PEER = replace(
    OURS,
    name="tantivy",
    title="tantivy 2",
    build_seconds=1.0,
    build_memory=250_000_000,
    disk=30_000_000,
    cold_memory=50_000_000,
    warm_memory=60_000_000,
    warm={0: 0.0001, 1: 0.0003, 2: 0.5, 3: 0.001},
    cold={0: 0.050, 1: 0.060, 2: 0.9, 3: 0.100},
    totals={0: 343, 1: 70, 2: 7, 3: 80},
)

GREP = replace(
    PEER,
    name="ripgrep",
    title="ripgrep 3",
    warm_memory=0,
    warm={},
    cold={0: 0.01, 1: 0.02},
    totals={0: 4624, 1: 70},
)

OUTCOME = Outcome(
    articles=1000,
    text=10_000_000,
    queries=QUERIES,
    engines=(OURS, PEER, GREP),
    truths=dict.fromkeys(("searcher", "tantivy", "ripgrep"), (4624, 70, 7, None)),
    not_available={
        "searcher": {"date range": "no dates yet"},
        "tantivy": {},
        "ripgrep": {"date range": "plain text has none", "question": "it ranks nothing"},
    },
    bare=0.05,
)


def column(table: str, number: int) -> list[str]:
    """Return the cells of a column of a table, without its head."""
    return [line.split("|")[number].strip() for line in table.splitlines()[2:]]


def test_the_main_table_has_every_figure_and_the_peers_quotients() -> None:
    """Quotients of query times are over the queries both were asked, so not the peer's date range."""
    assert format_figures(OUTCOME).splitlines() == [
        "|                        | searcher | tantivy       | ripgrep       |",
        "|------------------------|----------|---------------|---------------|",
        "| articles               | 1,000    | 1,000         | 1,000         |",
        "| text, MB               | 10.0     | 10.0          | 10.0          |",
        "| build, s               | 2.00     | 1.00          | 1.00          |",
        "| build, MB/s            | 5.00     | 10.0 (2.00 ×) | 10.0 (2.00 ×) |",
        "| disk / text            | 1.20     | 3.00 (2.50 ×) | 3.00 (2.50 ×) |",
        "| build memory, MB       | 500      | 250 (0.5 ×)   | 250 (0.5 ×)   |",
        "| warm query p50, ms     | 3.00     | 0.65 (0.1 ×)  | –             |",
        "| warm query max, ms     | 20.0     | 500 (0.05 ×)  | –             |",
        "| memory, all warm, MB   | 120      | 60.0 (0.5 ×)  | –             |",
        "| cold process p50, ms   | 120      | 80.0 (0.5 ×)  | 15.0 (0.14 ×) |",
        "| cold process max, ms   | 200      | 900 (0.5 ×)   | 20.0 (0.17 ×) |",
        "| cold p50 / bare start  | 2.40     | 1.60          | 0.3           |",
        "| memory, cold query, MB | 100      | 50.0 (0.5 ×)  | 50.0 (0.5 ×)  |",
        "| counts right           | 2 of 2   | 2 of 3        | 2 of 2        |",
    ]


def test_an_engine_of_a_part_of_the_text_is_marked_and_its_queries_compared_with_nothing() -> None:
    """Its build time alone is scaled up, and visibly; rates and shares stay comparable."""
    part = replace(PEER, articles=100, text=1_000_000, disk=3_000_000)
    outcome = replace(OUTCOME, engines=(OURS, part))
    assert column(format_figures(outcome), 3) == [
        "100",
        "1.0",
        "1.00 (≈ 10.0 for all)",
        "1.00 (0.2 ×)",
        "3.00 (2.50 ×)",
        "250",
        "0.65",
        "500",
        "60.0",
        "80.0",
        "900",
        "1.60",
        "50.0",
        "2 of 3",
    ]
    assert any("tantivy was given the first 100 of 1,000 articles" in note for note in notes(outcome))


def test_without_this_project_there_are_no_quotients() -> None:
    """Peers can be measured alone."""
    assert "×" not in format_figures(replace(OUTCOME, engines=(PEER, GREP)))


def test_each_kind_has_its_time_and_how_many_counts_are_right() -> None:
    """What cannot be asked is said, never left out; an engine of one query a process shows that time."""
    assert format_kinds(OUTCOME).splitlines() == [
        "| median ms · counts right | searcher      | tantivy      | ripgrep (process) |",
        "|--------------------------|---------------|--------------|-------------------|",
        "| one character            | 1.00 · 1 of 1 | 0.1 · 0 of 1 | 10.0 · 1 of 1     |",
        "| common                   | 3.00 · 1 of 1 | 0.3 · 1 of 1 | 20.0 · 1 of 1     |",
        "| date range               | not available | 500 · 1 of 1 | not available     |",
        "| question                 | 20.0 · –      | 1.00 · –     | not available     |",
    ]


def test_every_query_is_listed_with_its_count_and_the_wrong_ones() -> None:
    """Chinese characters are two columns wide, so that the table stays one."""
    assert format_queries(OUTCOME).splitlines() == [
        "| kind          | query                      | units | counted otherwise |",
        "|---------------|----------------------------|-------|-------------------|",
        "| one character | 蒙                         | 4,624 | tantivy 343       |",
        "| common        | 发展                       | 70    |                   |",
        "| date range    | 发展 2024-03-01…2024-03-02 | 7     |                   |",
        "| question      | 谁来发展                   | –     |                   |",
    ]


def test_two_right_counts_are_both_shown() -> None:
    """With the headline as context an AND matches more units than without."""
    outcome = replace(OUTCOME, truths={**OUTCOME.truths, "tantivy": (343, 70, 7, None)})
    table = format_queries(outcome)
    assert (column(table, 3)[0], column(table, 4)[0]) == ("343 or 4,624", "")


def test_the_notes_name_what_was_not_asked_and_how_often_was_built() -> None:
    """A reader of the main table needs nothing else to judge it."""
    assert notes(OUTCOME) == [
        "searcher: searcher 1.",
        "tantivy: tantivy 2.",
        "ripgrep: ripgrep 3.",
        "In parentheses: the peer's figure divided by searcher's; of queries, over those both were asked.",
        "Bare start: 50.0 ms, a Python that imports click and rich.console.",
        "searcher was not asked any date range: no dates yet.",
        "ripgrep was not asked any date range: plain text has none.",
        "ripgrep was not asked any question: it ranks nothing.",
        "ripgrep answers one query a process, and so is never warm.",
        "Builds measured, of which the median is shown: searcher 3, tantivy 3, ripgrep 3.",
    ]


def test_growth_is_the_quotient_of_the_two_runs() -> None:
    """Ten times the text took eleven times as long, and twice the memory."""
    larger = replace(OURS, build_seconds=22.0, build_memory=1_000_000_000, warm={0: 0.002, 1: 0.006, 3: 0.02})
    grown = replace(OUTCOME, engines=(larger, PEER, GREP))
    assert format_growth(OUTCOME, grown, 10).splitlines() == [
        "| 10 times the text  | searcher | tantivy | ripgrep |",
        "|--------------------|----------|---------|---------|",
        "| build time         | 11.0 ×   | 1.00 ×  | 1.00 ×  |",
        "| build memory       | 2.00 ×   | 1.00 ×  | 1.00 ×  |",
        "| disk               | 1.00 ×   | 1.00 ×  | 1.00 ×  |",
        "| warm query p50     | 2.00 ×   | 1.00 ×  | –       |",
        "| warm query max     | 1.00 ×   | 1.00 ×  | –       |",
        "| cold process p50   | 1.00 ×   | 1.00 ×  | 1.00 ×  |",
        "| cold process max   | 1.00 ×   | 1.00 ×  | 1.00 ×  |",
        "| memory, cold query | 1.00 ×   | 1.00 ×  | 1.00 ×  |",
    ]


def test_figures_have_two_or_three_digits_that_count() -> None:
    """A microsecond is no zero, and a thousand no 1e3."""
    shown = [number(value) for value in (123456, 100, 99.94, 10, 9.99, 1, 0.5, 0.0123, 0.00004)]
    assert shown == ["123,456", "100", "99.9", "10.0", "9.99", "1.00", "0.5", "0.012", "4e-05"]
