"""One of those who read: asks, again and again, and holds every answer against one version."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import searcher
from index.check import check
from index.errors import ArchiveError
from tests.brute_force import BruteForce
from tests.company.versions import Versions
from tests.company.writer import DONE
from tests.crash.papers import STAMP, WORDS

if TYPE_CHECKING:
    from searcher import Archive
    from tests.crash.papers import State

HELD = 4.0
"""Seconds for which one who keeps an archive open does."""

READY = "ready-"
"""What begins the names of the files by which readers say that they are ready."""

LONGEST = 400
"""Characters of what is said of a fault."""

COMMAND = "from searcher.cli import main; main()"

KINDS = ("opening", "opening", "holding", "opening", "command", "opening", "holding", "checking")
"""What the first, the second … reader does."""


class WrongAnswerError(AssertionError):
    """An answer that is not that of one version."""


class Reader:
    """Reads the archive in `root/archive` in one of several ways."""

    def __init__(self, root: Path, kind: str, seed: int) -> None:
        self._root = root
        self._folder = root / "archive"
        self._kind = kind
        self._rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._versions = Versions(root / "versions")
        self._latest = 0
        self.counts: Counter[str] = Counter()
        self.numbers: set[int] = set()

    def read(self) -> None:
        """Do once what this kind of reader does."""
        match self._kind:
            case "opening":
                with searcher.open(self._folder) as archive:
                    self._see(self._ask(archive))
            case "holding":
                self._hold()
            case "command":
                self._run()
            case "checking":
                findings = check(self._folder)
                self.counts["answers"] += 1
                if findings.problems:
                    raise WrongAnswerError(f"the check says {findings.problems}")

    def _see(self, number: int) -> None:
        """Take note of a version; none is older than the one before."""
        if number < self._latest:
            raise WrongAnswerError(f"version {number} after version {self._latest}")
        self._latest = number
        self.numbers.add(number)

    def _hold(self) -> None:
        with searcher.open(self._folder) as archive:
            until = time.monotonic() + HELD
            first = self._ask(archive)
            self._see(first)
            while time.monotonic() < until and not (self._root / DONE).exists():
                number = self._ask(archive)
                if number != first:
                    raise WrongAnswerError(f"version {number} from an archive that had {first}")

    def _ask(self, archive: Archive) -> int:
        """Ask an archive everything; return its version."""
        stamp = archive.article(STAMP)
        if stamp is None or stamp.page is None:
            raise WrongAnswerError("the article that is in every version is not there")
        number = int(stamp.page)
        state = self._versions[number]
        self._compare_hits(archive.search("版", mode="exact", limit=1_000_000).as_dict(), "版", state)
        query = self._some_query(state)
        answer = archive.search(f'"{query}"', mode="exact", limit=1_000_000, sort="newest", facets=("paper",))
        self._compare_hits(answer.as_dict(), query, state)
        self._compare_article(archive, state)
        self._compare_names(archive, state)
        facts = archive.facts("红蜂驿站", limit=5).facts
        if strange := [fact for fact in facts if fact.sentence not in _text(state, fact.article, fact.unit)]:
            raise WrongAnswerError(f"version {number}: facts of another: {strange}")
        self.counts["answers"] += 5
        return number

    def _some_query(self, state: State) -> str:
        articles = list(state.values())
        text = self._rng.choice([unit.text for unit in self._rng.choice(articles).units if unit.text])
        runs = re.findall(r"\w+", text)
        run = str(self._rng.choice(runs))
        begin = self._rng.randrange(len(run))
        return run[begin : begin + self._rng.randint(2, 6)]

    def _compare_hits(self, answer: dict[str, Any], query: str, state: State) -> None:
        oracle = BruteForce(state.values())
        places = [
            (article.id, unit.number, unit.text) for article in state.values() for unit in article.units
        ]
        right = {places[place] for place in oracle.holding(query).tolist()}
        hits = [(hit["article"], hit["unit"], hit["text"]) for hit in answer["hits"]]
        counts = (answer["total"], answer["articles"], len(hits))
        if set(hits) != right or counts != (len(right), len({hit[0] for hit in right}), len(right)):
            raise WrongAnswerError(f"{query} finds {counts}, {sorted(set(hits) ^ right)[:5]}")
        for count in answer.get("facets", {}).get("paper", ()):
            units = sum(state[hit[0]].paper == count["value"] for hit in right)
            if count["units"] != units:
                raise WrongAnswerError(f"{query} finds {count}, not {units}")

    def _compare_article(self, archive: Archive, state: State) -> None:
        last = max(int(key[1:]) for key in state if re.fullmatch(r"a\d+", key))
        key = f"a{self._rng.randint(1, last + 1)}"
        if archive.article(key) != state.get(key):
            raise WrongAnswerError(f"article {key} is {archive.article(key)}, not {state.get(key)}")

    def _compare_names(self, archive: Archive, state: State) -> None:
        (name,) = [word.strip("“”") for word in WORDS if word.startswith("“")]
        found = {each.text: each.articles for each in archive.names(name, limit=5).names}
        right = sum(any(f"“{name}”" in unit.text for unit in article.units) for article in state.values())
        if found.get(name, 0) != right:
            raise WrongAnswerError(f"{name} is a name of {found.get(name, 0)} articles, not of {right}")

    def _run(self) -> None:
        """Ask by the command, in a process of its own."""
        arguments = [
            "--archive",
            str(self._folder),
            "版",
            "--format",
            "json",
            "--limit",
            "1000000",
            "--exact",
        ]
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", COMMAND, *arguments], capture_output=True, text=True, check=False
        )
        if done.returncode or done.stderr:
            raise WrongAnswerError(f"the command ended with {done.returncode}: {done.stderr}")
        answer = json.loads(done.stdout)
        (number,) = {int(hit["page"]) for hit in answer["hits"] if hit["article"] == STAMP}
        self._compare_hits(answer, "版", self._versions[number])
        self.counts["answers"] += 1
        self._see(number)


def _text(state: State, article: str, unit: int) -> str:
    return state[article].units[unit].text if article in state else ""


def main(root: Path, kind: str, seed: int) -> dict[str, Any]:
    """Read until nothing is written any more, and once after that; return what was counted, and errors."""
    reader = Reader(root, kind, seed)
    errors: list[str] = []
    (root / f"{READY}{seed}").touch()
    while not (root / "archive" / "archive.json").exists() and not (root / DONE).exists():
        time.sleep(0.01)
    is_last = False
    while not is_last:
        is_last = (root / DONE).exists()
        try:
            reader.read()
        except WrongAnswerError as wrong:
            reader.counts["wrong"] += 1
            errors.append(f"{kind}: {wrong}"[:LONGEST])
        except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
            reader.counts["errors"] += 1
            errors.append(f"{kind}: {error!r}"[:LONGEST])
            if not isinstance(error, ArchiveError):
                traceback.print_exc()
    return {"kind": kind, **reader.counts, "versions": sorted(reader.numbers), "what": errors[:5]}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))
