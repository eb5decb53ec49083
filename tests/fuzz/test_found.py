"""Every input that a target once failed on, and every seed: nothing is wrong with them any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fuzz import target as targets
from tests.fuzz.limits import limited

if TYPE_CHECKING:
    from pathlib import Path


MOST_SEEDS = 80


@pytest.mark.parametrize("name", targets.NAMES)
def test_the_seeds_pass(name: str) -> None:
    """What a target begins with passes it: there is at least one, and of many about so many are run."""
    target = targets.load(name)
    seeds = list(target.seeds())
    seeds = seeds[:: -(-len(seeds) // MOST_SEEDS)]
    with limited(target.megabytes, target.seconds * len(seeds)):
        for seed in seeds:
            target.run(seed)
    assert seeds


FOUND = [
    pytest.param(name, path, id=f"{name}/{path.name}")
    for name in targets.NAMES
    for path in targets.found(name)
]


@pytest.mark.parametrize(("name", "path"), FOUND)
def test_what_was_found_is_mended(name: str, path: Path) -> None:
    """Each input raises nothing, within the memory and the time that any input may take."""
    target = targets.load(name)
    with limited(target.megabytes, target.seconds):
        target.run(path.read_bytes())
