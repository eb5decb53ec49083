"""The figures as Markdown: for the screen, and for docs/benchmarks."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tests.bench.engines import OWN
from tests.bench.queries import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.bench.measure import Measured
    from tests.bench.outcome import Outcome

NOTHING = "–"


def format_outcome(outcome: Outcome) -> str:
    """Return all tables and notes of one run."""
    return "\n\n".join(
        [
            format_figures(outcome),
            "\n".join(f"- {note}" for note in notes(outcome)),
            format_kinds(outcome),
            format_queries(outcome),
        ]
    )


def format_figures(outcome: Outcome) -> str:
    """Return the main table: a row a figure, a column an engine, each peer's quotient in parentheses."""
    rows = [
        _row(outcome, "articles", lambda engine: f"{engine.articles:,}"),
        _row(outcome, "text, MB", lambda engine: f"{engine.text / 1e6:.1f}"),
        _row(outcome, "build, s", lambda engine: _build_seconds(outcome, engine)),
        _compared(outcome, "build, MB/s", lambda engine: engine.text / 1e6 / engine.build_seconds),
        _compared(outcome, "disk / text", lambda engine: engine.disk / engine.text),
        _compared(outcome, "build memory, MB", lambda engine: engine.build_memory / 1e6, grows=True),
        _queries(outcome, "warm query p50, ms", lambda engine: engine.warm, median),
        _queries(outcome, "warm query max, ms", lambda engine: engine.warm, max),
        _compared(outcome, "memory, all warm, MB", lambda engine: engine.warm_memory / 1e6, grows=True),
        _queries(outcome, "cold process p50, ms", lambda engine: engine.cold, median),
        _queries(outcome, "cold process max, ms", lambda engine: engine.cold, max),
        _row(
            outcome,
            "cold p50 / bare start",
            lambda engine: f"{number(median(engine.cold.values()) / outcome.bare)}",
        ),
        _compared(outcome, "memory, cold query, MB", lambda engine: engine.cold_memory / 1e6, grows=True),
        _row(outcome, "counts right", lambda engine: _right(outcome.judged(engine).values())),
    ]
    return markdown(["", *(engine.name for engine in outcome.engines)], rows)


def format_kinds(outcome: Outcome) -> str:
    """Return the median time of each kind of query, and how many of its counts are right."""
    header = ["median ms · counts right", *(_timed_name(engine) for engine in outcome.engines)]
    rows = []
    for kind in KINDS:
        numbers = [number for number, query in enumerate(outcome.queries) if query.kind == kind]
        if numbers:
            rows.append([kind, *(_kind_cell(outcome, engine, numbers) for engine in outcome.engines)])
    return markdown(header, rows)


def _timed_name(engine: Measured) -> str:
    return engine.name if engine.warm else f"{engine.name} (process)"


def _kind_cell(outcome: Outcome, engine: Measured, numbers: Sequence[int]) -> str:
    seconds = engine.warm or engine.cold
    asked = [position for position in numbers if position in seconds]
    if not asked:
        return "not available"
    judged = outcome.judged(engine)
    time = number(1000 * median(seconds[position] for position in asked))
    return f"{time} · {_right([judged[position] for position in asked if position in judged])}"


def format_queries(outcome: Outcome) -> str:
    """Return every query with its right count, and what was counted instead."""
    header = ["kind", "query", "units", "counted otherwise"]
    return markdown(header, [_query_row(outcome, position) for position in range(len(outcome.queries))])


def _query_row(outcome: Outcome, position: int) -> list[str]:
    query = outcome.queries[position]
    whole = [engine for engine in outcome.engines if not outcome.is_limited(engine)]
    # Two right counts: of the engines that look at headlines too, and of the others.
    truths = {outcome.truths[engine.name][position] for engine in whole}
    right = " or ".join(f"{truth:,}" for truth in sorted(truth for truth in truths if truth is not None))
    wrong = [
        f"{engine.name} {engine.totals[position]:,}"
        for engine in whole
        if not outcome.judged(engine).get(position, True)
    ]
    return [query.kind, str(query), right or NOTHING, ", ".join(wrong)]


