"""What an engine does in a process of its own, so that its time and memory are its own.

    python -m tests.bench.worker build ENGINE CORPUS FOLDER
    python -m tests.bench.worker warm ENGINE FOLDER QUERIES ROUNDS
    python -m tests.bench.worker ask ENGINE FOLDER QUERY

QUERIES is a file of queries as JSON, QUERY one query. `ask` is a cold start, so nothing is
imported here that it does not need.
"""

from __future__ import annotations

import json
import sys
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from tests.bench import engines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.engines.protocol import Ask
    from tests.bench.queries import Query


def as_query(fields: dict[str, Any]) -> Any:
    """Return a query again from its JSON; `dataclasses` would add a tenth to a fast cold start."""
    return SimpleNamespace(**fields)


def time_queries(ask: Ask, queries: Sequence[Query], rounds: int) -> tuple[list[int], list[list[float]]]:
    """Ask all queries once unmeasured, then in `rounds` rounds; return totals, and seconds per round.

    Raises `RuntimeError` where an engine answers the same query with another total.
    """
    totals = [ask(query) for query in queries]
    seconds: list[list[float]] = [[] for _ in queries]
    for _ in range(rounds):
        for number, query in enumerate(queries):
            began = time.perf_counter()
            total = ask(query)
            seconds[number].append(time.perf_counter() - began)
            if total != totals[number]:
                raise RuntimeError(f"{query} was answered with {totals[number]}, then with {total}")
    return totals, seconds


def main() -> None:
    """Run the command line."""
    task, name, *arguments = sys.argv[1:]
    engine = engines.load(name)
    if task == "build":
        corpus, folder = arguments
        engine.build(corpus, folder)
    elif task == "warm":
        folder, queries_file, rounds = arguments
        with open(queries_file, encoding="utf-8") as file:
            queries = [as_query(fields) for fields in json.load(file)]
        totals, seconds = time_queries(engine.open(folder), queries, int(rounds))
        print(json.dumps({"totals": totals, "seconds": seconds}))
    else:
        folder, query = arguments
        print(engine.open(folder)(as_query(json.loads(query))))


if __name__ == "__main__":
    main()
