"""All processes of a run, one at a time, and what they cost.

Engines take turns, so that whatever else the machine does meets all of them alike; every figure is
a median over the turns.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench import engines
from tests.bench.corpus import repeat, text_bytes, write_articles
from tests.bench.machine import ROOT

if TYPE_CHECKING:
    from tests.bench.corpus import Article
    from tests.bench.engines.protocol import Engine
    from tests.bench.queries import Query

LAUNCHER = Path(__file__).with_name("launch.py")

SAMPLING_SECONDS = 0.05
"""How often the memory of all processes of a build is looked at."""

LONG_BUILD_SECONDS = 60.0
"""A build that takes longer is measured once: what varies between builds no longer counts."""

WARM_ROUNDS = 5

BARE_START = [sys.executable, "-c", "import click, rich.console"]
"""The least that a Python command with colours can cost; a cold query is compared with it."""

Say = Callable[[str], None]


class MeasuringError(Exception):
    """A process of an engine failed; the message ends with what it said."""


@dataclass(frozen=True, slots=True)
class Process:
    """One process that ended: wall seconds, peak bytes of it and its children, standard output."""

    seconds: float
    peak: int
    output: str


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one engine. Seconds are medians, `builds` of how many; memory in peak bytes.

    `warm` and `cold` are seconds by the position of the query; `totals` what it answered there. A
    query that the engine cannot be asked is in none of them. `warm` is empty for an engine that
    does not stay open. `articles` is how many it was given, `text` their size in UTF-8 bytes.
    """

    name: str
    title: str
    articles: int
    text: int
    builds: int
    build_seconds: float
    build_memory: int
    disk: int
    cold_memory: int
    warm_memory: int
    warm: Mapping[int, float]
    cold: Mapping[int, float]
    totals: Mapping[int, int]


def run(command: Sequence[str], *, sampling: float = 0.0, good: frozenset[int] = frozenset({0})) -> Process:
    """Run a command to its end through the launcher.

    `sampling` is how often, in seconds, the memory of all its processes is added up; 0: only the
    largest process counts. Raises `MeasuringError` for an exit status that is not `good`.
    """
    with tempfile.NamedTemporaryFile(prefix="bench-") as report:
        launcher = [sys.executable, "-I", "-S", str(LAUNCHER), report.name, str(sampling)]
        ended = subprocess.run(
            [*launcher, *command], cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False
        )
        written = Path(report.name).read_text(encoding="ascii").split()
    if not written or int(written[2]) not in good:
        status = written[2] if written else "no process"
        raise MeasuringError(f"{' '.join(command)[:300]} ended with {status}: {ended.stderr.strip()[-2000:]}")
    return Process(float(written[0]), int(written[1]), ended.stdout)


def _environment() -> dict[str, str]:
    """Leave out what a developer sets for Python: without bytecode files a cold start compiles itself."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


FOUND_OR_NOT = frozenset({0, 1})
"""What a search may end with, as grep does."""


def disk_bytes(folder: Path) -> int:
    """Return the size of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def available(engine: Engine, queries: Sequence[Query]) -> dict[int, Query]:
    """Return the queries that an engine can be asked, by their position."""
    return {
        position: query for position, query in enumerate(queries) if query.kind not in engine.not_available
    }


