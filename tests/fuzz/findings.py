"""What fuzzing finds: of every place that fails, the smallest input that made it fail."""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.limits import TookTooLongError

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent

PROGRESS = "progress.json"
SECONDS_BETWEEN = 2.0
"""Between two notes of how far a run has come: what a crash takes with it is what came after the last."""


class Recorder:
    """Runs inputs and records those that fail, instead of ending as the fuzzers would."""

    def __init__(self, run: Callable[[bytes], None], folder: Path) -> None:
        """Take the function to run, and the folder for findings and for the note of progress."""
        self._run = run
        self._folder = folder
        self._noted = time.monotonic()
        self.executions = 0
        self.seen: Counter[str] = Counter()

    def __call__(self, data: bytes) -> None:
        """Run one input."""
        self.executions += 1
        try:
            self._run(data)
        except (Exception, TookTooLongError) as error:  # noqa: BLE001 - whatever it is, it is what is sought
            self._record(data, error)
        if time.monotonic() - self._noted > SECONDS_BETWEEN:
            self.note()

    def note(self) -> None:
        """Write how far the run has come."""
        self._noted = time.monotonic()
        report = {"executions": self.executions, "seen": self.seen}
        (self._folder / PROGRESS).write_text(json.dumps(report), encoding="utf-8")

    def _record(self, data: bytes, error: BaseException) -> None:
        place = place_of(error)
        self.seen[place] += 1
        name = hashlib.sha256(place.encode()).hexdigest()[:12]
        kept = self._folder / f"{name}.input"
        if not kept.exists() or len(data) < kept.stat().st_size:
            kept.write_bytes(data)
            text = "".join(traceback.format_exception(error))
            kept.with_suffix(".txt").write_text(f"{place}\n\n{text}", encoding="utf-8", errors="replace")
        if self.seen[place] == 1:
            self.note()


def place_of(error: BaseException) -> str:
    """Name what failed and where: the error, and the innermost line of ours that it came through."""
    cause = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    frames = [frame for frame in traceback.extract_tb(cause.__traceback__) if _is_ours(frame.filename)]
    where = f"{_relative(frames[-1].filename)}:{frames[-1].lineno}" if frames else "outside of our files"
    return f"{type(error).__name__}, {type(cause).__name__} at {where}"


def shrink(run: Callable[[bytes], None], data: bytes) -> bytes:
    """Return a smaller input that fails at the same place: pieces are left out as long as it does."""
    wanted = _failure(run, data)
    size = len(data) // 2
    while size and wanted is not None:
        start = 0
        while start < len(data):
            shorter = data[:start] + data[start + size :]
            if _failure(run, shorter) == wanted:
                data = shorter
            else:
                start += size
        size //= 2
    return data


def _failure(run: Callable[[bytes], None], data: bytes) -> str | None:
    try:
        run(data)
    except (Exception, TookTooLongError) as error:  # noqa: BLE001 - as above
        return place_of(error)
    return None


def _is_ours(file: str) -> bool:
    path = Path(file)
    return ROOT in path.parents and path.relative_to(ROOT).parts[0] in {"index", "searcher", "tests"}


def _relative(file: str) -> Path:
    return Path(file).relative_to(ROOT)
