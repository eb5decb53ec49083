"""The words of a short text, cut as jieba cuts it, without reading jieba's dictionary.

jieba and rjieba build a dictionary of 349,000 words in memory before they cut the first run: five times
as long as a whole search takes. A lexicon is the same dictionary as sorted columns on a memory map. A run
of n characters is cut with one binary search for each of its places and each length of words, so opening
reads nothing and a query touches a few pages.

The algorithm is jieba's (https://github.com/fxsjy/jieba, `jieba/__init__.py` and `jieba/finalseg`): of all
ways to make a run of dictionary words the most probable one; what it leaves in single characters side by
side goes to a hidden Markov model, each character being the beginning, the middle or the end of a word or a
word of its own. Every sum is added up in jieba's order and every tie goes where jieba's goes, so that the
words are equal, not only alike.

Columns:

    words.N            u1 [words of N characters, 2·N]   ascending; two bytes a character, the high one first
    weights.N          u2               of each word of N characters, where in `weights` its own stands
    weights            f8               ln(frequency / sum of all frequencies), ascending from the frequency 1
    model.characters   u2               the characters that the model knows, ascending
    model.emissions    f8 [characters, 4]   ln P(character | state), a column for each state from BEGIN on
    model.start        f8 [4]           ln P(first state)
    model.transitions  f8 [4, 4]        ln P(next state | state), a row for each state
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from index.characters import RUN_BREAK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.columnar.arrays import Columns

FILE = "lexicon.columns"
"""The name of the file in the folder of an index."""

BEGIN, END, MIDDLE, SINGLE = range(4)
"""The states, in the order of jieba's letters B, E, M, S, which decides between equal probabilities."""

IMPOSSIBLE = -3.14e100
"""jieba's ln P of what its model has never seen. Not minus infinity: sums of it still differ."""

_PREDECESSORS = ((END, SINGLE), (BEGIN, MIDDLE), (BEGIN, MIDDLE), (END, SINGLE))
"""Of each state those that can stand before it."""


class Lexicon:
    """A dictionary and a model of the words that it does not have."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._lengths = sorted(
            int(name.removeprefix("words.")) for name in columns if name.startswith("words.")
        )

    def cut(self, runs: str) -> list[str]:
        """Cut runs of characters from U+4E00 to U+9FD5, `RUN_BREAK` between them, into words.

        Joined, they are the same again. Takes time linear in the length of the runs, and much less for all
        of them together than for one after the other.
        """
        words: list[str] = []
        bounds = self._most_probable_bounds(runs)
        # Where single characters stand side by side, the dictionary had no better word for them.
        first = 0
        for start, stop in pairwise(bounds):
            if stop - start > 1 or runs[start] == RUN_BREAK:
                words += self._cut_unknown(runs[first:start])
                words.append(runs[start:stop])
                first = stop
        words += self._cut_unknown(runs[first:])
        return words

    def _most_probable_bounds(self, runs: str) -> list[int]:
        """Return where the words of the most probable route begin, and where the last one ends."""
        words_at = self._words_at(runs)
        unknown = float(self._columns["weights"][0])
        scores = [0.0] * (len(runs) + 1)
        ends = [0] * len(runs)
        for start in range(len(runs) - 1, -1, -1):
            if runs[start] == RUN_BREAK:
                # Each run is added up from its own end on, as if nothing stood behind it.
                ends[start] = start + 1
                continue
            words = words_at[start] or [(unknown, start + 1)]
            scores[start], ends[start] = max((weight + scores[end], end) for weight, end in words)
        bounds = [0]
        while bounds[-1] < len(runs):
            bounds.append(ends[bounds[-1]])
        return bounds

    def _words_at(self, run: str) -> list[list[tuple[float, int]]]:
        """Return for every place in some runs the words of the dictionary there: weight and end."""
        words_at: list[list[tuple[float, int]]] = [[] for _ in run]
        encoded = run.encode("utf-16-be")
        for length in self._lengths:
            pieces = len(run) - length + 1
            if pieces < 1:
                break
            starts, numbers = self._find(length, np.ndarray(pieces, f"S{2 * length}", encoded, strides=2))
            weights = self._columns["weights"][self._columns[f"weights.{length}"][numbers]]
            for start, weight in zip(starts.tolist(), weights.tolist(), strict=True):
                words_at[start].append((weight, start + length))
        return words_at

    def _find(self, length: int, wanted: NDArray[np.bytes_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return which of some pieces of one length are words of the dictionary, and their numbers.

        Byte strings of one size are compared as memory is, which is the order of characters.
        """
        words = self._columns[f"words.{length}"].view(wanted.dtype)[:, 0]
        numbers = words.searchsorted(wanted)
        found = np.flatnonzero(words.take(numbers, mode="clip") == wanted)
        return found, numbers[found]

    def _cut_unknown(self, run: str) -> list[str]:
        """Cut what the most probable route leaves in single characters."""
        if len(run) < 2 or self._is_word(run):
            return list(run)
        words = []
        first = 0
        for place, state in enumerate(self._most_probable_states(run), start=1):
            if state in {END, SINGLE}:
                words.append(run[first:place])
                first = place
        return words

    def _is_word(self, run: str) -> bool:
        """Say whether a run is a word, though not one of the most probable route."""
        if len(run) not in self._lengths:
            return False
        found, _ = self._find(len(run), np.frombuffer(run.encode("utf-16-be"), f"S{2 * len(run)}"))
        return len(found) == 1

    def _most_probable_states(self, run: str) -> list[int]:
        """Return the state of each character by the algorithm of A. Viterbi (1967)."""
        emissions = self._emissions(run)
        start, transitions = self._model
        scores = [start[state] + emissions[0][state] for state in range(4)]
        choices: list[list[int]] = []
        for emission in emissions[1:]:
            best = [
                max(
                    (scores[before] + transitions[before][state] + emission[state], before)
                    for before in _PREDECESSORS[state]
                )
                for state in range(4)
            ]
            scores = [score for score, _ in best]
            choices.append([before for _, before in best])
        states = [max((END, SINGLE), key=lambda state: (scores[state], state))]
        for before in reversed(choices):
            states.append(before[states[-1]])
        return states[::-1]

    def _emissions(self, run: str) -> list[list[float]]:
        known = self._columns["model.characters"]
        wanted = np.frombuffer(run.encode("utf-16-le"), "<u2")
        numbers = known.searchsorted(wanted)
        is_known = known.take(numbers, mode="clip") == wanted
        emissions = np.full((len(run), 4), IMPOSSIBLE)
        emissions[is_known] = self._columns["model.emissions"][numbers[is_known]]
        rows: list[list[float]] = emissions.tolist()
        return rows

    @cached_property
    def _model(self) -> tuple[list[float], list[list[float]]]:
        return self._columns["model.start"].tolist(), self._columns["model.transitions"].tolist()