class Bench:
    """One run of several engines over the same articles and queries.

    `limits` gives engines that are too slow for all articles the first so many of them instead.
    `work` is a folder for corpora and indexes, on a real disk.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        queries: Sequence[Query],
        names: Sequence[str],
        work: Path,
        *,
        times: int = 1,
        repeats: int = 3,
        limits: Mapping[str, int] | None = None,
        say: Say = lambda _: None,
    ) -> None:
        self.queries = queries
        self.names = names
        self.work = work
        self.times = times
        self.repeats = repeats
        self.say = say
        self.engines = {name: engines.load(name) for name in names}
        self.articles = {name: list(articles[: (limits or {}).get(name, len(articles))]) for name in names}
        self.asked = {name: available(self.engines[name], queries) for name in names}
        self.builds: dict[str, list[Process]] = defaultdict(list)

    def run(self) -> tuple[list[Measured], float]:
        """Measure everything; return the figures of each engine, and the seconds of a bare start."""
        self._build_all()
        disk = {name: disk_bytes(self._folder(name)) for name in self.names}
        warm = {name: self._warm(name) for name in self.names}
        cold, bare = self._cold()
        measured = []
        for name in self.names:
            warm_memory, warm_seconds, totals = warm[name]
            if not self.engines[name].stays_open:
                totals = {number: int(runs[0].output or 0) for number, runs in cold[name].items()}
            measured.append(
                Measured(
                    name=name,
                    title=self.engines[name].title(),
                    articles=len(self.articles[name]) * self.times,
                    text=text_bytes(self.articles[name]) * self.times,
                    builds=len(self.builds[name]),
                    build_seconds=median(build.seconds for build in self.builds[name]),
                    build_memory=round(median(build.peak for build in self.builds[name])),
                    disk=disk[name],
                    cold_memory=max(process.peak for runs in cold[name].values() for process in runs),
                    warm_memory=warm_memory,
                    warm=warm_seconds,
                    cold={
                        number: median(process.seconds for process in runs)
                        for number, runs in cold[name].items()
                    },
                    totals=totals,
                )
            )
        return measured, bare

    def _folder(self, name: str) -> Path:
        return self.work / name

    def _corpus(self, name: str) -> Path:
        """Return the file an engine builds from; engines of the same articles share it."""
        path = self.work / f"{len(self.articles[name])}.jsonl"
        if not path.exists():
            write_articles(repeat(self.articles[name], self.times), path)
        return path

    def _build_all(self) -> None:
        for turn in range(self.repeats):
            for name in self.names:
                done = self.builds[name]
                if done and done[0].seconds > LONG_BUILD_SECONDS:
                    continue
                self.say(f"{name}: build {turn + 1} of {self.repeats}")
                corpus = self._corpus(name)
                shutil.rmtree(self._folder(name), ignore_errors=True)
                self._folder(name).mkdir()
                command = _worker("build", name, corpus, self._folder(name))
                done.append(run(command, sampling=SAMPLING_SECONDS))

    def _warm(self, name: str) -> tuple[int, dict[int, float], dict[int, int]]:
        """Return peak memory, median seconds and totals of one process that is asked everything."""
        if not self.engines[name].stays_open:
            return 0, {}, {}
        self.say(f"{name}: {len(self.asked[name])} queries in one process")
        file = self.work / "queries.json"
        file.write_text(
            json.dumps([asdict(query) for query in self.asked[name].values()], ensure_ascii=False),
            encoding="utf-8",
        )
        process = run(_worker("warm", name, self._folder(name), file, WARM_ROUNDS))
        answer = json.loads(process.output)
        seconds = dict(zip(self.asked[name], map(median, answer["seconds"]), strict=True))
        return process.peak, seconds, dict(zip(self.asked[name], answer["totals"], strict=True))

    def _cold(self) -> tuple[dict[str, dict[int, list[Process]]], float]:
        """Ask every query in a process of its own, in turns; the first turn, unmeasured, fills caches."""
        commands = {
            name: {
                number: self.engines[name].command(str(self._folder(name)), query)
                for number, query in self.asked[name].items()
            }
            for name in self.names
        }
        for name in self.names:
            run(next(iter(commands[name].values())), good=FOUND_OR_NOT)
        measured: dict[str, dict[int, list[Process]]] = {name: defaultdict(list) for name in self.names}
        bare = []
        for turn in range(self.repeats):
            self.say(f"cold processes, turn {turn + 1} of {self.repeats}")
            for number in range(len(self.queries)):
                bare.append(run(BARE_START).seconds)
                for name in self.names:
                    if number in commands[name]:
                        process = run(commands[name][number], good=FOUND_OR_NOT)
                        measured[name][number].append(process)
        return measured, median(bare)


def _worker(task: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", "tests.bench.worker", task, *map(str, arguments)]
