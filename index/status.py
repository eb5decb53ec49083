"""What an archive holds, as far as its lists and columns tell it without reading a text."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index import archive, manifest
from index.columnar.snapshot import latest_generation, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from index.columnar.segment import Segment
    from index.manifest import Refusal


@dataclass(frozen=True, slots=True)
class Status:
    """What an archive holds.

    `bytes` is what it takes on the disk, `source_bytes` the size of the files it was made from. `first` and
    `last` are the dates of its oldest and newest article, `None` where none has a date, and `undated` how
    many have none. `papers` are the articles of each paper, the most first; those of none are not in it.
    `updated` is when it last changed, in UTC. `skipped` are the files and lines that could not be taken
    when they were last looked at.
    """

    files: int
    articles: int
    units: int
    segments: int
    bytes: int
    source_bytes: int
    first: str | None
    last: str | None
    undated: int
    papers: dict[str, int]
    updated: str
    skipped: tuple[Refusal, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON object."""
        return {**asdict(self), "skipped": [_skipped(refusal) for refusal in self.skipped]}


def _skipped(refusal: Refusal) -> dict[str, Any]:
    return {"file": refusal.file, "line": refusal.line, "reason": refusal.reason}


def look_at(folder: Path) -> Status:
    """Return what the archive in `folder` holds. Raises `ArchiveError` as opening it for a search does."""
    return archive.open_current(folder, _look_at)


def _look_at(index_folder: Path) -> Status:
    generation = latest_generation(index_folder)
    segments = [entry.open(index_folder) for entry in read_table(index_folder, generation)]
    known = manifest.load(index_folder)
    if latest_generation(index_folder) != generation:
        # A writer was quicker: the segments and the files are to be of one moment.
        raise FileNotFoundError(index_folder)
    dates = np.concatenate([np.zeros(0, np.uint32), *(_living(each, each.dates) for each in segments)])
    dated = dates[dates > 0]
    papers: Counter[str] = Counter()
    for segment in segments:
        papers.update(_papers(segment))
    first, last = (int(dated.min()), int(dated.max())) if len(dated) else (0, 0)
    return Status(
        files=len(known.records),
        articles=len(dates),
        units=sum(_living_units(segment) for segment in segments),
        segments=len(segments),
        bytes=sum(path.stat().st_size for path in index_folder.iterdir()),
        source_bytes=sum(record.size for record in known.records.values()),
        first=_written(first),
        last=_written(last),
        undated=len(dates) - len(dated),
        papers=dict(sorted(papers.items(), key=lambda item: (-item[1], item[0]))),
        updated=known.updated,
        skipped=tuple(known.refusals),
    )


def _living(segment: Segment, column: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.delete(column, segment.deleted)


def _living_units(segment: Segment) -> int:
    return int(_living(segment, np.diff(segment.first_units)).sum())


def _papers(segment: Segment) -> Counter[str]:
    values = segment.values("paper").values
    living = _living(segment, np.arange(len(values.counts)))
    numbers = values.of_articles(living).numbers
    counts = np.bincount(numbers, minlength=len(values.terms)).tolist()
    return Counter({term: count for term, count in zip(values.terms, counts, strict=True) if count})


def _written(day: int) -> str | None:
    return f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}" if day else None