def format_growth(one: Outcome, many: Outcome, times: int) -> str:
    """Return by how much the figures of each engine grow when the text does."""

    def grown(label: str, figure: Callable[[Measured], float | None]) -> list[str]:
        return [label, *(_quotient(figure(large), figure(small)) for small, large in pairs)]

    pairs = list(zip(one.engines, many.engines, strict=True))
    header = [f"{times} times the text", *(engine.name for engine in one.engines)]
    rows = [
        grown("build time", lambda engine: engine.build_seconds),
        grown("build memory", lambda engine: engine.build_memory),
        grown("disk", lambda engine: engine.disk),
        grown("warm query p50", lambda engine: median(engine.warm.values()) if engine.warm else None),
        grown("warm query max", lambda engine: max(engine.warm.values(), default=None)),
        grown("cold process p50", lambda engine: median(engine.cold.values())),
        grown("cold process max", lambda engine: max(engine.cold.values())),
        grown("memory, cold query", lambda engine: engine.cold_memory),
    ]
    return markdown(header, rows)


def notes(outcome: Outcome) -> list[str]:
    """Return what a reader of the main table has to know, each a sentence."""
    sentences = [f"{engine.name}: {engine.title}." for engine in outcome.engines]
    if outcome.own and len(outcome.engines) > 1:
        sentences.append(
            f"In parentheses: the peer's figure divided by {OWN}'s; of queries, over those both were asked."
        )
    sentences.append(
        f"Bare start: {number(1000 * outcome.bare)} ms, a Python that imports click and rich.console."
    )
    for engine in outcome.engines:
        for kind, reason in outcome.not_available[engine.name].items():
            if any(query.kind == kind for query in outcome.queries):
                sentences.append(f"{engine.name} was not asked any {kind}: {reason}.")
        if not engine.warm:
            sentences.append(f"{engine.name} answers one query a process, and so is never warm.")
        if outcome.is_limited(engine):
            sentences.append(
                f"{engine.name} was given the first {engine.articles:,} of {outcome.articles:,} articles; "
                "its figures are of these alone. Only its build time is scaled up (≈), in proportion to the "
                "text; its times of queries and its memory are compared with nothing."
            )
    builds = ", ".join(f"{engine.name} {engine.builds}" for engine in outcome.engines)
    sentences.append(f"Builds measured, of which the median is shown: {builds}.")
    return sentences


def number(value: float) -> str:
    """Write a figure with two or three digits that count, or all before the point."""
    if value >= 99.95:
        return f"{value:,.0f}"
    if value >= 9.995:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.995 else f"{value:.2g}"


def _right(judged: Iterable[bool]) -> str:
    judged = list(judged)
    return f"{sum(judged)} of {len(judged)}" if judged else NOTHING


def _row(outcome: Outcome, label: str, cell: Callable[[Measured], str]) -> list[str]:
    return [label, *map(cell, outcome.engines)]


def _build_seconds(outcome: Outcome, engine: Measured) -> str:
    if outcome.is_limited(engine):
        scaled = engine.build_seconds * outcome.text / engine.text
        return f"{number(engine.build_seconds)} (≈ {number(scaled)} for all)"
    return number(engine.build_seconds)


def _compared(
    outcome: Outcome, label: str, figure: Callable[[Measured], float], *, grows: bool = False
) -> list[str]:
    """Return a row of figures; what `grows` with the text is compared on the same text only."""

    def cell(engine: Measured) -> str:
        value = figure(engine)
        if not value:
            return NOTHING
        own = outcome.own
        if own is None or engine is own or (grows and outcome.is_limited(engine)):
            return number(value)
        return f"{number(value)} ({_quotient(value, figure(own))})"

    return _row(outcome, label, cell)


def _queries(
    outcome: Outcome,
    label: str,
    times: Callable[[Measured], Mapping[int, float]],
    summary: Callable[[Iterable[float]], float],
) -> list[str]:
    """Return a row of times of queries, in milliseconds, compared over the queries both were asked."""

    def cell(engine: Measured) -> str:
        seconds = times(engine)
        if not seconds:
            return NOTHING
        shown = number(1000 * summary(seconds.values()))
        own = outcome.own
        if own is None or engine is own or outcome.is_limited(engine):
            return shown
        ours = times(own)
        both = seconds.keys() & ours.keys()
        if not both:
            return shown
        quotient = _quotient(summary(seconds[each] for each in both), summary(ours[each] for each in both))
        return f"{shown} ({quotient})"

    return _row(outcome, label, cell)


def _quotient(value: float | None, base: float | None) -> str:
    return f"{number(value / base)} ×" if value and base else NOTHING


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table that can be read as it stands, Chinese characters counted as two columns."""
    cells = [[cell.replace("|", "\\|") for cell in row] for row in (header, *rows)]
    widths = [max(3, *(cell_len(row[column]) for row in cells)) for column in range(len(header))]
    lines = [f"| {' | '.join(map(_pad, row, widths))} |" for row in cells]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _pad(cell: str, width: int) -> str:
    return cell + " " * (width - cell_len(cell))
