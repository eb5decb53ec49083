"""A lexicon out of the files of the installed jieba, which is not imported for it.

`import jieba` would announce the end of pkg_resources, and its own reader builds what it needs for cutting.
Both files are read as jieba reads them (`jieba.Tokenizer.gen_pfdict`, `jieba.finalseg.load_model`).
"""

from __future__ import annotations

import math
import re
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.columnar.container import write_container
from index.lexicon import FILE, IMPOSSIBLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.columnar.arrays import NewColumns

_STATES = "BEMS"

# All that is ever cut with it; jieba's other words, as T恤 and 卡拉OK, have letters in them.
_HAN_WORD = re.compile("[\u4e00-\u9fd5]+")


def write_lexicon(folder: Path) -> None:
    """Write the lexicon of the installed jieba into the folder of an index.

    Raises `ArchiveError` where the file system refuses.
    """
    write_container(folder / FILE, _columns())


@cache
def _columns() -> NewColumns:
    package = _package()
    frequencies, total = _read_dictionary(package / "dict.txt")
    return {**_dictionary_columns(frequencies, total), **_model_columns(package / "finalseg")}


def _package() -> Path:
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'jieba'", name="jieba")
    return Path(spec.origin).parent


def _read_dictionary(path: Path) -> tuple[dict[str, int], int]:
    """Return the frequency of each word, and the sum of all, in which a repeated line counts again."""
    frequencies: dict[str, int] = {}
    total = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, digits, _ = line.split(" ", 2)
            frequencies[word] = frequency = int(digits)
            total += frequency
    return frequencies, total


def _dictionary_columns(frequencies: dict[str, int], total: int) -> NewColumns:
    words = {
        word: frequency for word, frequency in frequencies.items() if frequency and _HAN_WORD.fullmatch(word)
    }
    distinct = sorted({1, *words.values()})
    columns: NewColumns = {
        "weights": np.array([math.log(frequency) - math.log(total) for frequency in distinct])
    }
    place_of = {frequency: place for place, frequency in enumerate(distinct)}
    by_length: dict[int, list[str]] = {}
    for word in sorted(words):
        by_length.setdefault(len(word), []).append(word)
    for length, group in by_length.items():
        columns[f"words.{length}"] = _characters(group).reshape(len(group), 2 * length)
        columns[f"weights.{length}"] = np.array([place_of[words[word]] for word in group], np.uint16)
    return columns


def _model_columns(folder: Path) -> NewColumns:
    start = _load(folder, "prob_start")
    transitions = _load(folder, "prob_trans")
    emissions = _load(folder, "prob_emit")
    known = sorted(set().union(*emissions.values()))
    return {
        "model.characters": np.array([ord(character) for character in known], np.uint16),
        "model.emissions": np.array(
            [[emissions[state].get(character, IMPOSSIBLE) for state in _STATES] for character in known]
        ),
        "model.start": np.array([start[state] for state in _STATES]),
        "model.transitions": np.array(
            [[transitions[state].get(following, IMPOSSIBLE) for following in _STATES] for state in _STATES]
        ),
    }


def _load(folder: Path, name: str) -> dict[str, Any]:
    """Return the table in one of jieba's modules."""
    spec = spec_from_file_location(name, folder / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named 'jieba.finalseg.{name}'", name=f"jieba.finalseg.{name}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: dict[str, Any] = module.P
    return table


def _characters(words: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("".join(words).encode("utf-16-be"), np.uint8)
