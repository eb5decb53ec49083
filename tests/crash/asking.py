"""An archive asked for all it holds, and compared with what it should hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import searcher
from index import archive as archives
from index.check import check
from index.columnar.snapshot import EXTENSION, latest_generation, read_table
from index.lexicon import FILE
from tests.brute_force import BruteForce
from tests.crash.papers import joined, outermost

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from random import Random

    from searcher import Archive
    from tests.crash.papers import Holdings, State


class WrongError(AssertionError):
    """An archive is not what it should be."""


def ask(folder: Path, known: Iterable[State], rng: Random, queries: int) -> State:
    """Return all articles of an archive, of those whose ids stand in `known`; there may be no others.

    Asked for are every article by its id, and so many substrings of all texts that it has or had, whose
    units are found by going through the texts. Raises `WrongError` where an answer is not right, where the
    check finds a problem, and whatever opening it raises.
    """
    known = list(known)
    findings = check(folder)
    if findings.problems:
        raise WrongError(f"the check says {findings.problems}")
    ids = sorted({key for state in known for key in state})
    with searcher.open(folder) as archive:
        found = {key: article for key in ids if (article := archive.article(key)) is not None}
        units = sum(len(article.units) for article in found.values())
        if (findings.articles, findings.units) != (len(found), units):
            raise WrongError(
                f"{findings.articles} articles of {findings.units} units are there, "
                f"{len(found)} of {units} are known"
            )
        _ask_for_substrings(archive, found, known, rng, queries)
    return found


def _ask_for_substrings(
    archive: Archive, found: State, known: list[State], rng: Random, queries: int
) -> None:
    oracle = BruteForce(found.values())
    places = [(article.id, unit.number) for article in found.values() for unit in article.units]
    texts = [
        unit.text for state in known for article in state.values() for unit in article.units if unit.text
    ]
    for query in ["版", *(_substring(rng.choice(texts), rng) for _ in range(queries if texts else 0))]:
        expected = {places[number] for number in oracle.holding(query).tolist()}
        results = archive.search(f'"{query}"', limit=1_000_000, mode="exact")
        answer = [(hit.article, hit.unit) for hit in results]
        shown = {(hit.article, hit.unit): hit.text for hit in results}
        right = {place: found[place[0]].units[place[1]].text for place in expected}
        if shown != right or results.total != len(answer) or len(answer) != len(right):
            raise WrongError(f"{query!r} finds {sorted(shown)} of {results.total}, not {sorted(right)}")


def _substring(text: str, rng: Random) -> str:
    """Return some characters of a text that mean nothing else in a query."""
    runs = re.findall(r"\w+", text)
    run: str = rng.choice(runs or ["版"])
    begin = rng.randrange(len(run))
    return run[begin : begin + rng.choice((1, 2, 2, 3, 4, 5, 8))]


def which(found: State, old: Holdings, new: Holdings, *, in_steps: bool = False) -> str:
    """Say whether an archive holds what it held before an operation, or what it should hold after it.

    One that takes effect `in_steps` may also stand between: each file as before or as after. Raises
    `WrongError` where it is neither.
    """
    if found == joined(new):
        return "new"
    if found == joined(old):
        return "old"
    if in_steps and _is_between(found, old, new):
        return "between"
    raise WrongError(f"neither the old nor the new state: {_difference(found, joined(old), joined(new))}")


def _is_between(found: State, old: Holdings, new: Holdings) -> bool:
    """Say whether every file is as it was or as it is to be."""
    by_file: Holdings = {}
    for key, article in found.items():
        by_file.setdefault(outermost(article.file), {})[key] = article
    return all(
        by_file.get(file, {}) in (old.get(file, {}), new.get(file, {})) for file in {*by_file, *old, *new}
    )


def _difference(found: State, old: State, new: State) -> str:
    lost = sorted(key for key in old if key in new and key not in found)
    strange = sorted(key for key, article in found.items() if article not in (old.get(key), new.get(key)))
    return f"{len(found)} articles of {len(old)} before and {len(new)} after; lost {lost}, strange {strange}"


def mark(folder: Path) -> tuple[str, int]:
    """Return which index is the archive's current one, and its generation; `("", -1)` without one."""
    state = archives.read_state(folder)
    return ("", -1) if state is None else (state.folder, latest_generation(folder / state.folder))


def strays(folder: Path) -> list[str]:
    """Return the files and folders of an archive that are none of its current generation's."""
    state = archives.read_state(folder)
    own = {"archive.json", "lock"}
    if state is not None:
        generation = latest_generation(folder / state.folder)
        names = [f"_MAIN_{generation}.toc", f"segments-{generation}.json", f"sources-{generation}.json", FILE]
        names += [entry.name + EXTENSION for entry in read_table(folder / state.folder, generation)]
        own |= {state.folder, *(f"{state.folder}/{name}" for name in names)}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    return sorted(there ^ own)


def disk(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
