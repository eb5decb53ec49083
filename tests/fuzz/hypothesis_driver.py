"""Run one target on inputs that Hypothesis draws; with a target, a folder and seconds.

For machines for which there is no wheel of atheris. Inputs are bytes at random, and seeds of which
pieces are left out, repeated, or replaced by words of the dictionary and by bytes at random.
"""

from __future__ import annotations

import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from tests.fuzz import target as targets
from tests.fuzz.findings import Recorder
from tests.fuzz.limits import limited

if TYPE_CHECKING:
    from tests.fuzz.target import Target

AT_ONCE = 500
"""Examples drawn before it is looked whether the time is over."""


def main(name: str, folder: Path, seconds: int) -> None:
    """Run the target until the time is over."""
    warnings.simplefilter("error", RuntimeWarning)  # numpy warns of what is no number
    target = targets.load(name)
    kept = [*target.seeds(), *(path.read_bytes() for path in targets.found(name))]
    for seed in kept:
        target.run(seed)

    def run(data: bytes) -> None:
        with limited(target.megabytes, target.seconds):
            target.run(data)

    recorder = Recorder(run, folder / "findings")
    recorder(kept[0])  # however little time is left: a run without an execution has not started
    # Only now: on a busy machine, importing and the seeds alone may take as long as a short run.
    end = time.monotonic() + seconds
    turn = 0
    while time.monotonic() < end:
        _draw(recorder, inputs(target, kept), turn, end)
        turn += 1
    recorder.note()


def inputs(target: Target, kept: list[bytes]) -> st.SearchStrategy[bytes]:
    """Draw inputs for a target."""
    words = st.sampled_from(target.dictionary) if target.dictionary else st.nothing()
    piece = words | st.binary(max_size=8)
    edit = st.tuples(
        st.integers(0, target.largest), st.integers(0, 16), st.lists(piece, max_size=4).map(b"".join)
    )
    edited = st.builds(_edited, st.sampled_from(kept), st.lists(edit, min_size=1, max_size=6))
    return (edited | st.lists(piece, max_size=40).map(b"".join)).map(lambda data: data[: target.largest])


def _edited(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for place, removed, added in edits:
        start = place % (len(data) + 1)
        data = data[:start] + added + data[start + removed :]
    return data


def _draw(recorder: Recorder, drawn: st.SearchStrategy[bytes], turn: int, end: float) -> None:
    @seeded(turn)
    @settings(
        max_examples=AT_ONCE,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn)
    def examples(data: bytes) -> None:
        if time.monotonic() < end:
            recorder(data)

    examples()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
